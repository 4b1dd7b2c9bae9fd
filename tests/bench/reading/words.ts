import { fold } from '../../../server/contract/text/index.js';

export type Pick = (below: number) => number;

/** The same numbers each time, and for every record its own: any stretch of them can be made without the others. */
export function numbers(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below;
  };
}

export const whole = (pick: Pick, below: number): number => Math.floor(pick(below));
export const among = <T>(pick: Pick, list: readonly T[]): T => list[whole(pick, list.length)] as T;
export const from = (pick: Pick, least: number, most: number): number => least + whole(pick, most - least + 1);

/** The r-th of so many comes 1/r as often as the first, as words of any language do. */
export class Zipf {
  private readonly sums: Float64Array;

  constructor(many: number, steepness = 1) {
    this.sums = new Float64Array(many);
    let sum = 0;
    for (let at = 0; at < many; at++) this.sums[at] = sum += 1 / (at + 1) ** steepness;
  }

  of(pick: Pick): number {
    const wanted = pick(this.sums[this.sums.length - 1]!);
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sums[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const repertoire = 3000;
const manyWords = 30_000;
export const seed = 20_261_129;

function shuffled<T>(list: T[], pick: Pick): T[] {
  for (let at = list.length - 1; at > 0; at--) {
    const other = whole(pick, at + 1);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list;
}

/**
 * Characters from all over the block, frequent and rare ones. Only such as folding leaves alone: so a plain look through
 * the texts in SQL finds what a search has to find.
 */
function charactersOf(pick: Pick): string[] {
  const all = Array.from({ length: repertoire }, (_, at) => String.fromCodePoint(0x4e00 + at * 5));
  return shuffled(
    all.filter((one) => fold(one) === one),
    pick,
  );
}

/** A language of our own: words of one to four characters that mean nothing, as frequent as words are. */
export class Lexicon {
  readonly characters: string[];
  readonly words: string[];
  private readonly often = new Zipf(manyWords);

  constructor() {
    const pick = numbers(seed);
    this.characters = charactersOf(pick);
    const known = new Set<string>();
    const common = new Zipf(this.characters.length, 0.7);
    while (known.size < manyWords) {
      const kind = pick(1);
      // The most frequent are short, as particles are.
      const length = known.size < 40 ? 1 : kind < 0.1 ? 1 : kind < 0.78 ? 2 : kind < 0.92 ? 3 : 4;
      let word = '';
      while (word.length < length) word += this.characters[common.of(pick)]!;
      known.add(word);
    }
    this.words = [...known];
  }

  word(pick: Pick): string {
    return this.words[this.often.of(pick)]!;
  }

  /** Running text of about that many characters, with commas and full stops. */
  text(pick: Pick, length: number): string {
    let text = '';
    let since = 0;
    let pause = 4 + whole(pick, 10);
    while (text.length < length) {
      const word = this.word(pick);
      text += word;
      since += word.length;
      if (since < pause) continue;
      text += pick(3) < 1 ? '。' : '，';
      since = 0;
      pause = 4 + whole(pick, 10);
    }
    return `${text.replace(/[，。]$/, '')}。`;
  }

  /** Words without a pause: titles, subjects. */
  phrase(pick: Pick, words: number): string {
    let text = '';
    for (let at = 0; at < words; at++) text += this.words[300 + whole(pick, manyWords - 300)]!;
    return text;
  }
}
