import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Lines of JSON, part by part as they are read, so that nobody holds them all. What is refused before the first part is
 * told like everything else.
 */
export async function answerLines(response: Response, parts: AsyncGenerator<string, void>): Promise<void> {
  const head = await parts.next();
  response.set({ 'Cache-Control': 'private, no-store', 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  await pipeline(behind(head.value ?? '', parts), response).catch((error: unknown) => {
    // Who has gone away needs nothing more; what broke half way is seen to be broken.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Read on by whoever sends it, and not by what the line reports: every part is asked for as the same caller. */
async function* behind(head: string, parts: AsyncGenerator<string, void>): AsyncGenerator<string> {
  yield head;
  yield* parts;
}

/** A row on a line. */
export const jsonLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
