import { byAge } from './ordering.js';
import type { Columns } from './memory/columns.js';

/**
 * For each of these values, by number, the newest few places that have it, in one walk over all items. It begins with those
 * that came last: they are mostly the newest, and once each value has its few, whatever is older than all of them is passed over.
 */
export function newestOfEach(
  values: readonly (number | undefined)[],
  each: number,
  readable: (place: number) => boolean,
  columns: Columns,
): number[][] {
  const found = values.map((): number[] => []);
  const wanted = new Map(values.flatMap((value, at) => (value === undefined ? [] : [[value, found[at]!] as const])));
  if (wanted.size === 0 || each === 0) return found;
  // A byte for each value is much faster to ask than the table.
  const isWanted = new Uint8Array(Math.max(...wanted.keys()) + 1);
  for (const value of wanted.keys()) isWanted[value] = 1;
  const few = [...wanted.values()];
  const order = byAge(columns);
  const { newest } = columns;
  const { starts, lengths, values: own } = columns.facets;
  let oldest = -Infinity;
  for (let place = columns.size - 1; place >= 0; place--) {
    if ((newest[place] as number) < oldest || !readable(place)) continue;
    const start = starts[place] as number;
    const end = start + (lengths[place] as number);
    let come = false;
    for (let at = start; at < end; at++) {
      const value = own[at] as number;
      if (isWanted[value] === 1) come = insert(wanted.get(value)!, place, each, order) || come;
    }
    if (come) oldest = Math.min(...few.map((places) => (places.length < each ? -Infinity : newest[places.at(-1)!]!)));
  }
  return found;
}

/** Where it belongs among the few, if it does. */
function insert(few: number[], place: number, each: number, order: (a: number, b: number) => number): boolean {
  let at = few.length;
  while (at > 0 && order(place, few[at - 1]!) < 0) at--;
  // One that has the value twice is there already.
  if (at >= each || few[at - 1] === place) return false;
  few.splice(at, 0, place);
  if (few.length > each) few.pop();
  return true;
}
