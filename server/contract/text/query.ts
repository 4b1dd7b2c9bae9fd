import { fold } from './fold.js';
import { isIdle } from './stems.js';
import { exactToken, foldedToken, quotedToken } from './tokens.js';
import { readUnits, type Unit } from './units.js';

export interface Phrase {
  kind: 'phrase';
  /** As the reader wrote it, without quotes and signs. */
  text: string;
  units: readonly Unit[];
  exact: boolean;
  quoted: boolean;
  /** A field id, when the reader asked in one field. */
  field?: string;
  /** In a field: the value begins with it, or is nothing else. */
  stands?: 'beginning' | 'whole';
  /** Set on what was added for the reader (a name's variant, a 避讳 pair): shown with the result, never taken for what was typed. */
  because?: Because;
}

/** Why something else was looked for: which record says that both are one, and what its name is there. */
export interface Because {
  /** What of the question it stands for. */
  typed: string;
  /** In the reader's language. */
  why: string;
  /** Without one a table or a calendar says so. */
  record?: { kind: 'agent' | 'place' | 'term'; pid: string; name: string };
  /** What the name is in the record. */
  variant?: string;
  lang?: string;
  /** It only begins with what was typed: its other names are not meant. */
  begun?: true;
}

/** What words mean besides being words: a kind of material, a class, a time. Stands beside them, never alone. */
export interface Meaning {
  kind: 'meaning';
  /** What is looked for, as it is said to the reader. */
  text: string;
  because: Because;
  /** Facet entries of which an item has at least one … */
  entries: readonly string[];
  /** … or years that its own lie within. */
  years: readonly YearSpan[];
  /** Its own years need only touch them: for what nothing lies within. */
  touching: boolean;
}

export interface YearSpan {
  from: number;
  to: number;
}

export type Query =
  | { kind: 'all' }
  | Phrase
  | Meaning
  /** `whole` is all that was typed, where words that say nothing beside others are no part of it any more. */
  | { kind: 'and'; parts: readonly Query[]; whole?: string }
  | { kind: 'or'; parts: readonly Query[] }
  | { kind: 'not'; part: Query }
  /** Something is said in a field, whatever it is. */
  | { kind: 'said'; field: string }
  /** An item stands under at least one of these facet entries. */
  | { kind: 'under'; entries: readonly string[] }
  /** What an item is dated by touches these years; null: without end. */
  | { kind: 'years'; from: number | null; to: number | null };

/** A question of signs: nothing is found by it. */
const NOTHING: Query = { kind: 'or', parts: [] };

/** Whether what was typed holds no character and no word. */
export const isNothing = (query: Query): boolean => query.kind === 'or' && query.parts.length === 0;

export interface QueryOptions {
  /** 精确字形: the glyphs as they are written. */
  exact?: boolean;
  /** Field ids by the names a reader may write before a colon or an equals sign, folded; one of several will do. */
  fields?: ReadonlyMap<string, string | readonly string[]>;
}

/** Bounds of what one question may cost; what is beyond them is left out, not refused. */
export const LONGEST_QUESTION = 500;
export const MOST_PHRASES = 24;
const LONGEST_PHRASE = 80;
/** Of all phrases together: an engine refuses what has too many parts. */
export const MOST_UNITS = 240;

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '„': '“',
  '「': '」',
  '『': '』',
  '＂': '＂',
};
const SEPARATOR = /[\s\u3000、，；;,﹐﹑﹔､]/u;

/** A comma between figures is theirs. */
const separates = (text: string, at: number): boolean =>
  SEPARATOR.test(text[at] as string) && !(text[at] === ',' && /^\d,\d$/.test(text.slice(at - 1, at + 2)));

interface Word {
  text: string;
  quoted: boolean;
  exact: boolean;
  not: boolean;
  or: boolean;
  fields: readonly (string | undefined)[];
}

function closing(text: string, at: number): number {
  const close = QUOTES[text[at] ?? ''];
  return close === undefined ? -1 : text.indexOf(close, at + 1);
}

