import type { Locale } from '../../contract/localized.js';
import { yearText } from '../../contract/years.text.js';
import type { Because, Meaning, YearSpan } from '../../contract/text/index.js';

/** 1931, 1736–1795. */
export function yearsText({ from, to }: YearSpan, locale: Locale): string {
  const [first, last] = [yearText(from, locale), yearText(to, locale)];
  return first === last ? first : `${first}–${last}`;
}

/** A date is looked for as years, a name as what stands under it; nothing else of it is said. */
export const meaningOf = (
  text: string,
  because: Because,
  what: { entries?: readonly string[]; years?: readonly YearSpan[] },
): Meaning => ({
  kind: 'meaning',
  text,
  because,
  entries: what.entries ?? [],
  years: what.years ?? [],
  touching: false,
});

const inLatin = /^[\p{Script=Latin}\d\s.'’-]+$/u;

export const isLatin = (text: string): boolean => inLatin.test(text);

const timeWords = new Set(['dynasty', 'dynasties', 'period', 'era']);

/** Song dynasty, Republican period: the name of a time, and the word that says that it is one. */
export function namedTime(text: string): string | null {
  const words = text.trim().split(/\s+/u);
  const last = words.pop() ?? '';
  return words.length > 0 && timeWords.has(last.toLowerCase()) ? words.join(' ') : null;
}

/** In one character only what hardly anybody is called by: 周 and 陈 are people. */
const alone = /^[唐宋元明清隋汉漢晋晉辽遼]$/u;

/** Whether a name of a time is one by itself: Song is a song, 金 gold, and 明代 the Ming. */
export const isPlainlyTime = (text: string): boolean =>
  isLatin(text) ? /\s/u.test(text.trim()) : [...text].length > 1 || alone.test(text);

/** As a name may be written in English besides: rubbings, rubbing. */
export function englishForms(text: string): string[] {
  if (!/^[a-z][a-z .'’-]*$/iu.test(text)) return [text];
  const one = text.replace(/(?<=[^s])s$/iu, '');
  return [...new Set([text, one, `${one}s`])];
}
