import type { Order } from './ordering.js';
import type { Columns } from './memory/columns.js';

/**
 * For each of these values, by number, the first few places that have it, in one walk over all items. Values are few and
 * wanted for a few items each, so that hardly any place is kept.
 */
export function firstOfEach(
  values: readonly (number | undefined)[],
  { each, readable, order }: { each: number; readable: (place: number) => boolean; order: Order },
  columns: Columns,
): number[][] {
  const found = values.map((): number[] => []);
  const wanted = new Map(values.flatMap((value, at) => (value === undefined ? [] : [[value, found[at]!] as const])));
  const most = Math.max(0, ...wanted.keys()) + 1;
  // A byte for each value is much faster to ask than the table.
  const isWanted = new Uint8Array(most);
  for (const value of wanted.keys()) isWanted[value] = 1;
  const { starts, lengths, values: own } = columns.facets;
  for (let place = 0; place < columns.size; place++) {
    if (!readable(place)) continue;
    const start = starts[place] as number;
    const end = start + (lengths[place] as number);
    for (let at = start; at < end; at++) {
      const value = own[at] as number;
      if (isWanted[value] === 1) insert(wanted.get(value)!, place, each, order);
    }
  }
  return found;
}

/** Where it belongs among the few, if it does. */
function insert(few: number[], place: number, each: number, order: Order): void {
  let at = few.length;
  while (at > 0 && order(place, few[at - 1]!) < 0) at--;
  // One that has the value twice is there already.
  if (at >= each || few[at - 1] === place) return;
  few.splice(at, 0, place);
  if (few.length > each) few.pop();
}
