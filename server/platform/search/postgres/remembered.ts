import { LRUCache } from 'lru-cache';
import type { SearchRequest } from '../search.request.js';
import type { Counted } from './counting.js';
import { showListsInMetrics } from './memory/figures.js';

/** Twenty lists of everything, where there are 200,000 items. */
const mostBytes = 16 * 1024 * 1024;
const bytesOfValue = 64;

/**
 * What is left and counted of questions without words: a home page and each page of a list walk over the same items. Right
 * as long as nothing at all is written to the index, which its tick tells.
 */
export class Remembered {
  private tick = -1;
  private readonly lists = new LRUCache<string, Counted>({
    maxSize: mostBytes,
    maxEntrySize: mostBytes / 4,
    sizeCalculation: ({ places, facets }, key) =>
      places.byteLength +
      key.length * 2 +
      Object.values(facets).reduce((sum, values) => sum + values.length * bytesOfValue, 1),
  });
  readonly hide = showListsInMetrics(this.lists);

  /** `tick`: everything that was committed at it, and nothing that is known of later, is in what would be counted. */
  of(request: SearchRequest, tick: number, count: () => Counted): Counted {
    if (request.query.kind !== 'all') return count();
    if (tick !== this.tick) {
      this.lists.clear();
      this.tick = tick;
    }
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
}
