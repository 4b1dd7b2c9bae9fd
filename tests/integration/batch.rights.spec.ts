import pg from 'pg';
import { openVisibility } from '../../server/contract/visibility.js';
import { BatchStore } from '../../server/modules/batch/batch.store.js';
import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { comesTrue } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

describe('who goes on with what is done to many', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let desk: BatchDesk;
  let libraryId: number;
  let rest: () => Promise<void>;
  let base: string;
  let number = 0;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
    desk = new BatchDesk(admin, seeded.collection.pid);
    libraryId = (await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [seeded.library.pid]))!
      .id;
    rest = await app.work();
  });
  afterAll(() => app?.stop());

  const worker = (role: 'reviewer' | 'library-admin', name: string) =>
    app.signedIn({ email: `w${++number}@example.org`, name, grants: [{ role, libraryId, collectionId: null }] });
  const bring = (text: string, count: number) =>
    desk.bring(
      Array.from({ length: count }, (_, at) => ({
        values: completeValues(seeded.collection.schema, `${text}${at}`, `R-${++number}`),
      })),
    );
  const item = async (pid: string) => good(await admin.get(`/items/${pid}`));
  const line = async (action: string, pid: string) =>
    good(await admin.get(`/audit?action=${action}&subject=${pid}`)).rows[0];
  /** Nobody does anything meanwhile. */
  const withoutWorker = async (work: () => Promise<void>) => {
    await rest();
    try {
      await work();
    } finally {
      rest = await app.work();
    }
  };

  it('a job that is a batch is stopped and gone on with by those who may do the batch, and as themselves', async () => {
    const pids = await bring('牽連', 2);
    const [reviewer, keeper] = [await worker('reviewer', '審者'), await worker('library-admin', '館長')];
    const plan = await desk.plan({ kind: 'remove', items: pids });
    let job = '';
    await withoutWorker(async () => {
      job = good(await desk.say(plan.pid, 'apply', { note: '重複' })).job.pid;
      expect((await reviewer.post(`/jobs/${job}/stop`)).body.code).toBe('access.denied');
      good(await keeper.post(`/jobs/${job}/stop`));
      expect((await desk.look(plan.pid)).state).toBe('stopped');
      expect((await reviewer.post(`/jobs/${job}/retry`)).body.code).toBe('access.denied');
      expect((await desk.look(plan.pid)).state).toBe('stopped');
    });
    expect(await item(pids[0]!)).toMatchObject({ state: 'draft' });
    good(await keeper.post(`/jobs/${job}/retry`));
    expect(await desk.until(plan.pid, 'applied')).toMatchObject({ actingBy: '館長', counts: { done: 2 } });
    // Who may not is not told how far it is.
    expect((await reviewer.post(`/batches/${plan.pid}/stop`)).body.code).toBe('access.denied');
    expect((await line('item.remove', pids[0]!)).person.name).toBe('館長');
    expect((await line('batch.resume', plan.pid)).person.name).toBe('館長');
    expect((await line('batch.apply', plan.pid)).detail).toMatchObject({ kind: 'remove', do: 2, note: '重複' });
    // One from before has nothing to do any more, and is still not everybody's.
    await app.database.query(`UPDATE job SET state = 'stopped' WHERE pid = $1`, [job]);
    expect((await reviewer.post(`/jobs/${job}/retry`)).status).not.toBe(200);
  });

  it('halts where whoever set it going may no longer, and another goes on', async () => {
    const pids = await bring('去職', 3);
    const keeper = await worker('library-admin', '卸任');
    const own = new BatchDesk(keeper, seeded.collection.pid);
    const plan = await own.plan({ kind: 'remove', items: pids });
    await withoutWorker(async () => {
      good(await own.say(plan.pid, 'apply'));
      await app.database.query(
        `DELETE FROM role_grant WHERE account_id = (SELECT id FROM account WHERE name = '卸任')`,
      );
    });
    await comesTrue(async () => (await desk.look(plan.pid)).state === 'failed');
    expect(await desk.look(plan.pid)).toMatchObject({
      counts: { done: 0 },
      job: { problem: { code: 'access.denied' } },
    });
    expect(await item(pids[0]!)).toMatchObject({ state: 'draft' });
    good(await desk.say(plan.pid, 'resume'));
    await comesTrue(async () => (await desk.look(plan.pid)).state === 'applied');
    expect(await desk.look(plan.pid)).toMatchObject({ actingBy: 'admin', counts: { done: 3 } });
  });

  it('restoring is taken back by those who may also remove', async () => {
    const pids = await bring('復還', 1);
    const reviewer = await worker('reviewer', '復審');
    const own = new BatchDesk(reviewer, seeded.collection.pid);
    await desk.apply((await desk.plan({ kind: 'remove', items: pids })).pid);
    const plan = await own.plan({ kind: 'restore', items: pids });
    await own.apply(plan.pid);
    expect((await own.say(plan.pid, 'undo')).body.code).toBe('access.denied');
    expect((await desk.undo(plan.pid)).counts.undone).toBe(1);
    expect(await item(pids[0]!)).toMatchObject({ state: 'removed' });
  });

  it('keeps what a list meant in the line of what people did', async () => {
    await bring('全錄', 1);
    const plan = await desk.plan({ kind: 'submit', all: { q: '全錄' }, note: '送審' });
    await desk.apply(plan.pid);
    expect((await line('batch.apply', plan.pid)).detail).toMatchObject({
      selection: { q: '全錄' },
      note: '送審',
      do: 1,
    });
  });

  it('all of a list is what the list shows on all its pages, of this collection alone, and says when that has changed', async () => {
    const { schema } = seeded.collection;
    const about = schema.fields.find((field) => field.core === 'abstract')!.id;
    const letters = (own: typeof schema, many: number) => {
      const note = own.fields.find((field) => field.core === 'abstract')!.id;
      return Array.from({ length: many }, (_, at) => ({
        values: {
          ...completeValues(own, at % 3 === 0 ? `湖上札${at}` : `山中札${at}`, `W-${++number}`),
          [note]: [{ value: { text: at % 2 === 0 ? '甲編' : '乙編' } }],
        },
      }));
    };
    const own = await desk.bring(letters(schema, 90));
    await desk.apply((await desk.plan({ kind: 'submit', items: own.slice(0, 48) })).pid);
    // The same in another collection, and in another library.
    const library = good(await admin.post('/libraries', { slug: 'bieguan', name: { 'zh-CN': '別館' } }));
    for (const place of [seeded.library.pid, library.pid]) {
      const other = good(
        await admin.post(`/libraries/${place}/collections`, {
          ...{ template: 'letter', slug: `w${++number}`, name: { 'zh-CN': '別庫' }, state: 'open' },
        }),
      );
      await new BatchDesk(admin, other.pid).bring(letters(other.schema, 6));
    }

    const all = { state: 'draft', q: '湖上', f: JSON.stringify([{ field: about, words: '甲編' }]) };
    const shown: string[] = [];
    let found: unknown;
    for (let cursor: string | null = ''; cursor !== null;) {
      const words = new URLSearchParams({ ...all, limit: '4', ...(cursor ? { cursor } : {}) });
      const page = good(await admin.get(`${base}/items?${words}`)) as {
        rows: { pid: string }[];
        next: string | null;
        found: unknown;
      };
      found ??= page.found;
      shown.push(...page.rows.map(({ pid }) => pid));
      cursor = page.next;
    }
    const expected = own.filter((_, at) => at >= 48 && at % 6 === 0);
    expect(shown.toSorted()).toEqual(expected.toSorted());
    expect(found).toEqual({ items: 7, more: false });

    // Meanwhile somebody hands one of them in: the plan is of those that are there now, and keeps what had been said.
    const { version } = await item(expected[0]!);
    good(await admin.post(`/items/${expected[0]}/submit`, { version }));
    const plan = await desk.plan({ kind: 'submit', all, seen: found });
    expect(plan).toMatchObject({ seen: { items: 7, more: false }, counts: { rows: 6, do: 6 } });
    const rows = (await desk.rows(plan.pid)).map((row) => (row as { item: { pid: string } }).item.pid);
    expect(rows.toSorted()).toEqual(expected.slice(1).toSorted());
    // What comes to the list after that is not done.
    const [late] = await desk.bring(letters(schema, 1));
    await desk.apply(plan.pid);
    expect((await item(late!)).state).toBe('draft');
    for (const pid of expected.slice(1)) expect((await item(pid)).state).toBe('submitted');
    expect((await admin.post(`${base}/batches`, { kind: 'submit', items: own.slice(0, 1), seen: found })).status).toBe(
      400,
    );
  });

  it('keeps twenty plans of each, and the newest', async () => {
    const [pid] = await bring('多議', 1);
    const planner = new BatchDesk(await worker('library-admin', '多謀'), seeded.collection.pid);
    await withoutWorker(async () => {
      const plans: string[] = [];
      for (let at = 0; at < 22; at++) plans.push((await planner.begin({ kind: 'submit', items: [pid] })).pid);
      const found = await Promise.all(plans.map(async (one) => (await admin.get(`/batches/${one}`)).status));
      expect(found).toEqual([404, 404, ...Array.from({ length: 20 }, () => 200)]);
      const shown = good(await admin.get(`${base}/batches?limit=50`)).rows.map((one: { pid: string }) => one.pid);
      expect(shown).not.toContain(plans[0]);
    });
    await comesTrue(
      async () =>
        (await app.database.query(`SELECT 1 FROM batch WHERE state IN ('clearing', 'planning')`)).length === 0,
    );
    const failed = await app.database.query(`SELECT problem FROM job WHERE kind = 'batch.run' AND state = 'failed'`);
    expect(failed).toEqual([]);
  });

  it('clears away what is past its time as a whole, and steps around one that somebody is at', async () => {
    const pids = await bring('陳年', 2);
    const [held, old] = [
      await desk.plan({ kind: 'submit', items: pids }),
      await desk.plan({ kind: 'submit', items: pids }),
    ];
    const store = app.app.get(BatchStore);
    const rows = async (pid: string) =>
      (await app.database.query(`SELECT 1 FROM batch_row r JOIN batch b ON b.id = r.batch_id WHERE b.pid = $1`, [pid]))
        .length;
    await app.database.query(`UPDATE batch SET created_at = now() - interval '8 days' WHERE pid = ANY ($1)`, [
      [held.pid, old.pid],
    ]);
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM batch WHERE pid = $1 FOR UPDATE', [held.pid]);
      await store.clear(90);
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
    expect([(await admin.get(`/batches/${old.pid}`)).status, await rows(old.pid)]).toEqual([404, 0]);
    expect([(await desk.look(held.pid)).state, await rows(held.pid)]).toEqual(['planned', 2]);
    // Taken, and not yet emptied: it is out of reach before the first of its rows goes.
    await app.database.query(`UPDATE batch SET state = 'clearing' WHERE pid = $1`, [held.pid]);
    for (const what of ['apply', 'undo', 'resume', 'stop'] as const)
      expect((await desk.say(held.pid, what)).body.code).toBe('batch.not-found');
    await store.clear(90);
    expect(await rows(held.pid)).toBe(0);
  });

  it('sends the problems of a batch to the end, each with its item, its reason and its fields', async () => {
    const [title] = seeded.collection.schema.fields.filter((field) => field.core === 'title');
    const poor = Array.from({ length: 1100 }, (_, at) => ({
      values: { [title!.id]: [{ value: { text: `缺${at}` } }] },
    }));
    // What would break its lines is text.
    poor[1]!.values[title!.id] = [{ value: { text: '缺\n"}' } }];
    const pids = await desk.bring(poor);
    const plan = await desk.plan({ kind: 'publish', items: pids });
    const lines = (await admin.get(`/batches/${plan.pid}/problems`)).text.split('\n');
    expect(lines.pop()).toBe('');
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows.map(({ item }) => item.pid)).toEqual(pids);
    expect(rows.slice(0, 50)).toEqual((await desk.rows(plan.pid, 'cannot')).slice(0, 50));
    expect(rows[1].item.title).toMatch(/^缺/);
    const required = seeded.collection.schema.fields.filter(
      (field) => field.required !== 'no' && field.core !== 'title',
    );
    const named = rows[0].problem.fields.map(({ path }: { path: string }) => path);
    for (const { id } of required) expect(named).toContain(id);
  });

  it('refuses what makes no sense before anything is written', async () => {
    const [pid] = await bring('謹慎', 1);
    const send = (body: object) => admin.post(`${base}/batches`, body);
    const statuses = async (...bodies: object[]) => Promise.all(bodies.map(async (body) => (await send(body)).status));
    expect(
      await statuses(
        {},
        { kind: 'publish' },
        { kind: 'burn', items: [pid] },
        { kind: 'publish', items: [] },
        { kind: 'publish', items: [pid], all: {} },
        { kind: 'publish', items: ['x'] },
        { kind: 'publish', items: Array.from({ length: 5001 }, () => pid) },
        { kind: 'visibility', items: [pid] },
        { kind: 'publish', items: [pid], visibility: openVisibility },
        { kind: 'publish', all: { q: 'x'.repeat(201) } },
      ),
    ).toEqual(Array.from({ length: 10 }, () => 400));
    const other = good(
      await admin.post(`/libraries/${seeded.library.pid}/collections`, {
        ...{ template: 'letter', slug: `o${Date.now()}`, name: { 'zh-CN': '另一' } },
      }),
    );
    const elsewhere = await admin.post(`/collections/${other.pid}/batches`, { kind: 'publish', items: [pid] });
    expect(elsewhere.body.code).toBe('item.not-found');
    const nothing = await desk.plan({ kind: 'publish', all: { q: `'; DROP TABLE item; -- %_\\` } });
    expect(nothing.counts).toMatchObject({ rows: 0 });
    expect((await desk.say(nothing.pid, 'apply')).body.code).toBe('batch.wrong-state');
    expect((await admin.get(`/batches/${nothing.pid}/rows?cursor=abc`)).status).toBe(400);
    await comesTrue(async () => (await admin.get(`${base}/items`)).status === 200);
  });
});
