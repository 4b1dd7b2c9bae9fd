import type { Request } from 'express';
import { ownPath } from '../../contract/links.js';
import { nameTable } from '../../contract/name.table.js';

/** What each page reads of its query; nothing else in it makes another page. */
const read = nameTable<readonly string[]>({
  'GET ~/search': ['collection', 'exact', 'f', 'from', 'in', 'library', 'page', 'q', 'sort', 'to', 'view'],
  'GET ~/i/:name/family': ['of', 'page', 'role'],
  'GET ~/i/:name/p/:leaf': ['q'],
  'GET ~/a/:name': ['as', 'collection', 'page'],
});
/** What strangers can write has no end, and longer ones come once. */
const longest = 600;

/**
 * The one form of an address: what is read of its query, in order, without what is empty or not read. Undefined where it
 * is too long to be kept.
 */
export function pageAddress(request: Pick<Request, 'url'>, route: string): string | undefined {
  const [path = '', query = ''] = ownPath(request.url).split('?', 2);
  if (path.length + query.length > longest) return undefined;
  const names = read[route] ?? [];
  const kept = [...new URLSearchParams(query)].filter(([name, value]) => names.includes(name) && value !== '');
  // Those of one name stay in their order: the first counts where one is meant.
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = new URLSearchParams(kept).toString();
  return text === '' ? path : `${path}?${text}`;
}
