import type { CollectionPresentation, CollectionSchema, FieldDefinition } from '../../contract/collection.js';
import { isPid } from '../../contract/pid.js';
import type { Json, StoredValue } from '../../contract/values.js';
import { type ConfigParts, renewIds } from './config.renew.js';

/** Without the items that blocks show: another collection shows its own. */
export const withoutShown = ({ schema, presentation }: ConfigParts): ConfigParts => ({
  schema,
  presentation: { ...presentation, home: withoutItems(presentation.home, new Set(schema.fields.map(({ id }) => id))) },
});

/** And without the records of people, places and items that defaults point to. Names stay, as they are written. */
export function withoutLinks(parts: ConfigParts): ConfigParts {
  const { schema, presentation } = withoutShown(parts);
  return { schema: { ...schema, fields: schema.fields.map(withoutReferences) }, presentation };
}

/** And without fields out of use and their history: what leaves this place has nothing of it but the design. */
export const withoutOwn = (parts: ConfigParts): ConfigParts => withoutLinks(renewIds(parts, (id) => id));

/** The same fields with vocabularies that stand under other keys. */
export function withVocabularies(schema: CollectionSchema, keys: ReadonlyMap<string, string>): CollectionSchema {
  if (keys.size === 0) return schema;
  const known = (key: string): string => keys.get(key) ?? key;
  const inside = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(inside);
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        name === 'vocabulary' && typeof part === 'string' ? known(part) : inside(part),
      ]),
    );
  };
  return {
    ...schema,
    fields: schema.fields.map((field) => ({
      ...field,
      options: inside(field.options) as FieldDefinition['options'],
      ...(field.vocabulary ? { vocabulary: known(field.vocabulary) } : {}),
    })),
  };
}

function withoutReferences({ initial, ...field }: FieldDefinition): FieldDefinition {
  const kept = initial?.flatMap((stored): StoredValue[] => {
    if (stored.value === undefined) return [stored];
    const value = unlinked(stored.value);
    // What is nothing but a way to something here has no meaning elsewhere.
    return namesAnything(value) ? [] : [{ ...stored, value }];
  });
  return { ...field, ...(kept && kept.length > 0 ? { initial: kept } : {}) };
}

function unlinked(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unlinked);
  const rest = Object.entries(value).filter(([key]) => key !== 'ref');
  return Object.fromEntries(rest.map(([key, part]) => [key, unlinked(part)]));
}

function namesAnything(value: Json): boolean {
  if (typeof value === 'string') return isPid(value);
  if (value === null || typeof value !== 'object') return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(namesAnything);
}

function withoutItems(
  home: CollectionPresentation['home'],
  fields: ReadonlySet<string>,
): CollectionPresentation['home'] {
  return home.map(({ columns, ...block }) => ({
    ...block,
    options: withoutPicks(block.options, fields),
    ...(columns
      ? {
          columns: columns.map((column) =>
            column.map((one) => ({ ...one, options: withoutPicks(one.options, fields) })),
          ),
        }
      : {}),
  }));
}

/** Lists of works, whatever a plugin calls them, without the works; a facet is called by its field, which comes along. */
function withoutPicks(options: Record<string, Json>, fields: ReadonlySet<string>): Record<string, Json> {
  const named = (value: Json): boolean => !(typeof value === 'string' && fields.has(value)) && namesAnything(value);
  const kept = Object.entries(options).flatMap(([key, value]): [string, Json][] => {
    if (!Array.isArray(value)) return named(value) ? [] : [[key, value]];
    const rest = value.filter((one) => !named(one));
    return rest.length === 0 && value.length > 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(kept);
}
