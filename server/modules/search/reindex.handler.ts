import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type Indexed, isGone } from '../../platform/search/search.document.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { usingAny } from '../authority/usage.service.js';
import { ChangeService } from '../change/change.service.js';
import { JobHandler } from '../job/job.handler.js';
import { type JobRun, JobStopped } from '../job/job.run.js';
import { DOCUMENT_RECIPE } from './document.recipe.js';
import { inOrder } from './in.order.js';
import { IndexService } from './index.service.js';
import { inParts, type Weight, weightOf } from './made.together.js';
import { RebuildLease } from './rebuild.lease.js';

/** One chunk is read and written while others are being made. */
const atOnce = 3;
const tellEveryMs = 60_000;

/** Where an interrupted run got to, with what it was filling and how it cut text. */
interface Saved {
  after: number;
  done: number;
  token?: string;
  recipe?: number;
}

interface Which {
  collectionId: number | null;
  libraryId: number | null;
  refs: string[] | null;
}

interface Row {
  id: number;
  doc_version: number;
}

interface Filled {
  [key: string]: number;
  items: number;
  pages: number;
  seconds: number;
  /** Documents: items and pages. */
  perSecond: number;
}

/** How much has been done since this attempt began, and how fast. */
class Pace {
  private readonly began = Date.now();
  private told = this.began;
  private items = 0;
  private pages = 0;

  add(documents: readonly Indexed[]): void {
    this.items += documents.length;
    for (const document of documents) this.pages += isGone(document) ? 0 : document.pages.length;
  }

  get filled(): Filled {
    const { items, pages } = this;
    const seconds = Math.max(0.001, (Date.now() - this.began) / 1000);
    return { items, pages, seconds: Math.round(seconds), perSecond: Math.round((items + pages) / seconds) };
  }

  /** Said now and then, and at the end. */
  get isDue(): boolean {
    if (Date.now() - this.told < tellEveryMs) return false;
    this.told = Date.now();
    return true;
  }
}

const stateEvery = 500;
const longestPause = 15_000;

