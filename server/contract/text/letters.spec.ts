import { longestLetters, mostLetters, readLetters, writeLetters } from './letters.js';

const codesOf = (text: string) => [...text].map((one) => one.codePointAt(0)!);

describe('characters in an address', () => {
  it.each(['西湖', 'A', '\u0000', '琳琅：求書問道—𠮷𪚥 Ab9', '\u{10ffff}'])('come back as they went: %j', (text) => {
    const written = writeLetters(codesOf(text));
    expect(written).toMatch(/^[\w-]+$/);
    expect(readLetters(written)).toEqual(codesOf(text).sort((a, b) => a - b));
  });

  it('have one address, however they stand and however often', () => {
    expect(writeLetters(codesOf('湖西湖'))).toBe(writeLetters(codesOf('西湖')));
  });

  it('are short: a page of titles is a line of an address', () => {
    const many = Array.from({ length: mostLetters }, (_, at) => 0x4e00 + at * 51);
    expect(writeLetters(many).length).toBeLessThan(mostLetters * 1.5);
    const far = Array.from({ length: mostLetters }, (_, at) => at * 2000);
    expect(writeLetters(far).length).toBeLessThan(longestLetters);
    expect(readLetters(writeLetters(far))).toHaveLength(mostLetters);
  });

  it.each(['', '!', 'A', '____', '____fw', 'gA', 'AAAA='])('are not read from %j', (text) =>
    expect(readLetters(text)).toBeUndefined(),
  );

  it('are not read by more than a font may bring', () => {
    expect(readLetters(writeLetters(Array.from({ length: mostLetters + 1 }, (_, at) => at)))).toBeUndefined();
  });
});
