import { LRUCache } from 'lru-cache';
import type { Care, Encoding } from '../../platform/http/compressed.js';

interface Form {
  bytes: Buffer;
  care: Care;
}

/** A page as it is sent, in every form that somebody has asked for. */
export interface KeptPage {
  tag: string;
  /** Nothing in it is closed to anybody: caches on the way may have it too. */
  open: boolean;
  /** The item that whoever is sent it has opened. */
  opens?: string | undefined;
  html: Buffer;
  encoded: Partial<Record<Encoding, Form>>;
}

/** So much of a shelf one page may take, with its forms. */
const largestShare = 1 / 16;

/**
 * Pages in memory, bounded in bytes: what was asked for longest ago goes first. Addresses of searches are without number,
 * and have a shelf of their own, so that whoever writes many of them drives out nothing but searches.
 */
export class KeptPages {
  private readonly shelves: Record<'page' | 'search', LRUCache<string, KeptPage>>;

  constructor(bytes: number) {
    const shelf = (share: number) => {
      // Of no bytes at all nothing is kept, and not everything.
      const maxSize = Math.max(1, Math.floor(bytes * share));
      return new LRUCache<string, KeptPage>({
        maxSize,
        maxEntrySize: Math.max(1, Math.floor(maxSize * largestShare)),
        sizeCalculation: sizeOf,
      });
    };
    this.shelves = { page: shelf(3 / 4), search: shelf(1 / 4) };
  }

  get(kind: 'page' | 'search', address: string): KeptPage | undefined {
    return this.shelves[kind].get(address);
  }

  /** For so long; what is too large is not kept. */
  put(kind: 'page' | 'search', address: string, page: KeptPage, ms: number): void {
    this.shelves[kind].set(address, page, { ttl: ms });
  }

  /** Another form of it was made, which counts as well; its time goes on. */
  grown(kind: 'page' | 'search', address: string, page: KeptPage): void {
    const shelf = this.shelves[kind];
    if (shelf.peek(address) !== page) return;
    const ttl = shelf.getRemainingTTL(address);
    // Counted anew: the same page in the same place would count as it did.
    shelf.delete(address);
    if (ttl > 0) shelf.set(address, page, { ttl });
  }

  clear(): void {
    for (const shelf of Object.values(this.shelves)) shelf.clear();
  }

  get size(): { entries: number; bytes: number } {
    const all = Object.values(this.shelves);
    return {
      entries: all.reduce((sum, shelf) => sum + shelf.size, 0),
      bytes: all.reduce((sum, shelf) => sum + shelf.calculatedSize, 0),
    };
  }
}

const overhead = 1000;
const sizeOf = (page: KeptPage, address: string): number =>
  overhead +
  address.length * 2 +
  page.html.length +
  Object.values(page.encoded).reduce((sum, { bytes }) => sum + bytes.length, 0);
