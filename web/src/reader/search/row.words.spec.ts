import { readFileSync } from 'node:fs';
import type { RowView } from '../../../../server/contract/reader.js';
import { readRow } from '../../../../server/contract/search.rows.js';
import { plainly, rowsSaid } from './row.words.js';

type Messages = { [key: string]: string | Messages };

const speaking = (locale: string) => {
  const file = new URL(`../../locales/${locale}/reader.json`, import.meta.url);
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Messages;
  return (key: string, given: Record<string, unknown> = {}): string => {
    const text = key.split('.').reduce<string | Messages>((at, part) => (at as Messages)[part]!, messages) as string;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name]));
  };
};

const names: Record<string, [string, string]> = {
  title: ['题名', 'Title'],
  agent: ['责任者', 'Person'],
  date: ['年代', 'Date'],
  f1: ['藏印', 'Seal'],
  any: ['任意', 'Any'],
};
const rows = (at: 0 | 1, ...texts: (string | [string, Partial<RowView>])[]): RowView[] =>
  texts.map((one) => {
    const [text, more] = typeof one === 'string' ? [one, {}] : one;
    const row = readRow(text)!;
    return { ...row, label: names[row.field]![at], ...more };
  });

describe('a search by rows, in words', () => {
  const said = (locale: 'zh-CN' | 'en', ...texts: (string | [string, Partial<RowView>])[]): string =>
    plainly(rowsSaid(rows(locale === 'en' ? 1 : 0, ...texts), speaking(locale)));
  const texts: (string | [string, Partial<RowView>])[] = [
    'and~title~has~詩',
    'and~agent~is~沈德潛',
    'or~agent~begins~長塘鮑氏',
    ['and~date~span~乾隆三十年~四十年', { years: { from: 1765, to: 1775 } }],
    'not~f1~blank',
    ['and~title~has~', {}],
    ['and~date~from~甲子', { trouble: 'date' }],
  ];

  it('is one sentence, in either language, of what is asked', () => {
    expect(said('zh-CN', ...texts)).toBe(
      '题名里有“詩”，并且（责任者就是“沈德潛”，或责任者以“長塘鮑氏”开头），并且年代在 1765–1775 年，并且著录了藏印',
    );
    expect(said('en', ...texts)).toBe(
      'Title contains “詩”, and (Person is “沈德潛” or Person begins with “長塘鮑氏”), and Date: 1765–1775, and Seal is given',
    );
  });

  it('says what stands in brackets', () => {
    const texts = ['and~title~has~詩', 'and.~agent~is~沈德潛', '.or~f1~begins~長塘', 'not~f1~blank'];
    expect(said('zh-CN', ...texts)).toBe(
      '题名里有“詩”，并且（责任者就是“沈德潛”，或藏印以“長塘”开头），并且著录了藏印',
    );
    const deep = ['and~title~has~a', 'or.~title~has~b', '.and~title~has~c', '.or~title~has~d', 'and~title~has~e'];
    expect(said('en', ...deep)).toBe(
      '(Title contains “a” or (Title contains “b”, and (Title contains “c” or Title contains “d”))), and Title contains “e”',
    );
    expect(said('zh-CN', 'not.~title~has~a', '.and~title~has~b')).toBe('不要（题名里有“a”，并且题名里有“b”）');
    expect(said('zh-CN', 'and.~title~has~a', '.or~title~has~b', '.and~title~has~')).toBe('题名里有“a”，或题名里有“b”');
  });

  it('says of which values one will do', () => {
    const values = (...labels: string[]): Partial<RowView> => ({
      picked: labels.map((label) => ({ key: label, label })),
      absent: [],
    });
    const one: [string, Partial<RowView>] = ['and~f1~any~a', values('刻本')];
    const two: [string, Partial<RowView>] = ['and~f1~any~a~b', values('刻本', '活字印本')];
    const three: [string, Partial<RowView>] = ['not~f1~any~a~b~c', { ...values('刻本', '抄本'), absent: ['拓本'] }];
    expect(said('zh-CN', one)).toBe('藏印是刻本');
    expect(said('zh-CN', 'and~title~has~詩', two)).toBe('题名里有“詩”，并且藏印是刻本或活字印本');
    expect(said('en', two, three)).toBe('Seal is 刻本 or 活字印本, but not Seal is 刻本, 抄本 or 拓本');
  });

  it('says years without an end, before our era, and what is refused at once', () => {
    expect(said('zh-CN', ['not~date~upto~秦', { years: { from: null, to: -206 } }])).toBe('不要年代在 前 207 年以前');
    expect(said('en', ['and~date~from~1900', { years: { from: 1900, to: null } }], 'not~any~has~塔')).toBe(
      'Date: 1900 or later, but not “塔” stands anywhere',
    );
    expect(said('en')).toBe('');
    expect(said('zh-CN', 'and~title~has~詩', 'or~title~has~詞')).toBe('题名里有“詩”，或题名里有“詞”');
  });
});
