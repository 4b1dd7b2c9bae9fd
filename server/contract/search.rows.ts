/**
 * The advanced form: rows that one after the other narrow a search. In an address each is one text,
 * `row=<op>~<field>~<is>~<value>`, where years have two values: `row=and~date~span~乾隆三十年~四十年`, and any of several
 * can be asked for: `row=and~class~any~siku.shi~siku.zi`. Rows in one bracket follow each other: that which opens it says
 * how all of it is joined (`and.`), the others how they are joined within (`.or`).
 */

export const rowOps = ['and', 'or', 'not'] as const;
/** `or` joins a row to the one above it, as if both stood in brackets. */
export type RowOp = (typeof rowOps)[number];
/** Within a bracket. */
export const innerOps = ['and', 'or'] as const satisfies readonly RowOp[];

/** Where a row stands in a bracket: it is the first, or goes on in the one that is open. */
export const bracketParts = ['opens', 'inside'] as const;
export type BracketPart = (typeof bracketParts)[number];

export const rowTests = ['has', 'is', 'any', 'begins', 'span', 'from', 'upto', 'blank', 'filled'] as const;
export type RowTest = (typeof rowTests)[number];

export interface SearchRow {
  /** Of what opens a bracket: how all of that is joined. */
  op: RowOp;
  bracket?: BracketPart;
  /** `any`, what a field means everywhere (`title`, `agent`, …), or the id of a collection's own field. */
  field: string;
  is: RowTest;
  /** Of `any` all values that will do, as `joinedValues` writes them. */
  value: string;
  /** Of a span the other end. */
  until: string;
}

export const mostRows = 10;
export const longestRowValue = 100;
export const anywhere = 'any';
/** Values of which one will do. */
export const mostRowValues = 20;
/** Keys of values are longer than what one types. */
export const longestPicked = 200;

/** Whether something has to be written beside the test. */
export const asksValue = (is: RowTest): boolean => is !== 'blank' && is !== 'filled';
export const asksYears = (is: RowTest): boolean => is === 'span' || is === 'from' || is === 'upto';

/** A row that says nothing yet. */
export const isEmptyRow = ({ is, value, until }: SearchRow): boolean =>
  asksValue(is) && value === '' && (is !== 'span' || until === '');

const isField = (text: string): boolean => /^[A-Za-z0-9_-]{1,40}$/.test(text);
const tidy = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, longestRowValue).trim();

const apart = '~';

/** Keys of values, or names as somebody typed them: each once, as one text that can be taken apart again. */
export function joinedValues(values: readonly string[]): string {
  const tidied = values.map((one) => one.normalize('NFC').trim().slice(0, longestPicked).trim());
  const distinct = [...new Set(tidied)].filter((one) => one !== '').slice(0, mostRowValues);
  return distinct.map((one) => one.replace(/[%~]/g, (sign) => (sign === apart ? '%7E' : '%25'))).join(apart);
}

/** The values of a row that asks for any of several. */
export const valuesIn = ({ is, value }: Pick<SearchRow, 'is' | 'value'>): string[] =>
  is !== 'any' || value === ''
    ? []
    : value.split(apart).map((one) => one.replace(/%25|%7E/gi, (code) => (code === '%25' ? '%' : apart)));

/** Several values typed into one box. Commas are parts of names. */
export const typedValues = (text: string): string[] => text.split(/[;；]/);
export const typedApart = '；';

/** `and`, `and.` of what opens a bracket, `.or` within one. */
const opWritten = ({ op, bracket }: Pick<SearchRow, 'op' | 'bracket'>): string =>
  bracket === 'opens' ? `${op}.` : bracket === 'inside' ? `.${op}` : op;

function opRead(text: string): Pick<SearchRow, 'op' | 'bracket'> | null {
  const inside = innerOps.find((one) => text === `.${one}`);
  if (inside !== undefined) return { op: inside, bracket: 'inside' };
  const op = rowOps.find((one) => text === one || text === `${one}.`);
  if (op === undefined) return null;
  return text === op ? { op } : { op, bracket: 'opens' };
}

