import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../../platform/config.js';
import { lastingConnection } from '../../platform/database/connections.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { outboxChannel } from '../catalog/outbox.js';
import { IndexService } from './index.service.js';
import { RebuildLease } from './rebuild.lease.js';

/** Any number that no other lock of the platform uses. */
const indexLock = 7_205_761;
const pollMs = 1500;
const longestPauseMs = 30_000;

/**
 * Watches the outbox in each worker. One of them indexes, so that no item is built twice at once; should it die, its lock goes
 * with its connection and the next one takes over. Nothing is lost while the engine is away: rows wait.
 */
@Injectable()
export class OutboxWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  /** How often it looks after what crashes and stopped rebuilds leave behind. */
  static tidyMs = 10 * 60_000;
  private client?: pg.Client;
  private timer?: NodeJS.Timeout;
  private working: Promise<void> | null = null;
  private again = false;
  private holds = false;
  private prepared = false;
  private failures = 0;
  private closing = false;
  private tidied = 0;

  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly index: IndexService,
    private readonly rebuilds: RebuildLease,
  ) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    await this.working;
    await this.client?.end().catch(() => undefined);
  }

  /** Wake-ups that come during work are one more round. */
  private wake(): void {
    if (this.closing) return;
    clearTimeout(this.timer);
    if (this.working) {
      this.again = true;
      return;
    }
    this.working = this.round().then((pause) => {
      this.working = null;
      if (this.closing) return;
      const wait = this.again && this.failures === 0 ? 0 : pause;
      this.again = false;
      this.timer = setTimeout(() => this.wake(), wait);
    });
  }

  private async round(): Promise<number> {
    try {
      await this.connect();
      if (await this.takeLock()) {
        await this.prepare();
        await this.tidy();
        await this.index.drain(() => this.closing);
      }
      this.failures = 0;
      return pollMs;
    } catch (error) {
      this.failures += 1;
      // An engine that comes back may have come back empty.
      this.prepared = false;
      const pause = Math.min(pollMs * 2 ** this.failures, longestPauseMs);
      // The first failure is said, and then what lasts: an engine that restarts is no news.
      if (this.failures === 1 || this.failures % 20 === 0) log.warn({ err: error, pause }, 'search index waits');
      return pause;
    }
  }

  private async connect(): Promise<void> {
    if (this.client) return;
    const client = lastingConnection(this.config.env, 'linlang-index');
    const lost = (): void => {
      if (this.client === client) {
        this.client = undefined;
        this.holds = false;
      }
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.wake());
    await client.connect();
    await client.query(`LISTEN ${outboxChannel}`);
    this.client = client;
  }

  private async takeLock(): Promise<boolean> {
    if (this.holds) return true;
    const answer = await this.client?.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [indexLock]);
    this.holds = answer?.rows[0]?.held ?? false;
    return this.holds;
  }

  /** Another engine than last time, a lost index or a new way of cutting text: everything is indexed, by a job that shows. */
  private async prepare(): Promise<void> {
    if (this.prepared) return;
    await this.engine.prepare(() => this.index.noteEmptied());
    if (!(await this.index.isFilled())) {
      const any = await this.db.one(`SELECT 1 FROM item WHERE first_published_at IS NOT NULL LIMIT 1`);
      if (any) await this.rebuilds.order();
      else await this.index.noteFilled();
    }
    this.prepared = true;
  }

  private async tidy(): Promise<void> {
    if (Date.now() - this.tidied < OutboxWatcher.tidyMs) return;
    // Until it is filled readers do not find everything: whoever stopped the job that fills it, or a failure, only puts it off.
    if (!(await this.index.isFilled())) await this.rebuilds.orderAgain();
    await this.rebuilds.whileWaiting((rebuilding) => this.engine.tidy({ rebuilding }));
    this.tidied = Date.now();
  }
}
