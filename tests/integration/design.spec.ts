import { startApp, type TestApp } from '../support/app.js';
import { good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** Documents as a client of the API holds them: of whatever shape its answer had. */
type Loose = ReturnType<typeof JSON.parse>;

const noted = { id: 'measured01', key: 'measured', label: { 'zh-CN': '丈量', en: 'Measured' }, type: 'text' };

describe('designing a collection', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let base: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'rubbing');
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
  });
  afterAll(async () => app?.stop());

  const detail = async (): Promise<Loose> => good(await admin.get(base));
  const id = (schema: Loose, key: string): string =>
    schema.fields.find((field: Loose) => field.key === key && !field.removed).id;

  async function save(part: 'schema' | 'presentation', change: (document: Loose) => void, revision = 0) {
    const now = await detail();
    const document = structuredClone(now[part]);
    change(document);
    return admin.put(`${base}/drafts/${part}`, { baseVersion: now[`${part}Version`], revision, document });
  }

  async function publish(part: 'schema' | 'presentation', change: (document: Loose) => void): Promise<Loose> {
    const { revision } = good(await save(part, change));
    return good(await admin.post(`${base}/drafts/publish`, { [part]: revision }));
  }

  async function item(values: Loose): Promise<string> {
    return good(await admin.post(`${base}/items`, { values })).pid as string;
  }
  const valuesOf = async (pid: string): Promise<Loose> => good(await admin.get(`/items/${pid}`)).values;

  it('keeps half-done work, and says at each place what is still wrong with it', async () => {
    const saved = good(
      await save('schema', (schema) => {
        schema.fields.push({ ...noted, label: {}, key: '1' });
        schema.fields.push({ ...noted, id: 'termed0001', key: 'termed', type: 'term', vocabulary: 'no-such-list' });
        schema.fields.push({ ...noted, id: 'asked00001', key: 'asked', shownWhen: { field: 'nobody1234' } });
      }),
    );
    const { rows } = good(await admin.get(`${base}/drafts/problems`));
    expect(rows.map((row: Loose) => [row.path, row.code])).toEqual(
      expect.arrayContaining([
        ['fields.measured01.label', 'field.no-label'],
        ['fields.measured01.key', 'field.bad-key'],
        ['fields.termed0001.vocabulary', 'field.unknown-vocabulary'],
        ['fields.asked00001.shownWhen', 'field.bad-condition'],
      ]),
    );
    expect((await admin.post(`${base}/drafts/publish`, { schema: saved.revision })).body.code).toBe('config.invalid');
    good(await admin.delete(`${base}/drafts/schema?revision=${saved.revision}`));
    expect(good(await admin.get(`${base}/drafts/problems`)).rows).toEqual([]);
  });

  it('never lets one designer overwrite another: the second is told who was there, and when', async () => {
    const library = (await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [
      seeded.library.pid,
    ]))!;
    const other = await app.signedIn({
      email: 'other@example.org',
      name: '沈括',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
    const { schema, schemaVersion } = await detail();
    const body = { baseVersion: schemaVersion, revision: 0, document: schema };
    const theirs = good(await other.put(`${base}/drafts/schema`, body));
    const refused = await admin.put(`${base}/drafts/schema`, body);
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'config.changed',
      params: { part: 'schema', revision: theirs.revision, by: '沈括' },
    });
    expect(Date.parse(refused.body.params.at)).toBeGreaterThan(Date.now() - 60_000);
    // Having seen it, the second goes on from there, and the first is told in turn.
    const mine = good(await admin.put(`${base}/drafts/schema`, { ...body, revision: theirs.revision }));
    expect((await other.put(`${base}/drafts/schema`, { ...body, revision: theirs.revision })).status).toBe(409);
    expect((await other.delete(`${base}/drafts/schema?revision=${theirs.revision}`)).status).toBe(409);
    // Whoever published meanwhile is named too.
    const page = good(await save('presentation', () => undefined));
    good(await admin.post(`${base}/drafts/publish`, { presentation: page.revision }));
    expect((await other.post(`${base}/drafts/publish`, { schema: mine.revision + 1 })).body.code).toBe(
      'config.changed',
    );
    good(await admin.post(`${base}/versions/schema/1/restore`, { currentVersion: 1 }));
    const late = await admin.post(`${base}/drafts/publish`, { schema: mine.revision });
    expect(late.body).toMatchObject({ code: 'config.changed', params: { version: 2, by: 'admin' } });
    good(await admin.delete(`${base}/drafts/schema`));
  });

  it('says what would happen to how many records, and names them', async () => {
    const { schema } = await detail();
    const [title, stoneType, loss] = ['title', 'stoneType', 'loss'].map((key) => id(schema, key));
    for (let n = 0; n < 7; n++) {
      await item({
        [title!]: [{ value: `銘${n}` }],
        ...(n < 4 ? { [stoneType!]: [{ blank: 'unknown' }] } : {}),
        ...(n < 3 ? { [loss!]: [{ value: `泐${n}字` }] } : {}),
      });
    }
    good(
      await save('schema', (next) => {
        const field = (key: string) => next.fields.find((one: Loose) => one.key === key);
        field('loss').removed = true;
        field('technique').required = 'publish';
        field('title').label = { 'zh-CN': '品题' };
        next.fields.push({ ...noted, required: 'draft' });
      }),
    );
    const report = good(await admin.get(`${base}/drafts/impact`));
    expect(report.items).toBe(7);
    const lines = report.rows.map((row: Loose) => [row.kind, row.field.key, row.count, row.of, row.sampled]);
    expect(lines).toEqual(
      expect.arrayContaining([
        ['removed', 'loss', 3, 7, false],
        ['required', 'technique', 7, 7, false],
        ['required', 'measured', 7, 7, false],
      ]),
    );
    expect(lines).toHaveLength(3);
    const first = good(await admin.get(`${base}/drafts/impact/removed/${loss}?limit=2`));
    expect(first.rows.map((row: Loose) => row.value)).toEqual(['泐0字', '泐1字']);
    const second = good(await admin.get(`${base}/drafts/impact/removed/${loss}?limit=2&cursor=${first.next}`));
    expect(second).toMatchObject({ rows: [{ title: '銘2', value: '泐2字' }], next: null });
    const { changes } = good(await admin.get(`${base}/diff?part=schema&from=1&to=draft`));
    expect(changes.map((change: Loose) => [change.code, change.field?.key])).toEqual(
      expect.arrayContaining([
        ['field.removed', 'loss'],
        ['field.required', 'technique'],
        ['field.label', 'title'],
        ['field.added', 'measured'],
      ]),
    );
    good(await admin.delete(`${base}/drafts/schema`));
  });

  it('asks for what a condition shows, and for nothing else', async () => {
    const { schema } = await detail();
    const [title, technique] = [id(schema, 'title'), id(schema, 'technique')];
    await publish('schema', (next) =>
      next.fields.push({
        ...noted,
        id: 'whocopied1',
        key: 'copier',
        required: 'publish',
        shownWhen: { field: technique, any: [] },
      }),
    );
    const troubles = async (values: Loose) =>
      good(await admin.get(`/items/${await item(values)}`)).troubles.map((trouble: Loose) => trouble.path);
    expect(await troubles({ [title]: [{ value: '甲' }] })).not.toContain('whocopied1');
    expect(await troubles({ [title]: [{ value: '乙' }], [technique]: [{ blank: 'unknown' }] })).toContain('whocopied1');
    await publish('schema', (next) => (next.fields.find((one: Loose) => one.key === 'copier').removed = true));
  });

  it('fills a re-typed field from the old one, keeps and lists what cannot be read, and goes back', async () => {
    const before = await detail();
    const { schema } = before;
    const [title, loss, identifier] = ['title', 'loss', 'identifier'].map((key) => id(schema, key));
    const make = (name: string, text: string) =>
      item({
        [title!]: [{ value: name }],
        [identifier!]: [{ value: `T-${name}` }],
        [loss!]: [{ value: text, source: '金石錄', certainty: 'probable' }],
      });
    const [readable, odd] = [await make('可', '24 字'), await make('否', '漫漶甚')];
    // One that readers see, with an unfinished change on top of it.
    const shown = await make('顯', '7');
    await app.database.query(
      `UPDATE item SET published_revision = head_revision, state = 'published',
      first_published_at = now(), published_at = now() WHERE pid = ANY ($1)`,
      [[shown]],
    );
    const head = good(await admin.get(`/items/${shown}`));
    good(
      await admin.put(`/items/${shown}`, {
        version: head.version,
        values: { ...head.values, [loss!]: [{ value: '9' }] },
      }),
    );
    const change = (next: Loose) => {
      next.fields.find((one: Loose) => one.key === 'loss').removed = true;
      next.fields.push({ ...noted, id: 'losscount1', key: 'loss', type: 'number', filledFrom: loss, core: undefined });
    };
    good(await save('schema', change));
    const { rows } = good(await admin.get(`${base}/drafts/impact`));
    expect(rows).toMatchObject([{ kind: 'retyped', field: { key: 'loss' }, count: 4, carried: 6, sampled: false }]);
    good(await admin.delete(`${base}/drafts/schema`));

    const published = await publish('schema', change);
    await app.finishWork();
    const job = good(await admin.get(`/jobs/${published.job}`));
    expect(job).toMatchObject({ kind: 'catalog.apply', state: 'done' });
    expect(job.log.map((line: Loose) => [line.code, line.detail])).toContainEqual([
      'config.filled',
      { filled: 2, left: 4 },
    ]);
    expect((await valuesOf(readable)).losscount1).toEqual([
      { value: { number: 24, unit: '字' }, source: '金石錄', certainty: 'probable' },
    ]);
    expect(await valuesOf(odd)).toMatchObject({ [loss!]: [{ value: { text: '漫漶甚' } }] });
    const left = good(await admin.get(`${base}/unfilled/losscount1`));
    expect(left.rows.map((row: Loose) => row.value)).toContain('漫漶甚');
    const seen = await app.database.query<{ values: Loose; state: string }>(
      `SELECT r."values", item.state FROM item JOIN item_revision r ON r.item_id = item.id
         AND r.number IN (item.published_revision, item.head_revision) WHERE item.pid = $1 ORDER BY r.number`,
      [shown],
    );
    expect(seen.map((one) => [one.state, one.values.losscount1[0].value.number])).toEqual([
      ['draft', 7],
      ['draft', 9],
    ]);

    // A form that knows nothing of the old field saves without it, and loses nothing.
    const again = good(await admin.get(`/items/${readable}`));
    const { [loss!]: _unseen, ...inForm } = again.values;
    good(await admin.put(`/items/${readable}`, { version: again.version, values: inForm }));
    const back = good(
      await admin.post(`${base}/versions/schema/${before.schemaVersion}/restore`, {
        currentVersion: published.schemaVersion,
      }),
    );
    await app.finishWork();
    expect(back.schema.fields.find((one: Loose) => one.id === loss)).toMatchObject({ type: 'text', removed: false });
    expect((await valuesOf(readable))[loss!]).toEqual([
      { value: { text: '24 字' }, source: '金石錄', certainty: 'probable' },
    ]);
    const lists = await app.database.query<{ field_id: string; pid: string }>(
      `SELECT v.field_id, item.pid FROM item_value v JOIN item ON item.id = v.item_id
        WHERE v.field_id = ANY ($1) AND item.pid = $2`,
      [[loss, 'losscount1'], odd],
    );
    expect(lists).toEqual([{ field_id: loss, pid: odd }]);
  });

  it('shows what is not saved on real records, with facets of a stated sample', async () => {
    const { schema, presentation } = await detail();
    const target = good(await admin.get(`${base}/items?q=可`)).rows[0].pid;
    const loss = id(schema, 'loss');
    const body = structuredClone({ schema, presentation });
    body.presentation.card.subtitle = [loss];
    body.presentation.facets = [{ field: loss, kind: 'terms', limit: 8, sort: 'count' }];
    body.presentation.page.groups = [{ key: 'a', label: { 'zh-CN': '甲' }, fields: [loss] }];
    const preview = good(await admin.post(`${base}/preview`, { ...body, item: target }));
    expect(preview).toMatchObject({
      item: { pid: target, title: '可' },
      card: { title: { parts: ['可'] }, subtitle: [{ text: '24 字' }], collection: { pid: seeded.collection.pid } },
      page: {
        title: { text: '可' },
        groups: [{ label: '甲', fields: [{ type: 'text', values: [{ text: '24 字', source: '金石錄' }] }] }],
      },
    });
    const value = { key: '24 字', label: '24 字', count: 1, selected: false, depth: 0 };
    expect(preview.facets[0]).toMatchObject({ key: loss, kind: 'terms', values: expect.arrayContaining([value]) });
    expect(preview.sample).toMatchObject({ of: preview.sample.size, seed: 20261121, indexed: { facets: [] } });
    const without = good(await admin.post(`${base}/preview`, { ...body, facets: false }));
    expect(without).toMatchObject({ facets: [], sample: { size: 0 } });
    body.schema.fields[0].type = 'nothing';
    expect((await admin.post(`${base}/preview`, body)).status).toBe(200);
  });

  it('lets a field go for good once nothing holds a value of it, and says how many do', async () => {
    const empty = { ...noted, id: 'emptied001', key: 'emptied' };
    await publish('schema', (next) => next.fields.push(empty, { ...noted, id: 'heldval001', key: 'heldval' }));
    const holder = await item({
      [id((await detail()).schema, 'title')]: [{ value: '有值' }],
      heldval001: [{ value: '一' }],
    });
    const use = async (field: string) => good(await admin.get(`${base}/fields/${field}/use`));
    expect([await use('heldval001'), await use('emptied001')]).toEqual([
      { items: 1, meaning: null },
      { items: 0, meaning: null },
    ]);
    const without = (field: string) =>
      save('schema', (next) => void (next.fields = next.fields.filter((one: Loose) => one.id !== field)));
    const tried = async (field: string) => {
      const { revision } = good(await without(field));
      const { rows } = good(await admin.get(`${base}/drafts/problems`));
      const refused = (await admin.post(`${base}/drafts/publish`, { schema: revision })).body.code;
      good(await admin.delete(`${base}/drafts/schema`));
      return [rows.map((row: Loose) => [row.code, row.params?.n]), refused];
    };
    expect(await tried('heldval001')).toEqual([[['field.dropped', 1]], 'config.invalid']);
    // What the platform makes use of is taken out of use, and not away.
    const abstract = id((await detail()).schema, 'abstract');
    expect(await tried(abstract)).toEqual([
      expect.arrayContaining([['field.dropped-meaning', undefined]]),
      'config.invalid',
    ]);
    // In the bin, and in what somebody is only typing, a value is a value.
    good(await admin.delete(`/items/${holder}`));
    expect((await use('heldval001')).items).toBe(1);
    const { revision } = good(await without('emptied001'));
    good(await admin.post(`${base}/drafts/publish`, { schema: revision }));
    const keys = (await detail()).schema.fields.map((field: Loose) => field.key);
    expect([keys.includes('emptied'), keys.includes('heldval')]).toEqual([false, true]);
  });

  it('is cloned and offered as a template, to one library or to all', async () => {
    const list = { library: seeded.library.pid, key: 'stele-tops', name: { 'zh-CN': '碑首' } };
    good(await admin.post('/vocabularies', list));
    await publish('schema', (next) =>
      next.fields.push({ ...noted, id: 'steletop01', key: 'top', type: 'term', vocabulary: 'stele-tops' }),
    );
    const library = good(await admin.post('/libraries', { slug: 'other', name: { 'zh-CN': '他館' } }));
    const clone = good(
      await admin.post(`${base}/clone`, { library: library.pid, slug: 'same', name: { 'zh-CN': '同制' } }),
    );
    expect(clone.library.pid).toBe(library.pid);
    expect(clone.schema.fields.map((field: Loose) => field.key)).toContain('top');
    const offer = async (scope: string) =>
      good(await admin.post(`${base}/templates`, { scope, name: { 'zh-CN': `越中金石（${scope}）` } })).key;
    const [own, all] = [await offer('library'), await offer('platform')];
    const make = (template: string, slug: string) =>
      admin.post(`/libraries/${library.pid}/collections`, { template, slug, name: { 'zh-CN': '新' } });
    expect((await make(own, 'x1')).body.code).toBe('template.not-found');
    expect(good(await make(all, 'x2')).schema.fields.map((field: Loose) => field.key)).toContain('top');
    const keys = async (pid: string) =>
      good(await admin.get(`/templates?library=${pid}`)).rows.map((row: Loose) => row.key);
    expect(await keys(library.pid)).toContain(all);
    expect(await keys(library.pid)).not.toContain(own);
    expect(await keys(seeded.library.pid)).toContain(own);
    good(await admin.delete(`/templates/${own.replace('offered-', '')}`));
    expect(await keys(seeded.library.pid)).not.toContain(own);
  });
});
