import type { SearchView } from '../../contract/reader.js';
import {
  asTyped,
  matchRanges,
  type Meaning,
  type Phrase,
  type Query,
  readUnits,
  wantedPhrases,
} from '../../contract/text/index.js';

type Expansion = SearchView['expansions'][number];
type Form = Expansion['also'][number];

/** Something that was looked for besides what was typed, and the question that finds where it stands. */
interface Looked {
  typed: string;
  form: Form;
  query: Phrase | Meaning;
}

/** What is asked of the engine is bounded; what is beyond is told where a hit shows it. */
const mostAsked = 32;
const mostForms = 4;

const meaningsIn = (query: Query): Meaning[] => {
  if (query.kind === 'meaning') return [query];
  return query.kind === 'and' || query.kind === 'or' ? query.parts.flatMap(meaningsIn) : [];
};

/** Other names with the record that knows them, and what words mean. */
const addedTo = (query: Query): Looked[] =>
  [...wantedPhrases(query), ...meaningsIn(query)].flatMap((one): Looked[] => {
    if (!one.because) return [];
    const { typed, why, record, variant = 'heading', lang } = one.because;
    const more = { ...(record ? { record: { ...record, variant } } : {}), ...(lang === undefined ? {} : { lang }) };
    return [{ typed, form: { text: one.text, because: why, ...more }, query: one }];
  });

const namesOf = ({ field }: Phrase): string[] => (field === undefined ? [] : [field]);

/** A text without its signs. */
const charactersOf = (text: string): string =>
  readUnits(text)
    .map(({ start, end }) => text.slice(start, end))
    .join('');

/** What was typed as it is written in the hits, where that is otherwise: 錢塘縣志 for 钱塘县志. The most frequent first. */
function writtenForms(phrase: Phrase, texts: readonly string[]): string[] {
  if (phrase.exact || !phrase.units.every(({ kind }) => kind === 'char')) return [];
  const often = new Map<string, number>();
  const own = charactersOf(phrase.text);
  for (const text of texts) {
    for (const { start, end } of matchRanges(text, phrase, namesOf(phrase))) {
      const form = charactersOf(text.slice(start, end));
      // Where it stands twice in a row, it is one place.
      if (form !== own && [...form].length === phrase.units.length) often.set(form, (often.get(form) ?? 0) + 1);
    }
  }
  return [...often].sort(([, a], [, b]) => b - a).flatMap(([form], at) => (at < mostForms ? [form] : []));
}

/** The names and meanings of a question of which the engine is asked whether they stand anywhere. */
export const formsIn = (query: Query): (Phrase | Meaning)[] =>
  addedTo(query)
    .slice(0, mostAsked)
    .map((one) => one.query);

/**
 * What was looked for besides what was typed, as far as it stands anywhere. Other characters are told as the hits have them,
 * since no machine knows that nobody writes 範仲淹; of names and meanings that no hit shows, as the engine says of `formsIn`.
 */
export function expansionsOf(query: Query, texts: readonly string[], stand: readonly boolean[]): Expansion[] {
  const written = wantedPhrases(asTyped(query)).flatMap((phrase) =>
    writtenForms(phrase, texts).map((text): Pick<Looked, 'typed' | 'form'> => ({ typed: phrase.text, form: { text } })),
  );
  const added = addedTo(query);
  const isSeen = ({ query: one }: Looked): boolean =>
    one.kind === 'phrase' && texts.some((text) => matchRanges(text, one, namesOf(one)).length > 0);
  const seen = new Set(added.filter((one, at) => stand[at] || isSeen(one)));
  const found = new Map<string, Expansion>();
  for (const one of [...written, ...added.filter((other) => seen.has(other))]) {
    const expansion = found.get(one.typed) ?? { typed: one.typed, also: [] };
    found.set(one.typed, expansion);
    if (!expansion.also.some(({ text, because }) => text === one.form.text && because === one.form.because)) {
      expansion.also.push(one.form);
    }
  }
  return [...found.values()];
}
