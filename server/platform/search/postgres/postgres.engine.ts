import { wantedPhrases } from '../../../contract/text/index.js';
import type { Database } from '../../database/database.js';
import type { Indexed } from '../search.document.js';
import { type Rebuild, SearchEngine } from '../search.engine.js';
import type {
  FacetCount,
  PageHits,
  PageHitsRequest,
  SearchAnswer,
  SearchHit,
  SearchRequest,
} from '../search.request.js';
import { anyPhrase } from './matching.sql.js';
import { countStatement, hitsStatement } from './searching.sql.js';
import { facetIds, writeDocuments } from './writing.js';

/**
 * Search in the database that is there anyway: documents are rows, words are a tsvector that we build ourselves. Good to some hundred
 * thousand items; above that, broad words take seconds (README.md) and OpenSearch should be set.
 */
export class PostgresEngine extends SearchEngine {
  readonly name = 'postgres' as const;

  constructor(private readonly db: Database) {
    super();
  }

  /** The tables come with the migrations. */
  prepare(): Promise<void> {
    return Promise.resolve();
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
        await this.db.query(`ANALYZE search_document, search_page`);
      },
      abandon: async () => {},
    };
  }

  /** There is one index, the tables. */
  async tidy(): Promise<void> {}

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const ids = await facetIds(
      this.db,
      request.filters.flatMap(({ group, keys }) => keys.map((key) => `${group}=${key}`)),
      false,
    );
    const counting = countStatement(request, ids);
    const counted = await this.db.one<{ total: number; facets: [string, number][][] }>(
      counting.sql,
      counting.parameters,
    );
    const total = counted?.total ?? 0;
    const facets: Record<string, FacetCount[]> = {};
    request.facets.forEach((group, at) => {
      facets[group] = (counted?.facets[at] ?? []).map(([key, count]) => ({ key, count }));
    });
    if (total === 0 || request.size === 0) return { total, hits: [], facets };
    const finding = hitsStatement(request, ids, total);
    const rows = await this.db.query<{ item_id: number; relevance: SearchHit['relevance']; card: SearchHit['card'] }>(
      finding.sql,
      finding.parameters,
    );
    return { total, facets, hits: rows.map(({ item_id, relevance, card }) => ({ itemId: item_id, relevance, card })) };
  }

  async pageHits(request: PageHitsRequest): Promise<PageHits[]> {
    const phrases = wantedPhrases(request.query).filter((phrase) => phrase.field === undefined);
    if (phrases.length === 0 || request.itemIds.length === 0) return [];
    const rows = await this.db.query<{ item_id: number; total: number; page_ids: number[] }>(
      `WITH found AS (SELECT item_id, page_id, ord, bool_and(seam) AS seam FROM search_page
                      WHERE item_id = ANY ($1) AND labels && $2::text[] AND vector @@ $3::tsquery
                      GROUP BY item_id, page_id, ord),
         best AS (SELECT *, bool_and(seam) OVER (PARTITION BY item_id) AS only_seams FROM found)
       SELECT item_id, count(*)::int AS total, (array_agg(page_id ORDER BY ord, page_id))[1:$4::int] AS page_ids
       FROM best WHERE NOT seam OR only_seams GROUP BY item_id`,
      [request.itemIds, request.labels, anyPhrase(phrases), request.most],
    );
    return rows.map(({ item_id, total, page_ids }) => ({ itemId: item_id, total, pageIds: page_ids.map(Number) }));
  }

  async countEntries(
    reader: { labels: string[]; collections: number[] },
    entries: readonly string[],
  ): Promise<Map<string, number>> {
    const rows = await this.db.query<{ entry: string; n: number }>(
      `SELECT f.entry, count(*)::int AS n FROM facet_value f
       JOIN search_document d ON d.facets @> ARRAY[f.id] AND NOT d.gone AND d.labels && $2::text[] AND d.collection_id = ANY ($3::bigint[])
       WHERE f.entry = ANY ($1) GROUP BY f.entry`,
      [entries, reader.labels, reader.collections],
    );
    return new Map(rows.map(({ entry, n }) => [entry, n]));
  }

  /** A row that is committed is found. */
  async refresh(): Promise<void> {}

  async check(): Promise<void> {
    await this.db.query('SELECT 1');
  }

  async close(): Promise<void> {}
}
