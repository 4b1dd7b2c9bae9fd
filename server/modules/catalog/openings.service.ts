import type { OpeningDays } from '../../contract/blocks.js';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { JobPayload } from '../../contract/jobs.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import { AccessService } from '../access/access.service.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { JobService } from '../job/job.service.js';
import { OpeningMemory, type Noted } from './opening.memory.js';
import { type OpenedRow, OpeningRepository } from './opening.repository.js';

export type { Noted } from './opening.memory.js';

const writeMs = 5000;
const writtenAtOnce = 2000;
const hour = 3_600_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** How often items are opened by readers, by item and day; who they are is kept nowhere. */
@Injectable()
export class OpeningsService implements OnModuleInit, OnApplicationShutdown {
  private readonly memory = new OpeningMemory();
  private writer?: NodeJS.Timeout;
  private turner?: NodeJS.Timeout;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly rows: OpeningRepository,
    private readonly access: AccessService,
    private readonly jobs: JobService,
  ) {}

  onModuleInit(): void {
    this.writer = setInterval(() => void this.write(), writeMs).unref();
    this.turner = setInterval(() => void this.order(), hour).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.writer);
    clearInterval(this.turner);
    await this.writing;
    await this.write();
  }

  /** `visitor` tells visitors of one day apart, as far as may be, and is not kept. */
  note(pid: string, visitor: string): Noted {
    return this.memory.note(pid, visitor, dayOf(Date.now()));
  }

  /** Those that readers opened most in so many days, of what this one may see: the most opened first. */
  async mostOpened(
    caller: Caller,
    { library, collection }: { library?: string | undefined; collection?: string | undefined },
    days: OpeningDays,
    limit: number,
  ): Promise<OpenedRow[]> {
    const places = await this.access.readable(caller);
    const { siteLibraryId: site } = caller;
    const among = places.filter(
      (place) =>
        (site === null || place.libraryId === site) &&
        (collection === undefined || place.pid === collection) &&
        (library === undefined || place.library.pid === library),
    );
    if (among.length === 0) return [];
    const ids = (some: typeof places) => some.map(({ id }) => id);
    return this.rows.most(caller.labels, ids(places), ids(among), days, Math.min(limit, 100));
  }

  /** What waits is written; where it cannot be just now it is tried again. */
  async write(): Promise<void> {
    this.writing ??= this.writeAll()
      .catch((error: unknown) => log.warn({ err: error }, 'openings could not be written'))
      .finally(() => (this.writing = undefined));
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    // As many as wait now: what comes meanwhile is for the next time.
    for (let rest = this.memory.size.waiting; rest > 0; rest -= writtenAtOnce) {
      const some = this.memory.some(Math.min(rest, writtenAtOnce));
      this.memory.written(some, await this.rows.add(some));
    }
  }

  /** However many processes there are, once a day. */
  private async order(): Promise<void> {
    try {
      await this.db.transaction(async () => {
        await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('catalog.openings', 0))`);
        const done = await this.db.one(
          `SELECT 1 FROM job WHERE kind = 'catalog.openings' AND created_at >= $1::date::timestamp AT TIME ZONE 'UTC' LIMIT 1`,
          [dayOf(Date.now())],
        );
        if (!done) await this.jobs.enqueue('catalog.openings', {}, { key: 'openings' });
      });
    } catch (error) {
      log.warn({ err: error }, 'catalog.openings could not be queued');
    }
  }

  @JobHandler('catalog.openings')
  async turn(_: JobPayload<'catalog.openings'>, run: JobRun): Promise<Json> {
    return { items: await this.rows.turn(dayOf(Date.now()), () => run.pause()) };
  }

  /** The sums anew from the days. */
  async rebuild(): Promise<void> {
    await this.rows.rebuild(dayOf(Date.now()));
  }
}
