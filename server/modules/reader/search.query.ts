import { FacetOrder } from '../../contract/api/search.routes.js';
import type { SearchRequestView } from '../../contract/reader.js';
import { placeOf, yearsInOrder } from '../../contract/search.address.js';
import { readRows } from '../../contract/search.rows.js';

type Query = Record<string, string | string[] | undefined>;

const pageSize = 20;
const gridSize = 36;
/** Results beyond it are not sorted for anybody. */
const deepest = 10_000;
const valuesOnPage = 60;
/** Of a facet's list, as for programs: who asks for a later one is shown the last. */
const lastPage = 1_000_000;

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
const all = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function year(value: string | string[] | undefined): number | undefined {
  const text = one(value).trim();
  return /^-?\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function pageNumber(value: string | string[] | undefined): number {
  const page = Number.parseInt(one(value), 10);
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/**
 * The address of a search as a request. Nothing in an address is an error: what makes no sense is left out, because
 * addresses are passed on, cut off and typed by hand.
 */
export function searchRequest(query: Query): { request: SearchRequestView; view: 'list' | 'grid' } {
  const view = one(query['view']) === 'grid' ? 'grid' : 'list';
  // Without a prototype: what a facet is called is up to whoever writes the address.
  const facets = Object.create(null) as Record<string, string[]>;
  for (const text of all(query['f']).slice(0, 50)) {
    const at = text.indexOf('~');
    if (at < 1 || at === text.length - 1) continue;
    const chosen = (facets[text.slice(0, at)] ??= []);
    const key = text.slice(at + 1);
    if (!chosen.includes(key)) chosen.push(key);
  }
  const size = view === 'grid' ? gridSize : pageSize;
  const page = Math.min(pageNumber(query['page']), Math.floor(deepest / size));
  const place = { in: one(query['in']), library: one(query['library']), collection: one(query['collection']) };
  const rows = readRows(all(query['row']));
  const { from, to } = yearsInOrder({ from: year(query['from']), to: year(query['to']) });
  return {
    view,
    request: {
      q: one(query['q']).normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 200),
      exact: one(query['exact']) === '1',
      ...placeOf(place),
      facets,
      ...(rows.length === 0 ? {} : { rows }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      sort: /^[a-z0-9.:_-]{1,40}$/i.test(one(query['sort'])) ? one(query['sort']) : '',
      page,
      size,
    },
  };
}

/** What the address of a facet's whole list asks for beside the search itself. */
export function listAsked(query: Query): { find: string; order: FacetOrder | undefined; page: number; size: number } {
  return {
    find: one(query['find']).normalize('NFC').trim().slice(0, 100),
    order: FacetOrder.safeParse(one(query['order'])).data,
    page: Math.min(pageNumber(query['page']), lastPage),
    size: valuesOnPage,
  };
}
