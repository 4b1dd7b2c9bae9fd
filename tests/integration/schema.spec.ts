import { SchemaService } from '../../server/modules/schema/schema.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** A document as a client of the API holds it: of whatever shape its answer had. */
type Loose = ReturnType<typeof JSON.parse>;

describe('collections and their configuration', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let base: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
  });
  afterAll(async () => app?.stop());

  const draft = async (part: string, change: (document: Loose) => void, revision = 0) => {
    const detail = good(await admin.get(base));
    const document = structuredClone(detail[part]);
    change(document);
    return admin.put(`${base}/drafts/${part}`, { baseVersion: detail[`${part}Version`], revision, document });
  };

  it('offers templates with their fields', async () => {
    const { rows } = good(await admin.get('/templates'));
    expect(rows.map((row: { key: string }) => row.key)).toEqual(
      expect.arrayContaining([
        'ancient-book',
        'rubbing',
        'photograph',
        'letter',
        'audio-visual',
        'object',
        'dublin-core',
        'blank',
      ]),
    );
    expect(rows[0].fields.find((field: { core: string }) => field.core === 'title').required).toBe('draft');
  });

  it('makes a collection with field ids of its own, and refuses an address twice', async () => {
    const make = (slug: string) =>
      admin.post(`/libraries/${seeded.library.pid}/collections`, {
        template: 'rubbing',
        slug,
        name: { 'zh-CN': '拓片' },
      });
    const [one, two] = [good(await make('tapian')), good(await make('beitie'))];
    const ids = (detail: { schema: { fields: { id: string }[] } }) => detail.schema.fields.map((field) => field.id);
    expect(ids(one).filter((id) => ids(two).includes(id))).toEqual([]);
    expect((await make('tapian')).body).toMatchObject({ status: 409, code: 'collection.slug-taken' });
    const wrong = await admin.post(`/libraries/${seeded.library.pid}/collections`, {
      template: 'nothing',
      slug: 'x1',
      name: { zh: 'x' },
    });
    expect(wrong.body.code).toBe('template.not-found');
    expect(good(await admin.delete(`/collections/${two.pid}`))).toEqual({ done: true });
    expect((await admin.get(`/collections/${two.pid}`)).status).toBe(404);
    expect((await make('beitie')).status).toBe(201);
  });

  it('changes a name, and who may read, once for each version seen', async () => {
    const before = good(await admin.get(base));
    const stranger = app.visitor();
    const seen = async () => good(await stranger.get('/collections')).rows.map((row: { pid: string }) => row.pid);
    expect(await seen()).toContain(seeded.collection.pid);
    const closed = good(
      await admin.patch(base, { version: before.version, audiences: ['member'], name: { 'zh-CN': '新名' } }),
    );
    expect(closed).toMatchObject({ audiences: ['member'], name: { 'zh-CN': '新名' }, version: before.version + 1 });
    expect(await seen()).not.toContain(seeded.collection.pid);
    expect((await admin.patch(base, { version: before.version, state: 'closed' })).body.code).toBe(
      'collection.changed',
    );
    good(await admin.patch(base, { version: closed.version, audiences: ['public'] }));
    expect(await seen()).toContain(seeded.collection.pid);
  });

  it('is shown to readers from its first published item on, or when its staff say so, and never opens what they closed', async () => {
    const make = async (slug: string) =>
      good(
        await admin.post(`/libraries/${seeded.library.pid}/collections`, {
          ...{ template: 'letter', slug, name: { 'zh-CN': '家书' } },
        }),
      );
    const publishIn = async ({ pid, schema }: Loose) => {
      const values = completeValues(schema, '家書一通', `J-${pid}`);
      const item = good(await admin.post(`/collections/${pid}/items`, { values }));
      return good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    };
    const stranger = app.visitor();
    const seen = async (pid: string) =>
      good(await stranger.get('/collections')).rows.some((row: { pid: string }) => row.pid === pid);
    const page = async (pid: string) => (await fetch(`${app.url}/c/${pid}`)).status;

    const one = await make('jiashu');
    expect(one.state).toBe('new');
    expect([await seen(one.pid), await page(one.pid)]).toEqual([false, 404]);
    await publishIn(one);
    expect([await seen(one.pid), await page(one.pid)]).toEqual([true, 200]);
    const after = good(await admin.get(`/collections/${one.pid}`));
    expect(after).toMatchObject({ state: 'open', version: one.version + 1 });
    const shelves = good(await admin.get(`/shelves?library=${seeded.library.pid}`)).rows as Loose[];
    expect(shelves.find(({ collection }) => collection === one.pid)).toEqual({
      ...{ collection: one.pid, counts: { published: 1 }, cover: null },
    });

    const two = await make('jiashu-2');
    good(await admin.patch(`/collections/${two.pid}`, { version: two.version, state: 'open' }));
    expect([await seen(two.pid), await page(two.pid)]).toEqual([true, 200]);

    const three = await make('jiashu-3');
    good(await admin.patch(`/collections/${three.pid}`, { version: three.version, state: 'closed' }));
    await publishIn(three);
    expect([await seen(three.pid), await page(three.pid)]).toEqual([false, 404]);
  });

  it('publishes a draft as a new version, and brings the older one back', async () => {
    const added = { id: 'newfield01', key: 'mood', label: { 'zh-CN': '心境' }, type: 'text' };
    const saved = good(await draft('schema', (schema) => schema.fields.push(added)));
    expect(saved).toMatchObject({ part: 'schema', revision: 1, baseVersion: 1, author: 'admin' });
    // Somebody who has not seen that draft cannot save over it, nor publish one that has moved on.
    expect((await draft('schema', () => undefined)).body.code).toBe('config.changed');
    expect((await admin.post(`${base}/drafts/schema/publish`, { revision: 2 })).body.code).toBe('config.changed');
    const published = good(await admin.post(`${base}/drafts/schema/publish`, { revision: 1, note: '加一个字段' }));
    expect(published.schemaVersion).toBe(2);
    expect(good(await admin.get(`${base}/drafts`)).rows).toEqual([]);
    const config = await app.app
      .get(SchemaService)
      .configOf((await app.app.get(SchemaService).byPid(seeded.collection.pid)).id);
    expect(config.schema.fields.some((field) => field.key === 'mood')).toBe(true);

    const back = good(await admin.post(`${base}/versions/schema/1/restore`, { currentVersion: 2 }));
    expect(back.schemaVersion).toBe(3);
    const kept = back.schema.fields.find((field: { id: string }) => field.id === 'newfield01');
    expect(kept).toMatchObject({ removed: true });
    const { rows } = good(await admin.get(`${base}/versions`));
    expect(
      rows.filter((row: { part: string }) => row.part === 'schema').map((row: { version: number }) => row.version),
    ).toEqual([3, 2, 1]);
    const jobs = await app.database.query<{ kind: string }>(`SELECT DISTINCT kind FROM job ORDER BY kind`);
    expect(jobs.map((job) => job.kind)).toContain('catalog.apply');
  });

  it('refuses a configuration that would lose or mistake what is stored', async () => {
    const refused = async (part: string, change: (document: Loose) => void) => {
      const saved = await draft(part, change);
      if (saved.status >= 300) return saved.body;
      const reply = await admin.post(`${base}/drafts/${part}/publish`, { revision: saved.body.revision });
      good(await admin.delete(`${base}/drafts/${part}`));
      return reply.body;
    };
    const codes = (body: { code: string; fields: { code: string }[] }) => [
      body.code,
      ...new Set(body.fields.map((field) => field.code)),
    ];
    const withoutNumber = (schema: Loose) => {
      schema.fields = schema.fields.filter(({ core }: { core?: string }) => core !== 'identifier');
    };
    expect(codes(await refused('schema', withoutNumber))).toContain('field.dropped-meaning');
    expect(codes(await refused('schema', (schema) => (schema.fields[1].type = 'horoscope')))).toContain(
      'field.unknown-type',
    );
    expect(codes(await refused('schema', (schema) => (schema.fields[1].type = 'number')))).toEqual([
      'config.invalid',
      'field.retyped',
    ]);
    expect(codes(await refused('schema', (schema) => (schema.fields[1].key = schema.fields[0].key)))).toContain(
      'field.key-twice',
    );
    expect(codes(await refused('schema', (schema) => (schema.fields[0].label = {})))).toContain('config.invalid');
    expect(codes(await refused('presentation', (page) => page.searchFields.push('nobody123')))).toContain(
      'field.unknown',
    );
    expect(
      codes(
        await refused('schema', (schema) =>
          schema.fields.push({
            id: 'opts000001',
            key: 'opts',
            label: { zh: '选' },
            type: 'number',
            options: { min: 'one' },
          }),
        ),
      ),
    ).toContain('field.bad-option');
  });

  it('never takes the field of another collection', async () => {
    const other = good(
      await admin.post(`/libraries/${seeded.library.pid}/collections`, {
        template: 'map',
        slug: 'yutu',
        name: { zh: '舆图' },
      }),
    );
    const stolen = other.schema.fields[3];
    const saved = good(
      await draft('schema', (schema) => schema.fields.push({ ...stolen, key: 'stolen', core: undefined })),
    );
    const reply = await admin.post(`${base}/drafts/schema/publish`, { revision: saved.revision });
    expect(reply.body.fields).toMatchObject([{ code: 'field.foreign' }]);
    good(await admin.delete(`${base}/drafts/schema`));
  });
});
