import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** 越金-0001 to 0500 for the stones, and for nothing else in the library. */
describe('numbers set aside', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let other: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    const made = await admin.post(`/libraries/${seeded.library.pid}/collections`, {
      template: 'letter',
      slug: 'letters-2',
      name: { 'zh-CN': '信札二编' },
    });
    other = good(made).pid as string;
  });
  afterAll(async () => app?.stop());

  const blocks = (collection = seeded.collection.pid) => `/collections/${collection}/number-blocks`;
  const reserve = (body: object, collection?: string) => admin.post(blocks(collection), body);
  const begin = async (collection: string, identifier: string) => {
    const { schema } = good(await admin.get(`/collections/${collection}`));
    return admin.post(`/collections/${collection}/items`, { values: completeValues(schema, '札', identifier) });
  };
  const take = (block: string, collection?: string) => admin.post(`${blocks(collection)}/${block}/take`, {});
  let block: string;

  it('are said back as they are written, and no two runs overlap in the library', async () => {
    const made = good(await reserve({ pattern: '越金-####', first: 1, last: 5, note: '拓片' }));
    expect(made).toMatchObject({ pattern: '越金-####', first: 1, last: 5, next: '越金-0001', left: 5, note: '拓片' });
    block = made.pid as string;
    for (const [first, last] of [
      [5, 9],
      [0, 1],
      [2, 3],
    ]) {
      const again = await reserve({ pattern: '越金-####', first, last }, other);
      expect([again.status, again.body.code]).toEqual([409, 'number.taken']);
    }
    good(await reserve({ pattern: '越金-#####', first: 1, last: 5 }, other));
    good(await reserve({ pattern: '越金-####', first: 6, last: 9 }, other));
    for (const body of [
      { pattern: '越金', first: 1, last: 5 },
      { pattern: '甲-##', first: 5, last: 1 },
      { pattern: '甲-##', first: 1, last: 100 },
    ]) {
      expect((await reserve(body)).status).toBe(400);
    }
  });

  it('are handed out once each, past those that records bear', async () => {
    good(await begin(seeded.collection.pid, '越金-0002'));
    const given = await Promise.all([take(block), take(block), take(block)]);
    expect(given.map((one) => good(one).number).sort()).toEqual(['越金-0001', '越金-0003', '越金-0004']);
    expect(good(await admin.get(blocks())).rows).toMatchObject([{ next: '越金-0005', left: 1 }]);
    expect(good(await take(block)).number).toBe('越金-0005');
    const none = await take(block);
    expect([none.status, none.body.code]).toEqual([409, 'number.used-up']);
    expect(good(await admin.get(blocks())).rows).toMatchObject([{ next: null, left: 0 }]);
  });

  it('are refused to other collections, and to nobody once they are free', async () => {
    const refused = await begin(other, '越金-0003');
    expect([refused.status, refused.body.code]).toEqual([409, 'number.reserved']);
    good(await begin(seeded.collection.pid, '越金-0003'));
    for (const near of ['越金-00030', '越金-3', '越金-0010', '越金-000x']) good(await begin(other, near));
    expect((await admin.delete(`${blocks(other)}/${block}`)).status).toBe(404);
    good(await admin.delete(`${blocks()}/${block}`));
    good(await begin(other, '越金-0001'));
  });

  it('may have a tail: 越金-0001甲', async () => {
    const made = good(await reserve({ pattern: '越石-####甲', first: 7, last: 8 }));
    expect(made).toMatchObject({ pattern: '越石-####甲', next: '越石-0007甲', left: 2 });
    good(await begin(seeded.collection.pid, '越石-0007甲'));
    expect(good(await take(made.pid)).number).toBe('越石-0008甲');
    for (const near of ['越石-0008甲', '越石-0008甲之二']) {
      expect([near, (await begin(other, near)).body.code]).toEqual([near, 'number.reserved']);
    }
    for (const free of ['越石-0008', '越石-0008乙', '越石-0009甲']) good(await begin(other, free));
    // The whole number holds its parts: another collection has neither, while the same one may have both.
    for (const pattern of ['越石-####', '越石-####甲', '越石-####甲附']) {
      expect((await reserve({ pattern, first: 1, last: 9 }, other)).body.code).toBe('number.taken');
    }
    good(await reserve({ pattern: '越石-####乙', first: 7, last: 8 }, other));
    good(await reserve({ pattern: '越石-####', first: 100, last: 109 }));
    expect((await begin(other, '越石-0100附')).body.code).toBe('number.reserved');
    good(await reserve({ pattern: '越石-####丙', first: 100, last: 109 }));
    expect((await reserve({ pattern: '越石-####9', first: 1, last: 2 })).status).toBe(400);
  });
});
