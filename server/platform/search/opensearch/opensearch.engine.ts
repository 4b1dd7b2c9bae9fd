import { setTimeout as sleep } from 'node:timers/promises';
import { Client, errors } from '@opensearch-project/opensearch';
import { Problem } from '../../../contract/problems.js';
import { type Indexed, splitEntry } from '../search.document.js';
import { type Rebuild, SearchEngine } from '../search.engine.js';
import type {
  ExamplesRequest,
  PageHits,
  PageHitsRequest,
  SearchAnswer,
  SearchHit,
  SearchRequest,
} from '../search.request.js';
import { cardsBody, type Dsl, entriesBody, examplesBody, pagesBody, relevanceOf, searchBody } from './asking.js';
import { Indexes } from './indexes.js';
import { RecordWriter } from './writer.js';

interface Bucket {
  key: string | number;
  doc_count: number;
}

interface Named {
  doc_count: number;
  pages: { value: number };
  first: { buckets: Bucket[] };
}

interface Answer {
  hits: {
    total: { value: number };
    hits: { _score: number | null; _source: { item_id: number; card: SearchHit['card'] } }[];
  };
  aggregations?: Record<string, unknown>;
}

export interface OpenSearchOptions {
  url: string;
  prefix: string;
  shards?: number;
  /** Null or unset: as many as the cluster has room for, at most one. */
  replicas?: number | null;
}

const passes = (error: unknown): boolean =>
  error instanceof errors.ResponseError && [404, 429, 503].includes(error.statusCode);

/** Search in an OpenSearch of one's own: a million items and more, several servers. */
export class OpenSearchEngine extends SearchEngine {
  readonly name = 'opensearch' as const;
  private readonly client: Client;
  private readonly indexes: Indexes;
  private readonly writer: RecordWriter;

  constructor({ url, prefix, shards = 1, replicas = null }: OpenSearchOptions) {
    super();
    this.client = new Client({ node: url, requestTimeout: 15_000, maxRetries: 1 });
    this.indexes = new Indexes(this.client, prefix, { shards, replicas });
    this.writer = new RecordWriter(this.client, this.indexes.next);
  }

  prepare(missing = () => Promise.resolve()): Promise<void> {
    return this.reach(() => this.indexes.ensure(missing));
  }

  async put(documents: readonly Indexed[]): Promise<void> {
    await this.reach(async () => {
      for (const index of await this.indexes.targets()) await this.writer.write(documents, index);
    });
  }

  async rebuild({ resume = null }: { resume?: string | null } = {}): Promise<Rebuild> {
    const filling = await this.reach(() => this.indexes.filling());
    const resumed = resume !== null && filling === resume;
    const token = resumed ? resume : await this.reach(() => this.indexes.startNext());
    return {
      token,
      resumed,
      put: (documents) => this.reach(() => this.writer.write(documents, this.indexes.next, { fresh: true })),
      finish: () =>
        this.reach(async () => {
          await this.indexes.swap(token);
          await this.indexes.dropStrays();
        }),
      abandon: () =>
        this.reach(async () => {
          if ((await this.indexes.filling()) === token) await this.indexes.dropNext();
        }),
    };
  }

  async tidy({ rebuilding }: { rebuilding: boolean }): Promise<void> {
    await this.reach(async () => {
      if (!rebuilding) await this.indexes.dropNext();
      await this.indexes.dropStrays();
      await this.writer.sweep(this.indexes.serving);
    });
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const answer = await this.ask(searchBody(request));
    const facets: SearchAnswer['facets'] = {};
    request.facets.forEach((group, at) => {
      const counted = answer.aggregations?.[`g${at}`] as { values: { buckets: Bucket[] } } | undefined;
      facets[group] = (counted?.values.buckets ?? []).map(({ key, doc_count }) => ({
        key: splitEntry(String(key)).key,
        count: doc_count,
      }));
    });
    return {
      total: answer.hits.total.value,
      facets,
      hits: answer.hits.hits.map(({ _score, _source }) => ({
        itemId: _source.item_id,
        relevance: relevanceOf(_score),
        card: _source.card,
      })),
    };
  }

  async examples(request: ExamplesRequest): Promise<Map<string, number[]>> {
    if (request.keys.length === 0) return new Map();
    const answer = await this.ask(examplesBody(request));
    const { buckets } = answer.aggregations?.values as { buckets: (Bucket & { first: Pick<Answer, 'hits'> })[] };
    return new Map(
      buckets.map(({ key, first }) => [
        splitEntry(String(key)).key,
        first.hits.hits.map(({ _source: { item_id } }) => item_id),
      ]),
    );
  }

  async cards(itemIds: readonly number[], without: readonly string[] = []): Promise<Map<number, SearchHit['card']>> {
    if (itemIds.length === 0) return new Map();
    const { hits } = (await this.ask(cardsBody(itemIds, without))).hits;
    return new Map(hits.map(({ _source: { item_id, card } }) => [item_id, card]));
  }

  async pageHits(request: PageHitsRequest): Promise<PageHits[]> {
    const body = pagesBody(request.query, request.labels, request.itemIds, request.most);
    if (!body) return [];
    const answer = await this.ask(body);
    const items = answer.aggregations?.items as { buckets: (Bucket & Record<'own' | 'seams', Named>)[] };
    return items.buckets.map(({ key, own, seams }) => {
      const { pages, first } = own.doc_count > 0 ? own : seams;
      return {
        itemId: Number(key),
        total: pages.value,
        pageIds: first.buckets.map((page) => Number(page.key)),
      };
    });
  }

  async countEntries(
    reader: { labels: string[]; collections: number[] },
    entries: readonly string[],
  ): Promise<Map<string, number>> {
    if (entries.length === 0) return new Map();
    const answer = await this.ask(entriesBody(reader, entries));
    const { buckets } = answer.aggregations?.entries as { buckets: Bucket[] };
    return new Map(buckets.map(({ key, doc_count }) => [String(key), doc_count]));
  }

  async refresh(): Promise<void> {
    await this.reach(() => this.client.indices.refresh({ index: this.indexes.serving }));
  }

  async check(): Promise<void> {
    // It may answer and have lost everything: then it is of no more use than one that is away.
    if (!(await this.reach(() => this.indexes.isThere()))) throw new Problem('search.unavailable');
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async ask(body: Dsl): Promise<Answer> {
    const search = () => this.client.search({ index: this.indexes.serving, body } as never);
    const { body: answer } = await this.reach(async () => {
      // A rebuilt index has just taken the place of the one that was asked, a new one has not opened its shards yet, or
      // more was asked at once than it has room for: a moment later it answers.
      for (const pause of [100, 200, 400, 800]) {
        try {
          return await search();
        } catch (error) {
          if (!passes(error)) throw error;
          await sleep(pause);
        }
      }
      return search();
    });
    return answer as unknown as Answer;
  }

  /** An engine that does not answer is a problem of search alone, and says so. */
  private async reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const status = error instanceof errors.ResponseError ? error.statusCode : null;
      const away =
        error instanceof errors.ConnectionError ||
        error instanceof errors.TimeoutError ||
        error instanceof errors.NoLivingConnectionsError ||
        (status !== null && (status === 404 || status === 429 || status >= 500));
      if (away) throw new Problem('search.unavailable', {}, [], { cause: error });
      throw error;
    }
  }
}
