import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const files = [
  'draco/gltf/draco_decoder.wasm',
  'draco/gltf/draco_wasm_wrapper.js',
  'basis/basis_transcoder.js',
  'basis/basis_transcoder.wasm',
];

/** What compressed models are unpacked with: fetched by name at run time, so it is served by us and not by a stranger. */
export function decoders(): Plugin {
  return {
    name: 'linlang:decoders',
    apply: (config, { command }) => command === 'build' && !config.build?.ssr,
    generateBundle() {
      // Its main file stands in `build/`.
      const three = path.resolve(createRequire(import.meta.url).resolve('three'), '../..');
      for (const file of files) {
        this.emitFile({
          type: 'asset',
          fileName: `brand/${path.basename(file)}`,
          source: readFileSync(path.join(three, 'examples/jsm/libs', file)),
        });
      }
    },
  };
}
