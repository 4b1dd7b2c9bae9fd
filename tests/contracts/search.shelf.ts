import type { Indexed } from '../../server/platform/search/search.document.js';
import type { SearchEngine } from '../../server/platform/search/search.engine.js';
import type { PageHits, SearchAnswer } from '../../server/platform/search/search.request.js';
import { type Ask, documentOf, type EngineUnderTest, requestOf, type Sketch } from './search.engines.js';

/** An engine with a collection of its own for each test, so that none sees another's items. */
export class SearchShelf {
  collection = 100;
  private lastId = 0;
  private under: EngineUnderTest | null = null;

  constructor(private readonly make: () => Promise<EngineUnderTest>) {}

  get engine(): SearchEngine {
    if (!this.under) throw new Error('the engine has not been set up');
    return this.under.engine;
  }

  async setUp(): Promise<void> {
    this.under = await this.make();
  }

  async end(): Promise<void> {
    await this.under?.end();
  }

  next(): void {
    this.collection += 10;
  }

  put = async (...documents: Indexed[]): Promise<void> => {
    await this.engine.put(documents);
    await this.engine.refresh();
  };

  /** Indexes sketches by name and gives their ids. */
  given = async <K extends string>(sketches: Record<K, Sketch>): Promise<Record<K, number>> => {
    const ids = {} as Record<K, number>;
    const documents = (Object.entries(sketches) as [K, Sketch][]).map(([name, sketch]) => {
      ids[name] = ++this.lastId;
      return documentOf(this.lastId, { collectionId: this.collection, ...sketch });
    });
    await this.put(...documents);
    return ids;
  };

  ask = (text: string, more: Ask = {}): Promise<SearchAnswer> =>
    this.engine.search(requestOf(text, { collections: [this.collection], ...more }));

  /** By item the pages that are named for it. */
  pages = async (text: string, more: Ask = {}): Promise<Record<number, PageHits>> => {
    const { hits } = await this.ask(text, { pages: 3, ...more });
    return Object.fromEntries(hits.flatMap(({ itemId, pages }) => (pages ? [[itemId, pages]] : [])));
  };

  /** The names of what is found, in the order of the hits. */
  names = async <K extends string>(ids: Record<K, number>, text: string, more: Ask = {}): Promise<string[]> => {
    const answer = await this.ask(text, more);
    const byId = new Map(Object.entries<number>(ids).map(([name, id]) => [id, name]));
    expect(answer.total).toBeGreaterThanOrEqual(answer.hits.length);
    return answer.hits.map((hit) => byId.get(hit.itemId) ?? `stranger ${hit.itemId}`);
  };
}
