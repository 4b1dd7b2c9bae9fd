import { DataSource } from 'typeorm';
import { Database } from '../../server/platform/database/database.js';
import { dataSourceOptions } from '../../server/platform/database/data-source.js';
import { PostgresEngine } from '../../server/platform/search/postgres/postgres.engine.js';
import { createTestDatabase } from '../support/database.js';
import { searchContract } from './search.contract.js';
import { documentOf, onPostgres } from './search.engines.js';

describe('search in PostgreSQL', () => {
  searchContract(onPostgres);

  describe('its rows of pages', () => {
    let database: Awaited<ReturnType<typeof createTestDatabase>>;
    let source: DataSource;
    let db: Database;
    beforeAll(async () => {
      database = await createTestDatabase();
      source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
      db = new Database(source);
    });
    afterAll(async () => {
      await source?.destroy();
      await database?.drop();
    });

    it('are written when a page says something else, and moved when it only stands elsewhere or is open to others', async () => {
      const engine = new PostgresEngine(db);
      let version = 0;
      const put = (title: string, pages: { pageId: number; text: string; labels?: string[] }[]) =>
        engine.put([documentOf(1, { version: ++version, title, pages: pages.map((page, ord) => ({ ...page, ord })) })]);
      const rows = () =>
        db.query<{ page: number; part: number; ord: number; labels: string; row: string }>(
          `SELECT page_id AS page, part, ord, array_to_string(labels, ' ') AS labels, xmin::text || ctid::text AS row
             FROM search_page ORDER BY ord, part`,
        );
      const [one, two, three] = ['甲乙', '丙丁', '戊己'].map((text, at) => ({ pageId: at + 1, text }));
      await put('題', [one!, two!, three!]);
      const first = await rows();
      expect(first).toHaveLength(5);
      await put('新題', [one!, two!, three!]);
      expect(await rows()).toEqual(first);
      await put('新題', [one!, two!, { ...three!, text: '庚辛' }]);
      const changed = await rows();
      // The seam of the second page reads on into the third.
      const same = changed.filter(({ row }) => first.some((before) => before.row === row));
      expect(same.map(({ page, part }) => [page, part])).toEqual([
        [1, 0],
        [1, 1],
        [2, 0],
      ]);
      const closed = { labels: ['staff:1'] };
      await put(
        '新題',
        [two!, one!].map((page) => ({ ...page, ...closed })),
      );
      expect((await rows()).map(({ page, part, ord, labels }) => [page, part, ord, labels])).toEqual([
        [2, 0, 0, 'staff:1'],
        [2, 1, 0, 'staff:1'],
        [1, 0, 1, 'staff:1'],
      ]);
      await engine.put([{ itemId: 1, version: ++version, gone: true }]);
      expect(await rows()).toEqual([]);
    });
  });
});
