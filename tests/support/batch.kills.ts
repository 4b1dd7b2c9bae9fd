import pg from 'pg';
import { BatchDesk, type BatchSeen } from './batches.js';
import { comesTrue } from './eventually.js';
import { startPlatform, type TestPlatform } from './platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from './seed.js';

const edited = 50;

export interface Took {
  bring: number;
  plan: number;
  apply: number;
  undo: number;
}

/**
 * Many items are published by one batch whose worker dies by kill -9 in the middle of a chunk, again and again; it is stopped,
 * gone on with, and taken back after others have edited some of them, under kills once more. Each was published once and put
 * back once, and what others edited is as they left it. Answers seconds, the time that the dead were waited for included.
 */
export async function batchUnderKills(items: number, kills: number): Promise<Took> {
  const platform = await startPlatform({ servers: 1, workers: 1 });
  const db = new pg.Client({ connectionString: platform.databaseUrl });
  try {
    await db.connect();
    const seeded = await seedCollection(platform.url, platform.databaseUrl);
    const world = new Killing(platform, db, seeded, items);
    return await world.run(kills);
  } catch (error) {
    throw new Error(`${(error as Error).stack}\n${platform.log()}`, { cause: error });
  } finally {
    await db.end();
    await platform.stop();
  }
}

class Killing {
  private readonly desk: BatchDesk;
  private pids: string[] = [];

  constructor(
    private readonly platform: TestPlatform,
    private readonly db: pg.Client,
    private readonly seeded: SeededCollection,
    private readonly items: number,
  ) {
    this.desk = new BatchDesk(seeded.admin, seeded.collection.pid, 900_000);
  }

  async run(kills: number): Promise<Took> {
    const [bring] = await timed(async () => {
      this.pids = await this.desk.bring(this.records((at) => `眾札${at}`));
    });
    const [plan, planned] = await timed(() => this.desk.plan({ kind: 'publish', all: { state: 'draft' } }));
    expect(planned.counts).toMatchObject({ rows: this.items, do: this.items });

    const [apply] = await timed(async () => {
      // All are held before it begins: it comes to each of them, however fast it is.
      const places = Array.from({ length: kills + 1 }, (_, at) => Math.floor((this.items * (at + 1)) / (kills + 2)));
      const releases: (() => Promise<void>)[] = [];
      for (const place of places) releases.push(await this.hold(this.pids[place]!));
      good(await this.desk.say(planned.pid, 'apply'));
      for (const release of releases.slice(0, -1)) await this.killAt(release);
      await this.stopAt(planned.pid, releases.at(-1)!);
      good(await this.desk.say(planned.pid, 'resume'));
      expect((await this.desk.until(planned.pid, 'applied')).counts).toMatchObject({ done: this.items, left: 0 });
    });
    await this.expectOnce('publication', 'item.publish');
    expect(await this.count(`state = 'published' AND published_revision = head_revision AND version = 3`)).toBe(
      this.items,
    );

    const others = this.pids.filter((_, at) => at % edited === 0);
    await this.edit(others);
    const [undo] = await timed(async () => {
      const release = await this.hold(this.pids[Math.floor(this.items / 2)]!);
      good(await this.desk.say(planned.pid, 'undo'));
      await this.killAt(release);
      const now = await this.desk.until(planned.pid, 'undone');
      expect(now.counts).toMatchObject({ undone: this.items - others.length, kept: others.length });
    });
    const kept = await this.desk.rows(planned.pid, 'kept');
    expect(kept.map(({ item }) => item.pid).sort()).toEqual([...others].sort());
    expect(await this.count(`state = 'draft' AND published_revision IS NULL AND version = 4`)).toBe(
      this.items - others.length,
    );
    expect(await this.count(`title LIKE '%改' AND published_revision = 1 AND head_revision = 2`)).toBe(others.length);
    await this.expectOnce('withdrawal', 'item.put-back', this.items - others.length);
    return { bring, plan, apply, undo };
  }

  private records(title: (at: number) => string): { values: object }[] {
    const { schema } = this.seeded.collection;
    return Array.from({ length: this.items }, (_, at) => ({ values: completeValues(schema, title(at), `K-${at}`) }));
  }

  private async edit(pids: string[]): Promise<void> {
    const at = new Map(this.pids.map((pid, nth) => [pid, nth]));
    const all = this.records((nth) => `眾札${nth}改`);
    await this.desk.bring(pids.map((pid) => ({ item: pid, ...all[at.get(pid)!]! })));
  }

  /** Whoever holds an item holds the chunk that it is in: so the worker is sure to be killed in the middle of one. */
  private async killAt(release: () => Promise<void>): Promise<void> {
    const [worker] = this.platform.workers;
    await this.waits();
    await worker!.kill();
    await release();
    await worker!.start();
    // Nobody waits here for fifteen seconds of silence.
    await this.db.query(`UPDATE job SET heartbeat_at = now() - interval '1 minute' WHERE state = 'running'`);
  }

  private async stopAt(pid: string, release: () => Promise<void>): Promise<void> {
    await this.waits();
    good(await this.desk.say(pid, 'stop'));
    await release();
    const now: BatchSeen = await this.desk.until(pid, 'stopped');
    if (now.counts.done === 0 || now.counts.done === this.items) throw new Error('it was not stopped on the way');
  }

  private async hold(item: string): Promise<() => Promise<void>> {
    const holder = new pg.Client({ connectionString: this.platform.databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM item WHERE pid = $1 FOR UPDATE', [item]);
    return async () => {
      await holder.query('ROLLBACK');
      await holder.end();
    };
  }

  /** Until somebody waits for what is held. */
  private waits(): Promise<void> {
    const asked = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'`;
    return comesTrue(async () => (await this.db.query(asked)).rows.length > 0, {
      ...{ withinMs: 300_000, everyMs: 25 },
      tell: () => 'nobody came to what is held',
    });
  }

  private async count(where: string): Promise<number> {
    const { rows } = await this.db.query<{ n: string }>(`SELECT count(*) AS n FROM item WHERE ${where}`);
    return Number(rows[0]!.n);
  }

  /** What readers could notice, and what stands in the audit, is there once an item. */
  private async expectOnce(change: string, action: string, times = this.items): Promise<void> {
    const { rows } = await this.db.query<{ n: number | string; items: number | string }>(
      `SELECT count(*) AS n, count(DISTINCT item_id) AS items FROM change WHERE kind = $1 AND subject = 'item'
       UNION ALL SELECT count(*), count(DISTINCT subject_pid) FROM audit_entry WHERE action = $2`,
      [change, action],
    );
    // As text or as numbers, by what else this process has loaded.
    expect(rows.map(({ n, items }) => [Number(n), Number(items)])).toEqual([0, 1].map(() => [times, times]));
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, answer: T]> {
  const began = Date.now();
  const answer = await work();
  return [(Date.now() - began) / 1000, answer];
}
