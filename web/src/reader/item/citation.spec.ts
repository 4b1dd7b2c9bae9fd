import type { CitationSource, ItemView, PageRef } from '../../../../server/contract/reader.js';
import { bibtex, citedInHead, copyOf, gbt7714, ris } from './citation.js';

const copy = { url: 'https://zjlib.example.org/i/7hqk2m9xd', holder: '之江大学图书馆', seen: '2026-11-30' };
const of = (kind: CitationSource['kind'], title: string, more: Partial<CitationSource> = {}): CitationSource => ({
  kind,
  title,
  agents: [],
  addressees: [],
  ...more,
});
const year = (year: number, written = String(year)) => ({ written, years: [year, year] as [number, number] });
const end = (number: string) => `[2026-11-30]. 之江大学图书馆, ${number}. ${copy.url}.`;

/** Each as somebody who knows GB/T 7714-2015 writes it by hand. */
const byHand: [string, CitationSource, string][] = [
  [
    '刻本：版本在前，公元年在前、原纪年在括号里，责任者不带著作方式',
    of('book', '老子道德經', {
      agents: [{ name: '李耳', role: '撰', relator: 'aut' }],
      edition: '刻本',
      place: '杭州府',
      publisher: '錢塘月輪書塾',
      date: year(1888, '光緒十四年'),
      identifier: 'ZJ-GJ-0001',
    }),
    `李耳. 老子道德經[M/OL]. 刻本. 杭州府: 錢塘月輪書塾, 1888(光緒十四年)${end('ZJ-GJ-0001')}`,
  ],
  [
    '注者在题名之后，刻工不录',
    of('book', '老子道德經注', {
      agents: [
        { name: '李耳', role: '撰', relator: 'aut' },
        { name: '王弼', role: '注', relator: 'ann' },
        { name: '徐子成', role: '刻', relator: 'egr' },
      ],
      date: { written: '明萬曆間', years: [1573, 1620] },
      identifier: '善 12',
    }),
    `李耳. 老子道德經注[M/OL]. 王弼, 注. [1573—1620](明萬曆間)${end('善 12')}`,
  ],
  [
    '只有译者，题名居首',
    of('book', '般若波羅蜜多心經', {
      agents: [{ name: '玄奘', role: '譯', relator: 'trl' }],
      edition: '寫本',
      place: '杭州府',
      date: year(1428, '宣德三年'),
      identifier: 'ZJ-GJ-0007',
    }),
    `般若波羅蜜多心經[M/OL]. 玄奘, 譯. 寫本. 杭州府, 1428(宣德三年)${end('ZJ-GJ-0007')}`,
  ],
  [
    '四位以上只录三位',
    of('gazetteer', '錢塘縣志', {
      agents: ['甲', '乙', '丙', '丁'].map((name) => ({ name, role: '纂', relator: 'com' })),
      date: { written: '1609-1612', years: [1609, 1612] },
    }),
    `甲, 乙, 丙, 等. 錢塘縣志[M/OL]. 1609—1612[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '信札：发信人居首，到日；题名未写明收信人的补出',
    of('letter', '論舊抄書', {
      agents: [{ name: '沈硯農', role: '寄', relator: 'crp' }],
      addressees: ['陳適之'],
      place: '杭州',
      date: { ...year(1931, '民國二十年八月十六日'), day: '1931-08-16' },
      identifier: 'ZJ-XZ-0001',
    }),
    `沈硯農. 論舊抄書: 致陳適之[Z/OL]. 1931-08-16(民國二十年八月十六日)${end('ZJ-XZ-0001')}`,
  ],
  [
    '题名已写明收信人的照题名',
    of('letter', '沈硯農致陳適之論舊抄書', {
      agents: [{ name: '沈硯農', relator: 'crp', role: '寄' }],
      addressees: ['陳適之'],
      date: year(1931, '民國二十年'),
    }),
    `沈硯農. 沈硯農致陳適之論舊抄書[Z/OL]. 1931(民國二十年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '拓片：撰者居首，书者在后；出土地不是出版地',
    of('rubbing', '唐修鏡湖斗門記', {
      agents: [
        { name: '徐文淵', role: '撰', relator: 'aut' },
        { name: '范的', role: '書', relator: 'scr' },
      ],
      place: '會稽',
      date: year(794, '貞元十年九月'),
      identifier: 'LT-JS-0004',
    }),
    `徐文淵. 唐修鏡湖斗門記[Z/OL]. 范的, 書. 794(貞元十年九月)${end('LT-JS-0004')}`,
  ],
  [
    '舆图：所绘之地不是出版地',
    of('map', '錢塘江口海塘圖', {
      agents: [{ name: '佚名', role: '繪', relator: 'art' }],
      place: '錢塘江口',
      date: year(1890, '光緒十六年'),
      identifier: 'ZJ-YT-0001',
    }),
    `佚名. 錢塘江口海塘圖[CM/OL]. 1890(光緒十六年)${end('ZJ-YT-0001')}`,
  ],
  [
    '影片：没有责任者，只知道年',
    of('recording', '南湖泛舟', { place: '南湖', date: year(2021, '2021年'), identifier: 'NH-LS-0001' }),
    `南湖泛舟[Z/OL]. 2021${end('NH-LS-0001')}`,
  ],
  [
    '公元前；约略的年代加方括号；无日期',
    of('object', '漢元封鼎', { date: { written: '約元封元年', years: [-109, -109], about: true } }),
    `漢元封鼎[Z/OL]. [前110](約元封元年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  ['什么都不知道', of('other', '無題'), `無題[Z/OL]. [2026-11-30]. 之江大学图书馆. ${copy.url}.`],
  [
    '西文',
    of('book', 'The City of the Lake', {
      agents: ['Ann Moule', 'B. Stone', 'C. Reed', 'D. Hill'].map((name) => ({ name, role: 'author', relator: 'aut' })),
      place: 'Shanghai',
      publisher: 'Kelly & Walsh',
      date: year(1921),
    }),
    `Ann Moule, B. Stone, C. Reed, et al. The City of the Lake[M/OL]. Shanghai: Kelly & Walsh, 1921[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
];

describe('a citation by GB/T 7714-2015', () => {
  test.each(byHand)('%s', (_, source, line) => {
    expect(gbt7714(source, copy)).toBe(line);
  });

  it('names the page that is meant: by its label, else by its place among the pages, and by its own address', () => {
    const [, book] = byHand[0]!;
    const pages = [
      { pid: 'p1', label: '' },
      { pid: 'p2', label: '卷上·葉一b' },
    ] as ItemView['pages'];
    const item = { pid: 'i1', library: { name: copy.holder }, pages } as ItemView;
    const cited = (page?: PageRef) =>
      gbt7714(
        book,
        copyOf(item, (path) => `https://x.example${path}`, copy.seen, page),
      );
    expect(cited(pages[1])).toContain('1888(光緒十四年): 卷上·葉一b[2026-11-30]. ');
    expect(cited(pages[1])).toMatch(/ https:\/\/x\.example\/i\/i1\/p\/p2\.$/);
    expect(cited(pages[0])).toContain('1888(光緒十四年): [1][2026-11-30]. ');
    expect(cited()).toMatch(/1888\(光緒十四年\)\[2026-11-30\]\. .* https:\/\/x\.example\/i\/i1\.$/);
  });
});

describe('the same for programs', () => {
  const [, letter] = byHand[4]!;
  const [, commented] = byHand[1]!;

  it('is RIS with writer, addressee and a date that is one', () => {
    const lines = ris(letter, copy).split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining(['TY  - PCOMM', 'AU  - 沈硯農', 'A2  - 陳適之', 'PY  - 1931', 'DA  - 1931/08/16/']),
    );
    expect(ris(commented, copy)).toContain('A3  - 王弼');
    expect(ris(commented, copy)).not.toContain('徐子成');
  });

  it('is BibTeX of which no value can end too early', () => {
    expect(bibtex(letter, copy, 'x')).toContain('author = {{沈硯農}}');
    expect(bibtex(commented, copy, 'x')).toMatch(/^@book\{linlang_x,[^]*editor = \{\{王弼\}\}/);
    const odd = bibtex(of('book', 'a} , evil = {b', { publisher: 'c}{d\\' }), copy, 'x');
    expect(odd).toContain('title = {{a , evil = b}}');
    expect(odd).toContain('publisher = {cd}');
  });

  it('stands in the head of the page, and says nothing that is not known', () => {
    expect(citedInHead(letter, copy)).toEqual([
      ['citation_title', '論舊抄書: 致陳適之'],
      ['citation_author', '沈硯農'],
      ['citation_publication_date', '1931/08/16'],
      ['citation_public_url', copy.url],
    ]);
  });
});
