import type { CollectionSchema } from '../../server/contract/collection.js';
import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { formOf } from '../support/bytes.js';
import { explained } from '../support/explained.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

interface Act {
  key: string;
  action: string;
  person: string;
  subject: { kind: string; pid: string; title: string };
  detail: { kind: string | null; role: string | null; items: number | null; number: number | null };
  back: { by: string; batch?: string; version?: number; number?: number; taken?: string } | null;
  why: string | null;
}

/** What takes something away is found again, and taken back by the way that its own page has for it. */
describe('what was done of late', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let reviewer: Visitor;
  let schema: CollectionSchema;
  let desk: BatchDesk;
  let libraryId: number;
  let number = 0;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    ({ admin } = seeded);
    ({ schema } = seeded.collection);
    desk = new BatchDesk(admin, seeded.collection.pid);
    const row = await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [seeded.library.pid]);
    libraryId = row!.id;
    reviewer = await app.signedIn({
      ...{ email: 'shen@example.org', name: '沈審核' },
      grants: [{ role: 'reviewer', libraryId, collectionId: null }],
    });
    await app.work();
  });
  afterAll(() => app?.stop());

  const head = async (item: string) => good(await admin.get(`/items/${item}`));
  const newItem = async (title: string): Promise<string> => {
    const values = completeValues(schema, title, `RC-${++number}`);
    return good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  };
  const published = async (title: string) => {
    const item = await newItem(title);
    return good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version }));
  };
  const acts = async (who = admin, path = '/recent?limit=200'): Promise<Act[]> => good(await who.get(path)).rows;
  const last = async (subject: string, who = admin) =>
    (await acts(who)).find((act) => act.subject.pid === subject || act.back?.batch === subject)!;

  it('to one item by itself is put back exactly as it stood, at once, and is no batch', async () => {
    const { pid, publishedRevision } = await published('歸還一');
    good(await admin.post(`/items/${pid}/withdraw`, { note: '存疑' }));
    const act = await last(pid);
    expect(act).toMatchObject({
      action: 'item.withdraw',
      subject: { title: '歸還一' },
      why: null,
      back: { by: 'batch' },
    });
    expect(good(await admin.get(`/collections/${seeded.collection.pid}/batches`)).rows).toEqual([]);
    const undone = good(await desk.say(act.back!.batch!, 'undo'));
    expect(undone).toMatchObject({ state: 'undone', counts: { undone: 1, kept: 0 } });
    expect(await head(pid)).toMatchObject({ state: 'published', public: true, publishedRevision });
    expect(await last(pid)).toMatchObject({ back: null, why: 'undone' });
    const said = good(await admin.get(`/audit?subject=${pid}`)).rows as { action: string }[];
    expect(said.map(({ action }) => action).slice(0, 2)).toEqual(['item.undo', 'item.withdraw']);

    // Deleted, had back, and what that had back is deleted again.
    good(await admin.post(`/items/${pid}/withdraw`, {}));
    good(await admin.delete(`/items/${pid}`));
    good(await admin.post(`/items/${pid}/restore`));
    good(await desk.say((await last(pid)).back!.batch!, 'undo'));
    expect((await head(pid)).state).toBe('removed');
    const removal = (await acts()).find(({ action, subject }) => action === 'item.remove' && subject.pid === pid)!;
    // It has been had back and removed again since.
    expect(removal).toMatchObject({ back: null, why: 'changed' });
  });

  it('is not taken back where somebody was at it since, nor by whoever may not', async () => {
    const { pid } = await published('後來改過');
    good(await reviewer.post(`/items/${pid}/withdraw`, {}));
    const mine = await last(pid, reviewer);
    expect(mine).toMatchObject({ back: { by: 'batch' } });
    const now = await head(pid);
    const title = schema.fields.find((field) => field.core === 'title')!.id;
    const values = { ...now.values, [title]: [{ value: { text: '改過了' } }] };
    good(await admin.put(`/items/${pid}`, { version: now.version, values }));
    expect(await last(pid, reviewer)).toMatchObject({ back: null, why: 'changed' });
    const other = (await published('無權')).pid as string;
    good(await reviewer.post(`/items/${other}/withdraw`, {}));
    await app.database.query(
      `UPDATE role_grant SET role = 'cataloger' WHERE account_id = (SELECT id FROM account WHERE email = 'shen@example.org')`,
    );
    expect(await last(other, reviewer)).toMatchObject({ back: null, why: 'denied' });
    await app.database.query(
      `UPDATE role_grant SET role = 'reviewer' WHERE account_id = (SELECT id FROM account WHERE email = 'shen@example.org')`,
    );
  });

  it('to many is one line, by which all of it is taken back for as long as the batch is kept', async () => {
    const pids = [await newItem('眾一'), await newItem('眾二')];
    const { pid } = await desk.plan({ kind: 'publish', items: pids });
    await desk.apply(pid);
    const find = async () => (await acts()).find(({ subject }) => subject.pid === pid)!;
    expect(await find()).toMatchObject({
      action: 'batch.apply',
      detail: { kind: 'publish', items: 2 },
      back: { by: 'batch', batch: pid, collection: seeded.collection.pid },
    });
    await desk.undo(pid);
    expect(await find()).toMatchObject({ back: null, why: 'undone' });
    await app.database.query(`DELETE FROM batch WHERE pid = $1`, [pid]);
    expect(await find()).toMatchObject({ back: null, why: 'gone' });
    // Of a plan nobody is told.
    const plan = await desk.plan({ kind: 'submit', items: pids });
    expect((await acts()).map(({ subject }) => subject.pid)).not.toContain(plan.pid);
  });

  it('to pages and by going back is gone back from, as long as nothing came after', async () => {
    const item = await newItem('三葉');
    for (let at = 0; at < 3; at++) {
      const bytes = await chart(60, 40, 900 + at)
        .png()
        .toBuffer();
      const form = formOf([{ name: `${at}.png`, bytes }]);
      good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    }
    await published('別的');
    // Somebody else saves between, so that what is removed is a visit of its own.
    const now = await head(item);
    good(await reviewer.put(`/items/${item}`, { version: now.version, values: now.values, note: '看過' }));
    const { version, pages, headRevision } = await head(item);
    expect(pages).toHaveLength(3);
    const left = pages
      .slice(0, 1)
      .map(({ pid, label, kind, source }: Record<string, unknown>) => ({ pid, label, kind, source }));
    good(await admin.put(`/items/${item}/pages`, { version, pages: left }));
    const act = await last(item);
    expect(act).toMatchObject({ action: 'item.pages', back: { by: 'revision', number: headRevision } });
    const { by: _, item: __, number: to, ...body } = act.back as Record<string, unknown>;
    good(await admin.post(`/items/${item}/revisions/${to}/restore`, body));
    expect((await head(item)).pages).toHaveLength(3);
    const all = (await acts()).filter(({ subject }) => subject.pid === item);
    expect(all).toMatchObject([
      { action: 'item.go-back', detail: { number: headRevision }, back: { by: 'revision', number: headRevision + 1 } },
      { action: 'item.pages', back: null, why: 'undone' },
    ]);
  });

  it('to names and terms: what was merged is taken apart, and what was deleted is had back as it was', async () => {
    const agent = async (name: string) =>
      good(
        await admin.post('/agents', { library: seeded.library.pid, name: { 'zh-CN': name }, note: { 'zh-CN': '按' } }),
      );
    const [from, into, gone] = [await agent('紀昀'), await agent('纪昀'), await agent('誤建')];
    const path = `/authorities/agent/${from.pid}`;
    good(await admin.post(`${path}/merge`, { into: into.pid, version: from.version }));
    expect(await last(from.pid)).toMatchObject({
      back: { by: 'unmerge', record: from.pid, version: from.version + 1 },
    });
    good(await admin.post(`${path}/unmerge`, { version: from.version + 1 }));
    expect(await last(from.pid)).toMatchObject({ back: null, why: 'undone' });

    const before = await app.database.one('SELECT * FROM agent WHERE pid = $1', [gone.pid]);
    good(await admin.delete(`/authorities/agent/${gone.pid}?version=${gone.version}`));
    expect(await last(gone.pid)).toMatchObject({ action: 'agent.remove', back: { by: 'record', record: gone.pid } });
    const back = () => admin.post(`/authorities/agent/${gone.pid}/restore`);
    expect((await Promise.all([back(), back()])).map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      'authority.back',
    ]);
    expect(await app.database.one('SELECT * FROM agent WHERE pid = $1', [gone.pid])).toEqual(before);
    expect(await last(gone.pid)).toMatchObject({ back: null, why: 'undone' });
  });

  it('to a term whose place or code is taken says so, and forgets after thirty days', async () => {
    const list = good(
      await admin.post('/vocabularies', { library: seeded.library.pid, key: 'juan', name: { 'zh-CN': '卷' } }),
    );
    const term = async (code: string, more = {}) =>
      good(await admin.post(`/vocabularies/${list.pid}/terms`, { code, label: { 'zh-CN': code }, ...more }));
    const remove = async ({ pid, version }: { pid: string; version: number }) =>
      good(await admin.delete(`/authorities/term/${pid}?version=${version}`));
    const back = async (pid: string) => (await admin.post(`/authorities/term/${pid}/restore`)).body.code as string;
    const above = await term('shang');
    const below = await term('xia', { parent: 'shang' });
    await remove(below);
    await remove(above);
    expect(await back(below.pid)).toBe('authority.above-gone');
    expect(await back(above.pid)).toBeUndefined();
    const again = await term('xia');
    expect(await back(below.pid)).toBe('term.code-taken');
    await remove(again);
    expect(await back(below.pid)).toBeUndefined();
    const { rows } = good(await admin.get(`/vocabularies/${list.pid}/terms`));
    expect(rows.map(({ code, parent }: { code: string; parent: string | null }) => [code, parent])).toEqual([
      ['shang', null],
      ['xia', 'shang'],
    ]);
    await app.database.query(`UPDATE authority_removed SET removed_at = now() - interval '31 days'`);
    expect(await back(again.pid)).toBe('authority.not-kept');
    expect(await last(again.pid)).toMatchObject({ back: null, why: 'gone' });
  });

  it('to people is given back, and is told as held where it was granted anew', async () => {
    const visitor = await app.signedIn({
      ...{ email: 'chen@example.org', name: '陈编目' },
      grants: [{ role: 'cataloger', libraryId, collectionId: null }],
    });
    const { pid } = (await app.accounts.byEmail('chen@example.org'))!;
    good(await admin.delete(`/libraries/${seeded.library.pid}/people/${pid}`));
    const act = await last(pid);
    expect(act).toMatchObject({ action: 'grant.take', detail: { role: 'cataloger' }, back: { by: 'roles' } });
    const path = `/libraries/${seeded.library.pid}/taken-roles/give-back`;
    good(await admin.post(path, { taken: [act.back!.taken] }));
    expect((await visitor.get('/recent')).status).toBe(200);
    expect(await last(pid)).toMatchObject({ back: null, why: 'undone' });
  });

  it('is one’s own to see; of a whole library its admins see it, page by page', async () => {
    expect((await reviewer.get(`/libraries/${seeded.library.pid}/recent`)).status).toBe(403);
    expect(new Set((await acts(reviewer)).map(({ person }) => person))).toEqual(new Set(['沈審核']));
    const all = await acts(admin, `/libraries/${seeded.library.pid}/recent?limit=200`);
    expect(new Set(all.map(({ person }) => person)).size).toBe(2);
    const paged: Act[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { rows: Act[]; next: string | null } = good(
        await admin.get(`/libraries/${seeded.library.pid}/recent?limit=7${cursor && `&cursor=${cursor}`}`),
      );
      paged.push(...page.rows);
      cursor = page.next;
    }
    expect(paged.map(({ key }) => key)).toEqual(all.map(({ key }) => key));
  });

  it('is found by its index, however much else was done, and ends where nothing is kept any more', async () => {
    await app.asOwner(
      `INSERT INTO audit_entry (at, library_id, account_id, actor_name, action, subject_kind, subject_pid, detail)
       SELECT CASE WHEN n <= 5000 THEN now() - interval '200 days' ELSE now() END, ${libraryId}, (SELECT id FROM account WHERE email = 'shen@example.org'), '沈審核', 'item.save', 'item', NULL, CASE WHEN n % 20 = 0 OR n <= 5000 THEN '{"kept": "none"}'::jsonb ELSE '{}' END
         FROM generate_series(1, 20000) AS n`,
    );
    await app.asOwner('ANALYZE audit_entry');
    const lists: [Visitor, string, string][] = [
      [reviewer, '/recent', 'audit_entry_kept'],
      [admin, `/libraries/${seeded.library.pid}/recent`, 'audit_entry_library_kept'],
    ];
    for (const [who, path, index] of lists) {
      const seen: string[] = [];
      const pages = await explained(app.database, `e.detail ? 'kept'`, async () => {
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: { rows: Act[]; next: string | null } = good(
            await who.get(`${path}?${new URLSearchParams({ limit: '200', ...(cursor ? { cursor } : {}) })}`),
          );
          seen.push(...page.rows.map(({ key }) => key));
          cursor = page.next;
        }
      });
      expect(pages.length).toBeGreaterThan(3);
      // On the last page, too, where there are fewer than are asked for.
      for (const { plan, inVain } of pages) expect([plan.includes(`"${index}"`), inVain < 20]).toEqual([true, true]);
      // Every act of the time once, though many were done in one moment.
      expect(new Set(seen).size).toBe(seen.length);
      const kept = await app.database.one<{ n: number }>(
        `SELECT count(*)::int AS n FROM audit_entry WHERE detail ? 'kept' AND at > now() - interval '90 days'
           AND ${index === 'audit_entry_kept' ? `account_id = (SELECT id FROM account WHERE email = 'shen@example.org')` : `library_id = ${libraryId}`}`,
      );
      expect(seen.length).toBe(kept!.n);
    }
  });
});
