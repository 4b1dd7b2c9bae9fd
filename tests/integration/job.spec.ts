import { systemCaller } from '../../server/contract/caller.js';
import { CatalogService } from '../../server/modules/catalog/catalog.service.js';
import { JobService } from '../../server/modules/job/job.service.js';
import { SchemaService } from '../../server/modules/schema/schema.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

const items = 1200;

describe('jobs', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let collectionId: number;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    const collection = await app.app.get(SchemaService).byPid(seeded.collection.pid);
    collectionId = collection.id;
    await app.database.transaction(() =>
      app.app.get(CatalogService).createMany(
        collection,
        Array.from({ length: items }, (_, at) => ({
          values: completeValues(seeded.collection.schema, `札${at}`, `J-${at}`),
          note: '',
        })),
        systemCaller(),
      ),
    );
  });
  afterAll(async () => app?.stop());

  const jobs = () => app.app.get(JobService);
  const project = () =>
    app.database.transaction(() => jobs().enqueue('catalog.apply', { collectionId }, { collectionId: null }));
  const look = async (pid: string) => good(await seeded.admin.get(`/jobs/${pid}`));
  const until = (pid: string, state: string) =>
    eventually(
      () => look(pid),
      (job) => job.state === state,
    );

  it('cannot be enqueued outside the transaction of the write that causes them', async () => {
    await expect(jobs().enqueue('catalog.apply', { collectionId })).rejects.toThrow(/inside a transaction/);
  });

  it('vanish with a write that is rolled back', async () => {
    const before = good(await seeded.admin.get('/jobs')).rows.length as number;
    await expect(
      app.database.transaction(async () => {
        await jobs().enqueue('catalog.apply', { collectionId });
        throw new Error('the write failed');
      }),
    ).rejects.toThrow('the write failed');
    expect(good(await seeded.admin.get('/jobs')).rows).toHaveLength(before);
  });

  it('are one job while jobs of the same key wait', async () => {
    const twice = await app.database.transaction(async () => [
      await jobs().enqueue('catalog.apply', { collectionId }, { key: 'same' }),
      await jobs().enqueue('catalog.apply', { collectionId }, { key: 'same' }),
    ]);
    expect(twice[0]).toBe(twice[1]);
    good(await seeded.admin.post(`/jobs/${twice[0]}/stop`));
    expect((await look(twice[0]!)).state).toBe('stopped');
  });

  it('are done with progress, taken back from a dead worker, stopped, and gone on with', async () => {
    // A worker that died half-way: it had done 500 and has been silent for long.
    const orphan = await project();
    const first = await app.database.query<{ item_id: number }>(
      `SELECT id AS item_id FROM item ORDER BY id OFFSET 499 LIMIT 1`,
    );
    await app.database.query(
      `UPDATE job SET state = 'running', attempt = 1, heartbeat_at = now() - interval '5 minutes', checkpoint = $2, done_count = 500 WHERE pid = $1`,
      [orphan, JSON.stringify({ after: first[0]!.item_id, done: 500 })],
    );
    // The projection of what was done before must not be made again, of the rest it must.
    await app.database.query(`DELETE FROM item_value`);
    await app.work();
    const done = await until(orphan, 'done');
    expect(done).toMatchObject({ done: items, total: items });
    expect((done.log as { code: string }[]).map((line) => line.code)).toContain('job.taken-back');
    const projected = await app.database.one<{ count: number }>(
      `SELECT count(DISTINCT item_id) AS count FROM item_value`,
    );
    expect(projected!.count).toBe(items - 500);

    const second = await project();
    await until(second, 'done');
    expect(
      (await app.database.one<{ count: number }>(`SELECT count(DISTINCT item_id) AS count FROM item_value`))!.count,
    ).toBe(items);
    expect((await seeded.admin.post(`/jobs/${second}/stop`)).body.code).toBe('job.wrong-state');
    expect((await seeded.admin.post(`/jobs/${second}/retry`)).body.code).toBe('job.wrong-state');
  });

  it('are woken again when a worker died with the wake-up in its hand, before it took the job', async () => {
    const job = await app.database.transaction(async () => {
      const pid = await jobs().enqueue('catalog.apply', { collectionId });
      // So a killed worker leaves the queue: locked by somebody who will never come back, the only attempt used.
      await app.database.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = 1
         WHERE key = (SELECT 'job-' || id FROM job WHERE pid = $1)`,
        [pid],
      );
      await app.database.query(`UPDATE job SET run_at = now() - interval '1 minute' WHERE pid = $1`, [pid]);
      return pid;
    });
    expect(await until(job, 'done')).toMatchObject({ attempt: 1, done: items });
  });

  it('fail in plain sight when trying again would not help, and can be repeated by hand', async () => {
    const job = await app.database.transaction(() => jobs().enqueue('catalog.apply', { collectionId: 987_654_321 }));
    const failed = await until(job, 'failed');
    expect(failed).toMatchObject({ problem: { code: 'collection.not-found' }, attempt: 1 });
    good(await seeded.admin.post(`/jobs/${job}/retry`));
    expect((await until(job, 'failed')).attempt).toBe(1);
    const audit = good(await seeded.admin.get('/audit?action=job.retry'));
    expect((audit.rows as unknown[]).length).toBeGreaterThan(0);

    // Who has seen it puts it away: it waits for nobody any more, is still there, and can be had back.
    const waiting = async () =>
      (good(await seeded.admin.get('/jobs?state=failed&mine=true')).rows as { pid: string }[]).map(({ pid }) => pid);
    expect(await waiting()).toContain(job);
    good(await seeded.admin.post(`/jobs/${job}/put-away`));
    expect(await waiting()).not.toContain(job);
    expect(await look(job)).toMatchObject({ state: 'failed', putAway: true });
    good(await seeded.admin.delete(`/jobs/${job}/put-away`));
    expect(await waiting()).toContain(job);
    good(await seeded.admin.post(`/jobs/${job}/put-away`));
    good(await seeded.admin.post(`/jobs/${job}/retry`));
    expect(await until(job, 'failed')).toMatchObject({ putAway: false });
  });

  it('are tried again after a pause when what they need was away', async () => {
    await app.asOwner(`ALTER TABLE item_value RENAME TO item_value_away`);
    const job = await project();
    const waiting = await eventually(
      () => look(job),
      (now) => now.nextTryAt !== null,
    );
    await app.asOwner(`ALTER TABLE item_value_away RENAME TO item_value`);
    expect(waiting).toMatchObject({ state: 'queued', attempt: 1, problem: { code: 'server.failed' } });
    // From the failure, whenever this test got to look at it.
    const failedAt = (waiting.log as { at: string; code: string }[]).find((line) => line.code === 'job.failed')!.at;
    expect(Date.parse(waiting.nextTryAt as string) - Date.parse(failedAt)).toBeGreaterThan(1000);
    expect(await until(job, 'done')).toMatchObject({ attempt: 2, done: items, problem: null });
  });

  it('are not given up for what is away: a database that broke off costs no attempt', async () => {
    const backend = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%item_value%'`;
    let job = '';
    await asOwner(app.databaseUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE item_value');
      // One more would be its last.
      job = await app.database.transaction(async () => {
        const pid = await jobs().enqueue('catalog.apply', { collectionId });
        await app.database.query(`UPDATE job SET attempt = max_attempts - 1 WHERE pid = $1`, [pid]);
        return pid;
      });
      await eventually(
        () => app.database.query(`SELECT pg_terminate_backend(pid) FROM (${backend}) b`),
        (broken) => broken.length === 1,
      );
      const waiting = await eventually(
        () => look(job),
        (now) => now.nextTryAt !== null,
      );
      expect(waiting).toMatchObject({ state: 'queued', problem: { code: 'server.unavailable' } });
      await client.query('ROLLBACK');
    });
    expect(await until(job, 'done')).toMatchObject({ done: items, problem: null });
  });

  it('are taken away when they have been over for long, with their logs; hidden ones sooner, unfinished ones never', async () => {
    const { JobPurge } = await import('../../server/modules/job/job.purge.js');
    const { Config } = await import('../../server/platform/config.js');
    const { newPid } = await import('../../server/contract/pid.js');
    const names = new Map<string, string>();
    const put = async (name: string, kind: string, state: string, days: number) => {
      names.set(newPid(), name);
      const pid = [...names.keys()].at(-1);
      const over = ['done', 'failed', 'stopped'].includes(state);
      const row = await app.database.one<{ id: number }>(
        `INSERT INTO job (pid, kind, payload, state, created_at, run_at, finished_at)
         VALUES ($1, $2, '{}', $3, now() - make_interval(days => $4), now() + interval '1 day', CASE WHEN $5 THEN now() - make_interval(days => $4) END)
         RETURNING id`,
        [pid, kind, state, days, over],
      );
      await app.database.query(`INSERT INTO job_log (job_id, level, code) VALUES ($1, 'info', 'x')`, [row!.id]);
    };
    for (const state of ['done', 'failed', 'stopped', 'queued']) await put(`${state} 91`, 'media.rebuild', state, 91);
    await put('done 89', 'media.rebuild', 'done', 89);
    await put('hidden 8', 'mail.send', 'done', 8);
    await put('hidden 6', 'mail.send', 'done', 6);
    const left = async () => {
      const rows = await app.database.query<{ pid: string; logs: number }>(
        `SELECT pid, (SELECT count(*)::int FROM job_log WHERE job_id = job.id) AS logs FROM job WHERE pid = ANY ($1)`,
        [[...names.keys()]],
      );
      expect(rows.every(({ logs }) => logs === 1)).toBe(true);
      return rows.map(({ pid }) => names.get(pid)).sort();
    };
    const settings = (more: Record<string, string>) => Config.from({ DATABASE_URL: app.databaseUrl, ...more });
    const kept = new JobPurge(app.database, settings({ JOBS_KEPT_DAYS: '0', JOBS_HIDDEN_KEPT_DAYS: '0' }));
    expect(await kept.run()).toBe(0);
    expect(await new JobPurge(app.database, settings({})).run()).toBe(4);
    expect(await left()).toEqual(['done 89', 'hidden 6', 'queued 91']);
    expect(await new JobPurge(app.database, settings({ JOBS_KEPT_DAYS: '30', JOBS_HIDDEN_KEPT_DAYS: '1' })).run()).toBe(
      2,
    );
    expect(await left()).toEqual(['queued 91']);
    await app.database.query(`DELETE FROM job WHERE pid = ANY ($1)`, [[...names.keys()]]);
  });
});