/** A row from its parts, as an address or a form gives them; null where they are no row. */
export function rowOf(op: string, field: string, is: string, value = '', until = ''): SearchRow | null {
  const joined = opRead(op);
  const test = rowTests.find((one) => one === is);
  if (joined === null || test === undefined || !isField(field)) return null;
  const words = asksValue(test);
  const said = test === 'any' ? joinedValues(valuesIn({ is: test, value })) : tidy(value);
  return {
    ...joined,
    field,
    is: test,
    value: words ? said : '',
    until: test === 'span' ? tidy(until) : '',
  };
}

export function readRow(text: string): SearchRow | null {
  const [op = '', field = '', is = '', ...rest] = text.split('~');
  if (is !== 'span') return rowOf(op, field, is, rest.join('~'));
  return rowOf(op, field, is, rest[0], rest.slice(1).join('~'));
}

export function writeRow(row: SearchRow): string {
  const { field, is, value, until } = row;
  const said = is === 'span' ? [value.replaceAll('~', ' '), until] : asksValue(is) ? [value] : [];
  return [opWritten(row), field, is, ...said].join('~');
}

/** Whether it is a row of which nothing is left out for being too much. */
export function isRowText(text: string): boolean {
  const row = readRow(text);
  if (row === null) return false;
  if (row.is !== 'any') return text.length <= 2 * longestRowValue + 100;
  const values = text.split(apart).slice(3);
  return values.length <= mostRowValues && values.every((one) => one.length <= longestPicked);
}

/** What goes on in a bracket that nothing opened stands by itself. */
function closed(rows: readonly SearchRow[]): SearchRow[] {
  let open = false;
  return rows.map((row) => {
    if (row.bracket === 'inside' && !open) {
      const { bracket: _, ...alone } = row;
      return alone;
    }
    open = row.bracket !== undefined;
    return row;
  });
}

/** The rows of an address; what is none is left out, and so is what is beyond the bound. */
export const readRows = (texts: readonly string[]): SearchRow[] =>
  closed(texts.flatMap((text) => readRow(text) ?? []).slice(0, mostRows));

/** The names of one row of the form. */
export const rowNames = (at: number) => ({
  op: `op${at + 1}`,
  bracket: `in${at + 1}`,
  field: `field${at + 1}`,
  is: `is${at + 1}`,
  value: `value${at + 1}`,
  until: `until${at + 1}`,
  /** Each of the values that were picked. */
  pick: `pick${at + 1}`,
});

/** All names that the form sends beside those of a search. */
export const formNames: readonly string[] = [
  'go',
  'add',
  'drop',
  ...Array.from({ length: mostRows }, (_, at) => Object.values(rowNames(at))).flat(),
];

/** The rows as they stand in a form that was sent; null where none was. */
export function sentRows(sentAs: (name: string) => readonly string[]): SearchRow[] | null {
  const sent = (name: string): string => sentAs(name)[0] ?? '';
  const rows = Array.from({ length: mostRows }, (_, at) => {
    const names = rowNames(at);
    const typed = sent(names.value);
    const isAny = sent(names.is) === 'any';
    const value = isAny ? joinedValues([...sentAs(names.pick), ...typedValues(typed)]) : typed;
    const bracket = bracketParts.find((part) => part === sent(names.bracket));
    const op = opWritten({ op: (sent(names.op) || 'and') as RowOp, ...(bracket ? { bracket } : {}) });
    return rowOf(op, sent(names.field), sent(names.is), value, sent(names.until));
  }).filter((row) => row !== null);
  return rows.length > 0 ? closed(rows) : null;
}

type Joined = Pick<SearchRow, 'op' | 'bracket'>;

