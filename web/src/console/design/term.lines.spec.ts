import { readTerms } from './term.lines.js';

describe('a vocabulary typed as lines', () => {
  it('reads names, codes and what belongs to what', () => {
    expect(readTerms('螭首 | Dragon head | chi\n  六螭\n  四螭\n圭首\n\n')).toEqual([
      { code: 'chi', label: { 'zh-CN': '螭首', en: 'Dragon head' } },
      { code: '六螭', label: { 'zh-CN': '六螭' }, parent: 'chi' },
      { code: '四螭', label: { 'zh-CN': '四螭' }, parent: 'chi' },
      { code: '圭首', label: { 'zh-CN': '圭首' } },
    ]);
  });

  it('gives the same name twice two codes, and takes full-width signs', () => {
    expect(readTerms('其他｜Other\n　其他').map((term) => [term.code, term.parent])).toEqual([
      ['其他', undefined],
      ['其他2', '其他'],
    ]);
  });
});
