import type { Look, Reader } from '../search.request.js';
import { type Dsl, filters, scope } from './asking.js';

/** One of several questions, of which only is asked how many it finds; where any is enough, it ends with the first. */
export function lookBody(
  { labels, collections }: Reader,
  { query, filters: chosen = [], years = null, any }: Look,
): Dsl {
  const narrowed = filters({ filters: chosen, years }).map((one) => one.query);
  return {
    size: 0,
    ...(any ? { track_total_hits: 1, terminate_after: 1 } : { track_total_hits: true }),
    query: { bool: { filter: [...scope({ labels, collections, query }), ...narrowed] } },
  };
}

/** Each shard ends with the first of its own. */
export const toldBy = (total: number, { any }: Look): number => (any ? Math.min(total, 1) : total);
