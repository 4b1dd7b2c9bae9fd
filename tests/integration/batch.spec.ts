import { jest } from '@jest/globals';
import pg from 'pg';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { systemCaller } from '../../server/contract/caller.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { comesTrue } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { makeLibrary } from '../support/world.js';

/** More than one chunk. */
const many = 1200;

describe('one thing done to many items', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let desk: BatchDesk;
  let base: string;
  let title: string;
  let number = 0;
  const reader = { ...systemCaller('reader'), grants: [], labels: ['public'] };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
    desk = new BatchDesk(admin, seeded.collection.pid);
    title = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
    await app.work();
  });
  afterAll(() => app?.stop());
  afterEach(() => jest.restoreAllMocks());

  const values = (text: string, identifier = `P-${++number}`) =>
    completeValues(seeded.collection.schema, text, identifier);
  const bring = (text: string, count: number) =>
    desk.bring(Array.from({ length: count }, (_, at) => ({ values: values(`${text}${at}`) })));
  const poor = (text: string) => ({ values: { [title]: [{ value: { text } }] } });
  const item = async (pid: string) => good(await admin.get(`/items/${pid}`));
  const change = async (pid: string, text: string) => {
    const now = await item(pid);
    const next = { ...now.values, [title]: [{ value: { text } }] };
    return good(await admin.put(`/items/${pid}`, { version: now.version, values: next }));
  };
  const seen = async (pid: string) => {
    try {
      return (await app.app.get(PublishedService).item(reader, pid)).title.text;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('a public id that is there already is made anew', async () => {
    const random = jest.spyOn(crypto, 'getRandomValues');
    // Whoever else makes one meanwhile gets the same: it must not be taken from this one.
    random.mockImplementation((bytes) => bytes);
    expect(await bring('同號甲', 1)).toEqual(['000000000']);
    random.mockRestore();
    // The one that is there, and the same again in one request.
    const again = jest.spyOn(crypto, 'getRandomValues');
    again.mockImplementationOnce((bytes) => bytes).mockImplementationOnce((bytes) => bytes);
    const more = await bring('同號乙', 3);
    expect(new Set(['000000000', ...more]).size).toBe(4);
    for (const [at, pid] of more.entries()) expect((await item(pid)).values[title][0].value.text).toBe(`同號乙${at}`);
  });

  it('is planned without changing anything, done, and taken back; what cannot be is told with its reason', async () => {
    const fine = await bring('可發', 3);
    const [lacking] = await desk.bring([poor('缺項')]);
    const plan = await desk.plan({ kind: 'publish', items: [...fine, lacking] });
    expect(plan).toMatchObject({
      counts: { rows: 4, do: 3, cannot: 1, done: 0 },
      reasons: { 'item.incomplete': 1 },
    });
    expect((await item(fine[0]!)).state).toBe('draft');
    const [why] = await desk.rows(plan.pid, 'cannot');
    expect(why).toMatchObject({
      item: { pid: lacking, title: '缺項' },
      state: 'draft',
      problem: { code: 'item.incomplete' },
    });
    expect(why.problem.fields.length).toBeGreaterThan(0);
    const lines = await admin.get(`/batches/${plan.pid}/problems`);
    expect(JSON.parse(lines.text)).toEqual(why);

    expect((await desk.apply(plan.pid)).counts).toMatchObject({ done: 3, left: 0 });
    for (const pid of fine) expect(await item(pid)).toMatchObject({ state: 'published', public: true });
    expect(await seen(fine[1]!)).toBe('可發1');
    expect((await desk.say(plan.pid, 'apply')).body.code).toBe('batch.wrong-state');
    expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: 3, kept: 0 });
    for (const pid of fine) expect(await item(pid)).toMatchObject({ state: 'draft', public: false });
    expect(await seen(fine[1]!)).toBe('item.gone');
    expect((await desk.say(plan.pid, 'undo')).body.code).toBe('batch.wrong-state');
    // Each of its steps is a job that says what it is.
    const jobs = good(await admin.get('/jobs?kind=batch.run')).rows as {
      batch: { pid: string; kind: string; step: string };
    }[];
    const own = jobs.filter(({ batch }) => batch.pid === plan.pid);
    expect(own.map(({ batch: { kind, step } }) => `${step} ${kind}`)).toEqual([
      ...['undo publish', 'apply publish', 'plan publish'],
    ]);
  });

  it('leaves what was changed since the plan, and what was changed since it was done, and lists it', async () => {
    const pids = await bring('有人改過', 4);
    const plan = await desk.plan({ kind: 'publish', items: pids });
    await change(pids[0]!, '又改');
    expect((await desk.apply(plan.pid)).counts).toMatchObject({ done: 3, left: 1 });
    expect(await item(pids[0]!)).toMatchObject({ state: 'draft', public: false });
    expect(await desk.rows(plan.pid, 'left')).toMatchObject([
      { item: { pid: pids[0] }, problem: { code: 'item.changed', params: { updatedBy: 'admin' } } },
    ]);
    await change(pids[1]!, '發布之後又改');
    expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: 2, kept: 1 });
    expect(await desk.rows(plan.pid, 'kept')).toMatchObject([{ item: { pid: pids[1] }, done: 'kept' }]);
    expect(await item(pids[1]!)).toMatchObject({ state: 'draft', public: true, title: '發布之後又改' });
    expect(await seen(pids[1]!)).toBe('有人改過1');
  });

  it('gives readers back the version, its pages and its review that stood there before', async () => {
    const [pid] = await bring('初版', 1);
    let now = await item(pid!);
    now = good(await admin.put(`/items/${pid}/pages`, { version: now.version, pages: [{ label: '葉一' }] }));
    now = good(await admin.post(`/items/${pid}/publish`, { version: now.version, note: '初審' }));
    const publishedAt = now.publishedAt;
    now = await change(pid!, '再版');
    const pages = [{ pid: now.pages[0].pid, label: '葉一甲' }, { label: '葉二' }];
    now = good(await admin.put(`/items/${pid}/pages`, { version: now.version, pages }));
    good(await admin.post(`/items/${pid}/submit`, { version: now.version }));
    const labels = async () =>
      (
        await app.database.query<{ label: string }>(
          `SELECT p.label FROM page_published p JOIN item ON item.id = p.item_id WHERE item.pid = $1 ORDER BY p.ord`,
          [pid],
        )
      ).map(({ label }) => label);
    const plan = await desk.plan({ kind: 'publish', items: [pid] });
    await desk.apply(plan.pid);
    expect([await seen(pid!), await labels()]).toEqual(['再版', ['葉一甲', '葉二']]);
    await desk.undo(plan.pid);
    expect([await seen(pid!), await labels()]).toEqual(['初版0', ['葉一']]);
    expect(await item(pid!)).toMatchObject({ state: 'submitted', public: true, title: '再版', publishedAt });
    const [head] = good(await admin.get(`/items/${pid}/revisions`)).rows;
    expect(head).toMatchObject({ review: 'submitted' });
  });

  it('withdraws, restores, removes, submits and opens, and puts back each as it stood', async () => {
    const pids = await bring('諸事', 2);
    const through = async (kind: string, after: object, more: object = {}) => {
      const before = await item(pids[0]!);
      const plan = await desk.plan({ kind, items: pids, ...more });
      expect([kind, plan.counts.do]).toEqual([kind, 2]);
      await desk.apply(plan.pid, { note: '一併' });
      expect([kind, await item(pids[0]!)]).toMatchObject([kind, after]);
      expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: 2 });
      const now = await item(pids[0]!);
      for (const key of ['state', 'public', 'visibility', 'publishedRevision', 'headRevision'])
        expect([kind, key, now[key]]).toEqual([kind, key, before[key]]);
    };
    await through('submit', { state: 'submitted' });
    await through('remove', { state: 'removed' });
    const published = await desk.plan({ kind: 'publish', items: pids });
    await desk.apply(published.pid);
    await through('withdraw', { state: 'withdrawn', public: false });
    expect(await seen(pids[0]!)).toBe('諸事0');
    const visibility = { ...openVisibility, metadata: ['staff'] };
    await through('visibility', { visibility: { metadata: ['staff'] } }, { visibility });
    expect(await seen(pids[0]!)).toBe('諸事0');
    expect((await desk.plan({ kind: 'visibility', items: pids, visibility: openVisibility })).counts).toMatchObject({
      ...{ do: 0, same: 2 },
    });
    const withdrawn = await desk.plan({ kind: 'withdraw', items: pids });
    await desk.apply(withdrawn.pid);
    await through('restore', { state: 'draft' });
    // One line says it; what was done to one item is told where one asks for it.
    const audit = async (words: string) => good(await admin.get(`/audit?${words}`)).rows as { action: string }[];
    expect((await audit('action=batch.undo')).length).toBeGreaterThan(4);
    expect(await audit('limit=200')).not.toContainEqual(expect.objectContaining({ action: 'item.remove' }));
    expect((await audit('action=item.remove')).length).toBe(2);
    expect((await audit(`subject=${pids[0]}`)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['item.remove', 'item.visibility', 'item.put-back', 'item.withdraw']),
    );
  });

  it('does not give an identifier to two: a removed record whose number another has taken stays removed', async () => {
    const [pid] = await desk.bring([{ values: values('舊', 'TW-1') }]);
    const plan = await desk.plan({ kind: 'remove', items: [pid] });
    await desk.apply(plan.pid);
    await desk.bring([{ values: values('新', 'TW-1') }]);
    expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: 0, kept: 1 });
    expect(await desk.rows(plan.pid, 'kept')).toMatchObject([{ problem: { code: 'item.identifier-taken' } }]);
    expect((await desk.plan({ kind: 'restore', items: [pid] })).reasons).toEqual({ 'item.identifier-taken': 1 });
  });

  it('means everything that a list shows, as it stood; stops between chunks, goes on, and is undone half done', async () => {
    const pids = await bring('洛陽', many);
    const plan = await desk.plan({ kind: 'publish', all: { state: 'draft', q: '洛阳' } });
    expect(plan.counts).toMatchObject({ rows: many, do: many });
    const [late] = await bring('洛陽後來', 1);
    // Whoever holds one of the second chunk holds the batch there.
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM item WHERE pid = $1 FOR UPDATE', [pids[700]]);
      good(await desk.say(plan.pid, 'apply'));
      await desk.until(plan.pid, (now) => now.counts.done > 0);
      good(await desk.say(plan.pid, 'stop'));
      expect((await desk.look(plan.pid)).state).toBe('applying');
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
    const half = await desk.until(plan.pid, 'stopped');
    expect(half.counts).toMatchObject({ done: 1000, left: 0 });
    expect((await desk.say(plan.pid, 'stop')).body.code).toBe('batch.wrong-state');
    good(await desk.say(plan.pid, 'resume'));
    expect(await desk.until(plan.pid, 'applied')).toMatchObject({
      counts: { done: many },
      job: { done: many, total: many },
    });
    expect(await item(late!)).toMatchObject({ public: false });
    const twice = await app.database.one<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT item_id FROM change WHERE kind = 'publication' GROUP BY item_id HAVING count(*) > 1) AS doubled
         JOIN item ON item.id = doubled.item_id WHERE item.title LIKE '洛陽%'`,
    );
    expect(twice!.n).toBe(0);
    expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: many });
    // The job that did it is over; one that is tried again by hand finds that the batch has gone on to something else.
    await app.database.query(`UPDATE job SET state = 'stopped', checkpoint = NULL WHERE pid = $1`, [half.job!.pid]);
    good(await admin.post(`/jobs/${half.job!.pid}/retry`));
    await comesTrue(async () => good(await admin.get(`/jobs/${half.job!.pid}`)).state === 'done');
    expect(await desk.look(plan.pid)).toMatchObject({ state: 'undone', counts: { done: many, undone: many } });
    const history = good(await admin.get(`${base}/batches?limit=2`));
    expect(history.rows[0]).toMatchObject({
      pid: plan.pid,
      state: 'undone',
      selection: { state: 'draft' },
      createdBy: 'admin',
    });
    expect(good(await admin.get(`${base}/batches?limit=2&cursor=${history.next}`)).rows).toHaveLength(2);
  });

  it('asks the database as often for a chunk of many as for a few', async () => {
    const asked = async (count: number): Promise<number[]> => {
      const pids = await bring(`問${count}`, count);
      const steps: number[] = [];
      const logged = statements();
      const plan = await desk.plan({ kind: 'publish', items: pids });
      steps.push(logged.take());
      await desk.apply(plan.pid);
      steps.push(logged.take());
      await desk.undo(plan.pid);
      steps.push(logged.take());
      logged.end();
      return steps;
    };
    const few = await asked(20);
    const most = await asked(480);
    expect(Math.min(...few)).toBeGreaterThan(10);
    // Beats of hearts come by time, and the index is made beside it by fifties; one statement an item would be 460 more.
    for (const [at, count] of most.entries()) expect(count).toBeLessThan(few[at]! + 230);
  });

  it('is for those who may do it to one item, and is nobody else’s to see', async () => {
    const library = await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [
      seeded.library.pid,
    ]);
    const worker = (role: 'cataloger' | 'reviewer', libraryId: number) =>
      app.signedIn({
        email: `${role}-${libraryId}@example.org`,
        name: role,
        grants: [{ role, libraryId, collectionId: null }],
      });
    const cataloger = await worker('cataloger', library!.id);
    const reviewer = await worker('reviewer', library!.id);
    const stranger = await worker('reviewer', (await makeLibrary(app.database, 'elsewhere')).id);
    const [pid] = await bring('誰可', 1);
    const body = { kind: 'publish', items: [pid] };
    expect((await cataloger.post(`${base}/batches`, body)).status).toBe(403);
    expect((await stranger.post(`${base}/batches`, body)).status).toBe(404);
    const plan = await new BatchDesk(reviewer, seeded.collection.pid).plan(body);
    for (const what of ['apply', 'stop', 'resume', 'undo']) {
      expect((await stranger.post(`/batches/${plan.pid}/${what}`, {})).body.code).toBe('batch.not-found');
      const own = await cataloger.post(`/batches/${plan.pid}/${what}`, {});
      expect([what, [403, 409].includes(own.status)]).toEqual([what, true]);
    }
    for (const path of ['', '/rows', '/problems'])
      expect((await stranger.get(`/batches/${plan.pid}${path}`)).status).toBe(404);
    expect(good(await cataloger.get(`/batches/${plan.pid}`)).state).toBe('planned');
    // What one began, another who may goes on with.
    expect((await desk.apply(plan.pid)).counts.done).toBe(1);
  });

  describe('many records saved by one request', () => {
    const put = async (items: object[], who = admin) => good(await who.put(`${base}/items`, { items })).results;

    it('are new or those that have their identifier; each that is refused says why, by field, and keeps no other out', async () => {
      const first = await put([
        { values: values('甲', 'M-1') },
        { values: { ...values('乙', 'M-2'), zzzz9: [{ value: 'x' }] } },
        { values: values('丙', 'M-1') },
        { values: { [title]: [{ value: 7 }] } },
        { values: values('丁', 'M-4') },
      ]);
      expect(first).toMatchObject([
        { outcome: 'created' },
        { outcome: 'refused', code: 'item.invalid', troubles: [{ path: 'zzzz9', code: 'value.unknown-field' }] },
        { outcome: 'refused', code: 'item.identifier-taken', params: { identifier: 'M-1' } },
        { outcome: 'refused', code: 'item.invalid' },
        { outcome: 'created' },
      ]);
      expect(first[3].troubles[0].path).toMatch(new RegExp(`^${title}\\.0`));
      const again = await put([
        { values: values('甲改', 'M-1') },
        { values: (await item(first[4].item)).values },
        { item: first[4].item, version: 99, values: values('戊', 'M-4') },
      ]);
      expect(again).toMatchObject([
        { outcome: 'saved', item: first[0].item },
        { outcome: 'same', item: first[4].item },
        { outcome: 'refused', code: 'item.changed' },
      ]);
      expect(await item(first[0].item)).toMatchObject({ title: '甲改', headRevision: 2, version: again[0].version });
    });

    it('are the same when they come again as they were written, however they are read', async () => {
      const date = seeded.collection.schema.fields.find((field) => field.core === 'date')!.id;
      const sent = [{ values: { ...values('光緒札', 'M-9'), [date]: [{ value: { raw: '光緒八年' } }] } }];
      expect(await put(sent)).toMatchObject([{ outcome: 'created' }]);
      expect(await put(sent)).toMatchObject([{ outcome: 'same' }]);
    });

    it('that others bring in the same moment are saved once each, in whatever order they come', async () => {
      for (let turn = 0; turn < 2; turn++) {
        const numbers = Array.from({ length: 100 }, (_, at) => `RACE-${turn}-${at}`);
        const sent = (who: string, order: string[]) => order.map((one) => ({ values: values(who, one) }));
        const orders = [numbers, numbers.toReversed(), [...numbers.slice(50), ...numbers.slice(0, 50)]];
        const all = await Promise.all(orders.map((order, at) => put(sent(`同時${at}`, order))));
        const outcomes = all.flat().map(({ outcome }) => outcome as string);
        expect(outcomes.filter((one) => one === 'created')).toHaveLength(100);
        expect(outcomes.filter((one) => one === 'saved')).toHaveLength(200);
        expect(new Set(all.flat().map((one) => one.item)).size).toBe(100);
      }
    });

    it('never reach into another collection, nor past what one may do', async () => {
      const other = good(
        await admin.post(`/libraries/${seeded.library.pid}/collections`, {
          ...{ template: 'letter', slug: `p${Date.now()}`, name: { 'zh-CN': '又一' } },
        }),
      );
      const [made] = good(
        await admin.put(`/collections/${other.pid}/items`, {
          items: [{ values: completeValues(other.schema, '別處', 'ELSE-1') }],
        }),
      ).results;
      const tried = await put([{ item: made.item, values: values('搶') }, { values: values('同號', 'ELSE-1') }]);
      expect(tried).toMatchObject([
        { outcome: 'refused', code: 'item.not-found' },
        { outcome: 'refused', code: 'item.identifier-taken' },
      ]);
      expect((await item(made.item)).title).toBe('別處');
      const items = Array.from({ length: 501 }, () => ({ values: {} }));
      expect((await admin.put(`${base}/items`, { items })).status).toBe(400);
    });
  });
});

/** Counts what is said to the database in this process, by server and worker together. */
function statements() {
  let count = 0;
  const { query } = PostgresQueryRunner.prototype;
  PostgresQueryRunner.prototype.query = function (this: PostgresQueryRunner, ...given: Parameters<typeof query>) {
    count++;
    return query.apply(this, given);
  } as typeof query;
  return {
    take: () => {
      const now = count;
      count = 0;
      return now;
    },
    end: () => void (PostgresQueryRunner.prototype.query = query),
  };
}
