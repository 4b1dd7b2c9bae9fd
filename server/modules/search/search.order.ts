import type { CollectionConfig } from '../../contract/collection.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { SearchSort } from '../../platform/search/search.request.js';
import { SLOTS } from '../../platform/search/search.document.js';
import { sortWords } from './search.words.js';

const builtIn: Readonly<Record<string, SearchSort>> = {
  relevance: { by: 'relevance' },
  newest: { by: 'newest', descending: true },
  date: { by: 'date', descending: false },
  'date-desc': { by: 'date', descending: true },
  title: { by: 'title', descending: false },
  'title-stroke': { by: 'stroke', descending: false },
};

interface Choice {
  key: string;
  label: string;
  sort: SearchSort;
}

/** The orders on offer: ours, then those of the collection's own fields that ours do not cover already. */
export function sortsFor(config: CollectionConfig | null, locale: Locale): Choice[] {
  const own = (config?.presentation.sorts ?? []).slice(0, SLOTS).flatMap(({ field: id, direction }, slot): Choice[] => {
    const field = config?.schema.fields.find((one) => one.id === id && !one.internal && !one.removed);
    if (!field || field.core === 'title' || field.core === 'date') return [];
    return [
      {
        key: `f:${id}`,
        label: localize(field.label, locale),
        sort: { by: 'slot', slot, descending: direction === 'desc' },
      },
    ];
  });
  const ours = Object.entries(builtIn).map(([key, sort]) => ({ key, label: sortWords[key]?.[locale] ?? key, sort }));
  return [...ours, ...own];
}

/** An order that is not on offer is the usual one: links outlive configurations. */
export function chosenSort(choices: readonly Choice[], key: string): Choice {
  return choices.find((choice) => choice.key === key) ?? (choices[0] as Choice);
}
