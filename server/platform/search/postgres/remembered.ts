import { LRUCache } from 'lru-cache';
import type { SearchRequest } from '../search.request.js';
import type { Counted, Walked } from './counting.js';
import { showListsInMetrics } from './memory/figures.js';

/** Of lists: fifteen of everything, where there are 200,000 items. Counts of values take a quarter of it at most, besides. */
const mostBytes = 16 * 1024 * 1024;
const bytesOfValue = 64;

/** What the columns say of themselves: how many items there are, and how often one of them has become another. */
interface State {
  size: number;
  altered: number;
}

type Counts = Pick<Walked, 'upTo' | 'counts'>;

/**
 * What is left and counted of questions without words: a home page and each page of a list walk over the same items. Right
 * as long as no item is written over or taken away; those that have come since are counted in, so that home pages are not
 * counted from the beginning again and again while a large batch is published.
 */
export class Remembered {
  private altered = -1;
  /** How often each value stands in what a reader may come across. */
  private readonly counts = new LRUCache<string, Counts>({
    maxSize: mostBytes / 4,
    sizeCalculation: ({ counts }, key) => counts.byteLength + key.length * 2 + 1,
  });
  private readonly lists = new LRUCache<string, Walked>({
    maxSize: mostBytes,
    maxEntrySize: mostBytes / 4,
    sizeCalculation: ({ places, facets, counts }, key) =>
      places.byteLength +
      counts.byteLength +
      key.length * 2 +
      Object.values(facets).reduce((sum, values) => sum + values.length * bytesOfValue, 1),
  });
  readonly hide = showListsInMetrics(this.lists, this.counts);

  of(request: SearchRequest, state: State, count: (before?: Walked) => Walked): Counted {
    if (request.query.kind !== 'all') return count();
    this.reach(state);
    const { labels, collections, filters, years, facets, mostValues } = request;
    const key = JSON.stringify([labels, collections, filters, years, facets, mostValues]);
    const known = this.lists.get(key);
    if (known?.upTo === state.size) return known;
    const walked = count(known);
    // Without the room that those which were left out would have had.
    const kept = { ...walked, places: walked.places.slice() };
    this.lists.set(key, kept);
    return kept;
  }

  countsOf(
    { labels, collections }: Pick<SearchRequest, 'labels' | 'collections'>,
    state: State,
    count: (before?: Counts) => Counts,
  ): Int32Array {
    this.reach(state);
    const key = JSON.stringify([labels, collections]);
    const known = this.counts.get(key);
    if (known?.upTo === state.size) return known.counts;
    const counted = count(known);
    this.counts.set(key, counted);
    return counted.counts;
  }

  private reach({ altered }: State): void {
    if (altered === this.altered) return;
    this.lists.clear();
    this.counts.clear();
    this.altered = altered;
  }
}
