import { placesOf, type Place } from './tokens.js';

export interface TextPart {
  text: string;
  /** PostgreSQL's four weights; A is the title. */
  weight: 'A' | 'B' | 'C' | 'D';
  /** What the reader can search this text by: its tokens are kept once more under each of these names. */
  fields?: readonly string[];
}

/** Between values and runs, so that no phrase, not even one with lost characters, leads from one into the next. */
const BETWEEN = 16;
/** PostgreSQL's own bounds: positions end here, and a lexeme keeps 255 of them. */
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 255;

/** Separates a field from a token; no token contains it. */
export const FIELD_SIGN = ':';
/** Joins the tokens of one place in the stream for OpenSearch, whose filter takes them apart again. */
export const PLACE_SIGN = '|';

/** The name of what a field means in every collection. No field's id looks like it. */
export const coreField = (core: string): string => `.${core}`;

export const inField = (field: string, token: string): string => `${field}${FIELD_SIGN}${token}`;

const quoted = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** The text form of a tsvector, to be cast with ::tsvector: PostgreSQL analyses nothing. */
export function tsvectorText(parts: readonly TextPart[]): string {
  const positions = new Map<string, string[]>();
  let at = 1;
  const put = (token: string, place: number, weight: string): void => {
    const list = positions.get(token) ?? [];
    if (list.length === 0) positions.set(token, list);
    if (list.length < MOST_POSITIONS && place < LAST_POSITION) list.push(`${place}${weight}`);
  };
  for (const { text, weight, fields = [] } of parts) {
    for (const run of placesOf(text)) {
      for (const place of run) {
        for (const token of place) {
          put(token, at, weight);
          for (const field of fields) put(inField(field, token), at, weight);
        }
        at += 1;
      }
      at += BETWEEN;
    }
  }
  return [...positions]
    .map(([token, list]) => (list.length > 0 ? `${quoted(token)}:${list.join(',')}` : quoted(token)))
    .join(' ');
}

/** Streams for a whitespace analyser with a filter that splits at PLACE_SIGN and keeps the place; one value a run. */
export function placeStreams(text: string, field?: string): string[] {
  const write = (place: Place): string =>
    (field ? place.map((token) => inField(field, token)) : place).join(PLACE_SIGN);
  return placesOf(text).map((run) => run.map(write).join(' '));
}
