import pg from 'pg';
import { newPid } from '../../server/contract/pid.js';
import { startApp, type TestApp } from '../support/app.js';
import { plant } from '../support/schema-change.js';
import { good, seedCollection, type SeededCollection } from '../support/seed.js';

type Loose = ReturnType<typeof JSON.parse>;

const items = 1200;

/** More records than are drawn: some facets the index knows, others no index can know yet. */
describe('the preview of a large collection', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let base: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'rubbing');
    base = `/collections/${seeded.collection.pid}`;
  });
  afterAll(async () => app?.stop());

  it('counts what is in force by the index, and what is new over a sample that everybody draws alike', async () => {
    const { admin } = seeded;
    const { schema, presentation } = good(await admin.get(base));
    const [title, loss] = ['title', 'loss'].map((key) => schema.fields.find((one: Loose) => one.key === key).id);
    const facet = (field: string) => ({ field, kind: 'terms', limit: 50, sort: 'count' });
    const live = { ...presentation, facets: [facet(loss)] };
    const draft = good(await admin.put(`${base}/drafts/presentation`, { baseVersion: 1, revision: 0, document: live }));
    good(await admin.post(`${base}/drafts/publish`, { presentation: draft.revision }));
    const db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    await plant(db, seeded, items, title, loss);
    await db.query(
      `UPDATE item SET pid = given.pid FROM unnest($1::text[]) WITH ORDINALITY AS given (pid, n)
        WHERE item.pid = 'planted-' || given.n`,
      [Array.from({ length: items }, newPid)],
    );
    await db.end();
    good(await admin.post('/search/index'));
    await app.finishWork();

    const body = { schema, presentation: { ...live, facets: [facet(loss), facet(title)] } };
    const preview = good(await admin.post(`${base}/preview`, body));
    // Every third is before readers, and every tenth of all cannot be read: every thirtieth is both.
    expect(preview.sample).toEqual({
      size: 500,
      of: items,
      seed: 20261121,
      indexed: { facets: [loss], items: items / 3 },
    });
    const [known, sampled] = preview.facets;
    expect(known.values[0]).toMatchObject({ label: '漫漶', count: items / 30 });
    expect(sampled).toMatchObject({ key: title, values: { length: 50 }, more: 450 });
    expect(good(await admin.post(`${base}/preview`, body)).facets).toEqual(preview.facets);
    // Another type, and the index knows it no longer: the same field is counted over the sample.
    const retyped = structuredClone(body);
    Object.assign(
      retyped.schema.fields.find((one: Loose) => one.id === loss),
      { type: 'long-text' },
    );
    const again = good(await admin.post(`${base}/preview`, retyped));
    expect(again.sample.indexed).toEqual({ facets: [], items: 0 });
    expect(again.sample.size).toBe(500);
  });
});
