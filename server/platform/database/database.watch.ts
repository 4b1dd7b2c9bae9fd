import { EventEmitter } from 'node:events';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config.js';
import { Readiness } from '../http/readiness.js';
import { log } from '../log/log.js';
import { lastingConnection } from './connections.js';

const everyMs = 700;
const patienceMs = 2000;
/** After a busy moment of our own the answer may lie there unread: it is read before it counts as missing. */
const graceMs = 250;

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

/**
 * Asks the database once and again, on a connection of its own. A database that is gone says so by itself; one that is
 * frozen, or lies behind a dead wire, says nothing at all, and every request would wait with it.
 */
@Injectable()
export class DatabaseWatch extends EventEmitter<{ lost: [] }> implements OnApplicationShutdown {
  /** Until it was missed once, it is there: the boot has seen to that. */
  reachable = true;
  private client: pg.Client | undefined;
  private asking: Promise<void> | undefined;
  private running = false;

  constructor(
    private readonly config: Config,
    readiness: Readiness,
  ) {
    super();
    readiness.add({ name: 'database', essential: true, check: () => this.ask() });
  }

  /** Only where requests are served; commands and workers have nobody waiting. */
  start(): void {
    if (this.running) return;
    this.running = true;
    void this.watch();
  }

  async onApplicationShutdown(): Promise<void> {
    this.running = false;
    const { client } = this;
    this.client = undefined;
    await Promise.race([client?.end().catch(() => undefined), pause(500)]);
  }

  private async watch(): Promise<void> {
    while (this.running) {
      await this.ask().catch(() => undefined);
      await pause(everyMs);
    }
  }

  private seen(now: boolean, error?: unknown): void {
    if (!this.running) return;
    if (this.reachable !== now) {
      if (now) log.info('the database answers again');
      else log.error({ err: error }, 'the database does not answer');
    }
    this.reachable = now;
    // Each time, for those whose request was still arriving the time before.
    if (!now) this.emit('lost');
  }

  /** All who ask at once get one answer, and what holds for them holds for every request from then on. */
  private ask(): Promise<void> {
    return (this.asking ??= this.answer()
      .then(
        () => this.seen(true),
        (error: unknown) => {
          this.seen(false, error);
          throw error;
        },
      )
      .finally(() => (this.asking = undefined)));
  }

  private async answer(): Promise<void> {
    const late = pause(patienceMs)
      .then(() => pause(graceMs))
      .then(() => {
        throw new Error('no answer in time');
      });
    late.catch(() => undefined);
    try {
      await Promise.race([this.question(), late]);
    } catch (error) {
      const { client } = this;
      this.client = undefined;
      // Not in good order: that would wait for an answer, too.
      (client as unknown as { connection?: { stream: { destroy(): void } } } | undefined)?.connection?.stream.destroy();
      throw error;
    }
  }

  private async question(): Promise<void> {
    if (!this.client) {
      const client = lastingConnection(this.config.env, 'linlang-watch', patienceMs);
      client.on('error', () => {
        if (this.client === client) this.client = undefined;
      });
      this.client = client;
      await client.connect();
    }
    await this.client.query('SELECT 1');
  }
}
