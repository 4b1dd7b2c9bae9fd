import type { FieldDefinition } from '../../server/contract/collection.js';
import type { Json } from '../../server/contract/values.js';

/** A word that was typed and not chosen may be in a closed vocabulary, or not. */
export function isUnsure(
  value: Json,
  { vocabulary, options }: Pick<FieldDefinition, 'vocabulary' | 'options'>,
): boolean {
  const closed = (vocabulary ?? options['vocabulary']) !== undefined && options['open'] !== true;
  return closed && !(typeof value === 'object' && value !== null && 'code' in value);
}
