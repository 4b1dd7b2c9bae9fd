import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../../platform/config.js';
import { lastingConnection } from '../../platform/database/connections.js';
import { log } from '../../platform/log/log.js';
import { type Change, changeChannel, sinceSql } from './change.log.js';

/** Without word from the database it is asked so often, and what it said last counts for so long. */
const lookMs = 700;
const trustMs = 1000;
/** An answer that does not come is not waited for longer: the wire is dead. */
const patienceMs = 5000;
/** Beyond so many at once nobody looks at each of them. */
const mostChanges = 1000;

export type Noticed = readonly Pick<Change, 'subject'>[] | 'everything';

/** What lives in a process and follows the log. */
export interface Following {
  /** What was committed, here or anywhere, and what here was told twice; `everything` after a gap. */
  changed?(changes: Noticed): void;
  /** An expression of SQL, yes or no, that is asked with every look at the log. */
  question?: string;
  answered?(yes: boolean): void;
}

type Row = { seen: string; id: number | null } & Record<string, unknown>;

/**
 * Each process that keeps something in memory follows the log on a connection of its own: woken by every commit that
 * appends, and looking by itself now and then. One statement a look, whoever follows and whatever has happened.
 */
@Injectable()
export class ChangeFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly following: Following[] = [];
  private client: pg.Client | undefined;
  private seen: string | null = null;
  private heardAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  private running = false;
  private failures = 0;

  constructor(private readonly config: Config) {}

  follow(one: Following): void {
    this.following.push(one);
  }

  onApplicationBootstrap(): void {
    this.running = true;
    this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    const { client } = this;
    await this.looking;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Everything that was committed more than a second ago has been told to whoever follows here. */
  get isFresh(): boolean {
    return this.client !== undefined && performance.now() - this.heardAt < trustMs;
  }

  /** Wake-ups that come while one looks are one more look. */
  private look(): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = this.ask().then((pause) => {
      this.looking = undefined;
      if (!this.running) return;
      if (this.again && this.failures === 0) {
        this.again = false;
        return this.look();
      }
      this.again = false;
      this.timer = setTimeout(() => this.look(), pause);
      this.timer.unref();
    });
  }

  private async ask(): Promise<number> {
    const began = performance.now();
    try {
      const client = this.client ?? (await this.connect());
      const asked = this.following.filter((one) => one.question !== undefined);
      const questions = asked.map(({ question }, at) => `, ${question} AS "question${at}"`).join('');
      const sql = sinceSql('coalesce($1::pg_snapshot, pg_current_snapshot())', questions, mostChanges + 1);
      const { rows } = await inTime(client.query<Row>(sql, [this.seen]));
      if (this.client !== client) return 0;
      const first = this.seen === null;
      this.seen = rows[0]!.seen;
      const changes = rows.filter(({ id }) => id !== null) as unknown as Change[];
      if (first || changes.length > mostChanges) this.tell('everything');
      else if (changes.length > 0) this.tell(changes);
      asked.forEach((one, at) => one.answered?.(rows[0]![`question${at}`] === true));
      this.heardAt = began;
      this.failures = 0;
      return lookMs;
    } catch (error) {
      this.drop();
      this.failures += 1;
      if (this.running && this.failures === 3) log.warn({ err: error }, 'the log of changes cannot be followed');
      return lookMs;
    }
  }

  /** By the log; and by whoever appended in this process, once it is committed, so that he finds here what he did. */
  tell(changes: Noticed): void {
    for (const one of this.following) one.changed?.(changes);
  }

  private async connect(): Promise<pg.Client> {
    const client = lastingConnection(this.config.env, 'linlang-changes', patienceMs);
    const lost = (): void => {
      if (this.client === client) this.drop();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.look());
    await client.connect();
    if (!this.running) {
      await client.end();
      throw new Error('closing');
    }
    await inTime(client.query(`LISTEN ${changeChannel}`));
    this.client = client;
    return client;
  }

  /** What is learned next has a gap before it. */
  private drop(): void {
    const { client } = this;
    this.client = undefined;
    this.seen = null;
    void client?.end().catch(() => undefined);
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
    timer.unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
