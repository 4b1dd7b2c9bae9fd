import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

describe('titles offered while somebody types', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let first: string;

  async function publish({ pid, schema }: SeededCollection['collection'], title: string, identifier: string) {
    const { admin } = seeded;
    const values = completeValues(schema, title, identifier);
    const item = good(await admin.post(`/collections/${pid}/items`, { values }));
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    await app.finishWork();
    return item.pid as string;
  }

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    const { library, collection } = seeded;
    first = await publish(collection, '潮音洞記', 'C-1');
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

  it('are ways out for whoever wrote a name by its sound, and went on', async () => {
    const ways = async (q: string) => good(await app.visitor().get(`/search?q=${encodeURIComponent(q)}`)).suggestions;
    expect(await ways('巢音洞记')).toContainEqual({ kind: 'variant', q: '潮音洞記', label: '潮音洞記' });
    expect(await ways('巢音洞记拓本')).toContainEqual({ kind: 'variant', q: '潮音洞記', label: '潮音洞記' });
  });

  it('are those of the library that is chosen, by its short name or its id', async () => {
    const { admin, library } = seeded;
    const name = { 'zh-CN': '別館', en: 'Elsewhere' };
    const other = good(await admin.post('/libraries', { slug: 'elsewhere', name }));
    const shelf = { template: 'letter', slug: 'letters', name };
    const second = await publish(good(await admin.post(`/libraries/${other.pid}/collections`, shelf)), '潮音信', 'C-2');
    const within = async (where: string) =>
      good(await app.visitor().get(`/search/suggestions?q=潮音${where}`)).rows.map(
        ({ href }: { href: string }) => href,
      );
    expect((await within('')).sort()).toEqual([`/i/${first}`, `/i/${second}`].sort());
    expect(await within('&library=elsewhere')).toEqual([`/i/${second}`]);
    expect(await within(`&library=${library.pid}`)).toEqual([`/i/${first}`]);
    expect((await app.visitor().get('/search/suggestions?q=潮音&library=nowhere')).status).toBe(404);
  });
});
