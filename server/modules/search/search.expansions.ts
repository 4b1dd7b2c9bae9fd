import type { SearchView } from '../../contract/reader.js';
import {
  alsoSearched,
  asTyped,
  matchRanges,
  type Meaning,
  type Phrase,
  phraseOf,
  type Query,
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

/** What is asked of the engine is bounded; what is beyond is not told. */
const mostAsked = 32;

const meaningsIn = (query: Query): Meaning[] => {
  if (query.kind === 'meaning') return [query];
  return query.kind === 'and' || query.kind === 'or' ? query.parts.flatMap(meaningsIn) : [];
};

/** The other script, the other names with the record that knows them, and what words mean. */
function lookedFor(query: Query): Looked[] {
  const scripts = wantedPhrases(asTyped(query)).flatMap((phrase) =>
    alsoSearched(phrase).flatMap((text): Looked[] => {
      const form = phraseOf(text, { exact: true });
      return form ? [{ typed: phrase.text, form: { text }, query: form }] : [];
    }),
  );
  const added = [...wantedPhrases(query), ...meaningsIn(query)].flatMap((one): Looked[] => {
    if (!one.because) return [];
    const { typed, why, record, variant = 'heading', lang } = one.because;
    const more = { ...(record ? { record: { ...record, variant } } : {}), ...(lang === undefined ? {} : { lang }) };
    return [{ typed, form: { text: one.text, because: why, ...more }, query: one }];
  });
  return [...scripts, ...added];
}

/**
 * What was looked for besides what was typed, as far as it stands anywhere: 范仲淹 is not written 範仲淹 by anybody. What the
 * texts of the hits show need not be asked of the engine.
 */
export async function expansionsOf(
  query: Query,
  texts: readonly string[],
  standing: (queries: Query[]) => Promise<boolean[]>,
): Promise<Expansion[]> {
  const looked = lookedFor(query);
  const isSeen = ({ query: one }: Looked): boolean =>
    one.kind === 'phrase' && texts.some((text) => matchRanges(text, one, one.field ? [one.field] : []).length > 0);
  const seen = new Set(looked.filter(isSeen));
  const asked = looked.filter((one) => !seen.has(one)).slice(0, mostAsked);
  const stand = asked.length > 0 ? await standing(asked.map((one) => one.query)) : [];
  for (const [at, one] of asked.entries()) if (stand[at]) seen.add(one);
  const found = new Map<string, Expansion>();
  for (const one of looked) {
    if (!seen.has(one)) continue;
    const expansion = found.get(one.typed) ?? { typed: one.typed, also: [] };
    found.set(one.typed, expansion);
    if (!expansion.also.some(({ text, because }) => text === one.form.text && because === one.form.because)) {
      expansion.also.push(one.form);
    }
  }
  return [...found.values()];
}
