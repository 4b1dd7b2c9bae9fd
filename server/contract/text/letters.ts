/** Faces that are sent by the character, and the weight that each is cut in. */
export const typefaces = ['song-400', 'song-600', 'kai-400'] as const;
export type Typeface = (typeof typefaces)[number];

/** So many characters one font brings; a page that is set in more asks for several. */
export const mostLetters = 400;
/** Few need more than two bytes, none more than three; four characters of the address are three of them. */
export const longestLetters = mostLetters * 4;

/** Characters as a part of an address: their distances from each other, seven bits a byte, in base64 for addresses. */
export function writeLetters(codes: Iterable<number>): string {
  const bytes: number[] = [];
  let last = -1;
  for (const code of [...new Set(codes)].sort((a, b) => a - b)) {
    let step = code - last - 1;
    for (last = code; step > 127; step >>>= 7) bytes.push((step & 127) | 128);
    bytes.push(step);
  }
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
}

/** Ascending; undefined where nobody of ours wrote it: each set of characters has one address. */
export function readLetters(text: string): number[] | undefined {
  const codes: number[] = [];
  let [last, step, shift] = [-1, 0, 0];
  let bytes: string;
  try {
    bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
  for (const byte of bytes) {
    const value = byte.charCodeAt(0);
    step += (value & 127) << shift;
    shift += 7;
    if (shift > 21) return undefined;
    if (value > 127) continue;
    last += step + 1;
    if (last > 0x10ffff) return undefined;
    codes.push(last);
    [step, shift] = [0, 0];
  }
  const whole = codes.length > 0 && codes.length <= mostLetters && writeLetters(codes) === text;
  return whole ? codes : undefined;
}
