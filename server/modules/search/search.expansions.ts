import type { SearchView } from '../../contract/reader.js';
import { alsoSearched, asTyped, type Query, wantedPhrases } from '../../contract/text/index.js';

type Expansion = SearchView['expansions'][number];

/** What was looked for besides what was typed: the other script, and the other names with the record that knows them. */
export function expansionsOf(query: Query): Expansion[] {
  const found = new Map<string, Expansion>();
  const of = (typed: string): Expansion['also'] => {
    const known = found.get(typed) ?? { typed, also: [] };
    found.set(typed, known);
    return known.also;
  };
  for (const phrase of wantedPhrases(asTyped(query))) {
    const forms = alsoSearched(phrase);
    if (forms.length > 0) of(phrase.text).push(...forms.map((text) => ({ text })));
  }
  for (const { text, because } of wantedPhrases(query)) {
    if (!because) continue;
    const { typed, why, record, variant, lang } = because;
    of(typed).push({ text, because: why, record: { ...record, variant }, ...(lang === undefined ? {} : { lang }) });
  }
  return [...found.values()];
}
