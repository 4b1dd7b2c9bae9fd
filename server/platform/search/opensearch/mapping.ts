import { SLOTS } from '../search.document.js';
import { countingFields } from './groups.js';

const keyword = { type: 'keyword' } as const;
const stored = { type: 'object', enabled: false } as const;

/** Our own tokens, several at a position: `钱|=錢|钱塘` is taken apart, `□` keeps its position empty when asking. */
const places = { type: 'text', analyzer: 'places', search_analyzer: 'asked' } as const;

const beside = { ...places, norms: false } as const;

export interface Spread {
  shards: number;
  /** Null: one more copy as soon as there is a second server. */
  replicas: number | null;
}

export const servingRefresh = '500ms';

const copies = (replicas: number | null) =>
  replicas === null ? { auto_expand_replicas: '0-1' } : { number_of_replicas: replicas, auto_expand_replicas: 'false' };

export const settings = ({ shards, replicas }: Spread, refresh: string) => ({
  index: {
    number_of_shards: shards,
    ...copies(replicas),
    refresh_interval: refresh,
    max_result_window: 10_000,
    // So long a page that was taken away is remembered: a writer that was held up must not bring it back.
    gc_deletes: '1h',
  },
  analysis: {
    filter: {
      apart: { type: 'pattern_capture', preserve_original: false, patterns: ['([^|]+)'] },
      unknown: { type: 'stop', stopwords: ['□'] },
    },
    analyzer: {
      places: { type: 'custom', tokenizer: 'whitespace', filter: ['apart'] },
      asked: { type: 'custom', tokenizer: 'whitespace', filter: ['unknown'] },
    },
  },
});

const countingProperties = Object.fromEntries(
  countingFields.map((field) => [field, { type: 'keyword', index: false } as const]),
);

/** What an index of an earlier version has to learn. */
export const laterProperties = { worded: keyword, beside, ...countingProperties };

function slots(prefix: string, type: string) {
  return Object.fromEntries(Array.from({ length: SLOTS }, (_, at) => [`${prefix}${at}`, { type }]));
}

/**
 * Fixed: it does not grow with collections and fields. Items and their pages are documents of one index, joined, so that either
 * can be written without the other.
 */
export const mapping = {
  dynamic: 'strict',
  _source: { excludes: ['title', 'meta', 'beside', 'text', ...countingFields] },
  properties: {
    kind: { type: 'join', relations: { item: 'page' } },
    item_id: { type: 'long' },
    version: { type: 'long' },
    labels: keyword,

    // Of items.
    recipe: { type: 'integer' },
    gone: { type: 'boolean' },
    collection_id: keyword,
    text_labels: keyword,
    /** Which kinds of pages with words it has, so that those of items without any are not looked for. */
    worded: keyword,
    titles_exact: keyword,
    titles_folded: keyword,
    title: places,
    meta: places,
    /** What is found by asking in its field only, each token under the names of the field. */
    beside,
    /** To narrow by; counted is what stands apart, each group by itself. */
    facets: { type: 'keyword', doc_values: false },
    ...countingProperties,
    from_year: { type: 'integer' },
    to_year: { type: 'integer' },
    sort_title: keyword,
    sort_stroke: keyword,
    sort_day: { type: 'integer' },
    newest: { type: 'long' },
    ...slots('text_', 'keyword'),
    ...slots('number_', 'double'),
    ...slots('day_', 'integer'),
    card: stored,
    leaves: stored,

    // Of pages and parts of pages.
    page_id: { type: 'long' },
    ord: { type: 'integer' },
    follows: { type: 'boolean' },
    seam: { type: 'boolean' },
    empty: { type: 'boolean' },
    text: { ...places, norms: false },
  },
} as const;
