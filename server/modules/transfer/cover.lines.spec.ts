import { linesOf } from './cover.lines.js';

const wide = (sign: string): number => (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.5);
const lines = (text: string, width: number) => linesOf(text, width, wide);

describe('lines of a cover', () => {
  it('are as wide as there is room, and signs stand where they may', () => {
    expect(lines('老子道德經二卷', 4)).toEqual(['老子道德', '經二卷']);
    expect(lines('老子道德，經', 4)).toEqual(['老子道德，', '經']);
    expect(lines('老子道（德）經', 4)).toEqual(['老子道', '（德）經']);
  });

  it('part no words, unless one is longer than a line', () => {
    expect(lines('the late resident', 5)).toEqual(['the late', 'resident']);
    expect(lines('見 https://example.org/i/abc', 6)).toEqual(['見', 'https://exam', 'ple.org/i/ab', 'c']);
  });

  it('keep paragraphs, empty ones too', () => {
    expect(lines('甲\n\n乙', 4)).toEqual(['甲', '', '乙']);
  });
});
