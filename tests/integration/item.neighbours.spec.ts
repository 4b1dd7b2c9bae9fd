import { neighbour } from '../../server/modules/catalog/item.details.js';
import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { asOwner } from '../support/database.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

describe('the records before and after one', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let own: string[];

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    const { admin, library, collection } = seeded;
    const small = good(
      await admin.post(`/libraries/${library.pid}/collections`, {
        template: 'letter',
        slug: 'small',
        name: { 'zh-CN': '家書' },
      }),
    );
    const valuesOf = (of: typeof collection, at: number, sign: string) =>
      completeValues(of.schema, `家書第${at}`, `${sign}-${at}`);
    const large = new BatchDesk(admin, collection.pid);
    const others = (from: number) =>
      large.bring(Array.from({ length: 600 }, (_, at) => ({ values: valuesOf(collection, from + at, 'L') })));
    own = [];
    for (let at = 0; at < 4; at++) {
      // What others enter lies between.
      if (at % 2 === 0) await others(at * 1000);
      own.push(good(await admin.post(`/collections/${small.pid}/items`, { values: valuesOf(small, at, 'S') })).pid);
    }
    await others(9000);
    good(await admin.send('DELETE', `/items/${own[2]}`));
  });
  afterAll(async () => app?.stop());

  it('are of the same collection, and not removed', async () => {
    const beside = async (pid: string) => {
      const { previous, next } = good(await seeded.admin.get(`/items/${pid}`));
      return [previous, next];
    };
    expect(await beside(own[0]!)).toEqual([null, own[1]]);
    expect(await beside(own[1]!)).toEqual([own[0], own[3]]);
    expect(await beside(own[3]!)).toEqual([own[1], null]);
  });

  it('are found without walking through what others have entered', async () => {
    await asOwner(app.databaseUrl, async (client) => {
      await client.query('ANALYZE item');
      for (const pid of [own[0], own[3]]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT ${neighbour('previous')}, ${neighbour('next')} FROM item WHERE pid = $1`,
          [pid],
        );
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        const walked = [...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, many]) => Number(many));
        expect([Math.max(0, ...walked) <= 1, plan]).toEqual([true, plan]);
      }
    });
  });
});
