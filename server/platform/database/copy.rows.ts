import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Cell = string | number | boolean | null | Date | readonly string[] | object;

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!);

function cell(value: Cell): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const parts = value.map((one) => `"${String(one).replace(/[\\"]/g, (sign) => `\\${sign}`)}"`);
    return escaped(`{${parts.join(',')}}`);
  }
  return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** A row as `COPY … FROM STDIN` reads it: arrays as arrays of text, objects as JSON. */
export const copyLine = (cells: readonly Cell[]): string => `${cells.map(cell).join('\t')}\n`;

type Some<T> = AsyncIterable<T> | Iterable<T>;

/** Hands rows over as they come, by `COPY`: ten times as fast as statements. In the transaction under way, or its own. */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Some<readonly Cell[]>,
): Promise<void> {
  const statement = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(blocks(rows), { objectMode: false }), statement);
}

/** As few pieces as are sent well. */
async function* blocks(rows: Some<readonly Cell[]>): AsyncGenerator<Buffer> {
  let block = '';
  for await (const row of rows) {
    block += copyLine(row);
    if (block.length < 64 * 1024) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block) yield Buffer.from(block);
}
