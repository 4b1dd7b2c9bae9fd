import { habitWords, pinyin } from './password.words.js';

export const leastPasswordLength = 10;
export const longestPasswordLength = 200;

export type PasswordWeakness = 'short' | 'simple' | 'common' | 'name';

/** What somebody who guesses knows: about the person, and of what people choose. */
export interface Guesser {
  /** The person's name and address, and their library's. */
  own: string[];
  has(word: string): boolean;
}

/** What can be said while typing, without the long list. */
export const anybody = (own: string[]): Guesser => ({ own, has: () => false });

/** Full-width letters are typed by whoever forgot to switch the keyboard: they are the same password. */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/** Bits that a guesser needs for one piece; fewer than `enough` for the whole are found in a moment. */
const bits = { own: 2, syllable: 8, pattern: 8, word: 12, date: 12, phone: 16, digit: 3.3, letter: 4.7, other: 6 };
const enough = 30;
/** What comes after so many characters needs no weighing. */
const weighed = 64;
const leastDigits = 16;
const leastVariety = 5;
const longestWord = 24;

const walks = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()',
].flatMap((row) => [row, [...row].reverse().join('')]);

const leet: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '3': 'e', $: 's', '5': 's', '7': 't', '8': 'b' };
const unleet = (text: string, one: string) =>
  [...text].map((sign) => (sign === '1' || sign === '!' ? one : (leet[sign] ?? sign))).join('');

function isRun(text: string): boolean {
  const steps = new Set<number>();
  for (let index = 1; index < text.length; index++) steps.add(text.charCodeAt(index) - text.charCodeAt(index - 1));
  const [step] = steps;
  return steps.size === 1 && Math.abs(step!) <= 1;
}

const date =
  /^(?:(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})$/;

function pieceCost(piece: string, spellings: string[], guesser: Guesser): number {
  const costs = [Infinity];
  if (piece.length >= 3 && (isRun(piece) || walks.some((walk) => walk.includes(piece)))) costs.push(bits.pattern);
  if (/^(?:19|20)\d{2}$/.test(piece)) costs.push(bits.pattern);
  if (piece.length >= 6 && date.test(piece)) costs.push(bits.date);
  if (/^1[3-9]\d{9}$/.test(piece)) costs.push(bits.phone);
  if (piece.length > 1 && pinyin.has(piece)) costs.push(bits.syllable);
  if (piece.length > 1 && spellings.some((word) => habitWords.has(word))) costs.push(bits.pattern);
  if (piece.length > 1 && spellings.some((word) => guesser.own.includes(word))) costs.push(bits.own);
  if (piece.length >= 2 && spellings.some((word) => guesser.has(word))) costs.push(bits.word);
  return Math.min(...costs);
}

const signCost = (sign: string) => (/\d/.test(sign) ? bits.digit : /[a-z]/.test(sign) ? bits.letter : bits.other);

/** The cheapest way to put the password together from what is guessed first. */
function costOf(password: string, guesser: Guesser): number {
  const raw = password.toLowerCase().slice(0, weighed);
  const spelled = [raw, unleet(raw, 'i'), unleet(raw, 'l')];
  const best = [0];
  for (let end = 1; end <= raw.length; end++) {
    let least = best[end - 1]! + signCost(raw[end - 1]!);
    for (let start = Math.max(0, end - longestWord); start < end - 1; start++) {
      const spellings = [...new Set(spelled.map((text) => text.slice(start, end)))];
      least = Math.min(least, best[start]! + pieceCost(raw.slice(start, end), spellings, guesser));
    }
    best.push(least);
  }
  return best[raw.length]!;
}

/** `abcabcabc` is `abc`, said again. */
function unitOf(password: string): string {
  const at = (password + password).indexOf(password, 1);
  return password.slice(0, at);
}

/** Words of names that tell who somebody is; very short ones are part of too much. */
export function ownWords(names: (string | null | undefined)[]): string[] {
  const words = names.flatMap((name) => {
    const text = normalPassword(name ?? '').toLowerCase();
    return [text, text.replace(/\s+/g, ''), ...text.split(/[\s@._,;:·()（）-]+/)];
  });
  return [...new Set(words)].filter((word) => word.length >= 3 || (word.length >= 2 && /\p{Script=Han}/u.test(word)));
}

/**
 * Why a password would be guessed, or null. Long beats complicated: there are no rules about kinds of characters, and
 * a few words that have nothing to do with each other are always enough.
 */
export function weaknessOf(given: string, guesser: Guesser): PasswordWeakness | null {
  const password = normalPassword(given);
  if ([...password].length < leastPasswordLength) return 'short';
  if (new Set(password.toLowerCase()).size < leastVariety) return 'simple';
  if (/^\d+$/.test(password) && password.length < leastDigits) return 'simple';
  const unit = unitOf(password);
  if (unit.length < password.length && costOf(unit, guesser) < enough) return 'simple';
  const cost = costOf(unit, guesser);
  if (cost >= enough) return null;
  return cost < costOf(unit, { own: [], has: (word) => guesser.has(word) }) ? 'name' : 'common';
}
