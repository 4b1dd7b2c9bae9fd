import type { FieldDefinition } from './collection.js';
import type { Neighbour } from './plugin.js';
import type { Values } from './values.js';

/** What a record says, in the order of its fields, for types that read a value in the light of the others. */
export function neighboursIn(fields: readonly FieldDefinition[], values: Values): Neighbour[] {
  return fields.flatMap((field) =>
    (field.removed ? [] : (values[field.id] ?? [])).flatMap(({ value }) =>
      value === undefined ? [] : [{ type: field.type, ...(field.core ? { core: field.core } : {}), value }],
    ),
  );
}
