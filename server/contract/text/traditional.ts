import type { Locale } from '../localized.js';
import { simplifiedCharacters, traditionalForms } from './fold.js';
import { IN_BOTH, TAIWAN, WORDS } from './traditional.words.table.js';

/**
 * Words of the platform and of librarians, as readers of traditional characters expect them: names, labels, terms, manuals.
 * Never what a record says of its own: titles and transcriptions stay as they are written.
 */

interface Tables {
  words: Map<string, string>;
  /** By its first character, of how many characters the longest word is. */
  longest: Map<string, number>;
  taiwan: Map<string, string>;
}

/** Shorter ones are names and labels, which come again; longer ones are pages, which are kept elsewhere. In all some 5 MB. */
const longestKept = 400;
const mostKept = 20_000;

const pairsOf = (text: string): [string, string][] => {
  const points = [...text.replaceAll('\n', '')];
  return points.flatMap((char, at): [string, string][] => (at % 2 === 0 ? [[char, points[at + 1]!]] : []));
};

let made: Tables | undefined;

/** Some 1 MB, made when the first text is wanted. */
function tables(): Tables {
  if (made) return made;
  const words = new Map<string, string>();
  const longest = new Map<string, number>();
  for (const entry of WORDS.replaceAll('\n', '').split(' ')) {
    const points = [...entry];
    const size = points.length / 2;
    const from = points.slice(0, size);
    words.set(from.join(''), from.map((char, at) => (points[size + at] === '-' ? char : points[size + at])).join(''));
    longest.set(from[0]!, Math.max(size, longest.get(from[0]!) ?? 1));
  }
  made = { words, longest, taiwan: new Map(pairsOf(TAIWAN)) };
  return made;
}

function usualOf(char: string, { words, taiwan }: Tables): string {
  const own = words.get(char);
  if (own !== undefined) return own;
  const form = traditionalForms(char)[0] ?? char;
  return taiwan.get(form) ?? form;
}

interface Piece {
  from: string;
  to: string;
  /** Whether a word says so, and not only the character by itself. */
  word: boolean;
}

function* pieces(text: string): Generator<Piece> {
  const known = tables();
  const chars = [...text];
  for (let at = 0; at < chars.length;) {
    const first = chars[at]!;
    let size = Math.min(known.longest.get(first) ?? 1, chars.length - at);
    let from = first;
    for (; size > 1; size--) {
      from = chars.slice(at, at + size).join('');
      if (known.words.has(from)) break;
    }
    yield size > 1
      ? { from, to: known.words.get(from)!, word: true }
      : { from: first, to: usualOf(first, known), word: false };
    at += Math.max(size, 1);
  }
}

/** 于敏中, 余嘉锡, 范蔚宗: so few characters that begin like this, and with no common word, are a person's name. */
const wholeName = /^(?:于\p{Script=Han}{1,2}|[余范]\p{Script=Han}{2})$/u;
/** 〔清〕于敏中: behind a dynasty stands a name. */
const behindDynasty = /(?<=〕)[于余范云后谷种涂党]/g;

function surnamesIn(text: string): Set<number> {
  const found = new Set([...text.matchAll(behindDynasty)].map(({ index }) => index));
  if (wholeName.test(text)) found.add(0);
  return found;
}

function convert(text: string): string {
  const surnames = surnamesIn(text);
  let out = '';
  let at = 0;
  for (const { from, to, word } of pieces(text)) {
    out += !word && surnames.has(at) ? from : to;
    at += from.length;
  }
  return out;
}

let newer = new Map<string, string>();
let older = new Map<string, string>();

/** A text in simplified characters as Taiwan writes it, characters by their words. What is traditional stays as it is. */
export function toTraditional(text: string): string {
  const known = newer.get(text);
  if (known !== undefined) return known;
  const result = older.get(text) ?? (isTraditional(text) ? text : convert(text));
  if (text.length > longestKept) return result;
  if (newer.size >= mostKept / 2) [older, newer] = [newer, new Map()];
  newer.set(text, result);
  return result;
}

