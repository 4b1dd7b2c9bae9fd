import {
  asTyped,
  BEGINS,
  ENDS,
  inField,
  mapPhrases,
  type Phrase,
  phraseTokens,
  type TokenAt,
  type Query,
} from '../../contract/text/index.js';

/** The part of a query that makes things match: what is excluded says nothing about relevance. */
export function positive(query: Query): Query | null {
  if (query.kind === 'phrase' || query.kind === 'meaning') return query;
  if (query.kind !== 'and' && query.kind !== 'or') return null;
  const parts = query.parts.map(positive).filter((part) => part !== null);
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] as Query) : { kind: query.kind, parts };
}

/**
 * What has to stand in a record's metadata, of all that was asked. Where all has to hold, what is excluded and spans of years
 * have held already; as one of several ways to match they count.
 */
export function askedOfRecord(query: Query): Query {
  if (query.kind !== 'and') return query;
  const parts = query.parts.filter((part) => positive(part) !== null);
  return parts.length === 0 ? query : { kind: 'and', parts: parts.map(askedOfRecord) };
}

/** The same question with the glyphs as they were written; another name of the same person was not written. */
export function exactly(query: Query): Query {
  return mapPhrases(asTyped(query), (phrase) => ({ ...phrase, exact: true }));
}

export function hasField(query: Query): boolean {
  if (query.kind === 'phrase') return query.field !== undefined;
  if (query.kind === 'not') return hasField(query.part);
  if (query.kind === 'and' || query.kind === 'or') return query.parts.some(hasField);
  return query.kind === 'said';
}

const hasMeaning = (query: Query): boolean =>
  query.kind === 'meaning' || ((query.kind === 'and' || query.kind === 'or') && query.parts.some(hasMeaning));

/**
 * The question as it is meant: where words mean something, that instead of them. Asked for rubbings, rubbings come before
 * what only has the word. Null where no word means anything.
 */
export function asMeant(query: Query): Query | null {
  if (!hasMeaning(query)) return null;
  if (query.kind === 'and') return { kind: 'and', parts: query.parts.map((part) => asMeant(part) ?? part) };
  if (query.kind === 'or') return { kind: 'or', parts: query.parts.flatMap((part) => asMeant(part) ?? []) };
  return query;
}

/** Whether all of it was asked in fields. */
export function isInFields(query: Query): boolean {
  if (query.kind === 'phrase') return query.field !== undefined;
  if (query.kind === 'not') return isInFields(query.part);
  if (query.kind === 'and' || query.kind === 'or') return query.parts.every(isInFields);
  return query.kind === 'said' || query.kind === 'under' || query.kind === 'years';
}

/** What to look for, under the field where one was named: with its marks, where the value has to begin or end there. */
export function askedTokens(phrase: Phrase): TokenAt[] {
  const { field, stands, units } = phrase;
  const tokens = phraseTokens(phrase);
  if (field === undefined) return tokens;
  if (stands !== undefined) tokens.unshift({ at: -1, token: BEGINS });
  if (stands === 'whole') tokens.push({ at: units.length, token: ENDS });
  return tokens.map(({ at, token }) => ({ at, token: inField(field, token) }));
}
