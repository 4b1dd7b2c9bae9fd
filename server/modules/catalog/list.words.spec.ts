import { wordQuery, wordVector } from './list.words.js';

describe('the words of an item', () => {
  it('belong to their collection, with their places; nothing runs on from one text into the next', () => {
    expect(wordVector(36, ['商务\n Press', '书'])).toBe(`'10:书':1 '10:商务':4 '10:务':5 '10:press':8`);
    expect(wordVector(1, [])).toBe('');
    expect(wordVector(1, ['甲'.repeat(9000)]).split(',')).toHaveLength(200);
  });

  it('are those of short texts first: prose that fills an item keeps no number from being found', () => {
    const prose = Array.from({ length: 9 }, (_, at) => `${String.fromCodePoint(0x4e00 + at)}`.repeat(1000));
    expect(wordVector(36, [...prose, ' mg 1921'])).toMatch(/^'10:mg':1 '10:1921':/);
    expect(wordVector(36, [...prose, ' mg 1921'])).toContain(`'10:一一':`);
  });

  it('are asked for as they stand, and signs of the language of questions are only signs', () => {
    expect(wordQuery(36, ['商务印', ' pre'])).toBe(`('10:商务' <1> '10:务印') & ('10:pre':*)`);
    expect(wordQuery(1, ['卷', ' 5'])).toBe(`('1:卷':*) & ('1:5':*)`);
    expect(wordQuery(1, ['甲□丙丁'])).toBe(`('1:甲':* <2> '1:丙丁')`);
    expect(wordQuery(1, [])).toBeNull();
    expect(wordQuery(1, ["'&|!"])).toBeNull();
  });
});
