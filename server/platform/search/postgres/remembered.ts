import { LRUCache } from 'lru-cache';
import type { SearchRequest } from '../search.request.js';
import type { Counted } from './counting.js';
import { showListsInMetrics } from './memory/figures.js';

/** Of lists: twenty of everything, where there are 200,000 items. Counts of values take a quarter of it at most, besides. */
const mostBytes = 16 * 1024 * 1024;
const bytesOfValue = 64;

/**
 * What is left and counted of questions without words: a home page and each page of a list walk over the same items. Right
 * as long as nothing at all is written to the index, which its tick tells.
 */
export class Remembered {
  private tick = -1;
  /** How often each value stands in what a reader may come across. */
  private readonly counts = new LRUCache<string, Int32Array>({
    maxSize: mostBytes / 4,
    sizeCalculation: ({ byteLength }, key) => byteLength + key.length * 2 + 1,
  });
  private readonly lists = new LRUCache<string, Counted>({
    maxSize: mostBytes,
    maxEntrySize: mostBytes / 4,
    sizeCalculation: ({ places, facets }, key) =>
      places.byteLength +
      key.length * 2 +
      Object.values(facets).reduce((sum, values) => sum + values.length * bytesOfValue, 1),
  });
  readonly hide = showListsInMetrics(this.lists, this.counts);

  /** `tick`: all that was committed at it is in what would be counted. What is on its way in by then moves the tick on. */
  of(request: SearchRequest, tick: number, count: () => Counted): Counted {
    if (request.query.kind !== 'all') return count();
    this.reach(tick);
    const { labels, collections, filters, years, facets } = request;
    const key = JSON.stringify([labels, collections, filters, years, facets]);
    const known = this.lists.get(key);
    if (known) return known;
    const { places, facets: counts } = count();
    // Without the room that those which were left out would have had.
    const counted = { places: places.slice(), facets: counts };
    this.lists.set(key, counted);
    return counted;
  }

  countsOf(
    { labels, collections }: Pick<SearchRequest, 'labels' | 'collections'>,
    tick: number,
    count: () => Int32Array,
  ): Int32Array {
    this.reach(tick);
    const key = JSON.stringify([labels, collections]);
    const known = this.counts.get(key);
    if (known) return known;
    const counts = count();
    this.counts.set(key, counts);
    return counts;
  }

  private reach(tick: number): void {
    if (tick === this.tick) return;
    this.lists.clear();
    this.counts.clear();
    this.tick = tick;
  }
}
