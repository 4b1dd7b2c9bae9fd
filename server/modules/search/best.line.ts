import type { MarkedRun } from '../../contract/reader.js';
import { asTyped, matchRanges, type Query, snippets, wantedPhrases } from '../../contract/text/index.js';
import { marked } from './marked.js';

/** A line of a record in which something was found, under the names by which its field can be asked. */
export interface FoundLine {
  text: string;
  names: readonly string[];
  query: Query;
}

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/**
 * The line that says best why an item was found: with what was typed rather than what was added to it, in the script of the
 * question, and saying more than the words themselves. Null where the title says it, and the lines only in another script.
 */
export function bestLine(
  lines: readonly FoundLine[],
  query: Query,
  titleSays: boolean,
  length: number,
): MarkedRun | null {
  const typed = asTyped(query);
  const inHan = wantedPhrases(typed).some(({ text }) => hasHan(text));
  const worth = ({ text, names }: FoundLine): number => {
    const found = matchRanges(text, typed, names);
    const more = text.length > found.reduce((sum, { start, end }) => sum + end - start, 0) + 1;
    return (found.length > 0 ? 4 : 0) + (hasHan(text) === inHan ? 2 : 0) + (more ? 1 : 0);
  };
  const ranked = lines.map((line) => ({ line, worth: worth(line) }));
  const best = ranked.reduce<(typeof ranked)[number] | null>((a, b) => (a && a.worth >= b.worth ? a : b), null);
  if (!best || (titleSays && hasHan(best.line.text) !== inHan)) return null;
  const [snippet] = snippets(best.line.text, best.line.query, { length, most: 1, names: best.line.names });
  return snippet ? marked(snippet.text, snippet.ranges) : null;
}
