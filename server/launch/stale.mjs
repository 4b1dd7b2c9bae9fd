// Is what was built still what the sources say? Answered by content, so a checkout, a copy or a touch changes nothing.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const never = new Set(['node_modules', 'dist', '.git', 'coverage']);
const large = 512 * 1024;

/** Every file below, as sorted relative paths; tests and what is not a source are left out by `skip`. */
export async function filesBelow(folder, skip = () => false) {
  if (!existsSync(folder)) return [];
  const found = [];
  const walk = async (at) => {
    for (const entry of await readdir(path.join(folder, at), { withFileTypes: true })) {
      const relative = path.join(at, entry.name);
      if (entry.name.startsWith('.') || never.has(entry.name) || skip(relative)) continue;
      if (entry.isDirectory()) await walk(relative);
      else if (entry.isFile()) found.push(relative);
    }
  };
  await walk('');
  return found.sort();
}

export const isTest = (file) => /\.(spec|test)\.m?[jt]s$/.test(file);

/** One hash over folders and single files. Large files (demo material) count by size and time: reading them costs seconds. */
export async function hashOf(root, places, skip = isTest, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const place of places) {
    const at = path.resolve(root, place);
    if (!existsSync(at)) continue;
    const single = (await stat(at)).isFile();
    for (const file of single ? [''] : await filesBelow(at, skip)) {
      const full = path.join(at, file);
      const { size, mtimeMs } = await stat(full);
      hash.update(`\0${place}/${file}\0${size}\0`);
      hash.update(size > large ? String(mtimeMs) : await readFile(full));
    }
  }
  return hash.digest('hex');
}

export async function readStamp(file) {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

export const writeStamp = (file, hash) => writeFile(file, `${hash}\n`);
