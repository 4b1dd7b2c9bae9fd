import { z } from 'zod';
import type { CollectionPresentation, CollectionSchema, FieldDefinition } from './collection.js';
import { isSearched } from './field.reach.js';
import { LocalizedText } from './localized.js';
import type { Json } from './values.js';

/** One difference between two versions of a configuration. The sentence is made in the web from `code`. */
export const ConfigChange = z
  .object({
    code: z.string().max(60),
    field: z.object({ id: z.string(), key: z.string(), label: LocalizedText }).optional(),
    group: LocalizedText.optional(),
    from: z.json().optional(),
    to: z.json().optional(),
  })
  .meta({ id: 'ConfigChange' });
export type ConfigChange = z.infer<typeof ConfigChange>;

type Fields = readonly Pick<FieldDefinition, 'id' | 'key' | 'label' | 'filledFrom'>[];

/** By content: the order of keys in JSON means nothing. */
export function sameJson(one: unknown, other: unknown): boolean {
  return stable(one) === stable(other);
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${stable(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const json = (value: unknown): Json => (value ?? null) as Json;

const aspects = [
  ['label', 'field.label'],
  ['key', 'field.key'],
  ['help', 'field.help'],
  ['options', 'field.options'],
  ['repeatable', 'field.repeatable'],
  ['required', 'field.required'],
  ['vocabulary', 'field.vocabulary'],
  ['internal', 'field.internal'],
  ['fullText', 'field.fullText'],
  ['searched', 'field.searched'],
  ['core', 'field.core'],
  ['mapping', 'field.mapping'],
  ['initial', 'field.initial'],
  ['shownWhen', 'field.shownWhen'],
] as const;

/** Whether a field is searched may be said by its role, which may have changed. */
const said = (field: FieldDefinition, aspect: (typeof aspects)[number][0]): unknown =>
  aspect === 'searched' ? isSearched(field) : field[aspect];

export function schemaDiff(before: CollectionSchema, after: CollectionSchema): ConfigChange[] {
  const changes: ConfigChange[] = [];
  const name = ({ id, key, label }: FieldDefinition) => ({ id, key, label });
  const was = new Map(before.fields.map((field) => [field.id, field]));
  const groupOf = (schema: CollectionSchema, id: string) => schema.groups.find((group) => group.fields.includes(id));
  const replaced = new Set(after.fields.flatMap((field) => (field.removed ? [] : (field.filledFrom ?? []))));
  for (const field of after.fields) {
    const old = was.get(field.id);
    if ((!old || old.removed) && field.removed) continue;
    if (!old || old.removed) {
      const code = old ? 'field.returned' : field.filledFrom ? 'field.retyped' : 'field.added';
      const from = field.filledFrom && was.get(field.filledFrom);
      changes.push({ code, field: name(field), to: field.type, ...(from ? { from: from.type } : {}) });
      continue;
    }
    if (field.removed) {
      // One that another has taken over is spoken of there.
      if (!replaced.has(field.id)) changes.push({ code: 'field.removed', field: name(field) });
      continue;
    }
    for (const [aspect, code] of aspects) {
      const [from, to] = [said(old, aspect), said(field, aspect)];
      if (sameJson(from, to)) continue;
      changes.push({ code, field: name(field), from: json(from), to: json(to) });
    }
    const [from, to] = [groupOf(before, field.id), groupOf(after, field.id)];
    if (from?.key !== to?.key)
      changes.push({ code: 'field.moved', field: name(field), from: json(from?.label), to: json(to?.label) });
  }
  const kept = new Set(after.fields.map((field) => field.id));
  for (const field of before.fields)
    if (!kept.has(field.id)) changes.push({ code: 'field.deleted', field: name(field) });
  changes.push(...groupDiff(before.groups, after.groups, 'group'));
  if (before.workflow.review !== after.workflow.review)
    changes.push({ code: 'review', from: before.workflow.review, to: after.workflow.review });
  return changes;
}

function groupDiff(
  before: CollectionSchema['groups'],
  after: CollectionSchema['groups'],
  prefix: 'group' | 'page.group',
): ConfigChange[] {
  const was = new Map(before.map((group) => [group.key, group]));
  const is = new Map(after.map((group) => [group.key, group]));
  const changes: ConfigChange[] = [];
  for (const group of after) {
    const old = was.get(group.key);
    if (!old) changes.push({ code: `${prefix}.added`, group: group.label });
    else {
      if (!sameJson(old.label, group.label))
        changes.push({ code: `${prefix}.label`, group: group.label, from: old.label, to: group.label });
      if (reordered(old.fields, group.fields)) changes.push({ code: `${prefix}.order`, group: group.label });
      if (prefix === 'page.group' && !sameSet(old.fields, group.fields))
        changes.push({ code: 'page.group.fields', group: group.label });
    }
  }
  for (const group of before) if (!is.has(group.key)) changes.push({ code: `${prefix}.removed`, group: group.label });
  const keys = (groups: CollectionSchema['groups']) => groups.map((group) => group.key);
  if (reordered(keys(before), keys(after))) changes.push({ code: `${prefix}s.order` });
  return changes;
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Whether those that both have stand in another order. */
function reordered(before: readonly string[], after: readonly string[]): boolean {
  const common = (list: readonly string[], other: readonly string[]) => list.filter((id) => other.includes(id));
  return !sameJson(common(before, after), common(after, before));
}

/** With a field that took another's place called by that one's id: to readers it is the same field. */
function byFirstIds(presentation: CollectionPresentation, fields: Fields): CollectionPresentation {
  const from = new Map(fields.flatMap(({ id, filledFrom }) => (filledFrom ? [[id, filledFrom] as const] : [])));
  const first = (id: string, steps = 0): string => {
    const earlier = from.get(id);
    return earlier === undefined || steps > from.size ? id : first(earlier, steps + 1);
  };
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return first(value);
    if (Array.isArray(value)) return value.map(renamed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner)]));
  };
  return renamed(presentation) as CollectionPresentation;
}

