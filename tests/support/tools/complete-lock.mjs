// A registry that is not complete leaves packages of other platforms out of the lockfile, and npm 11 then refuses it.
// This writes them back as what they are: optional, of that platform, of the exact version that their parent names.
// Run it after npm install: node tests/support/tools/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const systems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openbsd', 'netbsd', 'openharmony', 'sunos', 'aix'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32', 'mips64el'];

function resolves(packages, parent, name) {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at}${at ? '/' : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** Which system and processor a package of binaries is for, by its name; undefined when it is not one. */
function platformOf(name) {
  const words = name.split('/').pop().split('-');
  const os = systems.find((system) => words.includes(system)) ?? (words.includes('windows') ? 'win32' : undefined);
  const cpu = processors.find((processor) => words.includes(processor));
  if (!cpu) return undefined;
  const musl = words.includes('musl') || words.includes('musleabihf');
  const libc = os === 'linux' ? (musl ? ['musl'] : ['glibc']) : undefined;
  return { ...(os ? { os: [os] } : {}), cpu: [cpu], ...(libc ? { libc } : {}) };
}

/** @returns {string[]} the names that were missing, written into the lock that was given */
export function complete(lock) {
  const missing = [];
  for (const [parent, entry] of Object.entries({ ...lock.packages })) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (!platform || resolves(lock.packages, parent, name) || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
      missing.push(name);
      const dev = entry.dev ? { dev: true } : {};
      lock.packages[`node_modules/${name}`] = { version, ...platform, ...dev, optional: true };
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  return missing;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = complete(lock);
  if (process.argv.includes('--check')) {
    if (missing.length) process.stdout.write(`package-lock.json lacks ${missing.join(', ')}: run ${process.argv[1]}\n`);
    process.exitCode = missing.length ? 1 : 0;
  } else if (missing.length) {
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    process.stdout.write(`written back: ${missing.length}\n`);
  }
}
