import { stringify } from 'csv-stringify/sync';

/** A spreadsheet takes what begins like this for a formula and runs it; numbers it may have. */
const guarded = (cell: string): string =>
  /^'*[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;

/** Lines of a table for spreadsheets, which read UTF-8 as such only behind a mark at its beginning. */
export function csvLines(rows: readonly (readonly string[])[], { mark = false } = {}): string {
  return stringify(
    rows.map((row) => row.map(guarded)),
    { bom: mark, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}
