import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemStatus } from '../../../server/contract/problems.js';
import { audiences } from '../../../server/contract/visibility.js';
import { materialKinds } from '../../../server/contract/collection.js';
import { kindWords } from '../../../server/modules/search/search.words.js';
import { blanks } from '../../../server/contract/values.js';

type Messages = { [key: string]: string | Messages };

const folder = path.dirname(fileURLToPath(import.meta.url));
const read = (locale: string, name: string) =>
  JSON.parse(readFileSync(path.join(folder, locale, name), 'utf8')) as Messages;

function flat(messages: Messages, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const files = readdirSync(path.join(folder, 'zh-CN')).filter((name) => name.endsWith('.json'));

describe.each(files)('messages in %s', (name) => {
  const zh = flat(read('zh-CN', name));
  const en = flat(read('en', name));

  it('say the same things in both languages', () => {
    expect([...en.keys()].filter((key) => !zh.has(key))).toEqual([]);
    expect([...zh.keys()].filter((key) => !en.has(key))).toEqual([]);
  });

  it('take the same parameters', () => {
    const differing = [...zh.keys()].filter(
      (key) => placeholders(zh.get(key)!).join() !== placeholders(en.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('are never empty', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});

it('every error code has its sentence, and every sentence its code', () => {
  const said = [...flat(read('zh-CN', 'problems.json')).keys()].map((key) => key.replace(/^problems\./, ''));
  const codes = Object.keys(problemStatus);
  expect(codes.filter((code) => !said.includes(code))).toEqual([]);
  // What to do about it is kept by reason, and tried where it is chosen.
  const own = said.filter((key) => key.includes('.') && !key.startsWith('advice.'));
  expect(own.filter((key) => !codes.includes(key))).toEqual([]);
});

it('everything that data may say has a name', () => {
  const common = flat(read('zh-CN', 'common.json'));
  const wanted = [
    ...materialKinds.map((kind) => `kinds.${kind}`),
    ...audiences.map((audience) => `audiences.${audience}`),
    ...blanks.map((blank) => `blanks.${blank}`),
  ];
  expect(wanted.filter((key) => !common.has(key))).toEqual([]);
  const reader = flat(read('zh-CN', 'reader.json'));
  expect(materialKinds.filter((kind) => !reader.has(`amounts.${kind}`))).toEqual([]);
});

it('a kind of material has one name, on tiles, on pages and among the facets', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const common = flat(read(locale, 'common.json'));
    const kinds = Object.fromEntries(materialKinds.map((kind) => [kind, common.get(`kinds.${kind}`)]));
    expect(kinds).toEqual(Object.fromEntries(materialKinds.map((kind) => [kind, kindWords[kind][locale]])));
  }
});
