import type { FieldDefinition } from './collection.js';
import type { Json, Values } from './values.js';

/** What a value says in one word, whatever its type: the code of a term, the text of a line, true or false. */
export function wordsOf(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  const named = ['code', 'text', 'name', 'raw', 'number'].flatMap((key) => wordsOf(value[key]));
  const label = value['label'];
  return [...named, ...(label !== null && typeof label === 'object' ? Object.values(label).flatMap(wordsOf) : [])];
}

/** Whether the field that a condition names has the answer that it wants. */
export function isShown(field: Pick<FieldDefinition, 'shownWhen'>, values: Values): boolean {
  const { shownWhen } = field;
  if (!shownWhen) return true;
  const given = values[shownWhen.field] ?? [];
  if (shownWhen.any.length === 0) return given.length > 0;
  return given.some((stored) => wordsOf(stored.value).some((word) => shownWhen.any.includes(word)));
}

/**
 * The fields that are asked for in this record, and shown of it: a field behind one that is not asked for is not asked
 * for either. One answer for the form, the rules, the counts, and everything that readers are given.
 */
export function shownFields<F extends Pick<FieldDefinition, 'id' | 'shownWhen'>>(
  fields: readonly F[],
  values: Values,
): F[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const shown = (field: F, behind: ReadonlySet<string>): boolean => {
    if (!field.shownWhen) return true;
    // Fields that wait for each other wait for nobody: what they hold is not lost in a circle.
    if (behind.has(field.id)) return true;
    const other = byId.get(field.shownWhen.field);
    return isShown(field, values) && (!other || shown(other, new Set([...behind, field.id])));
  };
  return fields.filter((field) => shown(field, new Set()));
}
