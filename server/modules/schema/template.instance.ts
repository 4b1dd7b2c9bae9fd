import { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import type { Template, TemplateField } from './templates/template.js';

const letters = 'abcdefghijkmnpqrstvwxyz';
const all = `${letters}23456789`;

function pick(from: string): string {
  const byte = crypto.getRandomValues(new Uint8Array(1))[0]!;
  return byte < 256 - (256 % from.length) ? from[byte % from.length]! : pick(from);
}

/** Ten characters: a platform of a million fields meets the same id twice less than once in a hundred years. */
export function newFieldId(): string {
  return pick(letters) + Array.from({ length: 9 }, () => pick(all)).join('');
}

/** The template's fields with ids of their own, and everything that spoke of keys speaking of ids. */
export function instantiate(
  template: Template,
  newId: () => string = newFieldId,
): { schema: CollectionSchema; presentation: CollectionPresentation } {
  const ids = new Map<string, string>();
  const fields: TemplateField[] = template.groups.flatMap((group) => group.fields);
  for (const { key } of fields) {
    if (ids.has(key)) throw new Error(`template ${template.key} has the field ${key} twice`);
    ids.set(key, newId());
  }
  const id = (key: string): string => {
    const found = ids.get(key);
    if (!found) throw new Error(`template ${template.key} speaks of ${key}, which is not a field of it`);
    return found;
  };
  const groups = template.groups.map((group) => ({
    key: group.key,
    label: group.label,
    fields: group.fields.map((field) => id(field.key)),
  }));
  const { searchFields, facets, sorts, card, layout, reading } = template.presentation;
  const internal = new Set(fields.filter((field) => field.internal).map((field) => id(field.key)));
  return {
    schema: CollectionSchema.parse({
      fields: fields.map((field) => ({ ...field, id: id(field.key) })),
      groups,
      workflow: { review: template.review },
    }),
    presentation: CollectionPresentation.parse({
      searchFields: searchFields.map(id),
      facets: facets.map((facet) => ({ ...facet, field: id(facet.field) })),
      sorts: sorts.map((sort) => ({ ...sort, field: id(sort.field) })),
      card: { subtitle: card.subtitle.map(id), ...(card.summary ? { summary: id(card.summary) } : {}) },
      page: {
        layout,
        reading,
        groups: groups
          .map((group) => ({ ...group, fields: group.fields.filter((field) => !internal.has(field)) }))
          .filter((group) => group.fields.length > 0),
      },
    }),
  };
}
