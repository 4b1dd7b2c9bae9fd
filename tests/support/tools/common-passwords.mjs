// Makes server/modules/account/common.passwords.table.ts from a list of passwords, most common first, as a JSON array:
//   node tests/support/tools/common-passwords.mjs passwords.json
// The list in use is that of @zxcvbn-ts/language-common 4.1.3 (src/passwords.json, MIT).
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

const most = 30_000;
const list = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const words = new Set();
for (const password of list) {
  const word = String(password).normalize('NFKC').toLowerCase();
  // Digits at either end are weighed by themselves.
  for (const one of [word, word.replace(/^[\d\W_]+|[\d\W_]+$/g, '')])
    if (one.length >= 4 && one.length <= 24 && !/^\d+$/.test(one) && !/\s/.test(one)) words.add(one);
  if (words.size >= most) break;
}
const packed = deflateRawSync(Buffer.from([...words].sort().join('\n')), { level: 9 }).toString('base64');
const notice = readFileSync(new URL('./common-passwords.notice.txt', import.meta.url), 'utf8').trim();
writeFileSync(
  new URL('../../../server/modules/account/common.passwords.table.ts', import.meta.url),
  `/*\n${notice}\n*/\n\n// Packed, so that nobody has to read it; made by tests/support/tools/common-passwords.mjs.\nexport const packedPasswords =\n  '${packed}';\n`,
);
console.log(`${words.size} words, ${packed.length} characters`);
