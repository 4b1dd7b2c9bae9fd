import type { ItemView, PageRef } from '../../../../server/contract/reader.js';
import { byHand, copy, of } from '../../../../tests/support/citations.by.hand.js';
import { faultsOfBibtex, faultsOfRis } from '../../../../tests/support/told.js';
import { bibtex, citedInHead, copyOf, gbt7714, ris } from './citation.js';

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

  it('says the month where that is all that is known of the day', () => {
    const issue = of('periodical', '艺林旬刊', {
      date: { written: '民国二十年三月', years: [1931, 1931], month: '1931-03' },
    });
    expect(ris(issue, copy)).toContain('PY  - 1931\r\nDA  - 1931/03//\r\n');
    expect(faultsOfRis(ris(issue, copy))).toEqual([]);
    expect(bibtex(issue, copy, 'x')).toContain('  year = {1931},\n  month = mar,\n  date = {1931-03},\n');
    expect(bibtex(letter, copy, 'x')).toContain('  year = {1931},\n  month = aug,\n  date = {1931-08-16},\n');
    expect(faultsOfBibtex(bibtex(issue, copy, 'x'))).toEqual([]);
    expect(gbt7714(issue, copy)).toContain('1931(民国二十年三月)');
  });

  it('is BibTeX of which no value can end too early', () => {
    expect(bibtex(letter, copy, 'x')).toContain('author = {{沈硯農}}');
    expect(bibtex(commented, copy, 'x')).toMatch(/^@book\{linlang_x,[^]*editor = \{\{王弼\}\}/);
    const signs = bibtex(of('book', '50% & #1_a ~ ^ $', { publisher: 'Kelly & Walsh' }), copy, 'x');
    expect(signs).toContain('title = {{50\\% \\& \\#1\\_a \\textasciitilde{} \\textasciicircum{} \\$}}');
    expect(signs).toContain('publisher = {Kelly \\& Walsh}');
    const odd = bibtex(of('book', 'a} , evil = {b', { publisher: 'c}{d\\' }), copy, 'x');
    expect(odd).toContain('title = {{a , evil = b}}');
    expect(odd).toContain('publisher = {cd}');
  });

  test.each(byHand)('is whole: %s', (_, source) => {
    for (const page of [undefined, '卷上·葉一b', '{%}']) {
      const at = { ...copy, ...(page ? { page } : {}) };
      expect(faultsOfBibtex(bibtex(source, at, 'x'))).toEqual([]);
      expect(faultsOfRis(ris(source, at))).toEqual([]);
    }
  });

  it('says what kind of thing it is, and counts years as programs do', () => {
    const find = (kind: string, film = false) =>
      byHand.find(([, one]) => one.kind === kind && one.agents.length > 0 && Boolean(one.film) === film)![1];
    expect(ris(find('recording', true), copy)).toMatch(/^TY {2}- VIDEO\r\n/);
    expect(ris(find('recording'), copy)).toMatch(/^TY {2}- SOUND\r\n/);
    expect(bibtex(find('thesis'), copy, 'x')).toContain('institution = {之江大學}');
    const bronze = of('object', '漢元封鼎', { date: { written: '元封元年', years: [-109, -109] } });
    expect(bibtex(bronze, copy, 'x')).toContain('date = {-0109}');
    expect(bibtex(bronze, copy, 'x')).not.toContain('year =');
    expect(ris(bronze, copy)).not.toMatch(/PY|DA/);
    const western = bibtex(
      of('book', 'x', { agents: [{ name: 'Harcourt, Edmund' }, { name: '月輪書塾' }] }),
      copy,
      'x',
    );
    expect(western).toContain('author = {Harcourt, Edmund and {月輪書塾}}');
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
