import { SLOTS } from '../../server/platform/search/search.document.js';
import { settings } from '../../server/platform/search/opensearch/mapping.js';
import { openSearchUrl } from '../support/opensearch.js';

const keyword = { type: 'keyword' };
const stored = { type: 'object', enabled: false };
const places = { type: 'text', analyzer: 'places', search_analyzer: 'asked' };
const slots = (prefix: string, type: string) =>
  Object.fromEntries(Array.from({ length: SLOTS }, (_, at) => [`${prefix}${at}`, { type }]));

/** Indexes as they were when words in fields stood in a column of their own and all facets in one. */
const mappings = {
  dynamic: 'strict',
  _source: { excludes: ['title', 'meta', 'fields', 'text'] },
  properties: {
    kind: { type: 'join', relations: { item: 'page' } },
    item_id: { type: 'long' },
    version: { type: 'long' },
    labels: keyword,
    recipe: { type: 'integer' },
    gone: { type: 'boolean' },
    collection_id: keyword,
    text_labels: keyword,
    titles_exact: keyword,
    titles_folded: keyword,
    title: places,
    meta: places,
    fields: { ...places, norms: false },
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
    leaves: stored,
    page_id: { type: 'long' },
    ord: { type: 'integer' },
    follows: { type: 'boolean' },
    seam: { type: 'boolean' },
    empty: { type: 'boolean' },
    text: { ...places, norms: false },
  },
};

const send = async (method: string, path: string, body: object): Promise<void> => {
  const answer = await fetch(`${openSearchUrl()}/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

export async function formerIndex(prefix: string, name: string, alias: 'records' | 'records-next'): Promise<string> {
  const index = `${prefix}-records-${name}`;
  const made = settings({ shards: 1, replicas: 0 }, '500ms');
  await send('PUT', index, { settings: made, mappings, aliases: { [`${prefix}-${alias}`]: {} } });
  return index;
}

/** A book of one page, 西湖志 by 李衛 of 1735, as it was written then. */
export const formerBook = (prefix: string, itemId: number): Promise<void> =>
  send('PUT', `${prefix}-records/_doc/${itemId}?refresh=true`, {
    kind: 'item',
    item_id: itemId,
    version: 1,
    recipe: 1,
    gone: false,
    collection_id: '1',
    labels: ['public'],
    text_labels: ['public'],
    titles_exact: ['西湖志'],
    titles_folded: ['西湖志'],
    title: ['西湖 湖志'],
    meta: ['西湖 湖志', '李卫|=李衛'],
    fields: ['.title:西湖 .title:湖志', 'fld1:李卫|fld1:=李衛'],
    facets: ['collection=1', 'kind=book'],
    from_year: 1735,
    to_year: 1735,
    sort_title: 'xihuzhi',
    sort_stroke: 'xihuzhi',
    sort_day: 1735,
    newest: 1,
    card: { title: '西湖志' },
  });
