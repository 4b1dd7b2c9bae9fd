import type { Phrase, Query } from '../../contract/text/index.js';

/** Shorter ones are words already, longer ones sentences. */
const [shortest, longest] = [3, 12];
/** Trying costs a search each. */
const mostTries = 5;

const isPlain = (query: Query): query is Phrase =>
  query.kind === 'phrase' && !query.exact && !query.quoted && query.field === undefined;

/** Where words may have been run together, the likeliest first: near the middle, then one character behind: 青花|瓷. */
function cutsIn({ text, units }: Phrase): [string, string][] {
  if (units.length < shortest || units.length > longest || units.some(({ kind }) => kind !== 'char')) return [];
  const middle = units.length / 2;
  const places = units.map((_, at) => at).filter((at) => at >= 2 && at <= units.length - 1);
  const worth = (at: number): number => (at === units.length - 1 ? units.length : Math.abs(at - middle));
  return places
    .sort((a, b) => worth(a) - worth(b))
    .map((at): [string, string] => {
      const cut = units[at]!.start;
      return [text.slice(0, cut), text.slice(cut)];
    });
}

/** What was typed with one of its words taken apart, each way to be tried until one finds something. */
export function takenApart(typed: Query): string[][] {
  const phrases = typed.kind === 'and' ? typed.parts : [typed];
  if (!phrases.every(isPlain)) return [];
  return phrases
    .flatMap((phrase, nth) =>
      cutsIn(phrase).map((cut) => phrases.flatMap((one, at) => (at === nth ? cut : [one.text]))),
    )
    .slice(0, mostTries);
}