export function presentationDiff(
  given: CollectionPresentation,
  changed: CollectionPresentation,
  fields: Fields,
): ConfigChange[] {
  const [before, after] = [byFirstIds(given, fields), byFirstIds(changed, fields)];
  const byId = new Map(fields.map((field) => [field.id, field]));
  const changes: ConfigChange[] = [];
  const named = (id: string) => {
    const { key, label } = byId.get(id) ?? { key: id, label: {} };
    return { field: { id, key, label } };
  };
  const list = (code: string, from: readonly string[], to: readonly string[]): void => {
    for (const id of to) if (!from.includes(id)) changes.push({ code: `${code}.added`, ...named(id) });
    for (const id of from) if (!to.includes(id)) changes.push({ code: `${code}.removed`, ...named(id) });
    if (reordered(from, to)) changes.push({ code: `${code}.order` });
  };
  const ids = (some: readonly { field: string }[]) => some.map((one) => one.field);
  const same = (code: string, from: readonly { field: string }[], to: readonly { field: string }[]): void => {
    for (const one of to) {
      const old = from.find((other) => other.field === one.field);
      if (old && !sameJson(old, one))
        changes.push({ code: `${code}.changed`, ...named(one.field), from: json(old), to: json(one) });
    }
  };
  list('search', before.searchFields, after.searchFields);
  list('facet', ids(before.facets), ids(after.facets));
  same('facet', before.facets, after.facets);
  list('sort', ids(before.sorts), ids(after.sorts));
  same('sort', before.sorts, after.sorts);
  list('card', before.card.subtitle, after.card.subtitle);
  if (before.card.summary !== after.card.summary)
    changes.push({
      code: 'card.summary',
      ...(after.card.summary ? named(after.card.summary) : {}),
      from: json(before.card.summary),
      to: json(after.card.summary),
    });
  const plain = [
    ['page.layout', before.page.layout, after.page.layout],
    ['page.direction', before.page.reading.direction, after.page.reading.direction],
    ['page.opening', before.page.reading.opening, after.page.reading.opening],
    ['theme', before.theme, after.theme],
    ['home', before.home, after.home],
  ] as const;
  for (const [code, from, to] of plain) if (!sameJson(from, to)) changes.push({ code, from: json(from), to: json(to) });
  changes.push(...groupDiff(before.page.groups, after.page.groups, 'page.group'));
  return changes;
}
