import type { SearchRequestView } from '../../contract/reader.js';

type Query = Record<string, string | string[] | undefined>;

const pageSize = 20;
const gridSize = 36;
const deepest = 500;

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
const all = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function year(value: string | string[] | undefined): number | undefined {
  const text = one(value).trim();
  return /^-?\d{1,4}$/.test(text) ? Number(text) : undefined;
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
  // The search box says with one word where to look; links say it with two names.
  const scope = /^(library|collection):(.+)$/.exec(one(query['in']));
  const library = one(query['library']) || (scope?.[1] === 'library' ? scope[2] : undefined);
  const collection = one(query['collection']) || (scope?.[1] === 'collection' ? scope[2] : undefined);
  const page = Number.parseInt(one(query['page']), 10);
  let from = year(query['from']);
  let to = year(query['to']);
  if (from !== undefined && to !== undefined && from > to) [from, to] = [to, from];
  return {
    view,
    request: {
      q: one(query['q']).normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 200),
      exact: one(query['exact']) === '1',
      ...(library ? { library } : {}),
      ...(collection ? { collection } : {}),
      facets,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      sort: /^[a-z0-9.:_-]{1,40}$/i.test(one(query['sort'])) ? one(query['sort']) : '',
      page: Number.isInteger(page) && page > 0 ? Math.min(page, deepest) : 1,
      size: view === 'grid' ? gridSize : pageSize,
    },
  };
}
