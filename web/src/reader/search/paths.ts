import type { FacetOrder } from '../../../../server/contract/api/search.routes.js';
import type { SearchRequestView } from '../../../../server/contract/reader.js';
import { searchPath } from '../../../../server/contract/search.paths.js';

export { advancedPath, searchPath } from '../../../../server/contract/search.paths.js';

/** All values of one facet under a search; the search goes along as it is. */
export function facetPath(
  request: SearchRequestView,
  view: 'list' | 'grid',
  facet: string,
  { find = '', order, page = 1 }: { find?: string; order?: FacetOrder | undefined; page?: number } = {},
): string {
  const query = new URLSearchParams(searchPath(request, view, { page: 1 }).split('?')[1] ?? '');
  if (find) query.set('find', find);
  if (order) query.set('order', order);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return `/search/facets/${encodeURIComponent(facet)}${text ? `?${text}` : ''}`;
}

/** Choosing or dropping one value of a facet; the page number starts over. */
export function toggled(request: SearchRequestView, facet: string, key: string): Partial<SearchRequestView> {
  if (facet === 'library') return { library: request.library === key ? undefined : key, page: 1 };
  if (facet === 'collection') return { collection: request.collection === key ? undefined : key, facets: {}, page: 1 };
  const chosen = request.facets[facet] ?? [];
  const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
  const { [facet]: _, ...others } = request.facets;
  return { facets: next.length > 0 ? { ...others, [facet]: next } : others, page: 1 };
}
