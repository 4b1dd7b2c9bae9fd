import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const options = {
  swcrc: false,
  configFile: false,
  module: { type: 'es6' },
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2023',
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
};

/** `./pid.js` is `./pid.ts` here, and so is what plugins from outside call us by. */
export function resolve(specifier, context, next) {
  const ours = /^linlang\/contract\/(.+)$/.exec(specifier);
  const near = /^(\.{1,2}\/|file:).*\.js$/.test(specifier);
  if (ours || (near && context.parentURL && !context.parentURL.includes('/node_modules/'))) {
    const url = ours ? new URL(`server/contract/${ours[1]}`, root) : new URL(specifier, context.parentURL);
    const source = new URL(url.href.replace(/\.js$/, '.ts'));
    if (existsSync(fileURLToPath(source))) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

/** A run of the tests has some hundred children that read the same sources: what was made of one is kept by what it says. */
const kept = new URL('node_modules/.cache/from-source/', root);
const { version } = JSON.parse(readFileSync(new URL('node_modules/@swc/core/package.json', root), 'utf8'));
const recipe = JSON.stringify([version, options]);

async function compiled(filename) {
  const source = await readFile(filename, 'utf8');
  const name = createHash('sha256')
    .update(JSON.stringify([recipe, filename, source]))
    .digest('hex');
  const place = new URL(`${name}.js`, kept);
  const before = await readFile(place, 'utf8').catch(() => undefined);
  if (before !== undefined) return before;
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, { ...options, filename });
  const half = new URL(`${name}.${process.pid}`, kept);
  await mkdir(kept, { recursive: true });
  await writeFile(half, code);
  await rename(half, place);
  return code;
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: await compiled(fileURLToPath(url)), shortCircuit: true };
}
