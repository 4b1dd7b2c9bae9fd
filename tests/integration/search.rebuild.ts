import { newPid } from '../../server/contract/pid.js';
import type { Json } from '../../server/contract/values.js';
import { eventually } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** Making the whole index anew: once at a time, while it serves. */
export function rebuildSuite(desk: SearchDesk): void {
  const { published, search, found } = desk;
  const order = async () => good(await desk.seeded.admin.post('/search/index')).job as string;
  const ended = (pid: string) =>
    eventually(
      async () => good(await desk.seeded.admin.get(`/jobs/${pid}`)),
      ({ state }) => ['done', 'failed'].includes(state),
    );

  it('indexes everything again while it serves', async () => {
    await published({ title: '再編索引' });
    await found({ q: '再编' }, 1);
    const done = await ended(await order());
    expect(done).toMatchObject({ state: 'done', problem: null });
    expect(done.done).toBe(done.total);
    const told = done.log.find(({ code }: { code: string }) => code === 'search.indexed').detail;
    expect(told).toMatchObject({ items: done.total, perSecond: expect.any(Number) });
    expect(told.perSecond).toBeGreaterThan(0);
    expect((await search({ q: '再编' })).total).toBe(1);
    await published({ title: '再編之後' });
    await found({ q: '再编' }, 2);
  });

  it('is one job, however often and by however many it is ordered at once', async () => {
    const before = await desk.app.database.query(`SELECT id FROM job WHERE kind = 'search.reindex' AND key = 'all'`);
    // With the worker at it the first may be over before the last is ordered, and then there are rightly two.
    const pids = await desk.whileNobodyWorks(() => Promise.all(Array.from({ length: 6 }, () => order())));
    expect(new Set(pids).size).toBe(1);
    expect(await ended(pids[0]!)).toMatchObject({ state: 'done', problem: null });
    const after = await desk.app.database.query(`SELECT id FROM job WHERE kind = 'search.reindex' AND key = 'all'`);
    expect(after.length - before.length).toBe(1);
    const later = await order();
    expect(later).not.toBe(pids[0]);
    await ended(later);
  });

  it('leaves the work to the one that is at it, and waits for one that is being stopped', async () => {
    const { RebuildLease } = await import('../../server/modules/search/rebuild.lease.js');
    const { JobService } = await import('../../server/modules/job/job.service.js');
    const { database, app } = desk.app;
    const insert = async (pid: string) =>
      (await database.one<{ id: number }>(
        `INSERT INTO job (pid, kind, payload, state, attempt, heartbeat_at)
         VALUES ($1, 'search.reindex', '{"collectionId": null}', 'running', 1, now() + interval '1 hour') RETURNING id`,
        [pid],
      ))!.id;
    const [atWork, late] = [newPid(), newPid()];
    const lease = app.get(RebuildLease);
    const [first, second] = [await insert(atWork), await insert(late)];
    expect(await lease.claim(first)).toBeNull();
    expect(await lease.claim(first)).toBeNull();
    expect(await lease.claim(second)).toEqual({ pid: atWork, state: 'running' });
    expect(await order()).toBe(atWork);
    // A job that failed before is tried again by somebody while another one is running.
    await database.query(`UPDATE job SET state = 'failed' WHERE id = $1`, [second]);
    const admin = await database.one<{ id: number }>('SELECT id FROM account ORDER BY id LIMIT 1');
    const { systemCaller } = await import('../../server/contract/caller.js');
    await app.get(JobService).retry(late, { ...systemCaller('admin'), accountId: admin!.id });
    const yielded = await ended(late);
    expect(yielded).toMatchObject({ state: 'done', done: 0 });
    expect(yielded.log.map(({ code }: { code: string }) => code)).toContain('search.left-to-another');

    await database.query(`UPDATE job SET state = 'stopping' WHERE id = $1`, [first]);
    expect(await lease.claim(second)).toMatchObject({ state: 'stopping' });
    const next = await order();
    expect(next).not.toBe(atWork);
    await database.query(`UPDATE job SET state = 'stopped', finished_at = now() WHERE id = $1`, [first]);
    expect(await ended(next)).toMatchObject({ state: 'done', problem: null });
    expect((await search({ q: '再编' })).total).toBe(2);
  });

  it('is ordered again while everything has not been made anew: a person stopped it, or it failed', async () => {
    const { IndexService } = await import('../../server/modules/search/index.service.js');
    const { database, app } = desk.app;
    const index = app.get(IndexService);
    const rebuilds = () =>
      database.query<{ id: number }>(`SELECT id FROM job WHERE kind = 'search.reindex' AND key = 'all'`);
    const known = (await rebuilds()).length;
    await desk.whileNobodyWorks(() => database.query(`UPDATE search_state SET recipe = recipe - 1`));
    // The worker that begins now orders one at once.
    await eventually(
      async () => (await rebuilds()).length > known && (await index.isFilled()),
      (isDone) => isDone,
    );
    // As after a stop: nothing is under way, and the worker that knows the index goes on.
    const { RebuildLease } = await import('../../server/modules/search/rebuild.lease.js');
    const stopped = newPid();
    await database.query(
      `INSERT INTO job (pid, kind, key, payload, state, finished_at) VALUES ($1, 'search.reindex', 'all', '{"collectionId": null}', 'stopped', now())`,
      [stopped],
    );
    const before = (await rebuilds()).length;
    await app.get(RebuildLease).orderAgain();
    expect((await rebuilds()).length).toBe(before);
    await database.query(`UPDATE job SET finished_at = now() - interval '11 minutes' WHERE pid = $1`, [stopped]);
    // What other tests have stopped was long before.
    await database.query(
      `UPDATE job SET finished_at = now() - interval '1 day' WHERE state IN ('stopped', 'failed') AND pid <> $1`,
      [stopped],
    );
    await database.query(`UPDATE search_state SET filled_at = now() - interval '12 minutes'`);
    const { OutboxWatcher } = await import('../../server/modules/search/outbox.watcher.js');
    const usual = OutboxWatcher.tidyMs;
    OutboxWatcher.tidyMs = 100;
    try {
      await database.query(`UPDATE search_state SET recipe = recipe - 1`);
      await eventually(
        async () => (await rebuilds()).length > before && (await index.isFilled()),
        (isDone) => isDone,
      );
    } finally {
      OutboxWatcher.tidyMs = usual;
    }
    await published({ title: '停後再編' });
    await found({ q: '停后再编' }, 1);
  });

  it('goes on where a worker that died had got to, with all that was done before', async () => {
    const titles = Array.from({ length: 7 }, (_, at) => `續編第${at}種`);
    for (const title of titles) await published({ title });
    await found({ q: '续编' }, titles.length);
    const { ReindexHandler } = await import('../../server/modules/search/reindex.handler.js');
    const { JobInterrupted, JobRun } = await import('../../server/modules/job/job.run.js');
    const { database, app } = desk.app;
    const pid = newPid();
    const { id } = (await database.one<{ id: number }>(
      `INSERT INTO job (pid, kind, payload, state, attempt, heartbeat_at)
       VALUES ($1, 'search.reindex', '{"collectionId": null}', 'running', 1, now() + interval '1 hour') RETURNING id`,
      [pid],
    ))!;
    const handler = app.get(ReindexHandler);
    const usual = handler.mostItems;
    handler.mostItems = 2;
    try {
      /** Ends as soon as two chunks are whole. */
      class Dying extends JobRun {
        private saves = 0;
        override async save(checkpoint: Json, done?: number, total?: number): Promise<void> {
          await super.save(checkpoint, done, total);
          this.saves += 1;
          if (this.saves === 2) this.abort(new JobInterrupted('the worker ends'));
        }
      }
      const dying = new Dying(database, id, 1, null, null, null);
      await expect(handler.reindex({ collectionId: null }, dying)).rejects.toThrow('the worker ends');
      expect((await search({ q: '续编' })).total).toBe(titles.length);
      const left = await database.one<{ checkpoint: { done: number; token: string }; total: number }>(
        `SELECT checkpoint, total_count AS total FROM job WHERE id = $1`,
        [id],
      );
      // What was begun beside them was finished, and those that are whole are saved.
      expect(left!.checkpoint.done).toBe(4);
      const second = new JobRun(database, id, 1, null, null, left!.checkpoint);
      const rest = await handler.reindex({ collectionId: null }, second);
      expect(rest.items).toBe(left!.total - 4);
    } finally {
      handler.mostItems = usual;
      await database.query(`UPDATE job SET state = 'done', finished_at = now() WHERE id = $1`, [id]);
    }
    expect((await search({ q: '续编' })).total).toBe(titles.length);
    expect((await search({ q: '' })).total).toBeGreaterThanOrEqual(titles.length + 2);
  });
}
