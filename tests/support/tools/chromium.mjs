// A Chromium: the one that the environment names or the system has, else the one that npm carries.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { findProgram, toolsFolder } from './folder.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** @returns {Promise<Record<string, string>>} what the tests need to know to start it */
export async function prepareChromium(log = () => {}) {
  const named = process.env.CHROMIUM_PATH ?? process.env.CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, and there is no such program.`);
    return { CHROMIUM_PATH: named };
  }
  const system = findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  return system ? { CHROMIUM_PATH: system } : carried(log);
}

async function carried(log) {
  const entry = createRequire(path.join(root, 'package.json')).resolve('@sparticuz/chromium');
  const bin = path.resolve(path.dirname(entry), '../../bin');
  const { version } = JSON.parse(readFileSync(path.resolve(bin, '../package.json'), 'utf8'));
  const folder = path.join(toolsFolder(), `chromium-${version}`);
  const program = path.join(folder, 'chromium');
  if (!existsSync(path.join(folder, 'complete'))) {
    log('unpacking Chromium');
    mkdirSync(folder, { recursive: true });
    writeFileSync(program, brotliDecompressSync(readFileSync(path.join(bin, 'chromium.br'))), { mode: 0o755 });
    for (const archive of ['swiftshader', 'fonts', 'al2023']) {
      const tar = brotliDecompressSync(readFileSync(path.join(bin, `${archive}.tar.br`)));
      execFileSync('tar', ['-xf', '-'], { cwd: folder, input: tar });
    }
    writeFileSync(path.join(folder, 'complete'), '');
  }
  // Its own nss and nspr only where the system has none: mixed versions do not agree with each other.
  const lacks = execFileSync('ldd', [program], { encoding: 'utf8' }).includes('not found');
  const own = lacks ? { CHROMIUM_LIBRARIES: findLibraries(folder) } : {};
  return { CHROMIUM_PATH: program, CHROMIUM_CARRIED: '1', ...own };
}

function findLibraries(folder) {
  return (
    [path.join(folder, 'lib'), path.join(folder, 'al2023/lib')].find((at) => existsSync(path.join(at, 'libnss3.so'))) ??
    folder
  );
}
