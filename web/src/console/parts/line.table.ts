import type { ApiKey, Request } from '../../../../server/contract/api/index.js';
import { csvStyle, safeCell } from '../../../../server/contract/spreadsheet.js';
import { eachLine } from '../../api/api.js';
import { withSession } from '../shell/call.js';

/** Lines that are put into words, and written, together. */
const atOnce = 500;

/**
 * What a route answers line by line as a table for a spreadsheet, in the words that a page has for it. There may be a
 * million lines, so that they are read as they come and only what is written is kept.
 */
export async function lineTable<K extends ApiKey>(
  key: K,
  request: Request<K>,
  head: readonly string[],
  cells: (line: unknown) => readonly string[],
): Promise<Blob> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const written = (rows: readonly (readonly string[])[], bom = false) =>
    stringify(
      rows.map((row) => row.map(safeCell)),
      { ...csvStyle, bom },
    );
  return withSession(async () => {
    const parts = [written([head], true)];
    const waiting: (readonly string[])[] = [];
    const write = () => parts.push(written(waiting.splice(0)));
    await eachLine(key, request, (line) => {
      if (waiting.push(cells(line)) >= atOnce) write();
    });
    write();
    return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  });
}
