/**
 * The advanced form: rows that one after the other narrow a search. In an address each is one text,
 * `row=<op>~<field>~<is>~<value>`, where years have two values: `row=and~date~span~乾隆三十年~四十年`, and any of several
 * can be asked for: `row=and~class~any~siku.shi~siku.zi`.
 */

export const rowOps = ['and', 'or', 'not'] as const;
/** `or` joins a row to the one above it, as if both stood in brackets. */
export type RowOp = (typeof rowOps)[number];

export const rowTests = ['has', 'is', 'any', 'begins', 'span', 'from', 'upto', 'blank', 'filled'] as const;
export type RowTest = (typeof rowTests)[number];

export interface SearchRow {
  op: RowOp;
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

/** A row from its parts, as an address or a form gives them; null where they are no row. */
export function rowOf(op: string, field: string, is: string, value = '', until = ''): SearchRow | null {
  const known = rowOps.find((one) => one === op);
  const test = rowTests.find((one) => one === is);
  if (known === undefined || test === undefined || !isField(field)) return null;
  const words = asksValue(test);
  const said = test === 'any' ? joinedValues(valuesIn({ is: test, value })) : tidy(value);
  return {
    op: known,
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

export function writeRow({ op, field, is, value, until }: SearchRow): string {
  const said = is === 'span' ? [value.replaceAll('~', ' '), until] : asksValue(is) ? [value] : [];
  return [op, field, is, ...said].join('~');
}

/** Whether it is a row of which nothing is left out for being too much. */
export function isRowText(text: string): boolean {
  const row = readRow(text);
  if (row === null) return false;
  if (row.is !== 'any') return text.length <= 2 * longestRowValue + 100;
  const values = text.split(apart).slice(3);
  return values.length <= mostRowValues && values.every((one) => one.length <= longestPicked);
}

/** The rows of an address; what is none is left out, and so is what is beyond the bound. */
export const readRows = (texts: readonly string[]): SearchRow[] =>
  texts.flatMap((text) => readRow(text) ?? []).slice(0, mostRows);

/** The names of one row of the form. */
export const rowNames = (at: number) => ({
  op: `op${at + 1}`,
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
    return rowOf(sent(names.op) || 'and', sent(names.field), sent(names.is), value, sent(names.until));
  }).filter((row) => row !== null);
  return rows.length > 0 ? rows : null;
}

/** Rows that stand in one pair of brackets, by their places: the first says whether all of it is refused. */
export function bracketsOf(rows: readonly Pick<SearchRow, 'op'>[]): number[][] {
  const brackets: number[][] = [];
  rows.forEach(({ op }, at) => {
    const last = brackets.at(-1);
    if (op === 'or' && last) last.push(at);
    else brackets.push([at]);
  });
  return brackets;
}

/** Without one row. What was joined to it stays as it was refused or wanted with it. */
export function withoutRow(rows: readonly SearchRow[], dropped: number): SearchRow[] {
  const { op } = rows[dropped] ?? { op: 'and' as const };
  return rows.flatMap((row, at) => {
    if (at === dropped) return [];
    return at === dropped + 1 && row.op === 'or' ? [{ ...row, op }] : [row];
  });
}
