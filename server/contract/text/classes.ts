import { WORD_RANGES } from './word.table.js';

/**
 * What a code point is to search. Fixed ranges, never \p{…}: what is stored must not change with the Unicode version of Node.
 * - char: a character that is a word of its own (Han, kana, hangul, Tangut, Thai …), cut into bigrams
 * - word: a letter or digit that makes words with its neighbours
 * - gap: the mark of a lost or unreadable character, which takes a place
 * - nothing: decorates a neighbour (accents, variation selectors, joiners)
 * - break: everything else; it ends a word, never a phrase
 */
export type PointClass = 'char' | 'word' | 'gap' | 'nothing' | 'break';

type Range = readonly [number, number];

const CHAR: readonly Range[] = [
  [0x0e01, 0x0ed9],
  [0x1000, 0x1049],
  [0x1780, 0x17d3],
  [0x2e80, 0x2fff],
  [0x3005, 0x3007],
  [0x3021, 0x3029],
  [0x3031, 0x3035],
  [0x3038, 0x303c],
  [0x3041, 0x3096],
  [0x309d, 0x309f],
  [0x30a1, 0x30fa],
  [0x30fc, 0x30ff],
  [0x3105, 0x312f],
  [0x3131, 0x318e],
  [0x31a0, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xe000, 0xfaff],
  [0x17000, 0x18dff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
  [0xf0000, 0x10fffd],
];

const NOTHING: readonly Range[] = [
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x180b, 0x180f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0x20d0, 0x20ff],
  [0x302a, 0x302f],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xff9e, 0xff9f],
  [0xfff9, 0xfffb],
  [0xe0100, 0xe01ef],
];

/** □ ▢ ☐ 〓 ■ as transcribers write them. */
const GAPS = new Set([0x25a1, 0x25a2, 0x2610, 0x3013, 0x25a0]);

function wordRanges(): Range[] {
  let at = 0;
  return WORD_RANGES.replaceAll('\n', '')
    .split(' ')
    .map((pair) => {
      const [gap = '0', length = '0'] = pair.split(',');
      const start = at + parseInt(gap, 36);
      at = start + parseInt(length, 36);
      return [start, at - 1];
    });
}

const WORD = wordRanges();

function inRanges(point: number, ranges: readonly Range[]): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = ranges[middle] as Range;
    if (point < from) high = middle - 1;
    else if (point > to) low = middle + 1;
    else return true;
  }
  return false;
}

export function classOf(point: number): PointClass {
  if (point >= 0x4e00 && point <= 0x9fff) return 'char';
  if (point < 0x80) {
    const letter =
      (point >= 0x61 && point <= 0x7a) || (point >= 0x41 && point <= 0x5a) || (point >= 0x30 && point <= 0x39);
    return letter ? 'word' : 'break';
  }
  if (GAPS.has(point)) return 'gap';
  if (inRanges(point, NOTHING)) return 'nothing';
  if (inRanges(point, CHAR)) return 'char';
  return inRanges(point, WORD) ? 'word' : 'break';
}
