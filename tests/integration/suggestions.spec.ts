import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection } from '../support/seed.js';

describe('titles offered while somebody types', () => {
  let app: TestApp;
  let first: string;

  beforeAll(async () => {
    app = await startApp();
    const { admin, library, collection } = await seedCollection(app.url, app.databaseUrl);
    const values = completeValues(collection.schema, '潮音洞記', 'C-1');
    const item = good(await admin.post(`/collections/${collection.pid}/items`, { values }));
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    await app.finishWork();
    first = item.pid;
    // Many that are as near to what is typed, and that a reader does not see.
    await app.asOwner(
      `WITH made AS (INSERT INTO item (pid, library_id, collection_id, title)
         SELECT 'closed-' || n, l.id, c.id, '潮音' FROM generate_series(1, 3000) n
           JOIN library l ON l.pid = '${library.pid}' JOIN collection c ON c.pid = '${collection.pid}' RETURNING id)
       INSERT INTO suggestion_key (key, item_id) SELECT '潮音' || substr(md5(id::text), 1, 2), id FROM made`,
    );
    await app.asOwner('ANALYZE suggestion_key');
  });
  afterAll(() => app?.stop());

  it('are those that came first, of however many that are as near', async () => {
    for (let time = 0; time < 8; time++) {
      const { rows } = good(await app.visitor().get('/search/suggestions?q=潮音'));
      expect(rows).toEqual([{ kind: 'title', text: '潮音洞記', lang: 'zh-Hant', href: `/i/${first}` }]);
    }
  });

  it('are looked up in an index that knows whose they are', async () => {
    const plan = await app.database.query<Record<string, string>>(
      `EXPLAIN SELECT item_id, min(length(key)) FROM suggestion_key
        WHERE key >= '潮音a' AND key < '潮音b' AND item_id IS NOT NULL GROUP BY item_id`,
    );
    expect(JSON.stringify(plan)).toContain('suggestion_key_of_title');
  });
});