/** Those that are often mistaken, of all that stand for several. */
const doubted = new Set(
  '后里发干台范于钟岳余云历丑咸制折签采复志迹游谷面松姜须汇冲斗升准并尽只周曲系御郁舍表布坛党征纤致弥涂占借累胡价伙获',
);

/** Characters that may be others here, since no word tells which: what a librarian should look at. */
export function doubtfulIn(text: string): string[] {
  if (isTraditional(text)) return [];
  const found = [...pieces(text)].flatMap(({ from, word }) => (!word && doubted.has(from) ? from : []));
  return [...new Set(found)];
}

const han = /\p{Script=Han}/u;
let sides: Map<string, 'zh-Hans' | 'zh-Hant'> | undefined;

/** Which script a character belongs to, where it belongs to one. */
function sidesOf(): Map<string, 'zh-Hans' | 'zh-Hant'> {
  if (sides) return sides;
  const simplified = simplifiedCharacters();
  sides = new Map(simplified.flatMap((char) => traditionalForms(char).map((form) => [form, 'zh-Hant'] as const)));
  for (const char of simplified) sides.set(char, 'zh-Hans');
  // Those whose first form is themselves were never simplified: 范, 岳.
  for (const char of simplified) if (traditionalForms(char).includes(char)) sides.delete(char);
  for (const char of IN_BOTH.replaceAll('\n', '')) sides.delete(char);
  return sides;
}

function counted(text: string): { chinese: boolean; simplified: number; traditional: number } {
  const known = sidesOf();
  const found = { chinese: false, simplified: 0, traditional: 0 };
  for (const char of text) {
    if (char < '\u2e80') continue;
    const side = known.get(char);
    if (side === 'zh-Hans') found.simplified++;
    else if (side === 'zh-Hant') found.traditional++;
    found.chinese ||= side !== undefined || han.test(char);
  }
  return found;
}

/**
 * The script of a Chinese text by its characters: `zh` where they are the same in both, undefined where it is not Chinese.
 * Old prints have simplified characters of their own (万, 与): where there are as many of either it is traditional.
 */
export function scriptOf(text: string): 'zh-Hans' | 'zh-Hant' | 'zh' | undefined {
  const { chinese, simplified, traditional } = counted(text);
  if (!chinese) return undefined;
  if (simplified === 0 && traditional === 0) return 'zh';
  return simplified > traditional ? 'zh-Hans' : 'zh-Hant';
}

/** Whether there is nothing in it that reads otherwise in traditional characters, as far as characters tell. */
const isTraditional = (text: string): boolean => {
  const { simplified, traditional } = counted(text);
  return traditional > 0 && simplified === 0;
};

function mostlyLatin(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin > 0 && latin >= (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** Words that stand in nearly every English sentence, and in hardly any of another language. */
const englishWord = /(?<!\p{L})(?:[Tt]he|of|and|[Ww]ith|[Ff]rom|[Bb]y)(?!\p{L})/u;

/**
 * What language to say of a run. The record's own word holds, but for the script: that its characters tell. A run in the
 * language of its page needs no word.
 */
export function langOf(text: string, said: string | undefined, locale: Locale): string | undefined {
  if (said !== undefined && !/^zh\b/i.test(said)) return said;
  const script = scriptOf(text);
  // A field of Chinese texts may hold a line in another language; which, is known of English alone.
  if (script === undefined) return locale !== 'en' && englishWord.test(text) ? 'en' : undefined;
  // 杭州 in a line of English does not make it Chinese.
  if (locale === 'en' && said === undefined && mostlyLatin(text)) return undefined;
  if (script === 'zh') return said ?? (locale === 'en' ? script : undefined);
  if (said !== undefined) return said.startsWith(script) ? said : script;
  return script === (locale === 'zh-CN' ? 'zh-Hans' : locale === 'zh-TW' ? 'zh-Hant' : '') ? undefined : script;
}

/** The same as it stands beside a text in what pages are made of: absent where nothing is to be said. */
export function spoken(text: string, locale: Locale, said?: string): { lang?: string } {
  const lang = langOf(text, said, locale);
  return lang ? { lang } : {};
}
