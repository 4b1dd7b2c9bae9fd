// npm run sbom [file]: everything that is installed to run the platform, as a bill of materials (CycloneDX 1.5, JSON).
// Made of the lockfile alone, and the same for the same lockfile: no time and no random number stands in it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { licenceOf, nameOf } from './licences.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const purl = (name, version) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

function hashOf(integrity) {
  const [, kind, base64] = /^sha(1|256|384|512)-([\w+/=]+)/.exec(integrity ?? '') ?? [];
  return kind ? [{ alg: `SHA-${kind}`, content: Buffer.from(base64, 'base64').toString('hex') }] : [];
}

const licencesOf = (licence) =>
  licence === undefined
    ? []
    : / AND | OR |[()]/.test(licence)
      ? [{ expression: licence.replace(/^\((.*)\)$/, '$1') }]
      : [{ license: { id: licence } }];

export function billOf(lock) {
  const { name, version } = lock.packages[''];
  const components = new Map();
  for (const [at, entry] of Object.entries(lock.packages)) {
    if (at === '' || entry.dev || entry.link) continue;
    const ref = purl(nameOf(at), entry.version);
    const hashes = hashOf(entry.integrity);
    components.set(ref, {
      type: 'library',
      'bom-ref': ref,
      name: nameOf(at),
      version: entry.version,
      ...(entry.optional ? { scope: 'optional' } : {}),
      ...(hashes.length > 0 ? { hashes } : {}),
      licenses: licencesOf(licenceOf(lock.packages, at)),
      purl: ref,
    });
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': purl(name, version), name, version, purl: purl(name, version) },
    },
    components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const text = `${JSON.stringify(billOf(lock), null, 2)}\n`;
  if (process.argv[2]) writeFileSync(process.argv[2], text);
  else process.stdout.write(text);
}
