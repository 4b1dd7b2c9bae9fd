import { placeStreams } from './engine-text.js';
import { positionsOf, tokenSet } from './tokens.js';

const has = (text: string, token: string): boolean => tokenSet(text).has(token);

describe('positionsOf', () => {
  it('finds the two-character words that word segmentation loses', () => {
    // 四庫 and 全書 inside 四庫全書, 西安 in 西安府志
    expect(has('欽定四庫全書', '四库')).toBe(true);
    expect(has('欽定四庫全書', '全书')).toBe(true);
    expect(has('西安府志', '西安')).toBe(true);
  });

  it('puts single characters, pairs and exact glyphs on one position', () => {
    expect(positionsOf('錢塘')).toEqual([[['钱', '=錢', '钱塘', '=錢塘'], ['塘']]]);
  });

  it('spends nothing on exact forms where no character has variants', () => {
    expect(positionsOf('上人')).toEqual([[['上', '上人'], ['人']]]);
  });

  it('does not let punctuation, line ends or editorial brackets break a pair', () => {
    for (const text of ['大學，之道', '大學\n之道', '大學〔之〕道', '「大學」之道', '大學。\r\n\r\n之道']) {
      expect(`${text} ${has(text, '学之')}`).toBe(`${text} true`);
    }
  });

  it('runs across a small note and into it', () => {
    const text = '大學之道〈程子曰親當作新〉在明明德';
    expect(has(text, '道在')).toBe(true);
    expect(has(text, '道程')).toBe(true);
    expect(has(text, '亲当')).toBe(true);
  });

  it('does not repeat a text that has no notes', () => {
    expect(positionsOf('大學之道在明明德')).toHaveLength(1);
  });
});

describe('placeStreams', () => {
  it('joins the tokens of one position', () => {
    expect(placeStreams('錢塘 x')).toEqual(['钱|=錢|钱塘|=錢塘 塘 x|=x']);
    expect(placeStreams('上', ['f1', '.title'])).toEqual(['{f1|{.title 上 }f1|}.title']);
  });
});
