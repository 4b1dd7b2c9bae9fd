import { readUnits } from './units.js';

const read = (text: string): string =>
  readUnits(text)
    .map((unit) => unit.folded)
    .join(' ');

describe('readUnits', () => {
  it('gives each character a place and each word one', () => {
    expect(read('錢塘江志 Vol. 12, London')).toBe('钱 塘 江 志 vol 12 london');
    expect(read('T恤1935年')).toBe('t 恤 1935 年');
  });

  it('keeps offsets in the original', () => {
    const text = '𠮷：錢(塘)';
    expect(readUnits(text).map((unit) => text.slice(unit.start, unit.end))).toEqual(['𠮷', '錢', '塘']);
  });

  it('passes over punctuation, line ends and brackets', () => {
    expect(read('大學，\r\n之「道」〔在〕')).toBe('大 学 之 道 在');
  });

  it('knows the depth of notes, and that an unclosed bracket holds none', () => {
    expect(readUnits('之道（註）在').map((unit) => unit.depth)).toEqual([0, 0, 1, 0]);
    expect(readUnits('甲（乙丙').map((unit) => unit.depth)).toEqual([0, 0, 0]);
    expect(readUnits('甲）乙').map((unit) => unit.depth)).toEqual([0, 0]);
  });

  it('takes a lost character as one place', () => {
    expect(readUnits('錢□江').map((unit) => unit.kind)).toEqual(['char', 'gap', 'char']);
    expect(read('錢〓江')).toBe('钱 □ 江');
  });

  it('lets accents and variation selectors decorate', () => {
    const text = 'cafe\u0301 葛\u{E0100}城';
    expect(read(text)).toBe('cafe 葛 城');
    expect(readUnits(text).map((unit) => text.slice(unit.start, unit.end))).toEqual([
      'cafe\u0301',
      '葛\u{E0100}',
      '城',
    ]);
  });

  it('joins a word that the end of a line cut', () => {
    expect(read('the exhi-\n  bition hall')).toBe('the exhibition hall');
    expect(read('Tang-Song')).toBe('tang song');
  });

  it('reads kana, hangul, Tibetan and unencoded characters sensibly', () => {
    expect(read('カナ 한글')).toBe('か な 한 글');
    // Tibetan writes its syllables apart, and vowels belong to them.
    expect(read('བོད་ཡིག')).toBe('བོད ཡིག');
    expect(read('\uE000⿰木寿')).toBe('\uE000 ⿰ 木 寿');
  });

  it('cuts a word that no index takes', () => {
    expect(readUnits('a'.repeat(5000))[0]?.folded).toHaveLength(64);
  });
});
