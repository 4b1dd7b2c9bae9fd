import type { CollectionSchema, FieldDefinition } from '../../../server/contract/collection.js';
import { type Lack, lacking, requiredAt } from '../../../server/contract/completeness.js';
import { shownFields } from '../../../server/contract/condition.js';
import type { FieldProblem } from '../../../server/contract/problems.js';
import type { Json, Values } from '../../../server/contract/values.js';
import type { RuleOf } from '../../kit/plugin.js';
import { placeProblems } from './field.problems.js';
import { sameValue } from './form.rows.js';

/** What the server found, in which values. */
export interface Looked {
  values: Values;
  troubles: readonly FieldProblem[];
}

/** How a record in a form stands on its way to readers. */
export interface RecordStanding {
  lacks: Lack<FieldDefinition>[];
  /** Fields that lack something, in the order of the form. */
  missing: FieldDefinition[];
  /** Fields that the server would not take as they are. */
  wrong: FieldDefinition[];
  /** Of what is asked for, in whole percent; never all of it where something is in the way. */
  percent: number;
}

/** Said by the form itself, as soon as it is so. */
const lackCodes = new Set(['value.required', 'value.part-required']);

/** The rule of the server, on what stands in the form; what only the server can know holds until its field is touched. */
export function recordStanding(
  schema: CollectionSchema,
  values: Values,
  ruleOf: RuleOf,
  looked: Looked = { values: {}, troubles: [] },
): RecordStanding {
  const partsLacking = (field: FieldDefinition, value: Json) => ruleOf(field.type)?.lacks?.(value, field.options) ?? [];
  const lacks = lacking(schema.fields, values, 'publish', partsLacking);
  const lackingFields = new Set(lacks.map(({ field }) => field));
  const touched = (id: string): boolean => !sameValue(values[id] ?? [], looked.values[id] ?? []);
  const refused = new Set(standingTroubles(schema, values, looked).map(({ path }) => path.split('.')[0]));
  const unsure = (field: FieldDefinition): boolean =>
    touched(field.id) &&
    (values[field.id] ?? []).some(
      ({ value }) => value !== undefined && ruleOf(field.type)?.unsure?.(value, field, ruleOf) === true,
    );
  const shown = shownFields(schema.fields, values).filter(({ removed }) => !removed);
  const wrong = shown.filter(({ id }) => refused.has(id));
  const open = new Set([...lackingFields, ...wrong, ...shown.filter(unsure)]);
  const asked = shown.filter((field) => requiredAt(field, 'publish') || open.has(field));
  const done = asked.filter((field) => !open.has(field));
  return {
    lacks,
    missing: shown.filter((field) => lackingFields.has(field)),
    wrong,
    percent: asked.length === 0 ? 100 : Math.floor((done.length / asked.length) * 100),
  };
}

/** What the server found and nobody has touched since. */
export function standingTroubles(schema: CollectionSchema, values: Values, looked: Looked): FieldProblem[] {
  const known = new Set(schema.fields.map(({ id }) => id));
  return placeProblems(looked.troubles, known)
    .placed.filter(({ code, field }) => {
      return !lackCodes.has(code) && sameValue(values[field] ?? [], looked.values[field] ?? []);
    })
    .map(({ field: _field, index: _index, ...problem }) => problem);
}

/** What a record lacks, as problems of its form. */
export const lackProblems = (lacks: readonly Lack<FieldDefinition>[]): FieldProblem[] =>
  lacks.map(({ field, at, part }) =>
    part
      ? {
          path: `${field.id}.${at}.value.${part.key}`,
          code: 'value.part-required',
          params: { part: part.key, name: part.label },
        }
      : { path: field.id, code: 'value.required' },
  );

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
