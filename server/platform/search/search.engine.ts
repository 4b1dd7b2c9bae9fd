import type { Indexed } from './search.document.js';
import type { ExamplesRequest, Look, Reader, SearchAnswer, SearchHit, SearchRequest } from './search.request.js';

/** Fills a fresh index while the old one serves. Ordinary writes go to both in the meantime. */
export interface Rebuild {
  /** Names what is being filled, so that an interrupted rebuild is only taken up where it was left. */
  readonly token: string;
  /** Whether what an interrupted rebuild had filled is still there. */
  readonly resumed: boolean;
  put(documents: readonly Indexed[]): Promise<void>;
  /** From here on the new one serves. Throws when it is no longer there, and then the old one goes on. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/**
 * The port. Engines only execute: which tokens stand where, what a reader may see and what counts as relevant is worked out before.
 * They agree on which items match, on counts and on classes of relevance.
 */
export abstract class SearchEngine {
  abstract readonly name: 'postgres' | 'opensearch';
  /** So many documents are best made and written together. */
  readonly together: number = 100;
  /**
   * Makes what the engine needs. `missing` is told before that is begun, since everything has to be indexed then: whoever dies on the
   * way must not leave an empty index that counts as a full one. Safe to repeat, by several at once.
   */
  abstract prepare(missing?: () => Promise<void>): Promise<void>;
  /** Does beforehand what the first question would else wait for: for processes that serve readers. */
  async warm(): Promise<void> {}
  abstract put(documents: readonly Indexed[]): Promise<void>;
  /** With the token of an interrupted rebuild, what that one has filled so far is kept. */
  abstract rebuild(options?: { resume?: string | null }): Promise<Rebuild>;
  /** Takes away indexes that nobody uses any more, and a half-filled one when no rebuild will go on with it. */
  abstract tidy(options: { rebuilding: boolean }): Promise<void>;
  abstract search(request: SearchRequest): Promise<SearchAnswer>;
  /** How many each of several questions finds for one reader: one request however many they are. */
  abstract totals(reader: Reader, looks: readonly Look[]): Promise<number[]>;
  /** For each of these values of a group the first few of what would be found by it, the newest first: one request however many they are. */
  abstract examples(request: ExamplesRequest): Promise<Map<string, number[]>>;
  /** What hits carry, but for these parts, of items that are known already; those that nobody finds have none. */
  abstract cards(itemIds: readonly number[], without?: readonly string[]): Promise<Map<number, SearchHit['card']>>;
  /** How many items this reader would find under each facet entry. */
  abstract countEntries(reader: Reader, entries: readonly string[]): Promise<Map<string, number>>;
  /** Lets everything written be found at once; only tests and the end of a rebuild wait for that. */
  abstract refresh(): Promise<void>;
  abstract check(): Promise<void>;
  abstract close(): Promise<void>;
}
