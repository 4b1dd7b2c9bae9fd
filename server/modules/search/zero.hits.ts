import type { SearchView } from '../../contract/reader.js';
import { asTyped, type Query, wantedPhrases } from '../../contract/text/index.js';
import type { SearchRequest } from '../../platform/search/search.request.js';

type Way = SearchView['suggestions'][number];

/** Trying costs a question each, in one request. */
const mostTries = 16;
/** Of so many words all that leave some of them out; of more those without one, and each alone. */
const allOf = 4;
const shortestSplit = 4;

export interface Attempt {
  kind: Way['kind'];
  q: string;
  query: Query;
  wider: boolean;
}

const words = (query: Query): string[] =>
  wantedPhrases(asTyped(query)).map(({ text, quoted }) => (quoted ? `"${text}"` : text));

/** One long run of characters is often two words: 錢塘江潮照片 → 錢塘江潮 照片. */
function splits(text: string): string[] {
  const points = [...text];
  if (points.length < shortestSplit || points.length > 12 || /[\s"]/u.test(text)) return [];
  const middle = points.length / 2;
  const cuts = points.map((_, at) => at).filter((at) => at >= 2 && at <= points.length - 2);
  return cuts
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .slice(0, 4)
    .map((at) => `${points.slice(0, at).join('')} ${points.slice(at).join('')}`);
}

/** The most of them first. */
function fewerOf(asked: readonly string[]): string[][] {
  if (asked.length > allOf)
    return [...asked.map((_, dropped) => asked.filter((_word, at) => at !== dropped)), ...asked.map((one) => [one])];
  const all = Array.from({ length: 2 ** asked.length - 2 }, (_, bits) =>
    asked.filter((_word, at) => ((bits + 1) >> (asked.length - 1 - at)) & 1),
  );
  return all.reverse().sort((a, b) => b.length - a.length);
}

/**
 * What might be meant when nothing was found, the nearest first. Each is tried before it is offered. `likely`: what is known
 * in a run of characters.
 */
export function attempts(
  request: SearchRequest,
  q: string,
  narrowed: boolean,
  alike: readonly string[],
  likely: readonly string[][],
  parse: (text: string, exact: boolean) => Query,
): Attempt[] {
  const exact = wantedPhrases(request.query).some((phrase) => phrase.exact);
  const filtered =
    request.filters.some(({ group }) => group !== 'library' && group !== 'collection') || request.years !== null;
  const out: Attempt[] = [];
  if (filtered) out.push({ kind: 'without-filters', q, query: request.query, wider: true });
  if (narrowed) out.push({ kind: 'everywhere', q, query: request.query, wider: true });
  if (exact) out.push({ kind: 'variant', q, query: parse(q, false), wider: false });
  for (const text of alike) out.push({ kind: 'variant', q: text, query: parse(text, false), wider: false });
  const asked = words(request.query);
  const apart = asked.length > 1 ? fewerOf(asked).map((some) => some.join(' ')) : asked.flatMap((text) => splits(text));
  const fewer = new Set([...likely.map((some) => some.join(' ')), ...apart]);
  for (const text of fewer) out.push({ kind: 'fewer-words', q: text, query: parse(text, exact), wider: false });
  return out.slice(0, mostTries);
}
