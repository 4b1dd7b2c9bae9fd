import type { CollectionSchema } from '../../../contract/collection.js';
import type { Json } from '../../../contract/values.js';
import { templates } from './index.js';
import type { Part } from './template.js';

type Keyed = { key: string; type: string };
type Said = Partial<Record<'searched', unknown>>;

const partsOf = (options: Record<string, Json> | undefined): Part[] =>
  Array.isArray(options?.['parts']) ? (options['parts'] as unknown as Part[]) : [];
const fieldName = ({ key, type }: Keyed): string => `${key} ${type}`;
const partName = (field: Keyed, part: Keyed): string => `${field.key} ${part.key}`;

const all = templates.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields));
/** What the templates keep from the search box, by keys. */
const spared = new Set(all.filter(({ searched }) => searched === false).map(fieldName));
const sparedParts = new Set(
  all.flatMap((field) =>
    partsOf(field.options)
      .filter(({ searched }) => searched === false)
      .map((part) => partName(field, part)),
  ),
);

const off = (known: boolean, { searched }: Said): { searched?: false } =>
  known && searched === undefined ? { searched: false } : {};

/** A configuration from the time when the search box found by every field. */
export function withFormerReach(schema: CollectionSchema): CollectionSchema {
  const fields = schema.fields.map((field) => {
    const parts = partsOf(field.options).map((part) => ({
      ...part,
      ...off(sparedParts.has(partName(field, part)), part),
    }));
    const options = parts.length > 0 ? { ...field.options, parts: parts as unknown as Json } : field.options;
    return { ...field, ...off(spared.has(fieldName(field)), field), options };
  });
  return { ...schema, fields };
}
