import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { wholeText } from '../../../contract/whole.text.js';
import { FileRefused, type FileText } from './file.text.js';

/** What `csvLines` put before a cell. */
const unguarded = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

export interface CsvLine {
  /** As a spreadsheet counts: the heading is row 1, and empty rows count. */
  row: number;
  cells: string[];
}

export interface CsvTable {
  head: string[];
  lines: AsyncIterableIterator<CsvLine>;
}

/** Longer is no row: a quote was opened and never closed. All names and notes that one may have are shorter. */
const longestRow = 500_000;
/** So much of a file without the end of a row: the reader counts what stands in cells, and nothing between them. */
const longestWay = 4_000_000;
/** Rows are read by their columns, and each row is held with all of them. */
const mostColumns = 1000;
/** What is longer fits in no column, and is kept only as far as that can be said of it. */
export const longestCell = 100_000;
const longestRest = 80;
const bounded = (cell: string): string => (cell.length > longestCell ? wholeText(cell, longestCell + 1) : cell);

/** The headings of a table, which `check` may refuse, and its rows as they are asked for. */
export async function readCsv(text: FileText, most: number, check: (head: string[]) => void): Promise<CsvTable> {
  const rows = rowsOf(text);
  try {
    const first = await rows.next();
    const head = (first.done ? [] : first.value).map((name) => name.trim());
    while (head.at(-1) === '') head.pop();
    if (head.length > mostColumns) throw new FileRefused('columns', head[mostColumns]);
    check(head);
    const lines = linesOf(rows, most, head.length);
    // Whoever wants no more, or has not begun, closes the file as well.
    const close = async () => {
      await rows.return(undefined);
      return { done: true as const, value: undefined };
    };
    const asked: AsyncIterableIterator<CsvLine> = {
      next: () => lines.next(),
      return: close,
      [Symbol.asyncIterator]: () => asked,
    };
    return { head, lines: asked };
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
}

async function* linesOf(rows: AsyncGenerator<string[]>, most: number, columns: number): AsyncGenerator<CsvLine> {
  let row = 1;
  let count = 0;
  for await (const given of rows) {
    // Empty rows are no rows, but not for ever.
    if (++row > 2 * most + 1) throw new FileRefused('too-many', String(most), row);
    const trimmed = given.map((cell) => bounded(unguarded(cell.trim())));
    if (trimmed.every((cell) => cell === '')) continue;
    if (++count > most) throw new FileRefused('too-many', String(most), row);
    // Behind the last column stands nothing, or what is only said to stand there.
    const rest = trimmed.splice(columns);
    if (rest.some((cell) => cell !== '')) trimmed.push(wholeText(rest.join(','), longestRest));
    yield { row, cells: trimmed };
  }
}

async function* rowsOf({ head, read }: FileText): AsyncGenerator<string[]> {
  const first = head.slice(0, head.search(/[\r\n]|$/));
  const count = (sign: string) => first.split(sign).length;
  const delimiter = [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  const parser = parse({
    bom: true,
    delimiter,
    // Rows are counted as people see them, the empty ones too.
    skip_empty_lines: false,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: longestRow,
  });
  const source = Readable.from(inRows(read(), () => parser.info.records));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const cells of source.pipe(parser)) yield cells as string[];
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused('quote');
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** As long as a row ends now and then: commas alone would become millions of cells of one row. */
async function* inRows(parts: AsyncGenerator<string>, rowsSoFar: () => number): AsyncGenerator<string> {
  let rows = 0;
  let way = 0;
  for await (const part of parts) {
    if (rowsSoFar() !== rows) [rows, way] = [rowsSoFar(), 0];
    if (way > longestWay) throw new FileRefused('quote');
    way += part.length;
    yield part;
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
