import {
  asTyped,
  inField,
  mapPhrases,
  type Phrase,
  phraseTokens,
  type TokenAt,
  type Query,
} from '../../contract/text/index.js';

/** The part of a query that makes things match: what is excluded says nothing about relevance. */
export function positive(query: Query): Query | null {
  if (query.kind === 'all' || query.kind === 'not') return null;
  if (query.kind === 'phrase') return query;
  const parts = query.parts.map(positive).filter((part) => part !== null);
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] as Query) : { kind: query.kind, parts };
}

/** The same question with the glyphs as they were written; another name of the same person was not written. */
export function exactly(query: Query): Query {
  return mapPhrases(asTyped(query), (phrase) => ({ ...phrase, exact: true }));
}

export const hasField = (query: Query): boolean =>
  query.kind === 'phrase'
    ? query.field !== undefined
    : query.kind === 'not'
      ? hasField(query.part)
      : query.kind !== 'all' && query.parts.some(hasField);

/** What to look for, under the field where one was named. */
export function askedTokens(phrase: Phrase): TokenAt[] {
  const { field } = phrase;
  const tokens = phraseTokens(phrase);
  return field === undefined ? tokens : tokens.map(({ at, token }) => ({ at, token: inField(field, token) }));
}
