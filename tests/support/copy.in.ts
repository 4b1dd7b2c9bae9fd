import type pg from 'pg';

/** What the driver knows of a running statement: enough to hand rows over. */
interface Wire {
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): boolean;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

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

export const copyLine = (cells: readonly Cell[]): string => `${cells.map(cell).join('\t')}\n`;

/**
 * COPY … FROM STDIN: ten times as fast as statements. One batch of lines a call, each its own transaction unless there is
 * one already.
 */
export function copyIn(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const statement = {
      submit: (wire: Wire) => wire.query(`COPY ${table} (${columns.join(', ')}) FROM STDIN`),
      handleCopyInResponse: (wire: Wire) => {
        for (let at = 0; at < rows.length; at += 200) {
          wire.sendCopyFromChunk(
            Buffer.from(
              rows
                .slice(at, at + 200)
                .map(copyLine)
                .join(''),
            ),
          );
        }
        wire.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => {
        failed = error;
        reject(error);
      },
      handleReadyForQuery: () => {
        if (!failed) resolve();
      },
    };
    client.query(statement as unknown as pg.Submittable);
  });
}
