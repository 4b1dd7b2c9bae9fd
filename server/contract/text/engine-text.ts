import { type Position, positionsOf } from './tokens.js';

/** Separates a field from a token; no token contains it. */
export const FIELD_SIGN = ':';
/** Joins the tokens of one position in the stream for OpenSearch, whose filter takes them apart again. */
export const PLACE_SIGN = '|';

/** The name of what a field means in every collection. No field's id looks like it. */
export const coreField = (core: string): string => `.${core}`;

export const inField = (field: string, token: string): string => `${field}${FIELD_SIGN}${token}`;

/** Where what is said in a field begins, and where it ends; no other token begins so. */
export const BEGINS = '{';
export const ENDS = '}';
export const fieldBegins = (field: string): string => BEGINS + field;
export const fieldEnds = (field: string): string => ENDS + field;

const written = (position: Position): string => position.join(PLACE_SIGN);

/**
 * Streams for a whitespace analyser with a filter that splits at PLACE_SIGN and keeps the position; one value a run.
 * Between the marks of the fields that it belongs to, so that it can be asked for in each without being there once more
 * for each.
 */
export function placeStreams(text: string, fields: readonly string[] = []): string[] {
  const runs = positionsOf(text).map((run) => run.map(written).join(' '));
  if (fields.length === 0) return runs;
  const [begin, end] = [fields.map(fieldBegins), fields.map(fieldEnds)].map(written);
  return runs.map((run) => `${begin} ${run} ${end}`);
}

/** The same with every token under each of these names, for what is asked for by them alone. */
export function namedStreams(text: string, fields: readonly string[]): string[] {
  if (fields.length === 0) return [];
  const named = (position: Position) => fields.flatMap((field) => position.map((token) => inField(field, token)));
  return positionsOf(text).map((run) =>
    [[BEGINS], ...run, [ENDS]].map((position) => written(named(position))).join(' '),
  );
}
