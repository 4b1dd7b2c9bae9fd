import { wantedPhrases } from '../../../contract/text/index.js';
import type { Database } from '../../database/database.js';
import { facetEntry, type Indexed } from '../search.document.js';
import { type Rebuild, SearchEngine } from '../search.engine.js';
import type { ExamplesRequest, Look, Reader, SearchAnswer, SearchHit, SearchRequest } from '../search.request.js';
import { type Counted, counted, countedEach, readableBy } from './counting.js';
import { anyPhrase, LookUps } from './matching.sql.js';
import { newestOfEach } from './examples.js';
import { cardsOf, carriedBy } from './hit.cards.js';
import { Looking } from './looking.js';
import { Following } from './memory/following.js';
import { byAge, orderOf, shown } from './ordering.js';
import { meaningMarks, touchingMarks, underMarks } from './meaning.js';
import { type Marks, marked, planned } from './plan.js';
import { Grades, idMarks } from './relevance.js';
import { Remembered } from './remembered.js';
import { writeDocuments } from './writing.js';

/** So many vectors, of some 25 kB each, are read to order one class of relevance; larger classes are ordered by age. */
export const rankedUpTo = 100;

/** What is shown, before its card is fetched. */
type Place = Pick<SearchHit, 'itemId' | 'relevance'>;

/**
 * Search in the database that is there anyway: its indexes say which items hold which words, and what those are counted,
 * narrowed and sorted by is kept in the memory of each process that searches (memory/following.ts; what it costs: server/modules/search/README.md).
 */
export class PostgresEngine extends SearchEngine {
  readonly name = 'postgres' as const;
  private readonly memory: Following;
  private readonly remembered = new Remembered();

  constructor(private readonly db: Database) {
    super();
    this.memory = new Following(db);
  }

  /** The tables come with the migrations. */
  prepare(): Promise<void> {
    return Promise.resolve();
  }

  override warm(): Promise<void> {
    return this.memory.follow();
  }

  put(documents: readonly Indexed[]): Promise<void> {
    return writeDocuments(this.db, documents);
  }

  /** Rows are replaced where they stand, each in one moment: what serves is never half an index. */
  async rebuild(): Promise<Rebuild> {
    return {
      token: 'in place',
      resumed: true,
      put: (documents) => this.put(documents),
      finish: async () => {
        await this.db.query(`ANALYZE search_document, search_fact, search_vector, search_page`);
      },
      abandon: async () => {},
    };
  }

