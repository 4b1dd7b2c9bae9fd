import type {
  CollectionPresentation,
  CollectionSchema,
  FieldDefinition,
} from '../../../../server/contract/collection.js';
import type { LocalizedText } from '../../../../server/contract/localized.js';
import { fitsRole } from '../../../../server/contract/role.fit.js';

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

/** Keys are what exports and templates call a field: made from the type, never the same twice. */
export function freeKey({ schema }: Design, wanted: string): string {
  const stem = /^[a-zA-Z]/.test(wanted) ? wanted.replace(/[^a-zA-Z0-9]/g, '') : `field${wanted.replace(/\W/g, '')}`;
  const taken = new Set(schema.fields.map((field) => field.key));
  for (let n = 1; ; n++) {
    const key = n === 1 ? stem : `${stem}${n}`;
    if (!taken.has(key)) return key;
  }
}

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

/** Published fields go out of use and can come back; one that was only drafted is gone. */
export function removeField(design: Design, id: string, published: boolean): Design {
  if (published) return changeField(design, id, { removed: true });
  const { schema, presentation } = withFields(design, (fields) =>
    fields
      .filter((field) => field.id !== id)
      .map((field) => (field.shownWhen?.field === id ? tidy({ ...field, shownWhen: undefined as never }) : field)),
  );
  return {
    schema: { ...schema, groups: schema.groups.map((group) => ({ ...group, fields: drop(group.fields, id) })) },
    presentation: without(presentation, id),
  };
}

const drop = (ids: string[], id: string): string[] => ids.filter((one) => one !== id);

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

/** Up and down within its group, and over its edge into the next one. */
export function shiftField(design: Design, id: string, by: -1 | 1): Design {
  const groups = design.schema.groups.map((group) => ({ ...group, fields: [...group.fields] }));
  const living = new Set(design.schema.fields.filter((field) => !field.removed).map((field) => field.id));
  const at = groups.findIndex((group) => group.fields.includes(id));
  const own = groups[at];
  if (!own) return design;
  const seen = own.fields.filter((one) => living.has(one));
  const place = seen.indexOf(id);
  const beside = seen[place + by];
  if (beside !== undefined) {
    own.fields = drop(own.fields, id);
    own.fields.splice(own.fields.indexOf(beside) + (by > 0 ? 1 : 0), 0, id);
  } else {
    const next = groups[at + by];
    if (!next) return design;
    own.fields = drop(own.fields, id);
    if (by > 0) next.fields.unshift(id);
    else next.fields.push(id);
  }
  return { ...design, schema: { ...design.schema, groups } };
}

export function orderGroup(design: Design, key: string, ids: string[]): Design {
  const groups = design.schema.groups.map((group) => {
    if (group.key !== key) return { ...group, fields: group.fields.filter((id) => !ids.includes(id)) };
    // Fields out of use are not in the list that was dragged, and keep standing behind it.
    const unseen = group.fields.filter((id) => !ids.includes(id) && fieldOf(design, id)?.removed);
    return { ...group, fields: [...ids, ...unseen] };
  });
  return { ...design, schema: { ...design.schema, groups } };
}

export function addGroup(design: Design, label: LocalizedText): Design {
  const keys = new Set([...design.schema.groups, ...design.presentation.page.groups].map((group) => group.key));
  let n = design.schema.groups.length + 1;
  while (keys.has(`group${n}`)) n++;
  const group = { key: `group${n}`, label, fields: [] };
  const { schema, presentation } = design;
  return {
    schema: { ...schema, groups: [...schema.groups, group] },
    presentation: { ...presentation, page: { ...presentation.page, groups: [...presentation.page.groups, group] } },
  };
}

export function changeGroup(design: Design, key: string, label: LocalizedText): Design {
  const groups = design.schema.groups.map((group) => (group.key === key ? { ...group, label } : group));
  return { ...design, schema: { ...design.schema, groups } };
}

export function moveGroup(design: Design, key: string, by: -1 | 1): Design {
  const groups = moved(
    design.schema.groups,
    design.schema.groups.findIndex((group) => group.key === key),
    by,
  );
  return { ...design, schema: { ...design.schema, groups } };
}

/** Only an empty group goes: its fields would stand nowhere. */
export function removeGroup(design: Design, key: string): Design {
  const { schema, presentation } = design;
  const keep = <G extends { key: string; fields: string[] }>(groups: G[]): G[] =>
    groups.filter((group) => group.key !== key || group.fields.length > 0);
  return {
    schema: { ...schema, groups: keep(schema.groups) },
    presentation: { ...presentation, page: { ...presentation.page, groups: keep(presentation.page.groups) } },
  };
}

export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const next = [...list];
  const to = at + by;
  if (at < 0 || to < 0 || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(at, 1));
  return next;
}
