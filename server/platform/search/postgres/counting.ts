import {
  type FacetCount,
  type FacetFilter,
  mostFacetValues,
  type SearchRequest,
  yearGroups,
} from '../search.request.js';
import type { Columns } from './memory/columns.js';
import type { FacetBook } from './memory/facet.book.js';

/** What narrows, beside what matches and may be seen: takes its marks from those that it refuses. The first mark is of place `from`. */
interface Filter {
  group: string;
  narrow(marks: Uint8Array, from: number): void;
}

const isOwn = ({ group: narrowed }: { group: string }, group: string): boolean =>
  narrowed === group || (narrowed === 'years' && yearGroups.includes(group));

function facetFilter({ group, keys }: FacetFilter, columns: Columns, facets: FacetBook): Filter {
  const wanted = new Uint8Array(facets.size);
  for (const key of keys) {
    const id = facets.idOf(`${group}=${key}`);
    // What no document ever had matches nothing.
    if (id !== undefined) wanted[id] = 1;
  }
  const { starts, lengths, values } = columns.facets;
  const narrow = (marks: Uint8Array, from: number): void => {
    for (let mark = 0; mark < marks.length; mark++) {
      if (marks[mark] === 0) continue;
      let at = starts[from + mark] as number;
      const end = at + (lengths[from + mark] as number);
      while (at < end && wanted[values[at] as number] === 0) at++;
      if (at === end) marks[mark] = 0;
    }
  };
  return { group, narrow };
}

