import { readFileSync } from 'node:fs';
import { createI18n } from 'vue-i18n';
import type { Messages } from './index.js';
import { quickly, writingAmounts } from './sentences.js';

const read = (locale: string, file: string): Messages =>
  JSON.parse(readFileSync(new URL(`./${locale}/${file}.json`, import.meta.url), 'utf8')) as Messages;

const keysOf = (messages: Messages, prefix = ''): string[] =>
  Object.entries(messages).flatMap(([key, message]) =>
    typeof message === 'string' ? [prefix + key] : keysOf(message, `${prefix}${key}.`),
  );

function bothOf(messages: Messages) {
  const i18n = createI18n({
    legacy: false,
    locale: 'en',
    messages: { en: messages },
    missingWarn: false,
    fallbackWarn: false,
    missing: (_locale, key) => key,
  });
  const slow = writingAmounts(i18n.global.t as unknown as (...given: unknown[]) => string);
  const asked: unknown[] = [];
  const quick = quickly(messages, (...given) => {
    asked.push(given[0]);
    return slow(...given);
  });
  return { slow, quick, asked };
}

const given: unknown[][] = [
  [],
  [{}],
  [{ n: 1, count: 3, q: '書 <b>', title: 'T', who: '“x”', page: 0 }],
  [{ n: '1,234' }],
  [{ n: 0 }, 0],
  [{ n: 1 }, 1],
  [{ n: 2 }, 2],
  [{ n: '1,001' }, 1001],
  [{ collections: 1, items: 2 }, 1],
  [{ n: 20_000, count: 20_000 }],
  [{ count: 20_000 }, 20_000],
  [{ n: 1, items: 20_000, year: 1765, from: 1765, to: 1800 }, 1],
  [{}, 1234],
  [{ other: null }, 1],
  [3],
  ['a default'],
  [['in', 'a list']],
];

describe('words made ready beforehand', () => {
  it.each(['zh-CN', 'en'])('say what vue-i18n says, in %s', (locale) => {
    const messages = { ...read(locale, 'common'), ...read(locale, 'reader') };
    const { slow, quick, asked } = bothOf(messages);
    const keys = [...keysOf(messages), 'no.such.words', 'search'];
    for (const key of keys) {
      for (const some of given) {
        const copy = () => structuredClone(some);
        expect([key, some, quick(key, ...copy())]).toEqual([key, some, slow(key, ...copy())]);
      }
    }
    // With words and numbers, hardly any of them is asked for.
    asked.length = 0;
    for (const key of keysOf(messages)) quick(key, { n: 2 }, 2);
    expect(asked).toEqual([]);
  });

  it('write amounts with commas and years without, and count them as before', () => {
    const { slow, quick } = bothOf({
      items: '{n} item | {n} items',
      span: '{from}–{to}: {count}',
      three: 'none | one | {n}',
    });
    for (const say of [slow, quick]) {
      expect(say('items', { n: 20_000 })).toBe('20,000 items');
      expect(say('items', { n: 20_000 }, 20_000)).toBe('20,000 items');
      expect(say('span', { from: 1765, to: 1775, count: 1204 })).toBe('1765–1775: 1,204');
      expect(say('three', { n: 1500 })).toBe('1,500');
    }
  });

  it('leave to vue-i18n what is more than places in a text', () => {
    const { slow, quick, asked } = bothOf({
      linked: 'see @:plain',
      plain: 'plain words',
      listed: '{0} and {1}',
      literal: "{'@'} {n}",
      three: 'none | one | {n}',
      'with.dot': 'not by this name',
    });
    const keys = ['linked', 'listed', 'literal', 'three', 'with.dot'];
    expect(keys.map((key) => quick(key, { n: 2 }))).toEqual(keys.map((key) => slow(key, { n: 2 })));
    expect(asked).toEqual(keys);
    expect(quick('plain', { n: { of: 'things' } })).toBe('plain words');
  });
});
