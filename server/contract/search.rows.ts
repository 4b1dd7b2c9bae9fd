/**
 * The advanced form: rows that one after the other narrow a search. In an address each is one text,
 * `row=<op>~<field>~<is>~<value>`, where years have two values: `row=and~date~span~乾隆三十年~四十年`.
 */

export const rowOps = ['and', 'or', 'not'] as const;
/** `or` joins a row to the one above it, as if both stood in brackets. */
export type RowOp = (typeof rowOps)[number];

export const rowTests = ['has', 'is', 'begins', 'span', 'from', 'upto', 'blank', 'filled'] as const;
export type RowTest = (typeof rowTests)[number];

export interface SearchRow {
  op: RowOp;
  /** `any`, what a field means everywhere (`title`, `agent`, …), or the id of a collection's own field. */
  field: string;
  is: RowTest;
  value: string;
  /** Of a span the other end. */
  until: string;
}

export const mostRows = 10;
export const longestRowValue = 100;
export const anywhere = 'any';

/** Whether something has to be written beside the test. */
export const asksValue = (is: RowTest): boolean => is !== 'blank' && is !== 'filled';
export const asksYears = (is: RowTest): boolean => is === 'span' || is === 'from' || is === 'upto';

/** A row that says nothing yet. */
export const isEmptyRow = ({ is, value, until }: SearchRow): boolean =>
  asksValue(is) && value === '' && (is !== 'span' || until === '');

const isField = (text: string): boolean => /^[A-Za-z0-9_-]{1,40}$/.test(text);
const tidy = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, longestRowValue).trim();

/** A row from its parts, as an address or a form gives them; null where they are no row. */
export function rowOf(op: string, field: string, is: string, value = '', until = ''): SearchRow | null {
  const known = rowOps.find((one) => one === op);
  const test = rowTests.find((one) => one === is);
  if (known === undefined || test === undefined || !isField(field)) return null;
  const words = asksValue(test);
  return {
    op: known,
    field,
    is: test,
    value: words ? tidy(value) : '',
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
});

/** All names that the form sends beside those of a search. */
export const formNames: readonly string[] = [
  'go',
  'add',
  'drop',
  ...Array.from({ length: mostRows }, (_, at) => Object.values(rowNames(at))).flat(),
];

/** The rows as they stand in a form that was sent; null where none was. */
export function sentRows(sent: (name: string) => string): SearchRow[] | null {
  const rows = Array.from({ length: mostRows }, (_, at) => {
    const names = rowNames(at);
    return rowOf(sent(names.op) || 'and', sent(names.field), sent(names.is), sent(names.value), sent(names.until));
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
