import { yearsAsked } from './asked.js';

const years = (words: string) => yearsAsked(words, 'zh-CN').map(({ from, to }) => [from, to]);

describe('years that a reader asks for', () => {
  test.each([
    ['1931', 1931, 1931],
    ['1931年', 1931, 1931],
    ['1931 年', 1931, 1931],
    ['一九三一', 1931, 1931],
    ['一九三一年', 1931, 1931],
    ['民国20年', 1931, 1931],
    ['民國二十年', 1931, 1931],
    ['乾隆30年', 1765, 1765],
    ['光緒庚寅', 1890, 1890],
    ['万历32年', 1604, 1604],
    ['353年', 353, 353],
    ['永和九年', 353, 353],
    ['16世纪', 1500, 1599],
    ['16th century', 1500, 1599],
    ['1930s', 1930, 1939],
    ['20世纪30年代', 1930, 1939],
    ['1931-1937', 1931, 1937],
    ['乾隆', 1736, 1795],
    ['康熙年间', 1662, 1722],
    ['唐代', 618, 907],
    ['清末', 1821, 1912],
    ['开元年间', 713, 741],
  ])('%s: %i to %i', (words, from, to) => expect(years(words)).toEqual([[from, to]]));

  it('a sign of the sixty is each of its years', () => {
    expect(years('庚寅')).toEqual([1650, 1710, 1770, 1830, 1890].map((year) => [year, year]));
    expect(yearsAsked('庚寅', 'en').map(({ text }) => text)).toEqual(['1650', '1710', '1770', '1830', '1890']);
  });

  test.each([
    '清明',
    '文明',
    '长安',
    '和平',
    '大明',
    '西湖',
    '兰亭',
    '12',
    '',
    '元宵',
    '春秋',
    '永乐大典',
    '光绪帝陵图',
  ])('%s are words', (words) => expect(years(words)).toEqual([]));
});
