import { stringify } from 'csv-stringify/sync';
import { csvStyle, safeCell } from '../contract/spreadsheet.js';

/** Lines of a table for spreadsheets, which read UTF-8 as such only behind a mark at its beginning. */
export function csvLines(rows: readonly (readonly string[])[], { mark = false } = {}): string {
  return stringify(
    rows.map((row) => row.map(safeCell)),
    { ...csvStyle, bom: mark },
  );
}
