import type { FieldDefinition } from '../../contract/collection.js';
import { fold } from '../../contract/text/index.js';
import type { StoredValue } from '../../contract/values.js';
import type { Bound } from './record.form.js';

type Bind = (field: FieldDefinition) => Bound;

/** What a line says, whatever its spaces, brackets and script. */
const essence = (words: string): string => fold(words.replace(/[\s\p{P}\p{S}]/gu, ''));

function wordsOf(bind: Bind, field: FieldDefinition, stored: StoredValue): string {
  if (stored.value === undefined) return '';
  const { type, options } = bind(field);
  return type.words?.(stored.value, options) ?? type.display(stored.value, options, 'zh-CN');
}

/** What a value of one field says in another's type; undefined where it says nothing there. */
export function reread(
  bind: Bind,
  from: FieldDefinition,
  to: FieldDefinition,
  stored: StoredValue,
): StoredValue | undefined {
  if (stored.value === undefined) return stored;
  const { type, options } = bind(to);
  const words = wordsOf(bind, from, stored);
  const same = from.type === to.type ? [stored.value] : [];
  for (const meant of [...same, ...(type.read ? [type.read(words, options)] : [stored.value, words])]) {
    const parsed = type.value.safeParse(meant);
    if (!parsed.success) continue;
    const value = type.normalise ? type.normalise(parsed.data, options) : parsed.data;
    if ((type.faults?.(value, options) ?? []).length === 0) return { ...stored, value };
  }
  return undefined;
}

/** Where the new value says it in other words, those of the old one stand beside it as they were written. */
export function withWords(
  bind: Bind,
  from: FieldDefinition,
  before: StoredValue,
  to: FieldDefinition,
  stored: StoredValue,
): StoredValue {
  if (stored.value === undefined || stored.asWritten !== undefined || from.type === to.type) return stored;
  const words = wordsOf(bind, from, before).replace(/\s+/g, ' ').trim();
  if (essence(words) === essence(wordsOf(bind, to, stored)) || words.length > 2000) return stored;
  return { ...stored, asWritten: words };
}
