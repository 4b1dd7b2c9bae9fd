import type { FieldDefinition } from './collection.js';
import { shownFields } from './condition.js';
import type { LocalizedText } from './localized.js';
import type { Json, Values } from './values.js';

export type Stage = 'draft' | 'publish';

/** A part that every value of a field must have, and one has not. */
export interface LackingPart {
  key: string;
  label: LocalizedText;
}

/** What a record lacks: a whole field, or a part of one of its values. */
export interface Lack<F> {
  field: F;
  at?: number;
  part?: LackingPart;
}

type Asked = Pick<FieldDefinition, 'id' | 'required' | 'removed' | 'shownWhen'>;

export function requiredAt({ required, removed }: Pick<Asked, 'required' | 'removed'>, stage: Stage): boolean {
  if (removed) return false;
  return required === 'draft' || (stage === 'publish' && required === 'publish');
}

/**
 * All that a record lacks for a stage: one answer for the form and for the rules. "Not known" in any of its kinds is an
 * answer: whoever looked and found nothing has done the work. A value that is there has all that makes it one; only a draft
 * may be half of it, where the field itself could still be empty.
 */
export function lacking<F extends Asked>(
  fields: readonly F[],
  values: Values,
  stage: Stage,
  partsLacking: (field: F, value: Json) => readonly LackingPart[],
): Lack<F>[] {
  return shownFields(fields, values).flatMap((field): Lack<F>[] => {
    if (field.removed) return [];
    const stored = values[field.id] ?? [];
    const asked = requiredAt(field, stage);
    if (stored.length === 0) return asked ? [{ field }] : [];
    if (stage === 'draft' && !asked) return [];
    return stored.flatMap(({ value }, at) =>
      value === undefined ? [] : partsLacking(field, value).map((part) => ({ field, at, part })),
    );
  });
}
