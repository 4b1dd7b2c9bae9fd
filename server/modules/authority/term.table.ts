import type { LocalizedText } from '../../contract/localized.js';

/** A term as a row of a table. */
export interface TermRow {
  code: string;
  parent: string | null;
  label: LocalizedText;
  variants: string[];
  fromYear: number | null;
  toYear: number | null;
}

export interface RowProblem {
  /** As a spreadsheet counts: the heading is row 1. */
  row: number;
  code:
    | 'no-code'
    | 'bad-code'
    | 'no-name'
    | 'too-long'
    | 'bad-year'
    | 'twice'
    | 'no-parent'
    | 'ring'
    | 'columns'
    | 'quote'
    | 'merged';
  value: string;
}

const columns = ['code', 'parent', 'zh-CN', 'en', 'variants', 'from', 'to'] as const;
export const mostRows = 20_000;
const longestName = 300;
const codeShape = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u;

/** A spreadsheet takes what begins like this for a formula and runs it. */
const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

export function writeTable(terms: readonly TermRow[]): string {
  const rows = terms.map(({ code, parent, label, variants, fromYear, toYear }) => [
    code,
    parent ?? '',
    label['zh-CN'] ?? label['zh'] ?? '',
    label['en'] ?? '',
    variants.join('|'),
    String(fromYear ?? ''),
    String(toYear ?? ''),
  ]);
  const years = new Set([columns.indexOf('from'), columns.indexOf('to')]);
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => quoted(years.has(at) ? cell : guarded(cell))).join(',');
  // Spreadsheets read UTF-8 as such only behind this mark.
  return `\uFEFF${[columns, ...rows].map(line).join('\r\n')}\r\n`;
}

/** RFC 4180, with any line ends; undefined where a quotation never ends. */
function cellsOf(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (inside) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else inside = false;
    } else if (sign === '"' && cell === '') inside = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (inside) return undefined;
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Reads a table and says of every row what is wrong with it; `known` are the codes that are in the list already. */
export function readTable(
  text: string,
  known: ReadonlyMap<string, string | null>,
): { rows: TermRow[]; problems: RowProblem[]; given: ReadonlySet<string> } {
  const given = new Set<string>();
  const refused = (problem: RowProblem) => ({ rows: [], problems: [problem], given });
  const cells = cellsOf(text.replace(/^\uFEFF/, ''));
  if (!cells) return refused({ row: 1, code: 'quote', value: '' });
  const head = (cells[0] ?? []).map((name) => name.trim());
  const unknown = head.find((name) => !columns.some((column) => column === name));
  if (!head.includes('code') || !(head.includes('zh-CN') || head.includes('en')) || unknown !== undefined)
    return refused({ row: 1, code: 'columns', value: unknown ?? head.join(', ') });
  if (cells.length > mostRows + 1) return refused({ row: mostRows + 2, code: 'too-long', value: String(mostRows) });
  for (const name of head) given.add(name);
  const problems: RowProblem[] = [];
  const rows: TermRow[] = [];
  const rowOf = new Map<string, number>();
  cells.slice(1).forEach((line, index) => {
    if (line.every((cell) => cell.trim() === '')) return;
    const at = index + 2;
    const wrong = (code: RowProblem['code'], value: string) =>
      problems.push({ row: at, code, value: value.slice(0, 80) });
    const cell = (name: (typeof columns)[number]) => unguarded((line[head.indexOf(name)] ?? '').trim());
    if (line.length > head.length) wrong('columns', line.slice(head.length).join(','));
    const code = cell('code');
    if (code === '') wrong('no-code', '');
    else if (!codeShape.test(code)) wrong('bad-code', code);
    else if (rowOf.has(code)) wrong('twice', code);
    rowOf.set(code, at);
    const label: LocalizedText = {};
    for (const language of ['zh-CN', 'en'] as const) if (cell(language)) label[language] = cell(language);
    if (Object.keys(label).length === 0) wrong('no-name', code);
    const variants = [
      ...new Set(
        cell('variants')
          .split('|')
          .flatMap((name) => name.trim() || []),
      ),
    ];
    if ([...Object.values(label), ...variants].some((name) => name.length > longestName)) wrong('too-long', code);
    const year = (name: 'from' | 'to'): number | null => {
      const given = cell(name);
      if (given === '') return null;
      if (!/^-?\d{1,4}$/.test(given)) wrong('bad-year', given);
      return Number(given);
    };
    rows.push({ code, parent: cell('parent') || null, label, variants, fromYear: year('from'), toYear: year('to') });
  });
  const parentOf = new Map(known);
  for (const { code, parent } of rows) if (given.has('parent') || !known.has(code)) parentOf.set(code, parent);
  for (const { code, parent } of rows) {
    if (parent === null) continue;
    const row = rowOf.get(code)!;
    if (!parentOf.has(parent)) problems.push({ row, code: 'no-parent', value: parent });
    else if (isRing(code, parentOf)) problems.push({ row, code: 'ring', value: code });
  }
  return { rows, given, problems: problems.sort((a, b) => a.row - b.row) };
}

function isRing(code: string, parentOf: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set([code]);
  for (let at = parentOf.get(code) ?? null; at !== null; at = parentOf.get(at) ?? null) {
    if (at === code) return true;
    // A ring further up is told of its own rows.
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}
