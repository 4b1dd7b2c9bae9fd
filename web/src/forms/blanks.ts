import type { FieldDefinition } from '../../../server/contract/collection.js';
import type { blanks } from '../../../server/contract/values.js';

export type Blank = (typeof blanks)[number];

/** The ways of not knowing that make sense for a field: nobody is 无年月, and no date is 佚名. */
export function blanksFor(field: FieldDefinition): Blank[] {
  if (field.core === 'date' || /date/i.test(field.type)) return ['undated', 'illegible', 'unknown'];
  if (field.core === 'agent' || /agent/i.test(field.type))
    return ['anonymous', 'illegible', 'unknown', 'not-applicable'];
  return ['unknown', 'illegible', 'not-applicable'];
}
