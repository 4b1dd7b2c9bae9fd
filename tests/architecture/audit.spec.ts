import { auditKinds } from '../../server/contract/audit.kinds.js';
import { filesBelow, read } from './sources.js';

interface Words {
  kinds: Record<string, string>;
  actions: Record<string, string>;
}

const writers = filesBelow('server/modules', /\.ts$/)
  .filter((file) => !file.includes('.spec.'))
  .filter((file) => /\b(audit\.record|refusals\.note|told = )/.test(read(file)));

const wordsOf = (locale: string): Words => {
  const whole = JSON.parse(read(`web/src/locales/${locale}/console.json`)) as { console: { audit: Words } };
  return whole.console.audit;
};

/** What stands between the brackets of each call that writes a line, or hands on what to write. */
function callsIn(source: string): string[] {
  return [...source.matchAll(/\b(?:record|recordAll|note)\(/g)].map(({ index }) => {
    let depth = 0;
    let at = source.indexOf('(', index);
    const from = at;
    do {
      if (source[at] === '(') depth++;
      if (source[at] === ')') depth--;
      at++;
    } while (depth > 0 && at < source.length);
    return source.slice(from, at);
  });
}

const actions = new Set(
  writers.flatMap((file) =>
    callsIn(read(file)).flatMap((call) => [...call.matchAll(/'([a-z]+(?:\.[a-z-]+)+)'/g)].map((match) => match[1]!)),
  ),
);

// That nobody writes a kind which is not in the list is held by its type.
test('every kind of thing that one can look for in the audit is written by somebody, and has its words', () => {
  const unwritten = auditKinds.filter((kind) => !writers.some((file) => read(file).includes(`'${kind}'`)));
  expect(unwritten).toEqual([]);
  for (const locale of ['zh-CN', 'en'])
    expect(Object.keys(wordsOf(locale).kinds).sort()).toEqual([...auditKinds].sort());
});

test('everything that is written as done is told in words, and not by its name in the code', () => {
  expect(actions.size).toBeGreaterThan(40);
  for (const locale of ['zh-CN', 'en']) {
    const known = wordsOf(locale).actions;
    expect([...actions].filter((action) => !(action.replaceAll('.', '-') in known))).toEqual([]);
  }
});
