import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { isSearched, namedRoles } from '../../contract/field.reach.js';
import { isCommon } from '../../contract/field.roles.js';
import { SLOTS } from '../../platform/search/search.document.js';

/** What a field says to people and forms, and no search document says after it. All else of it may be indexed. */
const unread = ['key', 'label', 'help', 'repeatable', 'required', 'mapping', 'initial', 'filledFrom'] as const;

function readOf({ internal, removed, ...field }: FieldDefinition): Partial<FieldDefinition> {
  // What a hidden field holds is never indexed; other fields may still wait for its answer.
  if (internal || removed) return { id: field.id, ...(field.shownWhen ? { shownWhen: field.shownWhen } : {}) };
  const read: Partial<FieldDefinition> = { ...field };
  for (const name of unread) delete read[name];
  // Other roles are asked for by relations, citations and records, none of which is indexed.
  if (read.core && !isCommon(read.core) && !namedRoles.has(read.core)) delete read.core;
  // What is said counts as what is meant without saying it.
  return { ...read, searched: isSearched(field) };
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();

/**
 * What of a configuration goes into search documents and the cards that lie beside them, in one word: as long as it stays the same,
 * no document has to be made again. Names of fields, colours, blocks, and in which order facets stand are not in it.
 */
export function indexedPart({ schema, presentation }: Pick<CollectionConfig, 'schema' | 'presentation'>): string {
  const hidden = new Set(schema.fields.filter(({ internal, removed }) => internal || removed).map(({ id }) => id));
  const shown = (id: string): boolean => !hidden.has(id);
  const waitedFor = new Set(schema.fields.flatMap(({ shownWhen }) => shownWhen?.field ?? []));
  return JSON.stringify({
    fields: schema.fields.filter(({ id, shownWhen }) => shown(id) || shownWhen || waitedFor.has(id)).map(readOf),
    searched: sorted(presentation.searchFields.filter(shown)),
    counted: sorted(
      presentation.facets.filter(({ field }) => shown(field)).map(({ field, kind }) => `${field} ${kind}`),
    ),
    sorted: presentation.sorts.slice(0, SLOTS).map(({ field }) => field),
    card: presentation.card,
  });
}
