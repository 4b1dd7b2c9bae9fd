import { systemCaller } from '../../server/contract/caller.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Values } from '../../server/contract/values.js';
import type { Visitor } from '../support/visitor.js';

describe('catalog', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let number = 0;
  const reader = { ...systemCaller('reader'), grants: [], labels: ['public'] };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
  });
  afterAll(async () => app?.stop());

  const published = () => app.app.get(PublishedService);
  const values = (title: string, identifier = `X-${++number}`) =>
    completeValues(seeded.collection.schema, title, identifier);
  const create = async (title: string, identifier?: string) =>
    good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values: values(title, identifier) }));
  const act = async (pid: string, action: string, body: object = {}) => admin.post(`/items/${pid}/${action}`, body);
  const publish = async (item: { pid: string; version: number }) =>
    good(await act(item.pid, 'publish', { version: item.version }));

  it('lets readers go on seeing what was published while the head changes', async () => {
    const item = await publish(await create('錢塘縣志'));
    const changed = good(
      await admin.put(`/items/${item.pid}`, {
        version: item.version,
        values: values('仁和縣志', item.identifier as string),
      }),
    );
    expect(changed).toMatchObject({ title: '仁和縣志', state: 'draft', public: true });
    expect((await published().item(reader, item.pid as string)).title.text).toBe('錢塘縣志');
    await publish(changed);
    expect((await published().item(reader, item.pid as string)).title.text).toBe('仁和縣志');
  });

  it('refuses the second of two people who began from the same version, and tells who was first', async () => {
    const item = await create('沈氏家書');
    good(
      await admin.put(`/items/${item.pid}`, {
        version: item.version,
        values: values('沈氏家書一', item.identifier as string),
      }),
    );
    const late = await admin.put(`/items/${item.pid}`, {
      version: item.version,
      values: values('沈氏家書二', item.identifier as string),
    });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'item.changed',
      params: { version: item.version + 1, updatedBy: 'admin' },
    });
    expect(good(await admin.get(`/items/${item.pid}`)).title).toBe('沈氏家書一');
  });

  it('keeps one draft for each person, and says who else is typing', async () => {
    const item = await create('陳氏札記');
    const other = await app.signedIn({
      email: 'bian@example.org',
      name: '边',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    const keep = (who: Visitor, title: string) =>
      who.put(`/items/${item.pid}/draft`, {
        baseVersion: item.version,
        values: values(title, item.identifier as string),
      });
    good(await keep(admin, '甲'));
    expect(good(await keep(other, '乙')).editors).toMatchObject([{ name: 'admin', typing: true }]);
    const titleField = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
    expect(good(await admin.get(`/items/${item.pid}`)).draft.values[titleField][0].value.text).toBe('甲');
    expect(good(await other.get(`/items/${item.pid}`)).draft.values[titleField][0].value.text).toBe('乙');
    good(await admin.delete(`/items/${item.pid}/draft?nothing=true`));
    expect(good(await admin.get(`/items/${item.pid}`))).toMatchObject({ draft: null, dropped: null });
  });

  it('keeps what was given up or taken over for whoever typed it, and lets colleagues read and take drafts', async () => {
    const item = await create('陳氏書札');
    const path = `/items/${item.pid}`;
    const grants = [{ role: 'platform-admin' as const, libraryId: null, collectionId: null }];
    const other = await app.signedIn({ email: 'jie@example.org', name: '接', grants });
    const account = (await admin.get('/session')).body.account.pid as string;
    const typed = (title: string) => ({
      baseVersion: item.version,
      values: values(title, item.identifier as string),
    });
    const titleField = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
    const titleOf = (of: { values: Values } | null) => of?.values[titleField]?.[0]?.value;

    good(await admin.put(`${path}/draft`, typed('陳氏書札甲')));
    const seen = good(await other.get(`${path}/drafts/${account}`));
    expect(seen).toMatchObject({ name: 'admin', shown: { [titleField]: [{ text: '陳氏書札甲' }] } });
    expect((await admin.get(`${path}/drafts/${account}`)).body).toMatchObject({ code: 'draft.not-found' });

    good(await admin.put(`${path}/draft`, typed('陳氏書札乙')));
    const take = (at: string) => other.post(`${path}/drafts/${account}/take`, { ...typed('陳氏書札乙'), seen: at });
    expect((await take(seen.updatedAt as string)).body).toMatchObject({ code: 'draft.changed' });
    const mine = good(await other.get(`${path}/drafts/${account}`)).updatedAt as string;
    good(await other.put(`${path}/draft`, typed('陳氏書札丁')));
    expect((await take(mine)).body).toMatchObject({ code: 'draft.own-first' });
    good(await other.delete(`${path}/draft?nothing=true`));
    const taken = good(await take(good(await other.get(`${path}/drafts/${account}`)).updatedAt as string));
    expect(titleOf(taken.draft)).toMatchObject({ text: '陳氏書札乙' });
    expect(taken.editors).toEqual([]);
    expect(good(await admin.get(path))).toMatchObject({ draft: null, dropped: { by: '接' } });
    expect((await take(seen.updatedAt as string)).body).toMatchObject({ code: 'draft.not-found' });

    expect(titleOf(good(await admin.post(`${path}/draft/restore`)).draft)).toMatchObject({ text: '陳氏書札乙' });
    good(await admin.delete(`${path}/draft`));
    expect(good(await admin.get(path))).toMatchObject({ draft: null, dropped: { by: null } });
    good(await other.delete(`${path}/draft`));
    expect(good(await admin.get(path)).editors).toEqual([]);
    good(await admin.post(`${path}/draft/restore`));
    const saved = good(await admin.put(path, { version: item.version, values: typed('陳氏書札丙').values }));
    expect(saved).toMatchObject({ draft: null, dropped: null });
    expect((await admin.post(`${path}/draft/restore`)).body).toMatchObject({ code: 'draft.not-found' });
  });

  it('names what is missing before it takes an item in for review', async () => {
    const titleField = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
    const item = good(
      await admin.post(`/collections/${seeded.collection.pid}/items`, {
        values: { [titleField]: [{ value: { text: '殘札' } }] },
      }),
    );
    const refused = await act(item.pid as string, 'submit', { version: item.version });
    expect(refused.status).toBe(422);
    const missing = seeded.collection.schema.fields.filter(
      (field) => field.required !== 'no' && field.core !== 'title',
    );
    expect(missing.length).toBeGreaterThan(0);
    expect((refused.body.fields as { path: string }[]).map((field) => field.path).sort()).toEqual(
      missing.map((field) => field.id).sort(),
    );
    expect((item.troubles as unknown[]).length).toBe(missing.length);
  });

  it('takes an item through review: handed in, given back with words, handed in again, published', async () => {
    const item = await create('論學書');
    const submitted = good(await act(item.pid, 'submit', { version: item.version }));
    expect(submitted.state).toBe('submitted');
    const returned = good(await act(item.pid, 'return', { version: submitted.version, note: '年代请核' }));
    expect(returned).toMatchObject({ state: 'returned', reviewNote: '年代请核' });
    const again = good(await act(item.pid, 'submit', { version: returned.version }));
    expect((await act(item.pid, 'publish', { version: item.version })).status).toBe(409);
    expect(await publish(again)).toMatchObject({ state: 'published', public: true });
    expect((await act(item.pid, 'submit', { version: again.version + 1 })).body.code).toBe('item.wrong-state');
  });

  it('gives back to the cataloger what was handed in, as long as nobody reviewed it', async () => {
    const item = await create('未及細看之札');
    const submitted = good(await act(item.pid, 'submit', { version: item.version }));
    expect((await act(item.pid, 'recall', { version: item.version })).status).toBe(409);
    const back = good(await act(item.pid, 'recall', { version: submitted.version }));
    expect(back).toMatchObject({ state: 'draft', headRevision: item.headRevision });
    const [revision] = good(await admin.get(`/items/${item.pid}/revisions`)).rows;
    expect(revision).toMatchObject({ review: null, reviewNote: '' });
    expect((await act(item.pid, 'recall', { version: back.version })).body.code).toBe('item.wrong-state');
    await publish(back);
  });

  it('takes a withdrawn item from readers at once and says that it was there', async () => {
    const item = await publish(await create('湖上雜記'));
    good(await act(item.pid as string, 'withdraw', { note: '权利人来函' }));
    await expect(published().item(reader, item.pid as string)).rejects.toMatchObject({ code: 'item.gone' });
    await expect(published().item(reader, (await create('未出')).pid as string)).rejects.toMatchObject({
      code: 'item.not-found',
    });
    const back = good(await act(item.pid as string, 'restore'));
    await publish(back);
    expect((await published().item(reader, item.pid as string)).title.text).toBe('湖上雜記');
  });

  it('holds identifiers unique in a library, and gives a removed one free', async () => {
    const first = await create('甲札', 'ZJ-1');
    const second = await admin.post(`/collections/${seeded.collection.pid}/items`, { values: values('乙札', 'ZJ-1') });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'item.identifier-taken', params: { identifier: 'ZJ-1' } });
    good(await admin.delete(`/items/${first.pid}`));
    await create('丙札', 'ZJ-1');
    expect((await act(first.pid as string, 'restore')).body.code).toBe('item.identifier-taken');
  });

  it('goes back to an older revision by writing a new one', async () => {
    const item = await create('初題');
    const second = good(
      await admin.put(`/items/${item.pid}`, {
        version: item.version,
        values: values('改題', item.identifier as string),
      }),
    );
    const back = good(await act(item.pid as string, 'revisions/1/restore', { version: second.version }));
    expect(back).toMatchObject({ title: '初題', headRevision: 3 });
    const history = good(await admin.get(`/items/${item.pid}/revisions`));
    expect((history.rows as { number: number; title: string }[]).map((row) => `${row.number}${row.title}`)).toEqual([
      '3初題',
      '2改題',
      '1初題',
    ]);
  });

  it('lists by SQL, page by page, whatever characters the question is in', async () => {
    for (let at = 0; at < 7; at++) await create(`龍門造像記${at}`);
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = good(
        await admin.get(
          `/collections/${seeded.collection.pid}/items?q=${encodeURIComponent('龙门')}&sort=title&direction=asc&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
        ),
      );
      titles.push(...(page.rows as { title: string }[]).map((row) => row.title));
      cursor = (page.next as string | null) ?? undefined;
    } while (cursor);
    expect(titles).toEqual(Array.from({ length: 7 }, (_, at) => `龍門造像記${at}`));
  });

  it('puts visibility in force at once, for every version', async () => {
    const item = await publish(await create('內部札'));
    const visibility = { ...openVisibility, metadata: ['staff'] };
    good(await admin.put(`/items/${item.pid}/visibility`, { version: item.version, visibility }));
    await expect(published().item(reader, item.pid as string)).rejects.toMatchObject({ code: 'item.not-found' });
    const audit = good(await admin.get(`/audit?action=item.visibility`));
    expect((audit.rows as unknown[]).length).toBeGreaterThan(0);
  });

  it('refuses values that no field takes, and drops nothing silently', async () => {
    const refused = await admin.post(`/collections/${seeded.collection.pid}/items`, {
      values: { ...values('題'), zzzz9: [{ value: 'x' }] },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.fields).toMatchObject([{ path: 'zzzz9', code: 'value.unknown-field' }]);
  });
});
