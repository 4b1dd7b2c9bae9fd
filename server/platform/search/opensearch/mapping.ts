import { SLOTS } from '../search.document.js';

const keyword = { type: 'keyword' } as const;
const stored = { type: 'object', enabled: false } as const;

/** Our own tokens, several on a place: `钱|=錢|钱塘` is taken apart, `□` keeps its place empty when asking. */
const places = { type: 'text', analyzer: 'places', search_analyzer: 'asked' } as const;

export const settings = (shards: number) => ({
  index: {
    number_of_shards: shards,
    auto_expand_replicas: '0-1',
    refresh_interval: '500ms',
    max_result_window: 10_000,
    mapping: { nested_objects: { limit: 100_000 } },
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

function slots(prefix: string, type: string) {
  return Object.fromEntries(Array.from({ length: SLOTS }, (_, at) => [`${prefix}${at}`, { type }]));
}

/** Fixed: it does not grow with collections and fields. */
export const itemMapping = {
  dynamic: 'strict',
  _source: { excludes: ['title', 'meta', 'fields', 'texts'] },
  properties: {
    item_id: { type: 'long' },
    version: { type: 'long' },
    recipe: { type: 'integer' },
    gone: { type: 'boolean' },
    collection_id: keyword,
    labels: keyword,
    titles_exact: keyword,
    titles_folded: keyword,
    title: places,
    meta: places,
    fields: { ...places, norms: false },
    texts: { type: 'nested', properties: { labels: keyword, text: { ...places, norms: false } } },
    facets: keyword,
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
  },
} as const;

export const pageMapping = {
  dynamic: 'strict',
  _source: { excludes: ['text'] },
  properties: {
    item_id: { type: 'long' },
    page_id: { type: 'long' },
    version: { type: 'long' },
    ord: { type: 'integer' },
    labels: keyword,
    seam: { type: 'boolean' },
    text: { ...places, norms: false },
  },
} as const;
