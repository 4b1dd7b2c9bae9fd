import type { Query } from '../../../contract/text/index.js';
import type { Within } from '../search.request.js';
import { type Dsl, filters, scope } from './asking.js';

/** One of several questions, of which only is asked how many it finds. */
export const totalBody = (within: Within, query: Query): Dsl => ({
  size: 0,
  track_total_hits: true,
  query: { bool: { filter: [...scope({ ...within, query }), ...filters(within).map((one) => one.query)] } },
});
