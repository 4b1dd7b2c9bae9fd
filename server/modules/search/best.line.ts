import type { MarkedRun } from '../../contract/reader.js';
import {
  asTyped,
  matchRanges,
  type Query,
  snippets,
  type TextRange,
  wantedPhrases,
} from '../../contract/text/index.js';
import { marked } from './marked.js';

/** A line of a record in which something was found, under the names by which its field can be asked. */
export interface FoundLine {
  text: string;
  names: readonly string[];
  query: Query;
  lang?: string;
  /** What its field is called: said before a line that would say little by itself. */
  label?: string;
}

/** A name and not a sentence: 浙江省杭州市西湖区. */
const longestName = 24;
const isName = (text: string): boolean => text.length <= longestName && !/[，。；！？,;!?\n]/u.test(text);

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/**
 * The line that says best why an item was found: with what was typed rather than what was added to it, in the script of the
 * question, and saying more than the words themselves. Null where the title says it, and the lines only in another script,
 * or where a field is nothing but these words: that it is said in it, a reader is told anyway.
 */
export function bestLine(
  lines: readonly FoundLine[],
  query: Query,
  titleSays: boolean,
  length: number,
): MarkedRun | null {
  const typed = asTyped(query);
  const inHan = wantedPhrases(typed).some(({ text }) => hasHan(text));
  const saysMore = (text: string, found: readonly TextRange[]): boolean =>
    text.length > found.reduce((sum, { start, end }) => sum + end - start, 0) + 1;
  const worth = ({ text, names }: FoundLine): number => {
    const found = matchRanges(text, typed, names);
    return (found.length > 0 ? 4 : 0) + (hasHan(text) === inHan ? 2 : 0) + (saysMore(text, found) ? 1 : 0);
  };
  const ranked = lines.map((line) => ({ line, worth: worth(line) }));
  const best = ranked.reduce<(typeof ranked)[number] | null>((a, b) => (a && a.worth >= b.worth ? a : b), null);
  if (!best || (titleSays && hasHan(best.line.text) !== inHan)) return null;
  const [snippet] = snippets(best.line.text, best.line.query, { length, most: 1, names: best.line.names });
  if (!snippet) return null;
  const { label, text, lang } = best.line;
  const run = marked(snippet.text, snippet.ranges, lang);
  if (!label || !isName(text)) return run;
  if (!saysMore(snippet.text, snippet.ranges)) return null;
  const [first = '', ...rest] = run.parts;
  return { ...run, parts: [`${label}${hasHan(label) ? '：' : ': '}${first}`, ...rest] };
}
