// Under which licences the packages of the lockfile come: node tests/support/tools/licences.mjs. An unknown or forbidden
// one fails. It reads package-lock.json alone, so that it also speaks of packages of other platforms, and needs no network.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** What anybody may use, change and pass on with everything else. */
export const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Zlib'],
  ...['Python-2.0', 'PSF-2.0'],
]);

/** What is allowed for these packages only, and why. */
export const exceptions = [
  {
    licence: 'OFL-1.1',
    names: /^@fontsource-variable\//,
    why: 'fonts: passed on under their licence, by the character under a name of ours, and not sold by themselves',
  },
  {
    licence: 'LGPL-3.0-or-later',
    names: /^@img\/sharp-/,
    why: 'libvips is a library of its own beside sharp: linked when it runs, and to be replaced by anybody',
  },
  {
    licence: 'MPL-2.0',
    names: /^(?:lightningcss(?:-|$)|axe-core$)/,
    why: 'used unchanged by the tools that build and test; nothing of it is in what is built',
  },
  { licence: 'CC-BY-4.0', names: /^caniuse-lite$/, why: 'a table of browsers that tools read; it is not passed on' },
];

/** Named in the files of the package and not where the lockfile looks; read by a person, for this version. */
const readByHand = new Map([
  ['busboy@1.6.0', 'MIT'],
  ['streamsearch@1.1.0', 'MIT'],
  ['combine-errors@3.0.3', 'MIT'],
  ['png-js@2.0.0', 'MIT'],
]);

export const nameOf = (at) => at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** A package of binaries that the lockfile knows by name alone comes from the package that asks for it. */
export function licenceOf(packages, at) {
  if (packages[at].license) return packages[at].license;
  const name = nameOf(at);
  const parent = Object.values(packages).find(
    (one) => one.license && one.optionalDependencies?.[name] === packages[at].version,
  );
  return parent?.license ?? readByHand.get(`${name}@${packages[at].version}`);
}

const part = (licence, name) =>
  allowed.has(licence) || exceptions.some((one) => one.licence === licence && one.names.test(name));

/** An SPDX expression of AND, or of OR; anything more entangled is for a person to read. */
function fits(expression, name) {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]|\bWITH\b/.test(plain)) return false;
  if (plain.includes(' OR ')) return !plain.includes(' AND ') && plain.split(' OR ').some((one) => part(one, name));
  return plain.split(' AND ').every((one) => part(one, name));
}

/** @returns {string[]} a line for each package that may not be used as it is */
export function wrongLicences(lock) {
  return Object.keys(lock.packages).flatMap((at) => {
    if (at === '' || lock.packages[at].link) return [];
    const licence = licenceOf(lock.packages, at);
    if (licence === undefined) return [`${at}: no licence is named`];
    return fits(licence, nameOf(at)) ? [] : [`${at}: ${licence}`];
  });
}

/** What is known to be wrong with packages, where the registry tells: `undefined` where it does not. */
function advisories() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const asked = spawnSync(npm, ['audit', '--json', '--omit=dev'], { cwd: root, encoding: 'utf8', timeout: 60_000 });
  try {
    const { metadata } = JSON.parse(asked.stdout);
    return metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const wrong = wrongLicences(lock);
  for (const line of wrong) process.stdout.write(`${line}\n`);
  if (wrong.length === 0)
    process.stdout.write(`licences: ${Object.keys(lock.packages).length - 1} packages, all allowed\n`);
  let serious = 0;
  if (process.argv.includes('--advisories')) {
    const known = advisories();
    serious = known ? known.high + known.critical : 0;
    process.stdout.write(known ? `advisories: ${JSON.stringify(known)}\n` : 'advisories: not checked\n');
  }
  process.exitCode = wrong.length > 0 || serious > 0 ? 1 : 0;
}
