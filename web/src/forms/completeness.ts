import type { CollectionSchema, FieldDefinition } from '../../../server/contract/collection.js';
import { shownFields } from '../../../server/contract/condition.js';
import type { Values } from '../../../server/contract/values.js';

export type Stage = 'draft' | 'publish';

export function requiredAt(field: FieldDefinition, stage: Stage): boolean {
  if (field.removed) return false;
  return field.required === 'draft' || (stage === 'publish' && field.required === 'publish');
}

/** "Not known" in any of its kinds is an answer: whoever looked and found nothing has done the work. */
export function isAnswered(values: Values, field: string): boolean {
  return (values[field]?.length ?? 0) > 0;
}

export function missingFields(schema: CollectionSchema, values: Values, stage: Stage): FieldDefinition[] {
  return shownFields(schema.fields, values).filter(
    (field) => requiredAt(field, stage) && !isAnswered(values, field.id),
  );
}

/** How much of what publication asks for is there, in whole percent. */
export function completeness(schema: CollectionSchema, values: Values): number {
  const asked = shownFields(schema.fields, values).filter((field) => requiredAt(field, 'publish'));
  if (asked.length === 0) return 100;
  return Math.floor((asked.filter((field) => isAnswered(values, field.id)).length / asked.length) * 100);
}

export interface FormGroup {
  key: string;
  label: Record<string, string>;
  fields: FieldDefinition[];
}

/** The groups as set, then whatever stands in none of them: no field is ever hidden by a forgotten group. */
export function formGroups(schema: CollectionSchema): FormGroup[] {
  const byId = new Map(schema.fields.filter((field) => !field.removed).map((field) => [field.id, field]));
  const groups: FormGroup[] = [];
  for (const group of schema.groups) {
    const fields: FieldDefinition[] = [];
    for (const id of group.fields) {
      const field = byId.get(id);
      if (!field) continue;
      fields.push(field);
      byId.delete(id);
    }
    if (fields.length) groups.push({ key: group.key, label: group.label, fields });
  }
  if (byId.size) groups.push({ key: '', label: {}, fields: [...byId.values()] });
  return groups;
}