function fieldBefore(
  text: string,
  at: number,
  fields: QueryOptions['fields'],
): { fields: readonly string[]; at: number } | null {
  if (!fields || fields.size === 0) return null;
  const match = /^([^\s\u3000"“「『:：=＝、，；;,﹐﹑﹔､]{1,40})[:：=＝]/u.exec(text.slice(at, at + 48));
  const named = match && fields.get(fold(match[1] as string));
  return match && named ? { fields: [named].flat(), at: at + match[0].length } : null;
}

function readWords(text: string, options: QueryOptions): Word[] {
  const words: Word[] = [];
  let at = 0;
  let [or, not] = [false, false];
  while (at < text.length) {
    if (separates(text, at)) {
      at += 1;
      continue;
    }
    const alone = /^(OR|\||｜|AND|&|＆|NOT)(?=[\s\u3000]|$)/u.exec(text.slice(at));
    if (alone && (words.length > 0 || !/^[AN]/.test(alone[0]))) {
      or = /^(?:OR|\||｜)$/.test(alone[0]) && words.length > 0;
      not = alone[0] === 'NOT';
      at += alone[0].length;
      continue;
    }
    const word: Word = { text: '', quoted: false, exact: options.exact ?? false, not, or, fields: [undefined] };
    [or, not] = [false, false];
    // A sign only counts before something: "-" between blanks is a dash.
    if (/^[-－−]\S/u.test(text.slice(at))) {
      word.not = true;
      at += 1;
    }
    const named = fieldBefore(text, at, options.fields);
    if (named) {
      word.fields = named.fields;
      at = named.at;
    }
    if (/^[=＝]\S/u.test(text.slice(at))) {
      word.exact = true;
      at += 1;
    }
    const end = closing(text, at);
    if (end > at) {
      word.quoted = true;
      word.text = text.slice(at + 1, end);
      at = end + 1;
    } else {
      const from = at;
      while (at < text.length && !separates(text, at) && (at === from || closing(text, at) < 0)) at += 1;
      word.text = text.slice(from, at).replace(/^["“”「『＂]/u, '');
      // Whose it is, is no word of its own.
      if (!word.exact) word.text = word.text.replace(/(?<=[a-z])['’]s$/iu, '');
    }
    words.push(word);
  }
  return words;
}

function trimGaps(units: readonly Unit[]): Unit[] {
  let from = 0;
  let to = units.length;
  while (from < to && units[from]?.kind === 'gap') from += 1;
  while (to > from && units[to - 1]?.kind === 'gap') to -= 1;
  return units.slice(from, to);
}

const BRACKETED = /^[《〈【「『‘'（(［[〔]([^《》〈〉【】「」『』（）()［］[\]〔〕]*)[》〉】」』’'）)］\]〕]$/su;

/** 《茶經》！ is 茶經: signs around words are none of them. */
function withoutSigns(text: string): string {
  const bare = text.trim().replace(/^[^\p{L}\p{N}\p{M}□\p{Ps}\p{Pi}]+|[^\p{L}\p{N}\p{M}□\p{Pe}\p{Pf}]+$/gu, '');
  const inner = BRACKETED.exec(bare)?.[1];
  return inner === undefined ? bare : withoutSigns(inner);
}

/** A phrase to look for; null when the text holds nothing that can be found (signs, only □). */
export function phraseOf(text: string, options: Partial<Omit<Phrase, 'kind' | 'text' | 'units'>> = {}): Phrase | null {
  const units = trimGaps(readUnits(text)).slice(0, LONGEST_PHRASE);
  if (units.length === 0) return null;
  return { kind: 'phrase', text: withoutSigns(text), units, exact: false, quoted: false, ...options };
}

const saysNothing = (query: Query): boolean => {
  if (query.kind !== 'phrase' || query.exact || query.quoted || query.field !== undefined) return false;
  const [unit, more] = query.units;
  return unit?.kind === 'word' && more === undefined && isIdle(unit.folded);
};

/** All parts are wanted, but words that say nothing where others stand. */
function together(parts: readonly Query[]): Query {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? NOTHING;
  const telling = parts.filter((part) => !saysNothing(part));
  const wanted = telling.some(({ kind }) => kind !== 'not');
  if (!wanted || telling.length === parts.length) return { kind: 'and', parts };
  const words = parts.flatMap((part) => (part.kind === 'phrase' && !part.exact && !part.quoted ? [part.text] : []));
  return { kind: 'and', parts: telling, ...(words.length === parts.length ? { whole: words.join(' ') } : {}) };
}

/**
 * Reads what a reader wrote. Words are all wanted; OR joins its two neighbours; a question of nothing asks for all, and
 * one of signs for what is nowhere.
 */
export function parseQuery(text: string, options: QueryOptions = {}): Query {
  const parts: Query[] = [];
  let count = 0;
  let units = 0;
  for (const word of readWords(text.slice(0, LONGEST_QUESTION), options)) {
    const { exact, quoted, fields } = word;
    const phrases = fields.flatMap(
      (field) => phraseOf(word.text, { exact, quoted, ...(field ? { field } : {}) }) ?? [],
    );
    if (phrases.length === 0 || count + phrases.length > MOST_PHRASES) continue;
    const own = unitsAsked({ kind: 'or', parts: phrases });
    // All that follows is left out too: joined to something else, it would ask another question.
    if (units + own > MOST_UNITS) break;
    count += phrases.length;
    units += own;
    const asked: Query = phrases.length === 1 ? phrases[0]! : { kind: 'or', parts: phrases };
    const query: Query = word.not ? { kind: 'not', part: asked } : asked;
    const last = parts.at(-1);
    if (word.or && last) {
      parts[parts.length - 1] = { kind: 'or', parts: last.kind === 'or' ? [...last.parts, query] : [last, query] };
    } else parts.push(query);
  }
  return text.trim() === '' ? { kind: 'all' } : together(parts);
}

export interface TokenAt {
  /** Position within the phrase; positions that are missing match anything. */
  at: number;
  token: string;
}

/** What an engine looks for: tokens at given distances. Pairs where characters are neighbours, single ones elsewhere. */
export function phraseTokens(phrase: Phrase): TokenAt[] {
  const { units, exact, quoted } = phrase;
  const tokenOf = exact ? exactToken : quoted ? quotedToken : foldedToken;
  const out: TokenAt[] = [];
  units.forEach((unit, at) => {
    if (unit.kind === 'gap') return;
    const next = units[at + 1];
    if (unit.kind === 'char' && next?.kind === 'char') out.push({ at, token: tokenOf([unit, next]) });
    else if (unit.kind === 'word' || units[at - 1]?.kind !== 'char') out.push({ at, token: tokenOf([unit]) });
  });
  return out;
}

/** The phrases that make something match, without those that only exclude. */
export function wantedPhrases(query: Query): Phrase[] {
  if (query.kind === 'phrase') return [query];
  if (query.kind === 'and' || query.kind === 'or') return query.parts.flatMap(wantedPhrases);
  return [];
}

/** How many characters and words are looked for, whether wanted or not. */
export function unitsAsked(query: Query): number {
  if (query.kind === 'phrase') return query.units.length;
  if (query.kind === 'not') return unitsAsked(query.part);
  if (query.kind !== 'and' && query.kind !== 'or') return 0;
  return query.parts.reduce((sum, part) => sum + unitsAsked(part), 0);
}

/** How many phrases are looked for, whether wanted or not. */
export function phrasesIn(query: Query): number {
  if (query.kind === 'phrase') return 1;
  if (query.kind === 'not') return phrasesIn(query.part);
  if (query.kind !== 'and' && query.kind !== 'or') return 0;
  return query.parts.reduce((sum, part) => sum + phrasesIn(part), 0);
}

/** Every phrase replaced, for adding variants or demanding exact glyphs. */
export function mapPhrases(query: Query, change: (phrase: Phrase) => Query): Query {
  if (query.kind === 'phrase') return change(query);
  if (query.kind === 'not') return { kind: 'not', part: mapPhrases(query.part, change) };
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  return { ...query, parts: query.parts.map((part) => mapPhrases(part, change)) };
}

/** The question without what was added to it. */
export function asTyped(query: Query): Query {
  if (query.kind === 'not') return { kind: 'not', part: asTyped(query.part) };
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  const { kind } = query;
  const parts = query.parts
    .filter((part) => !isAdded(part))
    .map(asTyped)
    // Words that mean something together were put together for it.
    .flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return parts.length === 1 ? (parts[0] as Query) : { kind, parts };
}

/** Neither it nor any part of it was typed as it stands here. */
function isAdded(query: Query): boolean {
  if (query.kind === 'phrase') return query.because !== undefined;
  if (query.kind === 'meaning') return true;
  if (query.kind === 'or') return query.parts.length > 0 && query.parts.every(isAdded);
  return query.kind === 'and' && query.parts.some(isAdded);
}