/** A row, or rows in one bracket: of each of these lists any row will do. */
export interface RowUnit {
  /** All its rows, by their places. */
  rows: number[];
  isBracket: boolean;
  alternatives: number[][];
}

/** Of its units any will do. The first says whether all of it is refused. */
export interface RowGroup {
  refused: boolean;
  units: RowUnit[];
}

/** How rows stand to each other: `or` joins to what is above, outside of brackets and within. */
export function groupsOf(rows: readonly Joined[]): RowGroup[] {
  const groups: RowGroup[] = [];
  rows.forEach(({ op, bracket }, at) => {
    const group = groups.at(-1);
    const unit = group?.units.at(-1);
    if (bracket === 'inside' && unit?.isBracket) {
      unit.rows.push(at);
      if (op === 'or') unit.alternatives.at(-1)!.push(at);
      else unit.alternatives.push([at]);
      return;
    }
    const own: RowUnit = { rows: [at], isBracket: bracket !== undefined, alternatives: [[at]] };
    if (op === 'or' && group) group.units.push(own);
    else groups.push({ refused: op === 'not', units: [own] });
  });
  return groups;
}

export const unitsOf = (rows: readonly Joined[]): RowUnit[] => groupsOf(rows).flatMap(({ units }) => units);

/** Without some that follow each other. What was joined by `or` to the first of them stays as it was refused or wanted with it. */
function without(rows: readonly SearchRow[], first: number, many: number): SearchRow[] {
  const [dropped, next] = [rows[first], rows[first + many]];
  const left = [...rows.slice(0, first), ...rows.slice(first + many)];
  if (!dropped || !next) return left;
  const beside = (next.bracket === 'inside') === (dropped.bracket === 'inside');
  if (beside && next.op === 'or') left[first] = { ...next, op: dropped.op };
  // The next one opens the bracket instead.
  if (dropped.bracket === 'opens' && next.bracket === 'inside')
    left[first] = { ...next, op: dropped.op, bracket: 'opens' };
  return left;
}

export const withoutRow = (rows: readonly SearchRow[], dropped: number): SearchRow[] => without(rows, dropped, 1);

/** The bracket that a row stands in; the row itself where it stands in none. */
export const unitAt = (rows: readonly Joined[], at: number): RowUnit | undefined =>
  unitsOf(rows).find((unit) => unit.rows.includes(at));

/** Without a bracket and all that is in it. */
export function withoutUnit(rows: readonly SearchRow[], at: number): SearchRow[] {
  const unit = unitAt(rows, at);
  return unit ? without(rows, unit.rows[0]!, unit.rows.length) : [...rows];
}

/** Those that ask something. */
export const askingRows = (rows: readonly SearchRow[]): SearchRow[] =>
  rows.reduceRight<SearchRow[]>((left, row, at) => (isEmptyRow(row) ? withoutRow(left, at) : left), [...rows]);

/** What a new row begins with. */
export const newRow: SearchRow = { op: 'and', field: 'title', is: 'has', value: '', until: '' };

/** With one row more at the end, with a bracket of two, or with one more in the bracket at a place. */
export function withMore(rows: readonly SearchRow[], more: 'row' | 'bracket' | { bracketAt: number }): SearchRow[] {
  if (more === 'row') return [...rows, newRow].slice(0, mostRows);
  if (more === 'bracket') {
    const pair: SearchRow[] = [
      { ...newRow, bracket: 'opens' },
      { ...newRow, op: 'or', bracket: 'inside' },
    ];
    return [...rows, ...pair].slice(0, mostRows);
  }
  const unit = unitAt(rows, more.bracketAt);
  if (!unit?.isBracket || rows.length >= mostRows) return [...rows];
  const last = unit.rows.at(-1)!;
  const op = unit.rows.length > 1 ? rows[last]!.op : 'or';
  return [...rows.slice(0, last + 1), { ...newRow, op, bracket: 'inside' }, ...rows.slice(last + 1)];
}
