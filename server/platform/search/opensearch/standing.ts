import type { StandingRequest } from '../search.request.js';
import { type Dsl, scope } from './asking.js';

/** One question each, which ends with the first item that is found. */
export const standingBodies = ({ labels, collections, queries }: StandingRequest): Dsl[] =>
  queries.map((query) => ({
    size: 0,
    track_total_hits: 1,
    terminate_after: 1,
    query: { bool: { filter: scope({ labels, collections, query }) } },
  }));
