import { askedTokens, beginning, listTokens, plainWords, valueKey, wordsAsked } from './list.words.js';

describe('words of lists', () => {
  const said = (text: string) => plainWords(text);
  const finds = (text: string, asked: string) => wordsAsked(asked).every((part) => said(text).includes(part));

  it('are found in any script, past signs and spaces, words by their beginnings', () => {
    const line = '（上海）商務 印書館, Commercial Press 1935年';
    for (const asked of ['商务印书馆', '印書', 'commercial', 'COMM press', '1935', '年', '上海商务', 'press 19'])
      expect([asked, finds(line, asked)]).toEqual([asked, true]);
    for (const asked of ['务馆', 'ommercial', '935', '馆上海'])
      expect([asked, finds(line, asked)]).toEqual([asked, false]);
    expect(wordsAsked(' ，。 ')).toEqual([]);
    expect(wordsAsked('一 二 三 四 五 六 七 八 九 十')).toHaveLength(8);
  });

  it('tell values apart, and not their scripts; of signs alone, those', () => {
    expect(valueKey('商務印書館（上海）')).toBe(valueKey('商务印书馆 上海'));
    expect(valueKey('Ａbc')).toBe(valueKey('abc'));
    expect(valueKey('甲乙')).not.toBe(valueKey('甲'));
    expect(valueKey('—')).toBe('—');
    expect(valueKey('𠀀'.repeat(100))).toHaveLength(120);
    expect(beginning('a𠀀b', 2)).toBe('a');
  });

  it('stand in the index in pairs, each single character the beginning of some token', () => {
    const tokens = listTokens('甲乙丙 d5 戊').map(({ token }) => token);
    expect(tokens).toEqual(['甲乙', '乙丙', '丙', 'd5', '戊']);
    for (const char of '甲乙丙戊') expect(tokens.some((token) => token.startsWith(char))).toBe(true);
    expect(askedTokens('甲乙丙')).toEqual([
      { token: '甲乙', at: 1, open: false },
      { token: '乙丙', at: 2, open: false },
    ]);
    expect(askedTokens('丙')).toEqual([{ token: '丙', at: 1, open: true }]);
    expect(askedTokens('丙 d')).toEqual([
      { token: '丙', at: 1, open: true },
      { token: 'd', at: 2, open: true },
    ]);
    // A lost character is passed over, and keeps its place.
    expect(askedTokens('甲□丙丁').map(({ token, at }) => [token, at])).toEqual([
      ['甲', 1],
      ['丙丁', 3],
    ]);
  });
});
