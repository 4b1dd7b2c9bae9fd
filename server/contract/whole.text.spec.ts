import { isWhole, wholeText } from './whole.text.js';

describe('text that a database can keep', () => {
  it('is cut between characters and not through one', () => {
    expect(wholeText('石𠮷刻', 4)).toBe('石𠮷刻');
    expect(wholeText('石𠮷刻', 3)).toBe('石𠮷');
    expect(wholeText('石𠮷刻', 2)).toBe('石');
    expect(wholeText('', 2)).toBe('');
  });

  it('holds no NUL and no half of a character, however it came', () => {
    for (const text of ['a\0b', '\ud842', 'x\udfb7y', '\udfb7\ud842', '\ud842'.repeat(5)]) {
      expect(isWhole(text)).toBe(false);
      for (const most of [1, 2, 3, 100]) expect(isWhole(wholeText(text, most))).toBe(true);
    }
    expect(wholeText('avc1\0\0', 100)).toBe('avc1');
  });
});
