import { EXACT_PAIRS } from './exact.table.js';
import { HAN_PAIRS, LETTER_PAIRS } from './fold.table.js';
import { TRADITIONAL } from './traditional.table.js';

/**
 * Stored with every search document: another recipe means that the document has to be made again. 2: without variants of names.
 * 3: under what a field means in every collection. 4: English words by what one and several have in common.
 * 5: fishermen by fisherman.
 */
export const TEXT_RECIPE = 5;

function pairs(text: string): Map<string, string> {
  const map = new Map<string, string>();
  const points = [...text.replaceAll('\n', '')];
  for (let i = 0; i + 1 < points.length; i += 2) map.set(points[i] as string, points[i + 1] as string);
  return map;
}

const exactMap = pairs(EXACT_PAIRS);
const foldMap = new Map([...pairs(LETTER_PAIRS), ...pairs(HAN_PAIRS)]);

/** Letters that one ordinary letter cannot stand for; only words are expanded, so that offsets of characters survive. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ł: 'l',
  þ: 'th',
  ð: 'd',
  ı: 'i',
  ŋ: 'ng',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬀ: 'ff',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
};

/** Width, radicals, compatibility shapes and case put right; the glyph itself stays what it is (精确字形). */
export function exactPoint(char: string): string {
  return exactMap.get(char) ?? char;
}

/** The representative of the class of one code point: 錢, 钱 and 銭 are 钱; É is e; ア is あ. */
export function foldPoint(char: string): string {
  const exact = exactPoint(char);
  return foldMap.get(exact) ?? exact;
}

/** One code point becomes one code point: the n-th character of the answer is the n-th of the text. */
export function fold(text: string): string {
  let out = '';
  for (const char of text) out += foldPoint(char);
  return out;
}

export function exact(text: string): string {
  let out = '';
  for (const char of text) out += exactPoint(char);
  return out;
}

/** A folded word as it is looked up: Straße is strasse. */
export function foldWord(word: string): string {
  let out = '';
  for (const char of word) {
    const folded = foldPoint(char);
    out += SPELLED[folded] ?? folded;
  }
  return out;
}

const ambiguous = new Set([...foldMap.keys(), ...foldMap.values()]);

/** Whether other characters fold to the same one, so that an exact search has something to tell apart. */
export function hasVariants(exactChar: string): boolean {
  return ambiguous.has(exactChar);
}

const reached = new Set([...exactMap.values(), ...ambiguous]);

/** Whether nothing else is read as this character, nor this as another: where it does not stand, it is not. */
export function standsAlone(char: string): boolean {
  return !reached.has(char) && !exactMap.has(char);
}

const traditionalMap = new Map<string, string[]>(
  TRADITIONAL.replaceAll('\n', '')
    .split(' ')
    .map((group) => {
      const [simple = '', ...forms] = [...group];
      return [simple, forms];
    }),
);

/** The usual traditional forms of a simplified character, the commonest first; none when it has no other. */
export function traditionalForms(char: string): readonly string[] {
  return traditionalMap.get(char) ?? [];
}

/** Those that have another form. */
export const simplifiedCharacters = (): string[] => [...traditionalMap.keys()];
