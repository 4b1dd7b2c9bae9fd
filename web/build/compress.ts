import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const worth = /\.(js|css|svg|json|wasm|glb)$/;
const smallest = 1024;

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
    writeBundle() {
      if (ssr) return;
      for (const file of filesBelow(folder)) {
        if (!worth.test(file) || statSync(file).size < smallest) continue;
        const bytes = readFileSync(file);
        const quality = bytes.length > 400_000 ? 9 : 11;
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
        );
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
