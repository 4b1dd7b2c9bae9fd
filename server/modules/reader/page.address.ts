import type { Request } from 'express';
import { ownPath } from '../../contract/safe.href.js';
import { nameTable } from '../../contract/name.table.js';
import { formNames } from '../../contract/search.rows.js';

const titles = ['after', 'at', 'before', 'by'];
const search = ['collection', 'exact', 'f', 'from', 'in', 'library', 'page', 'q', 'row', 'sort', 'to', 'view'];

/** What each page reads of its query, in order; nothing else in it makes another page. */
const read = nameTable<readonly string[]>({
  'GET ~/search': search,
  'GET ~/search/facets/:facet': [...search, 'find', 'order'],
  'GET ~/search/advanced': [...search, ...formNames],
  'GET ~/titles': titles,
  'GET ~/l/:slug/titles': titles,
  'GET ~/c/:name/titles': titles,
  'GET ~/i/:name/family': ['of', 'page', 'role'],
  'GET ~/i/:name/p/:leaf': ['q'],
  'GET ~/a/:name': ['as', 'collection', 'page'],
});
/** What strangers can write has no end, and longer ones come once. */
const longest = 600;

/**
 * The one form of an address: what is read of its query, in order, without what is empty or not read. Undefined where it
 * is too long to be kept. Path and query are those that the page itself is given: read in any other way, two pages could
 * have one name.
 */
export function pageAddress({ path, query }: Pick<Request, 'path' | 'query'>, route: string): string | undefined {
  const kept = (read[route] ?? []).flatMap((name) => {
    const values = [(query as Record<string, string | string[]>)[name] ?? []].flat();
    // An empty one before others is the one that counts.
    return values.some((value) => value !== '') ? values.map((value) => [name, value]) : [];
  });
  const text = new URLSearchParams(kept).toString();
  const address = ownPath(path) + (text === '' ? '' : `?${text}`);
  return address.length > longest ? undefined : address;
}

/** Written as our own links write them: of each page there is one. Of others there is no end. */
export const isPlain = (address: string): boolean => /^[a-z0-9/._-]+$/.test(address);
