import { classOf } from './classes.js';
import { exactPoint, fold, foldWord } from './fold.js';
import { FIRST, FURTHER, PHRASES, SURNAMES } from './pinyin.table.js';

interface Readings {
  first: Map<string, string>;
  further: Map<string, string[]>;
  phrases: Map<string, string[]>;
  surnames: Map<string, string>;
  longest: number;
}

function rows(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}

let loaded: Readings | null = null;

/** The tables take some milliseconds and megabytes: only a process that asks for readings pays. */
function readings(): Readings {
  if (loaded) return loaded;
  const first = new Map<string, string>();
  const further = new Map<string, string[]>();
  for (const [reading = '', chars = ''] of rows(FIRST)) for (const char of chars) first.set(char, reading);
  for (const [reading = '', chars = ''] of rows(FURTHER)) {
    for (const char of chars) further.set(char, [...(further.get(char) ?? []), reading]);
  }
  const phrases = new Map(rows(PHRASES).map(([phrase = '', ...spelled]) => [phrase, spelled]));
  const surnames = new Map(rows(SURNAMES).map(([char = '', reading = '']) => [char, reading]));
  const longest = Math.max(...[...phrases.keys()].map((phrase) => [...phrase].length));
  loaded = { first, further, phrases, surnames, longest };
  return loaded;
}

/** First reading with its tone, or null: 龍 long2. A character of its own reading keeps it (乾 qian2, 干 gan1). */
export function readingOf(char: string): string | null {
  const { first } = readings();
  const plain = exactPoint(char);
  return first.get(plain) ?? first.get(fold(plain)) ?? null;
}

export function allReadings(char: string): string[] {
  const own = readingOf(char);
  if (!own) return [];
  return [...new Set([own, ...(readings().further.get(fold(char)) ?? [])])];
}

/**
 * A reading for each code point, null where there is none. Phrases are read as phrases, looked up folded: 樂府 yue4 fu3.
 * With `name`, the first character is read as a surname.
 */
export function readText(text: string, options: { name?: boolean } = {}): (string | null)[] {
  const { phrases, longest, surnames } = readings();
  const points = [...text];
  const folded = points.map((point) => fold(point));
  const out: (string | null)[] = [];
  while (out.length < points.length) {
    const at = out.length;
    let spelled: string[] | undefined;
    for (let length = Math.min(longest, points.length - at); length > 1 && !spelled; length--) {
      spelled = phrases.get(folded.slice(at, at + length).join(''));
    }
    const surname = options.name && at === 0 ? surnames.get(folded[0] as string) : undefined;
    if (spelled) out.push(...spelled);
    else out.push(surname ?? readingOf(points[at] as string));
  }
  return out;
}

const letters = (reading: string): string => reading.slice(0, -1);

interface Piece {
  /** Readings without tones for a character, or the folded word itself. */
  spellings: string[];
  initial: string;
}

function pieces(text: string, name: boolean): Piece[] {
  const out: Piece[] = [];
  const points = [...text];
  const read = readText(text, { name });
  let word = '';
  const finish = (): void => {
    if (word) out.push({ spellings: [foldWord(word)], initial: foldWord(word) });
    word = '';
  };
  points.forEach((point, at) => {
    const reading = read[at];
    if (reading) {
      finish();
      const others = allReadings(point).map(letters);
      out.push({ spellings: [...new Set([letters(reading), ...others])], initial: reading[0] as string });
    } else if (classOf((point.codePointAt(0) ?? 0) as number) === 'word') word += exactPoint(point);
    else finish();
  });
  finish();
  return out;
}

/** Syllables apart, without tones: 重慶 → chong qing. Words of other scripts stay. */
export function pinyin(text: string, options: { name?: boolean } = {}): string {
  return pieces(text, options.name ?? false)
    .map((piece) => piece.spellings[0])
    .join(' ');
}

export function initials(text: string, options: { name?: boolean } = {}): string {
  return pieces(text, options.name ?? false)
    .map((piece) => piece.initial)
    .join('');
}

const MOST_KEYS = 12;

/**
 * What someone may type to be offered this text: the spelling run together, its initials, other readings of its characters,
 * ü as v or u, and Shaanxi. A few keys, the likeliest first.
 */
export function typingKeys(text: string, options: { name?: boolean } = {}): string[] {
  const all = pieces(text, options.name ?? false).slice(0, 24);
  if (all.length === 0) return [];
  const likely = all.map((piece) => piece.spellings[0] as string);
  const full = likely.join('');
  const keys = new Set([full, all.map((piece) => piece.initial).join('')]);
  if (/陕西|陕甘|陕州|陕县/u.test(fold(text))) keys.add(full.replace('shan', 'shaan'));
  if (full.includes('v')) keys.add(full.replaceAll('v', 'u'));
  for (let at = 0; at < all.length && all.length <= 8; at++) {
    for (const other of all[at]?.spellings.slice(1, 3) ?? []) {
      if (keys.size >= MOST_KEYS) break;
      const changed = likely.map((spelling, i) => (i === at ? other : spelling));
      keys.add(changed.join(''));
      keys.add(all.map((piece, i) => (i === at ? (other[0] as string) : piece.initial)).join(''));
    }
  }
  return [...keys].slice(0, MOST_KEYS);
}
