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
}

/** Where a question looks, before a word of it. */
export type Within = Pick<SearchRequest, 'labels' | 'collections' | 'filters' | 'years'>;

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
  /** False where the engine knows by the way that no page of it holds a word that was asked for. */
  onPages?: boolean;
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

export interface PageHitsRequest {
  query: Query;
  labels: string[];
  itemIds: number[];
  /** Pages named for each item. */
  most: number;
}

/** Pages of an item on which something asked for stands, in their order. */
export interface PageHits {
  itemId: number;
  total: number;
  pageIds: number[];
}

/** What this reader may come across, and questions of which it is asked whether they find anything there. */
export interface StandingRequest {
  labels: string[];
  collections: number[];
  queries: readonly Query[];
}

export const mostFacetValues = 1000;
/** Where all values of a group are to be looked through: what OpenSearch answers in one piece. */
export const wholeFacet = 50_000;
/** Nobody turns a thousand pages of results; an engine would have to sort them all each time. */
export const deepest = 10_000;
