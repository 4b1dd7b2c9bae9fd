import type { PageContent, SearchView } from '../../server/contract/reader.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';
import { fileForm, picture } from '../support/pictures.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Wire } from '../support/wire.js';

describeOnOpenSearch('when the search engine is away', () => {
  const prefix = openSearchPrefix().slice(0, 30);
  const wire = new Wire();
  let app: TestApp;
  let seeded: SeededCollection;

  beforeAll(async () => {
    await wire.lay(new URL(openSearchUrl()));
    app = await startApp({ OPENSEARCH_URL: `http://127.0.0.1:${wire.port}`, OPENSEARCH_PREFIX: prefix });
    seeded = await seedCollection(app.url, app.databaseUrl);
    await app.work();
  });
  afterAll(async () => {
    await app?.stop();
    await wire.take();
    await dropIndexes(prefix);
  });

  async function published(title: string) {
    const values = completeValues(seeded.collection.schema, title, title);
    const item = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    return good(await seeded.admin.post(`/items/${item.pid}/publish`, { version: item.version }));
  }

  const until = (q: string, total: number) =>
    eventually(
      async () => {
        const { status, text, body } = await app.visitor().get(`/search?${new URLSearchParams({ q })}`);
        return { status, text, total: status === 200 ? (body as SearchView).total : null };
      },
      (answer) => answer.total === total,
      { withinMs: 120_000 },
    );

  /** A worker that began after the first record was published fills the whole index once more: its new one comes into being later. */
  const settled = () =>
    eventually(
      () =>
        app.database.query(
          `SELECT 'record' AS waits, item_id::text AS what FROM search_outbox UNION ALL
           SELECT kind, state FROM job WHERE kind = 'search.reindex' AND state NOT IN ('done', 'failed', 'stopped')`,
        ),
      (rows) => rows.length === 0,
    );

  it('writes go on, search alone says so, and the index catches up by itself', async () => {
    const before = await published('斷線之前');
    await until('断线', 1);
    wire.cut();
    const reply = await app.visitor().get('/search?q=x');
    expect([reply.status, reply.body.code]).toEqual([503, 'search.unavailable']);
    const during = await published('斷線之時');
    expect(during.public).toBe(true);
    good(await seeded.admin.post(`/items/${before.pid}/withdraw`, { note: '' }));
    expect((await app.visitor().get('!/readyz')).status).toBe(200);
    const waiting = await app.database.query('SELECT item_id FROM search_outbox');
    expect(waiting).toHaveLength(2);
    wire.whole = true;
    await until('断线之时', 1);
    await until('断线之前', 0);
    // What is written can be found a moment before its row is struck from the outbox.
    await settled();
  });

  it.each([
    ['an engine that comes back empty', '空而復滿', 0],
    // And what the client sends once more: the index is there then, as if it had always been.
    ['one of which nobody heard that it made its index anew', '無聲而復滿', 2],
  ])('%s is filled again by itself', async (_, title, times) => {
    const making = /^PUT \/\S+-records-first/;
    // Whatever wakes the worker would have it make the index anew, and then there is nothing to be said.
    wire.refuses = making;
    await dropIndexes(prefix);
    expect((await app.visitor().get('/search?q=x')).status).toBe(503);
    wire.loses = { like: making, times };
    wire.refuses = /^never/;
    await published(title);
    await until(title, 1);
    expect(wire.loses.times).toBe(0);
    await until('断线之时', 1);
    await settled();
  });

  it('a home shows a facet without pictures when these cannot be asked for, and is not kept like that', async () => {
    const { admin, collection } = seeded;
    const sender = collection.schema.fields.find(({ key }) => key === 'sender')!.id;
    for (const name of ['俞樾', '李慈銘']) {
      const values = {
        ...completeValues(collection.schema, `${name}手札`, name),
        [sender]: [{ value: { name, dynasty: '清' } }],
      };
      const { pid } = good(await admin.post(`/collections/${collection.pid}/items`, { values }));
      good(await admin.send('POST', `/items/${pid}/files`, fileForm('leaf.png', await picture(7))));
      const { version } = good(await admin.get(`/items/${pid}`));
      good(await admin.post(`/items/${pid}/publish`, { version }));
    }
    const facet = async (language: string) => {
      const { status, text } = await app.visitor().get(`!${language}/c/${collection.pid}`);
      const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(text)![1]!;
      const { content } = JSON.parse(data) as { content: Extract<PageContent, { kind: 'collection' }> };
      const values = content.home.facets[0]?.values ?? [];
      return { status, names: values.length, pictures: values.filter(({ image }) => image).length };
    };
    const whole = { status: 200, names: 2, pictures: 2 };
    await eventually(
      () => facet(''),
      (told) => JSON.stringify(told) === JSON.stringify(whole),
      { withinMs: 120_000 },
    );
    await settled();
    const kept = async () => /^linlang_pages_kept (\d+)/m.exec((await app.visitor().get('!/metrics')).text)![1];
    const before = await kept();
    // After the facets were counted.
    wire.breaksAt = /top_hits/;
    expect(await facet('/en')).toEqual({ ...whole, pictures: 0 });
    expect([wire.whole, await kept()]).toEqual([false, before]);
    wire.breaksAt = /^never/;
    wire.whole = true;
    await eventually(
      () => facet('/en'),
      (told) => JSON.stringify(told) === JSON.stringify(whole),
    );
  });
});
