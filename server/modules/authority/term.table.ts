import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
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
  const cells = rows.map((row) => row.map((cell, at) => (years.has(at) ? cell : guarded(cell))));
  // Spreadsheets read UTF-8 as such only behind a mark.
  return stringify([[...columns], ...cells], { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}

/** Undefined where a quotation never ends. */
function cellsOf(text: string): string[][] | undefined {
  try {
    return parse(text, {
      bom: true,
      // Rows are counted as people see them, the empty ones too.
      skip_empty_lines: false,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Reads a table and says of every row what is wrong with it; `known` are the codes in the list, `merged` those that no longer stand for themselves. */
export function readTable(
  text: string,
  known: ReadonlyMap<string, string | null>,
  merged: ReadonlySet<string> = new Set(),
): { rows: TermRow[]; problems: RowProblem[]; given: ReadonlySet<string> } {
  const given = new Set<string>();
  const refused = (problem: RowProblem) => ({ rows: [], problems: [problem], given });
  const cells = cellsOf(text);
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
    else if (merged.has(code)) wrong('merged', code);
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
