import {
  type FacetCount,
  type FacetFilter,
  mostFacetValues,
  type SearchRequest,
  yearGroups,
} from '../search.request.js';
import type { Columns } from './memory/columns.js';
import type { FacetBook } from './memory/facet.book.js';

/** What narrows, beside what matches and may be seen. */
interface Filter {
  group: string;
  lets(place: number): boolean;
}

const isOwn = (filter: Filter, group: string): boolean =>
  filter.group === group || (filter.group === 'years' && yearGroups.includes(group));

function facetFilter({ group, keys }: FacetFilter, columns: Columns, facets: FacetBook): Filter {
  const wanted = new Uint8Array(facets.size);
  for (const key of keys) {
    const id = facets.idOf(`${group}=${key}`);
    // What no document ever had matches nothing.
    if (id !== undefined) wanted[id] = 1;
  }
  const { starts, lengths, values } = columns.facets;
  const lets = (place: number): boolean => {
    const start = starts[place] as number;
    const end = start + (lengths[place] as number);
    for (let at = start; at < end; at++) if (wanted[values[at] as number] === 1) return true;
    return false;
  };
  return { group, lets };
}

function yearFilter(from: number | null, to: number | null, { fromYears, toYears }: Columns): Filter {
  const first = from ?? -Infinity;
  const last = to ?? Infinity;
  // Comparing with what is not there is false.
  return { group: 'years', lets: (place) => toYears[place]! >= first && fromYears[place]! <= last };
}

function filtersOf({ filters, years }: SearchRequest, columns: Columns, facets: FacetBook): Filter[] {
  const all = filters.map((filter) => facetFilter(filter, columns, facets));
  if (years && (years.from !== null || years.to !== null)) all.push(yearFilter(years.from, years.to, columns));
  return all;
}

/** Whom an item concerns is compared by the number of its set of labels and of its collection. */
export function readableBy(
  { labels, collections }: { labels: readonly string[]; collections: readonly number[] },
  columns: Columns,
): (place: number) => boolean {
  const held = new Set(labels);
  const open = new Set(collections);
  const sets = Uint8Array.from(columns.labelSets, (set) => (set.some((label) => held.has(label)) ? 1 : 0));
  const places = Uint8Array.from(columns.collectionIds, (id) => (open.has(id) ? 1 : 0));
  const { labels: setOf, collections: collectionOf } = columns;
  return (place) => sets[setOf[place] as number] === 1 && places[collectionOf[place] as number] === 1;
}

/** Adds an item's values to counts that have a number for each. */
export function tallier({ facets: { starts, lengths, values } }: Columns): (counts: Int32Array, place: number) => void {
  return (counts, place) => {
    const start = starts[place] as number;
    const end = start + (lengths[place] as number);
    for (let at = start; at < end; at++) counts[values[at] as number]! += 1;
  };
}

/** Groups that the same filters are their own: counted over what all others leave. */
interface Share {
  own: Filter[];
  groups: string[];
  /** What only their own filters refuse; to these comes what none does. */
  beside: Int32Array;
}

export interface Counted {
  /** Places of what is left. */
  places: Int32Array;
  facets: Record<string, FacetCount[]>;
}

/** One walk over all items: what is left by every filter, and each group over what all but its own leave. */
export function counted(
  request: SearchRequest,
  matching: Uint8Array | null,
  columns: Columns,
  facets: FacetBook,
): Counted {
  const readable = readableBy(request, columns);
  const filters = filtersOf(request, columns, facets);
  const shares = sharesOf(request.facets, filters, facets.size);
  const most = Math.max(0, ...shares.map(({ own }) => own.length));
  const all = new Int32Array(facets.size);
  const tally = request.facets.length > 0 ? tallier(columns) : () => undefined;
  const places = new Int32Array(columns.size);
  let found = 0;
  for (let place = 0; place < columns.size; place++) {
    if (matching?.[place] === 0 || !readable(place)) continue;
    const refusing = filters.length > 0 ? refused(filters, place, most) : none;
    if (refusing === null) continue;
    if (refusing.length === 0) {
      places[found++] = place;
      tally(all, place);
    } else {
      for (const { own, beside } of shares) if (refusing.every((filter) => own.includes(filter))) tally(beside, place);
    }
  }
  const out: Record<string, FacetCount[]> = {};
  for (const { groups, own, beside } of shares) {
    if (own.length > 0) for (let id = 0; id < all.length; id++) beside[id]! += all[id]!;
    for (const group of groups) out[group] = mostFrequent(group, own.length > 0 ? beside : all, facets);
  }
  return { places: places.subarray(0, found), facets: out };
}

const none: readonly Filter[] = [];

/** Filters that refuse an item; null when they are more than concern any group. */
function refused(filters: readonly Filter[], place: number, most: number): readonly Filter[] | null {
  let refusing: Filter[] | null = null;
  for (const filter of filters) {
    if (filter.lets(place)) continue;
    if ((refusing?.length ?? 0) >= most) return null;
    (refusing ??= []).push(filter);
  }
  return refusing ?? none;
}

function sharesOf(groups: readonly string[], filters: readonly Filter[], values: number): Share[] {
  const shares: Share[] = [];
  for (const group of groups) {
    const own = filters.filter((filter) => isOwn(filter, group));
    const same = shares.find((share) => share.own.length === own.length && own.every((one) => share.own.includes(one)));
    if (same) same.groups.push(group);
    else shares.push({ own, groups: [group], beside: new Int32Array(own.length > 0 ? values : 0) });
  }
  return shares;
}

/** The most frequent first, then by key. Only those that are kept are sorted. */
function mostFrequent(group: string, counts: Int32Array, facets: FacetBook): FacetCount[] {
  const found = facets.of(group).filter((id) => (counts[id] as number) > 0);
  const least = found.length > mostFacetValues ? nth(found, mostFacetValues, counts) : 0;
  const above = found.filter((id) => (counts[id] as number) > least);
  const even = found.filter((id) => counts[id] === least).slice(0, mostFacetValues - above.length);
  // Those even in number stay in the order of their keys: sorting is stable.
  const kept = [...above, ...even].sort((a, b) => (counts[b] as number) - (counts[a] as number));
  return kept.map((id) => ({ key: facets.keyOf(id), count: counts[id] as number }));
}

/** The count of the value at this place, the most frequent first. */
function nth(ids: readonly number[], place: number, counts: Int32Array): number {
  const sorted = Int32Array.from(ids, (id) => counts[id] as number).sort();
  return sorted[sorted.length - place] as number;
}
