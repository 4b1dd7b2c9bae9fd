import type { z } from 'zod';
import type { FieldDefinition } from '../../contract/collection.js';
import type { FieldType } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';

/** A field's options as its type reads them. The vocabulary is a matter of the field, and types of terms need it. */
export function optionsOf(type: FieldType, field: FieldDefinition): z.ZodSafeParseResult<Record<string, Json>> {
  return type.options.safeParse({ ...field.options, ...(field.vocabulary ? { vocabulary: field.vocabulary } : {}) });
}
