import type { z } from 'zod';
import type { FieldDefinition } from '../../contract/collection.js';
import type { FieldType } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';

/** A field's options as its type reads them. The vocabulary is a matter of the field, and types of terms need it. */
export function optionsOf(type: FieldType, field: FieldDefinition): z.ZodSafeParseResult<Record<string, Json>> {
  return type.options.safeParse({ ...field.options, ...(field.vocabulary ? { vocabulary: field.vocabulary } : {}) });
}

/** The vocabularies that a field speaks of, those of its parts included. */
export function vocabulariesOf(field: Pick<FieldDefinition, 'vocabulary' | 'options'>): string[] {
  const inside = (value: Json): string[] => {
    if (value === null || typeof value !== 'object') return [];
    if (Array.isArray(value)) return value.flatMap(inside);
    const own = value['vocabulary'];
    return [...(typeof own === 'string' && own !== '' ? [own] : []), ...Object.values(value).flatMap(inside)];
  };
  return [...new Set([...(field.vocabulary ? [field.vocabulary] : []), ...inside(field.options)])];
}