/** Makes documents again: of one collection in place, of everything into a fresh index while the old one serves. */
@Injectable()
export class ReindexHandler {
  /** How many items are a chunk; fewer where they have many pages. */
  mostItems: number;

  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly index: IndexService,
    private readonly lease: RebuildLease,
    private readonly changes: ChangeService,
  ) {
    this.mostItems = engine.together;
  }

  @JobHandler('search.reindex')
  async reindex(payload: JobPayload<'search.reindex'>, run: JobRun): Promise<Filled> {
    const { collectionId, ref, refs = ref === undefined ? null : [ref] } = payload;
    const saved = run.checkpoint as Saved | null;
    if (collectionId !== null || refs !== null) {
      const put = (documents: readonly Indexed[]) => this.engine.put(documents);
      return this.all({ collectionId, refs, libraryId: run.libraryId }, run, saved, {}, put);
    }
    return (await this.isAnothers(run)) ? new Pace().filled : this.everything(run, saved);
  }

  /** Whether another job is at it already; one that is asked to stop is waited for. */
  private async isAnothers(run: JobRun): Promise<boolean> {
    for (;;) {
      run.pause();
      const other = await this.lease.claim(run.id);
      if (other === null) return false;
      if (other.state === 'running') {
        await run.log('info', 'search.left-to-another', { job: other.pid });
        return true;
      }
      await sleep(stateEvery, undefined, { signal: run.signal }).catch(() => undefined);
    }
  }

  private async everything(run: JobRun, saved: Saved | null): Promise<Filled> {
    // What was cut by another recipe is not what is to be filled now.
    const usable = saved?.recipe === DOCUMENT_RECIPE ? saved : null;
    const rebuild = await this.engine.rebuild({ resume: usable?.token ?? null });
    const mark = { token: rebuild.token, recipe: DOCUMENT_RECIPE };
    try {
      const from = rebuild.resumed ? usable : null;
      const put = (documents: readonly Indexed[]) => rebuild.put(documents);
      const filled = await this.all({ collectionId: null, refs: null, libraryId: null }, run, from, mark, put);
      await rebuild.finish();
      await this.index.noteFilled();
      return filled;
    } catch (error) {
      // Nobody goes on with it; after a failure or the end of the worker somebody does.
      if (error instanceof JobStopped) await rebuild.abandon();
      throw error;
    }
  }

  private async all(
    which: Which,
    run: JobRun,
    saved: Saved | null,
    mark: Pick<Saved, 'token' | 'recipe'>,
    put: (documents: readonly Indexed[]) => Promise<void>,
  ): Promise<Filled> {
    // Withdrawn items too: their stubs keep late writes away from the new index.
    const wanted = `first_published_at IS NOT NULL AND ($1::bigint IS NULL OR collection_id = $1)
      AND ($2::bigint IS NULL OR library_id = $2) ${which.refs ? `AND ${usingAny('$3')}` : 'AND $3::text[] IS NULL'}`;
    const parameters = [which.collectionId, which.libraryId, which.refs];
    const total = await this.db.one<{ count: number }>(
      `SELECT count(*) AS count FROM item WHERE ${wanted}`,
      parameters,
    );
    const inPlace = mark.token === undefined;
    const pace = new Pace();
    let { after, done } = saved ?? { after: 0, done: 0 };
    await inOrder(
      this.chunks(wanted, parameters, after, run),
      atOnce,
      async (rows) => {
        const due = inPlace ? await this.dirtied(rows, which) : versions(rows);
        await this.patiently(run, async () => pace.add(await this.index.index(due, put)));
      },
      async (rows) => {
        after = rows.at(-1)?.id ?? after;
        done += rows.length;
        await run.save({ after, done, ...mark }, done, total?.count);
        if (pace.isDue) await run.log('info', 'search.indexed', pace.filled);
      },
    );
    await run.log('info', 'search.indexed', pace.filled);
    return pace.filled;
  }

  /** A book of thousands of pages is a chunk of its own, a hundred sheets are one together. */
  private async *chunks(wanted: string, parameters: unknown[], from: number, run: JobRun): AsyncGenerator<Row[]> {
    for (let after = from; ;) {
      run.pause();
      const rows = await this.db.query<Row & Weight>(
        `SELECT id, doc_version, ${weightOf('item.id')} FROM item WHERE ${wanted} AND id > $4 ORDER BY id LIMIT $5`,
        [...parameters, after, this.mostItems],
      );
      if (rows.length === 0) return;
      after = (rows.at(-1) as Row).id;
      // Weighed once, however few of them are made together.
      yield* inParts(rows);
    }
  }

  /** What was built before the change that ordered this must not come after it: it has a lower version then. */
  private async dirtied(rows: readonly Row[], { refs }: Which): Promise<{ itemId: number; version: number }[]> {
    return this.db.transaction(async () => {
      const bumped = await this.db.query<Row & { published: boolean }>(
        `UPDATE item SET doc_version = doc_version + 1 WHERE id IN (SELECT id FROM item WHERE id = ANY ($1) ORDER BY id FOR UPDATE)
         RETURNING id, doc_version, published_revision IS NOT NULL AS published`,
        [rows.map(({ id }) => id)],
      );
      // A name that changed is a change of every record that says it.
      const renamed = refs === null ? [] : bumped.filter(({ published }) => published);
      await this.changes.items(
        'change',
        renamed.map(({ id }) => id),
      );
      return versions(bumped);
    });
  }

  /** An engine that is away comes back: nothing is lost by waiting, and a new name must not be forgotten meanwhile. */
  private async patiently(run: JobRun, work: () => Promise<unknown>): Promise<void> {
    for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
      run.pause();
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'search.unavailable')) throw error;
        await sleep(pause, undefined, { signal: run.signal }).catch(() => undefined);
      }
    }
  }
}

const versions = (rows: readonly Row[]) => rows.map(({ id, doc_version }) => ({ itemId: id, version: doc_version }));