  /** There is one index, the tables. */
  async tidy(): Promise<void> {}

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const asked = planned(request);
    const looking = new Looking(request, request.looks ?? [], asked.lookUps);
    const row = await this.lookUp(asked.lookUps.statement, asked.lookUps.parameters);
    const { columns } = this.memory;
    const known = this.marksOf(asked.lookUps, row);
    const looks = looking.told(known, columns, this.memory.facets);
    const matching = request.query.kind === 'all' ? null : marked(asked.matching, known);
    const count = (one: SearchRequest): Counted =>
      this.remembered.of(one, columns, (before) => counted(one, matching, columns, this.memory.facets, count, before));
    const { places, facets } = count(request);
    const total = places.length;
    if (total === 0 || request.size === 0) return { total, hits: [], facets, looks };
    const page = await this.page(request, places, new Grades(asked, known));
    const onPages = known.sets.filter((_, at) => asked.onPages.has(at));
    const isPaged = ({ itemId }: Place): boolean => {
      const place = columns.placeOf(itemId);
      return onPages.some((marks) => marks[place] === 1);
    };
    return { total, facets, hits: await this.carrying(page, request, isPaged), looks };
  }

  async totals(reader: Reader, looks: readonly Look[]): Promise<number[]> {
    if (looks.length === 0) return [];
    const lookUps = new LookUps(reader.labels);
    const looking = new Looking(reader, looks, lookUps);
    const row = await this.lookUp(lookUps.statement, lookUps.parameters);
    const { columns, facets } = this.memory;
    return looking.told(this.marksOf(lookUps, row), columns, facets);
  }

  async examples({ labels, collections, group, keys, each }: ExamplesRequest): Promise<Map<string, number[]>> {
    await this.lookUp('SELECT tick FROM search_clock');
    const { columns, facets } = this.memory;
    const values = keys.map((key) => facets.idOf(facetEntry(group, key)));
    const readable = readableBy({ labels, collections }, columns);
    const found = newestOfEach(values, each, readable, columns);
    return new Map(keys.map((key, at) => [key, found[at]!.map((place) => columns.ids[place]!)]));
  }

  cards(itemIds: readonly number[], without: readonly string[] = []): Promise<Map<number, SearchHit['card']>> {
    return cardsOf(this.db, itemIds, without);
  }

  async countEntries(reader: Reader, entries: readonly string[]): Promise<Map<string, number>> {
    if (entries.length === 0) return new Map();
    await this.lookUp('SELECT tick FROM search_clock');
    const { columns, facets } = this.memory;
    const counts = this.remembered.countsOf(reader, columns, (before) => countedEach(reader, columns, facets, before));
    const found = entries.map((entry) => [entry, counts[facets.idOf(entry) ?? -1] ?? 0] as const);
    return new Map(found.filter(([, count]) => count > 0));
  }

  /** A row that is committed is found. */
  async refresh(): Promise<void> {}

  async check(): Promise<void> {
    await this.db.query('SELECT 1');
  }

  close(): Promise<void> {
    this.remembered.hide();
    return this.memory.stop();
  }

  /** One row with the newest tick: what was committed by then is in memory when this answers. */
  private async lookUp(sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>> {
    const row = (await this.db.one<{ tick: number }>(sql, parameters)) ?? { tick: 0 };
    await this.memory.reach(row.tick);
    return row;
  }

  private marksOf(lookUps: LookUps, row: Record<string, unknown>): Marks {
    const { columns, facets } = this.memory;
    const sets = lookUps.sets(row).map((ids) => idMarks(ids, columns));
    return {
      sets,
      of: meaningMarks(columns, facets),
      under: underMarks(columns, facets),
      touching: (years) => touchingMarks(years, columns),
      size: columns.size,
    };
  }

  private async page(request: SearchRequest, places: Int32Array, grades: Grades): Promise<Place[]> {
    const { columns } = this.memory;
    const { sort, from, size } = request;
    const told = (some: readonly number[]): Place[] =>
      some.map((place) => ({ itemId: columns.ids[place] as number, relevance: grades.of(place) }));
    if (sort.by !== 'relevance') return told(shown(places, orderOf(sort, columns), from, size));
    const page: Place[] = [];
    let before = 0;
    // Only classes of which something is shown are put in order.
    for (const { relevance, places: own } of grades.apart(places)) {
      const first = Math.max(0, from - before);
      const some = Math.min(from + size - before, own.length) - first;
      before += own.length;
      if (some <= 0) continue;
      const ranked = await this.ranked(request, relevance, own, first, some);
      page.push(...(ranked?.map((itemId) => ({ itemId, relevance })) ?? told(shown(own, byAge(columns), first, some))));
    }
    return page;
  }

  /** By how often and how near together the words stand in the metadata; null where that says nothing or costs too much. */
  private async ranked(
    { query }: SearchRequest,
    relevance: SearchHit['relevance'],
    places: Int32Array,
    from: number,
    size: number,
  ): Promise<number[] | null> {
    const phrases = wantedPhrases(query);
    // Of one phrase that was found on pages alone, metadata know nothing.
    const silent = phrases.length === 0 || (phrases.length === 1 && relevance === 'text');
    if (silent || places.length === 1 || places.length > rankedUpTo) return null;
    // In the title is what matters of a title; what is found beside it is not in it.
    const vector = relevance === 'title' || relevance === 'title-exact' ? 'title_vector' : 'vector';
    const rows = await this.db.query<{ item_id: number }>(
      `SELECT item_id FROM search_vector WHERE item_id = ANY ($1)
       ORDER BY ts_rank(${vector}, $2::tsquery) DESC, item_id DESC LIMIT $3 OFFSET $4`,
      [Array.from(places, (place) => this.memory.columns.ids[place]), anyPhrase(phrases), size, from],
    );
    return rows.map(({ item_id }) => item_id);
  }

  private async carrying(
    page: readonly Place[],
    request: SearchRequest,
    isPaged: (one: Place) => boolean,
  ): Promise<SearchHit[]> {
    const idOf = ({ itemId }: Place): number => itemId;
    const carried = await carriedBy(this.db, page.map(idOf), request, page.filter(isPaged).map(idOf));
    // What was withdrawn this very moment carries nothing.
    return page.flatMap((place) => {
      const own = carried.get(place.itemId);
      return own === undefined ? [] : [{ ...place, ...own }];
    });
  }
}
