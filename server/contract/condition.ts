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

/** Whether a field is asked for at all in this record. The same answer in the form, in the rules and in the counts. */
export function isShown(field: Pick<FieldDefinition, 'shownWhen'>, values: Values): boolean {
  const { shownWhen } = field;
  if (!shownWhen) return true;
  const given = values[shownWhen.field] ?? [];
  if (shownWhen.any.length === 0) return given.length > 0;
  return given.some((stored) => wordsOf(stored.value).some((word) => shownWhen.any.includes(word)));
}
