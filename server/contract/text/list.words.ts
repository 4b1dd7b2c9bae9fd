import { fold } from './fold.js';
import { readUnits, type Unit } from './units.js';

/** Where each word begins; characters stand side by side without one. */
const BEGIN = ' ';

const written = ({ kind, folded }: Unit): string => (kind === 'word' ? BEGIN + folded : folded);

/**
 * A text as lists look through it: folded, without signs, a space before each word and none between characters. So what is
 * looked for, written in the same way, stands in it as a plain run of characters, and words are found by their beginnings.
 */
export function plainWords(text: string, mostUnits = Infinity): string {
  const units = readUnits(text);
  return (units.length > mostUnits ? units.slice(0, mostUnits) : units).map(written).join('');
}

/** What tells one value from another in a list, whatever script and signs it is written with; of signs alone, these. */
export function valueKey(text: string): string {
  return beginning(plainWords(text).trim() || fold(text).trim(), LONGEST_KEY);
}

/** Long texts are told apart by their beginnings: an index has room for no more. */
const LONGEST_KEY = 120;

/** The first characters of a text, none of them cut in two. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

/** What somebody typed into a search box of a list: each part between spaces must be found. */
export function wordsAsked(text: string, most = 8): string[] {
  return text
    .split(/\s+/u)
    .slice(0, most)
    .map((part) => plainWords(part))
    .filter((part) => part !== '');
}

export interface ListToken {
  token: string;
  /** Its position, beginning with 1. */
  at: number;
}

/**
 * The tokens under which an item of a list is found: words whole, characters in pairs with the next one, and the last of
 * a run alone, so that a single character is the beginning of some token wherever it stands.
 */
export function listTokens(text: string, from = 0): ListToken[] {
  const units = readUnits(text);
  return units.flatMap(({ kind, folded }, index) => {
    if (kind === 'gap') return [];
    const next = units[index + 1];
    const pair = kind === 'char' && next?.kind === 'char' ? folded + next.folded : folded;
    return [{ token: pair, at: from + index + 1 }];
  });
}

export interface AskedToken extends ListToken {
  /** Whatever begins with it. */
  open: boolean;
}

/** The tokens that must stand one after the other where these words are. */
export function askedTokens(text: string): AskedToken[] {
  const units = readUnits(text);
  return units.flatMap(({ kind, folded }, index): AskedToken[] => {
    const at = index + 1;
    if (kind === 'gap') return [];
    const next = units[index + 1];
    if (kind === 'word') return [{ token: folded, at, open: next === undefined }];
    if (next?.kind === 'char') return [{ token: folded + next.folded, at, open: false }];
    // The pair before has it already.
    return units[index - 1]?.kind === 'char' ? [] : [{ token: folded, at, open: true }];
  });
}
