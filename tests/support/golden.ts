import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
/** Writes the samples anew: look at what changed before it is committed. */
const update = process.env['UPDATE_SAMPLES'] === '1';

/** What stands in the sample of this name; a sample that is not there is an empty one. */
export function golden(name: string, written: string): string {
  const file = path.join(fixtures, name);
  if (update) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, written);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
