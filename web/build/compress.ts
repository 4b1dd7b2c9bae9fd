import { readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const worth = /\.(js|css|svg|json|wasm|glb)$/;
const smallest = 1024;
/** Beyond this the last per cent costs seconds of every build. */
const large = 150_000;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compressFile(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: bytes.length > large ? 9 : 11 };
  await Promise.all([
    brotli(bytes, { params }).then((small) => writeFile(`${file}.br`, small)),
    zip(bytes, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(at);
    else yield at;
  }
}

/** Compressed once when built instead of with every answer, and harder than an answer could wait for. */
export function compress(): Plugin {
  let folder = '';
  let ssr = false;
  return {
    name: 'linlang:compress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
      ssr = Boolean(config.build.ssr);
    },
    // Not when the bundle is closed: that comes after a failed build too, and would hide its reason.
    async writeBundle() {
      if (ssr) return;
      const files = [...filesBelow(folder)].filter((file) => worth.test(file) && statSync(file).size >= smallest);
      await Promise.all(files.map(compressFile));
    },
  };
}
