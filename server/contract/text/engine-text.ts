import { placesOf, type Place } from './tokens.js';

/** Separates a field from a token; no token contains it. */
export const FIELD_SIGN = ':';
/** Joins the tokens of one place in the stream for OpenSearch, whose filter takes them apart again. */
export const PLACE_SIGN = '|';

/** The name of what a field means in every collection. No field's id looks like it. */
export const coreField = (core: string): string => `.${core}`;

export const inField = (field: string, token: string): string => `${field}${FIELD_SIGN}${token}`;

/** Streams for a whitespace analyser with a filter that splits at PLACE_SIGN and keeps the place; one value a run. */
export function placeStreams(text: string, field?: string): string[] {
  const write = (place: Place): string =>
    (field ? place.map((token) => inField(field, token)) : place).join(PLACE_SIGN);
  return placesOf(text).map((run) => run.map(write).join(' '));
}
