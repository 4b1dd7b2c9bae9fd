import type {
  CollectionPresentation,
  CollectionSchema,
  FieldDefinition,
} from '../../../../server/contract/collection.js';
import { fitsRole } from '../../../../server/contract/role.fit.js';
import { freeCode } from './code.words.js';

/** Both parts of a configuration, because what happens to a field happens in both. Never changed in place. */
export interface Design {
  schema: CollectionSchema;
  presentation: CollectionPresentation;
}

const letters = 'abcdefghijkmnpqrstvwxyz';
const signs = `${letters}23456789`;

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return [...bytes]
    .map((byte, at) => (at === 0 ? letters : signs)[byte % (at === 0 ? letters : signs).length])
    .join('');
}

export const fieldOf = ({ schema }: Design, id: string): FieldDefinition | undefined =>
  schema.fields.find((field) => field.id === id);

/** What a field is called by until it has a name. */
export const keyStem = (type: string): string =>
  /^[a-zA-Z]/.test(type) ? type.replace(/[^a-zA-Z0-9]/g, '') : `field${type.replace(/\W/g, '')}`;

/** Keys are what exports and templates call a field: made from the type, never the same twice. */
export const freeKey = ({ schema }: Design, type: string): string =>
  freeCode(keyStem(type), new Set(schema.fields.map((field) => field.key)));

function withFields(design: Design, change: (fields: FieldDefinition[]) => FieldDefinition[]): Design {
  return { ...design, schema: { ...design.schema, fields: change(design.schema.fields) } };
}

export function changeField(design: Design, id: string, change: Partial<FieldDefinition>): Design {
  const next = withFields(design, (fields) =>
    fields.map((field) => (field.id === id ? tidy({ ...field, ...change }) : field)),
  );
  // What is never public stands in nothing that the public sees.
  return change.internal ? { ...next, presentation: without(next.presentation, id) } : next;
}

/** Absent is absent: `undefined` is nothing that JSON could say. */
const tidy = (field: FieldDefinition): FieldDefinition =>
  Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined)) as FieldDefinition;

export function addField(design: Design, group: string, field: FieldDefinition, after?: string): Design {
  const into = <G extends { key: string; fields: string[] }>(groups: G[]): G[] =>
    groups.map((one) => (one.key === group ? { ...one, fields: inserted(one.fields, field.id, after) } : one));
  const { schema, presentation } = withFields(design, (fields) => [...fields, field]);
  return {
    schema: { ...schema, groups: into(schema.groups) },
    presentation: field.internal
      ? presentation
      : { ...presentation, page: { ...presentation.page, groups: into(presentation.page.groups) } },
  };
}

function inserted(ids: string[], id: string, after: string | undefined): string[] {
  const at = after === undefined ? -1 : ids.indexOf(after);
  return at < 0 ? [...ids, id] : [...ids.slice(0, at + 1), id, ...ids.slice(at + 1)];
}

/** Published fields go out of use and can come back; one that was only drafted, or that holds nothing, is gone. */
export function removeField(design: Design, id: string, published: boolean): Design {
  if (published) return changeField(design, id, { removed: true });
  const { schema, presentation } = withFields(design, (fields) =>
    fields
      .filter((field) => field.id !== id)
      .map((field) => (field.shownWhen?.field === id ? tidy({ ...field, shownWhen: undefined as never }) : field))
      .map((field) => (field.filledFrom === id ? tidy({ ...field, filledFrom: undefined as never }) : field)),
  );
  return {
    schema: { ...schema, groups: schema.groups.map((group) => ({ ...group, fields: drop(group.fields, id) })) },
    presentation: without(presentation, id),
  };
}

export const drop = (ids: string[], id: string): string[] => ids.filter((one) => one !== id);

export function without(presentation: CollectionPresentation, id: string): CollectionPresentation {
  const { summary, subtitle } = presentation.card;
  return {
    ...presentation,
    searchFields: drop(presentation.searchFields, id),
    facets: presentation.facets.filter((facet) => facet.field !== id),
    sorts: presentation.sorts.filter((sort) => sort.field !== id),
    card: { subtitle: drop(subtitle, id), ...(summary && summary !== id ? { summary } : {}) },
    page: {
      ...presentation.page,
      groups: presentation.page.groups.map((group) => ({ ...group, fields: drop(group.fields, id) })),
    },
  };
}

/** A field never changes its type: another takes its name and its places, and a job fills it from the old one. */
export function retype(design: Design, id: string, type: string, published: boolean, fresh = newId()): Design {
  const old = fieldOf(design, id);
  if (!old || old.type === type) return design;
  const { vocabulary: _list, initial: _initial, ...rest } = old;
  const { core, ...plain } = rest;
  // What its new type cannot mean, it means no more.
  const kept = core && !fitsRole(core, { type, options: {} }) ? plain : rest;
  if (!published)
    return withFields(design, (all) => all.map((one) => (one.id === id ? { ...kept, type, options: {} } : one)));
  const next: FieldDefinition = { ...kept, id: fresh, type, options: {}, filledFrom: id };
  const swap = (ids: string[]): string[] => ids.map((one) => (one === id ? fresh : one));
  const each = <F extends { field: string }>(some: F[]): F[] =>
    some.map((one) => (one.field === id ? { ...one, field: fresh } : one));
  const groups = <G extends { fields: string[] }>(some: G[]): G[] =>
    some.map((group) => ({ ...group, fields: swap(group.fields) }));
  const { schema, presentation } = design;
  const { summary, subtitle } = presentation.card;
  return {
    schema: {
      ...schema,
      fields: [...schema.fields.map((field) => (field.id === id ? { ...field, removed: true } : field)), next].map(
        (field) => (field.shownWhen?.field === id ? { ...field, shownWhen: { field: fresh, any: [] } } : field),
      ),
      groups: groups(schema.groups),
    },
    presentation: {
      ...presentation,
      searchFields: swap(presentation.searchFields),
      facets: each(presentation.facets).map((facet) =>
        facet.field === fresh ? { ...facet, kind: type === 'date' ? 'years' : 'terms' } : facet,
      ),
      sorts: each(presentation.sorts),
      card: { subtitle: swap(subtitle), ...(summary ? { summary: summary === id ? fresh : summary } : {}) },
      page: { ...presentation.page, groups: groups(presentation.page.groups) },
    },
  };
}

export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const next = [...list];
  const to = at + by;
  if (at < 0 || to < 0 || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(at, 1));
  return next;
}
