import type { Answer } from '../../../../server/contract/api/index.js';
import { csvStyle, safeCell } from '../../../../server/contract/spreadsheet.js';
import { eachLine } from '../../api/api.js';
import { withSession } from '../shell/call.js';

export type BatchRow = Answer<'GET /batches/:batch/rows'>['rows'][number];

/** Lines that are put into words, and written, together. */
const atOnce = 500;

/**
 * All that went wrong as a table for a spreadsheet, in the words that the page has for it. There may be as many lines as
 * the batch has rows, so that they are read as they come and only what is written is kept.
 */
export async function problemTable(
  batch: string,
  head: readonly string[],
  cells: (row: BatchRow) => readonly string[],
): Promise<Blob> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const lines = (rows: readonly (readonly string[])[], bom = false) =>
    stringify(
      rows.map((row) => row.map(safeCell)),
      { ...csvStyle, bom },
    );
  return withSession(async () => {
    const parts = [lines([head], true)];
    const waiting: (readonly string[])[] = [];
    const write = () => parts.push(lines(waiting.splice(0)));
    await eachLine('GET /batches/:batch/problems', { params: { batch } }, (line) => {
      if (waiting.push(cells(line as BatchRow)) >= atOnce) write();
    });
    write();
    return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  });
}
