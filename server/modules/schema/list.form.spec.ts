import { listForm } from './list.form.js';

describe('how a value stands in lists', () => {
  const form = (said: string, english = said) => listForm({ said, english, runs: [], sort: said });
  const sorted = (key: 'sortText' | 'stroke' | 'natural', ...all: string[]) =>
    [...all].sort((a, b) => (form(a)[key]! < form(b)[key]! ? -1 : 1));

  it('has a natural order besides those of sound and strokes', () => {
    expect(sorted('natural', '卷十', '卷二', '卷首', '卷十二', '卷末')).toEqual([
      '卷首',
      '卷二',
      '卷十',
      '卷十二',
      '卷末',
    ]);
    expect(sorted('natural', 'MS 10', 'MS 9', 'MS 2')).toEqual(['MS 2', 'MS 9', 'MS 10']);
    expect(sorted('stroke', '龍', '一', '王')).toEqual(['一', '王', '龍']);
    expect(sorted('sortText', '周', '陳', '王')).toEqual(['陳', '王', '周']);
  });

  it('is found by both its lines, and is as long as an index has room for', () => {
    expect(form('汉语', 'Chinese')).toMatchObject({ folded: '汉语', foldedEn: 'chinese', words: '汉语\n chinese' });
    expect(form('甲')).toMatchObject({ saidEn: null, foldedEn: null, words: '甲' });
    const long = form('書'.repeat(9000));
    expect([long.said.length, long.folded.length, long.words.length]).toEqual([200, 120, 1000]);
    for (const key of ['sortText', 'stroke', 'natural'] as const) expect(long[key]!.length).toBeLessThanOrEqual(500);
    const words = form(`${'x'.repeat(3000)} `.repeat(30));
    expect(Buffer.byteLength(words.sortText!)).toBeLessThan(2600);
  });

  it('has no place in the order where it only says that it is not known', () => {
    const blank = listForm({ said: '无年月', english: 'undated', runs: [], sort: null });
    expect(blank).toMatchObject({ said: '无年月', saidEn: 'undated', sortText: null, stroke: null, natural: null });
  });
});
