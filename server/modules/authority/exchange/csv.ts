import { CsvError, parse } from 'csv-parse/sync';
import { FileRefused } from './file.text.js';

/** What `csvLines` put before a cell. */
const unguarded = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

export interface CsvLine {
  /** As a spreadsheet counts: the heading is row 1, and empty rows count. */
  row: number;
  cells: string[];
}

export interface CsvTable {
  head: string[];
  lines: CsvLine[];
}

export function readCsv(text: string, most: number): CsvTable {
  const cells = cellsOf(text);
  const head = (cells[0] ?? []).map((name) => name.trim());
  while (head.at(-1) === '') head.pop();
  const lines = cells.slice(1).flatMap((line, at): CsvLine[] => {
    const trimmed = line.map((cell) => unguarded(cell.trim()));
    return trimmed.every((cell) => cell === '') ? [] : [{ row: at + 2, cells: trimmed }];
  });
  if (lines.length > most) throw new FileRefused('too-many', String(most), lines[most]!.row);
  return { head, lines };
}

function cellsOf(text: string): string[][] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => first.split(sign).length;
  const delimiter = [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  try {
    return parse(text, {
      bom: true,
      delimiter,
      // Rows are counted as people see them, the empty ones too.
      skip_empty_lines: false,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused('quote');
    throw error;
  }
}

/** Several names in one cell; a bar within a name stands behind a backslash. */
export const joinNames = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[\\|]/g, (sign) => `\\${sign}`)).join('|');

export function splitNames(cell: string): string[] {
  const names: string[] = [];
  let name = '';
  for (const part of cell.match(/\\[\\|]|[^]/gu) ?? []) {
    if (part === '|') {
      names.push(name);
      name = '';
    } else name += part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  }
  names.push(name);
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))];
}
