import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Transform, Writable } from 'node:stream';
import type { Kept } from './storage.js';

/** Passes bytes through while counting and hashing them, so that nothing is read twice. */
export function hashing(): { through: Transform; kept(): Kept } {
  const hash = createHash('sha256');
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, kept: () => ({ size, sha256: hash.digest('hex') }) };
}

export async function hashFile(path: string): Promise<Kept> {
  const { through, kept } = hashing();
  const drain = new Writable({ write: (_, __, done) => done() });
  await pipeline(createReadStream(path), through, drain);
  return kept();
}
