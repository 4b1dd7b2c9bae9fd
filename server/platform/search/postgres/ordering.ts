import type { SearchSort } from '../search.request.js';
import type { Columns } from './memory/columns.js';
import type { Keys } from './memory/keys.js';

/** Below 0: the first of two places comes before the other. Never 0 for two items. */
export type Order = (a: number, b: number) => number;

const younger =
  ({ ids }: Columns): Order =>
  (a, b) =>
    ids[b]! - ids[a]!;

/** What has none comes last, whichever way the others go. */
function byNumber(numbers: Float64Array, way: number, next: Order): Order {
  return (a, b) => {
    const x = numbers[a]!;
    const y = numbers[b]!;
    if (x === y) return next(a, b);
    const difference = x - y;
    if (!Number.isNaN(difference)) return difference * way;
    return Number.isNaN(x) ? (Number.isNaN(y) ? next(a, b) : 1) : -1;
  };
}

function byKey(keys: Keys, way: number, next: Order): Order {
  // Most keys differ in their first bytes already, and what has no key is not a number there.
  return byNumber(keys.ahead, way, (a, b) => (keys.has(a) && keys.compareRest(a, b) * way) || next(a, b));
}

/** The newest first, as long as nothing better is known. */
export const byAge = (columns: Columns): Order => byNumber(columns.newest, -1, younger(columns));

export function orderOf(sort: Exclude<SearchSort, { by: 'relevance' }>, columns: Columns): Order {
  const way = sort.descending ? -1 : 1;
  const last = younger(columns);
  switch (sort.by) {
    case 'title':
      return byKey(columns.titles, way, last);
    case 'stroke':
      return byKey(columns.strokes, way, last);
    case 'date':
      return byNumber(columns.days, way, last);
    case 'newest':
      return byNumber(columns.newest, way, last);
    case 'slot': {
      const slot = columns.slots[sort.slot];
      if (!slot) return last;
      return byNumber(slot.numbers, way, byNumber(slot.days, way, byKey(slot.texts, way, last)));
    }
  }
}

/** Places `from` to `from + size` in this order, without sorting those behind: the best so far are kept in a heap. */
export function shown(places: Int32Array, order: Order, from: number, size: number): number[] {
  const wanted = Math.min(from + size, places.length);
  if (wanted <= from) return [];
  const heap = places.slice(0, wanted);
  for (let at = (wanted >> 1) - 1; at >= 0; at--) sink(heap, at, order);
  for (let at = wanted; at < places.length; at++) {
    const place = places[at] as number;
    if (order(place, heap[0] as number) >= 0) continue;
    heap[0] = place;
    sink(heap, 0, order);
  }
  return [...heap.sort(order).subarray(from)];
}

/** The worst on top. */
function sink(heap: Int32Array, from: number, order: Order): void {
  const place = heap[from] as number;
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && order(heap[child + 1] as number, heap[child] as number) > 0) child += 1;
    if (order(heap[child] as number, place) <= 0) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = place;
}
