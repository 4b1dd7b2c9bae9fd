import type { Query } from '../../contract/text/index.js';
import type { Json } from '../../contract/values.js';

/** The groups of year bars: picking years must not hide the bars beside them. */
export const yearGroups = ['date.d', 'date.c'];

export type SearchSort =
  | { by: 'relevance' }
  | { by: 'title' | 'stroke' | 'date' | 'newest'; descending: boolean }
  | { by: 'slot'; slot: number; descending: boolean };

export interface FacetFilter {
  group: string;
  /** Keys of which an item has at least one. */
  keys: string[];
}

/** What an engine is asked: everything about the reader and the configuration has been worked out already. */
export interface SearchRequest {
  query: Query;
  /** What the whole question is as a title; null when it is more than one plain phrase. */
  wholeTitle: { exact: string; folded: string } | null;
  /** The reader's labels. */
  labels: string[];
  /** Collections the reader may come across. */
  collections: number[];
  filters: FacetFilter[];
  years: { from: number | null; to: number | null } | null;
  sort: SearchSort;
  from: number;
  size: number;
  /** Groups to count, each over what every filter but its own leaves. */
  facets: string[];
  /** Of each group so many values at most; as many as a page of results can use, unless something else is said. */
  mostValues?: number;
  /** Of each hit so many pages are named on which something asked for stands; none, unless it is said. */
  pages?: number;
  /** What the same reader wants to know besides. */
  looks?: readonly Look[];
}

/** Who asks, and where this reader may look. */
export type Reader = Pick<SearchRequest, 'labels' | 'collections'>;

/** Where a question looks, before a word of it. */
export type Within = Pick<SearchRequest, 'labels' | 'collections' | 'filters' | 'years'>;

/** A question of which is only asked how many it finds. */
export interface Look extends Partial<Pick<SearchRequest, 'filters' | 'years'>> {
  query: Query;
  /** Whether it finds any is enough: 1 stands for all of them. */
  any?: true;
}

/** Classes of relevance, the best first; engines agree on them and order as they like inside one. */
export const relevances = [
  'whole-title-exact',
  'whole-title',
  'meant',
  'title-exact',
  'title',
  'metadata',
  'text',
] as const;
export type Relevance = (typeof relevances)[number] | 'any';

export interface SearchHit {
  itemId: number;
  relevance: Relevance;
  card: Json;
  /** Where pages were asked for and something asked for stands on some of them. */
  pages?: PageHits;
}

/** Pages on which something asked for stands: how many, and the first of them in their order. */
export interface PageHits {
  total: number;
  pageIds: number[];
}

export interface FacetCount {
  key: string;
  count: number;
}

export interface SearchAnswer {
  total: number;
  hits: SearchHit[];
  /** By group, the most frequent first, then by key; at most `mostValues`. */
  facets: Record<string, FacetCount[]>;
  /** How many each of `looks` finds. */
  looks: number[];
}

/** A few items to stand for each of some values of a group, all in one place. */
export interface ExamplesRequest {
  labels: string[];
  collections: number[];
  group: string;
  keys: readonly string[];
  /** Items wanted of each value. */
  each: number;
}

export const mostFacetValues = 1000;
/** Where all values of a group are to be looked through: what OpenSearch answers in one piece. */
export const wholeFacet = 50_000;
/** Nobody turns a thousand pages of results; an engine would have to sort them all each time. */
export const deepest = 10_000;