function yearFilter(from: number | null, to: number | null, { fromYears, toYears }: Columns): Filter {
  const first = from ?? -Infinity;
  const last = to ?? Infinity;
  const narrow = (marks: Uint8Array, from: number): void => {
    for (let mark = 0; mark < marks.length; mark++) {
      // Comparing with what is not there is false.
      if (!(toYears[from + mark]! >= first && fromYears[from + mark]! <= last)) marks[mark] = 0;
    }
  };
  return { group: 'years', narrow };
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
function tallier({ facets: { starts, lengths, values } }: Columns): (counts: Int32Array, place: number) => void {
  return (counts, place) => {
    const start = starts[place] as number;
    const end = start + (lengths[place] as number);
    for (let at = start; at < end; at++) counts[values[at] as number]! += 1;
  };
}

export interface Counted {
  /** Places of what is left. */
  places: Int32Array;
  facets: Record<string, FacetCount[]>;
}

/** With what it takes to go on counting when items have come. */
export interface Walked extends Counted {
  /** Places before it were looked at. */
  upTo: number;
  /** Of each value in `places`; empty where no group was counted here. */
  counts: Int32Array;
}

const nothing: Walked = { places: new Int32Array(0), facets: {}, upTo: 0, counts: new Int32Array(0) };

/** Counts another question over the same matches; it may know the answer. */
export type Count = (request: SearchRequest) => Counted;

/**
 * What is left by every filter, and each group over what all but its own leave: these are questions of their own. From
 * `before` on, which was counted when there were fewer items and none of them was another.
 */
export function counted(
  request: SearchRequest,
  matching: Uint8Array | null,
  columns: Columns,
  facets: FacetBook,
  count: Count = (other) => counted(other, matching, columns, facets),
  before: Walked = nothing,
): Walked {
  const upTo = columns.size;
  const marks = readableAmong(matching, request, columns, before.upTo);
  for (const filter of filtersOf(request, columns, facets)) filter.narrow(marks, before.upTo);
  const come = marked(marks, before.upTo);
  const plain = request.facets.filter((group) => !isNarrowed(request, group));
  const counts = plain.length > 0 ? tallied(come, columns, before.counts, facets.size) : nothing.counts;
  const out: Record<string, FacetCount[]> = {};
  for (const group of plain) {
    out[group] = (come.length === 0 && before.facets[group]) || mostFrequent(group, counts, facets, request.mostValues);
  }
  for (const { groups, others } of besides(request)) {
    const { facets: own } = count(others);
    for (const group of groups) out[group] = own[group] ?? [];
  }
  return { places: joined(before.places, come), facets: out, upTo, counts };
}

function readableAmong(
  matching: Uint8Array | null,
  request: SearchRequest,
  columns: Columns,
  from: number,
): Uint8Array {
  const readable = readableBy(request, columns);
  const marks = new Uint8Array(columns.size - from);
  for (let mark = 0; mark < marks.length; mark++) {
    const place = from + mark;
    if (matching?.[place] !== 0 && readable(place)) marks[mark] = 1;
  }
  return marks;
}

function marked(marks: Uint8Array, from: number): Int32Array {
  const places = new Int32Array(marks.length);
  let found = 0;
  for (let mark = 0; mark < marks.length; mark++) if (marks[mark] === 1) places[found++] = from + mark;
  return places.subarray(0, found);
}

function joined(before: Int32Array, come: Int32Array): Int32Array {
  if (before.length === 0) return come;
  if (come.length === 0) return before;
  const both = new Int32Array(before.length + come.length);
  both.set(before);
  both.set(come, before.length);
  return both;
}

/** What was counted before stays as it was for those who hold it. */
function tallied(places: Int32Array, columns: Columns, before: Int32Array, values: number): Int32Array {
  if (places.length === 0 && before.length === values) return before;
  const counts = new Int32Array(values);
  counts.set(before);
  const tally = tallier(columns);
  for (const place of places) tally(counts, place);
  return counts;
}

/** How often each value stands in what this reader may come across. */
export function countedEach(
  reader: Pick<SearchRequest, 'labels' | 'collections'>,
  columns: Columns,
  facets: FacetBook,
  before: { upTo: number; counts: Int32Array } = nothing,
): { upTo: number; counts: Int32Array } {
  const upTo = columns.size;
  const readable = readableBy(reader, columns);
  const come = new Int32Array(upTo - before.upTo);
  let found = 0;
  for (let place = before.upTo; place < upTo; place++) if (readable(place)) come[found++] = place;
  return { upTo, counts: tallied(come.subarray(0, found), columns, before.counts, facets.size) };
}

const hasYears = ({ years }: SearchRequest): boolean => years !== null && (years.from !== null || years.to !== null);

const isNarrowed = (request: SearchRequest, group: string): boolean =>
  request.filters.some((filter) => isOwn(filter, group)) || (hasYears(request) && isOwn({ group: 'years' }, group));

/** For groups that filters are their own: the same question without those, once for all groups that leave out the same. */
function besides(request: SearchRequest): { groups: string[]; others: SearchRequest }[] {
  const found = new Map<string, { groups: string[]; others: SearchRequest }>();
  for (const group of request.facets) {
    if (!isNarrowed(request, group)) continue;
    const filters = request.filters.filter((filter) => !isOwn(filter, group));
    const years = isOwn({ group: 'years' }, group) ? null : request.years;
    const sign = JSON.stringify([filters, years]);
    const known = found.get(sign);
    const groups = [...(known?.groups ?? []), group];
    found.set(sign, { groups, others: { ...request, filters, years, facets: groups } });
  }
  return [...found.values()];
}

/** The most frequent first, then by key. Only those that are kept are sorted. */
function mostFrequent(group: string, counts: Int32Array, facets: FacetBook, most = mostFacetValues): FacetCount[] {
  const found = facets.of(group).filter((id) => (counts[id] as number) > 0);
  const least = found.length > most ? nth(found, most, counts) : 0;
  const above = found.filter((id) => (counts[id] as number) > least);
  const even = found.filter((id) => counts[id] === least).slice(0, most - above.length);
  // Those even in number stay in the order of their keys: sorting is stable.
  const kept = [...above, ...even].sort((a, b) => (counts[b] as number) - (counts[a] as number));
  return kept.map((id) => ({ key: facets.keyOf(id), count: counts[id] as number }));
}

/** The count of the value at this place, the most frequent first. */
function nth(ids: readonly number[], place: number, counts: Int32Array): number {
  const sorted = Int32Array.from(ids, (id) => counts[id] as number).sort();
  return sorted[sorted.length - place] as number;
}
