import type { SearchRequestView } from './reader.search.js';
import { askingRows, writeRow } from './search.rows.js';

function written(
  { q, exact, library, collection, rows = [], facets, from, to, sort, page }: SearchRequestView,
  view: 'list' | 'grid',
): URLSearchParams {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (exact) query.set('exact', '1');
  if (library) query.set('library', library);
  if (collection) query.set('collection', collection);
  for (const row of rows) query.append('row', writeRow(row));
  for (const [facet, keys] of Object.entries(facets)) for (const key of keys) query.append('f', `${facet}~${key}`);
  if (from !== undefined) query.set('from', String(from));
  if (to !== undefined) query.set('to', String(to));
  if (sort && sort !== 'relevance') query.set('sort', sort);
  if (view !== 'list') query.set('view', view);
  if (page > 1) query.set('page', String(page));
  return query;
}

const pathOf = (path: string, query: URLSearchParams): string => (query.size > 0 ? `${path}?${query}` : path);

/** The address of a search; what is as usual is left out, so that the same search has one address. */
export function searchPath(
  request: SearchRequestView,
  view: 'list' | 'grid',
  change: Partial<SearchRequestView> = {},
): string {
  const changed = { ...request, ...change };
  const rows = askingRows(changed.rows ?? []);
  return pathOf('/search', written({ ...changed, rows }, view));
}

/** The same search in the advanced form, to be changed there. Rows that say nothing yet are kept. */
export const advancedPath = (request: SearchRequestView, view: 'list' | 'grid' = 'list'): string =>
  pathOf('/search/advanced', written({ ...request, page: 1 }, view));
