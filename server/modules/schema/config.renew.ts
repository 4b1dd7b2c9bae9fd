import type { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import type { Json } from '../../contract/values.js';
import { newFieldId } from './template.instance.js';

export interface ConfigParts {
  schema: CollectionSchema;
  presentation: CollectionPresentation;
}

/**
 * The same configuration with field ids of its own: an id belongs to one collection for good. Fields out of use stay
 * behind, because no values came along; whatever spoke of them is left out.
 */
export function renewIds(
  { schema, presentation }: ConfigParts,
  newId: (id: string) => string = newFieldId,
): ConfigParts {
  const ids = new Map(schema.fields.filter((field) => !field.removed).map((field) => [field.id, newId(field.id)]));
  const all = (some: readonly string[]): string[] => some.flatMap((id) => ids.get(id) ?? []);
  const groups = <G extends { fields: string[] }>(some: readonly G[]): G[] =>
    some.map((group) => ({ ...group, fields: all(group.fields) }));
  const each = <F extends { field: string }>(some: readonly F[]): F[] =>
    some.flatMap((one) => {
      const field = ids.get(one.field);
      return field ? [{ ...one, field }] : [];
    });
  const left = new Set(schema.fields.filter((field) => field.removed).map((field) => field.id));
  const named = (value: Json): Json[] =>
    typeof value !== 'string' ? [value] : left.has(value) ? [] : [ids.get(value) ?? value];
  /** Blocks name facets by their fields: alone, or in a list. */
  const options = (given: Record<string, Json>): Record<string, Json> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([key, value]): [string, Json][] =>
        Array.isArray(value) ? [[key, value.flatMap(named)]] : named(value).map((one) => [key, one]),
      ),
    );
  const summary = presentation.card.summary && ids.get(presentation.card.summary);
  return {
    schema: {
      ...schema,
      fields: schema.fields.flatMap(({ filledFrom: _old, shownWhen, ...field }) => {
        const id = ids.get(field.id);
        if (!id) return [];
        const other = shownWhen && ids.get(shownWhen.field);
        return [{ ...field, id, ...(shownWhen && other ? { shownWhen: { ...shownWhen, field: other } } : {}) }];
      }),
      groups: groups(schema.groups),
    },
    presentation: {
      ...presentation,
      searchFields: all(presentation.searchFields),
      facets: each(presentation.facets),
      sorts: each(presentation.sorts),
      card: { subtitle: all(presentation.card.subtitle), ...(summary ? { summary } : {}) },
      page: { ...presentation.page, groups: groups(presentation.page.groups) },
      home: presentation.home.map(({ columns, ...block }) => ({
        ...block,
        options: options(block.options),
        ...(columns
          ? { columns: columns.map((column) => column.map((one) => ({ ...one, options: options(one.options) }))) }
          : {}),
      })),
    },
  };
}
