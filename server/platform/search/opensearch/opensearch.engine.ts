import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, errors } from '@opensearch-project/opensearch';
import { Problem } from '../../../contract/problems.js';
import { type Indexed, splitEntry } from '../search.document.js';
import { type Rebuild, SearchEngine } from '../search.engine.js';
import type {
  ExamplesRequest,
  FacetCount,
  Look,
  PageHits,
  Reader,
  SearchAnswer,
  SearchHit,
  SearchRequest,
} from '../search.request.js';
import { cardsBody, type Dsl, entriesBody, examplesBody, questionsOf, relevanceOf } from './asking.js';
import { OtherVersion } from './bulk.js';
import { Indexes } from './indexes.js';
import { lookBody, toldBy } from './looks.js';
import { namedPages, type NamedPages, pagesBody } from './pages.js';
import { RecordWriter } from './writer.js';

interface Bucket {
  key: string | number;
  doc_count: number;
}

interface Answer {
  hits: {
    /** Where it was asked for. */
    total?: { value: number };
    hits: { _score: number | null; _source: { item_id: number; card: SearchHit['card']; worded?: string[] } }[];
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

interface RefusedAnswer {
  status: number;
  error: { type?: string; reason?: string; root_cause?: { type?: string; reason?: string }[] };
}

/** One of several questions was not answered. */
class Refused extends Error {
  readonly statusCode: number;

  constructor({ status, error }: RefusedAnswer) {
    const { type = '', reason = '' } = error.root_cause?.[0] ?? error;
    super(`${status} ${error.type ?? ''}: ${type} ${reason}`);
    this.statusCode = status;
  }
}

const statusOf = (error: unknown): number | null =>
  error instanceof errors.ResponseError || error instanceof Refused ? (error.statusCode ?? null) : null;

const passes = (error: unknown): boolean => [404, 429, 503].includes(statusOf(error) ?? 0);

function countsOf({ aggregations }: Answer, group: string): FacetCount[] {
  const { buckets } = aggregations?.[group] as { buckets: Bucket[] };
  return buckets.map(({ key, doc_count }) => ({ key: splitEntry(String(key)).key, count: doc_count }));
}

/** Search in an OpenSearch of one's own: a million items and more, several servers. */
export class OpenSearchEngine extends SearchEngine {
  readonly name = 'opensearch' as const;
  // Nobody waits for a chunk here, as in the database others wait for its lock.
  override readonly together = 400;
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
      for (const index of await this.indexes.targets()) await this.write(documents, index);
    });
  }

  async rebuild({ resume = null }: { resume?: string | null } = {}): Promise<Rebuild> {
    const filling = await this.reach(() => this.indexes.filling());
    const resumed = resume !== null && filling === resume;
    const token = resumed ? resume : await this.reach(() => this.indexes.startNext());
    return {
      token,
      resumed,
      put: (documents) => this.reach(() => this.write(documents, this.indexes.next, { fresh: true })),
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
    const { bodies, hits, total, facets } = questionsOf(request);
    const looks = request.looks ?? [];
    const answers = await this.askAll([...bodies, ...looks.map((look) => lookBody(request, look))]);
    const found = hits === null ? [] : answers[hits]!.hits.hits;
    const pages = await this.pagesOf(request, found);
    return {
      // Counted in another question: what has come in between them is seen.
      total: Math.max(answers[total]!.hits.total!.value, found.length > 0 ? request.from + found.length : 0),
      facets: Object.fromEntries(request.facets.map((group) => [group, countsOf(answers[facets[group]!]!, group)])),
      hits: found.map(({ _score, _source: { item_id, card } }) => {
        const own = pages.get(item_id);
        return { itemId: item_id, relevance: relevanceOf(_score), card, ...(own ? { pages: own } : {}) };
      }),
      looks: looks.map((look, at) => toldBy(answers[bodies.length + at]!.hits.total!.value, look)),
    };
  }

  async totals(reader: Reader, looks: readonly Look[]): Promise<number[]> {
    if (looks.length === 0) return [];
    const answers = await this.askAll(looks.map((look) => lookBody(reader, look)));
    return answers.map(({ hits }, at) => toldBy(hits.total!.value, looks[at]!));
  }

  /**
   * A second way to the engine, since the pages of a hit cannot be counted with it: what is looked up within a hit is
   * counted by parts of pages, as far as a limit, and what is counted of all hits goes over every page of them, shown or not.
   */
  private async pagesOf(request: SearchRequest, found: Answer['hits']['hits']): Promise<Map<number, PageHits>> {
    const itemIds = found.flatMap(({ _source: { item_id, worded } }) => (worded?.length ? [item_id] : []));
    const body = pagesBody(request, itemIds);
    return body ? namedPages((await this.ask(body)).aggregations as unknown as NamedPages) : new Map();
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

  async countEntries(reader: Reader, entries: readonly string[]): Promise<Map<string, number>> {
    if (entries.length === 0) return new Map();
    const answer = await this.ask(entriesBody(reader, entries));
    const counted = Object.values(answer.aggregations ?? {}) as { buckets: Bucket[] }[];
    return new Map(counted.flatMap(({ buckets }) => buckets.map(({ key, doc_count }) => [String(key), doc_count])));
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

  /** Where an older worker has begun to fill an index, it learns what is new, once. */
  private async write(documents: readonly Indexed[], index: string, how?: { fresh: boolean }): Promise<void> {
    try {
      await this.writer.write(documents, index, how);
    } catch (error) {
      if (!(error instanceof OtherVersion)) throw error;
      await this.indexes.widen();
      await this.writer.write(documents, index, how);
    }
  }

  private async ask(body: Dsl): Promise<Answer> {
    const [answer] = await this.askAll([body]);
    return answer!;
  }

  /** In one request; each is answered whole or not at all. */
  private async askAll(bodies: readonly Dsl[]): Promise<Answer[]> {
    // Of the copies of a shard the same one answers all of them: another may not have seen the newest.
    const header = { allow_partial_search_results: false, preference: randomUUID() };
    const body = bodies.flatMap((one) => [header, one]);
    const search = async (): Promise<Answer[]> => {
      const { body: answer } = await this.client.msearch({ index: this.indexes.serving, body } as never);
      const { responses } = answer as unknown as { responses: (Answer & Partial<RefusedAnswer>)[] };
      const refused = responses.find(({ error }) => error);
      if (refused) throw new Refused(refused as RefusedAnswer);
      return responses;
    };
    return this.reach(async () => {
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
  }

  /** An engine that does not answer is a problem of search alone, and says so. */
  private async reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const status = statusOf(error);
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
