import { openVisibility } from '../../server/contract/visibility.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import type { Tenant } from './routes/tenant.js';
import { World } from './routes/world.js';

/**
 * The guard checks what stands in the path. Here the path is one's own, and the body or the query names something
 * of another library: it must be answered as if there were no such thing, and nothing may change or be told.
 */
describe('what another library owns, named in one’s own requests', () => {
  let world: World;
  let own: Tenant;
  let other: Tenant;
  let admin: Visitor;
  beforeAll(async () => {
    world = await World.build();
    // The intruder is the admin of the second library; what is not theirs is the first one's.
    own = world.other;
    other = world.own;
    admin = own.admin;
  });
  afterAll(() => world?.stop());

  async function assertNothing(call: () => ReturnType<Visitor['get']>, statuses = [400, 403, 404, 409, 422]) {
    const before = await world.digest();
    const reply = await call();
    expect({ status: reply.status, known: statuses.includes(reply.status), text: reply.text }).toMatchObject({
      known: true,
    });
    expect(reply.text).not.toContain(other.secret);
    expect(await world.digest()).toEqual(before);
  }

  it('an item in a batch', async () => {
    const item = await other.item();
    for (const kind of ['submit', 'publish', 'withdraw', 'restore', 'remove']) {
      await assertNothing(() => admin.post(`/collections/${own.main.pid}/batches`, { kind, items: [item.pid] }));
    }
    const visibility = openVisibility;
    const body = { kind: 'visibility', items: [item.pid], visibility };
    await assertNothing(() => admin.post(`/collections/${own.main.pid}/batches`, body));
  });

  it('an item among many that are saved', async () => {
    const item = await other.item();
    const before = await world.digest();
    const items = [{ item: item.pid, version: item.version, values: own.values('taken') }];
    const reply = await admin.put(`/collections/${own.main.pid}/items`, { items });
    expect(reply.body.results).toMatchObject([{ outcome: 'refused', code: 'item.not-found' }]);
    expect(reply.text).not.toContain(other.secret);
    expect(await world.digest()).toEqual(before);
  });

  it('a file or a page among an item’s pages, or as its cover', async () => {
    const item = await own.filled();
    const put = (pages: object[], cover?: string) =>
      admin.put(`/items/${item.pid}/pages`, { version: item.version, pages, ...(cover ? { cover } : {}) });
    await assertNothing(() => put([{ pid: item.page }, { file: other.draft.file }]));
    await assertNothing(() => put([{ pid: item.page }, { pid: other.draft.page }]));
    await assertNothing(() => put([{ pid: item.page }], other.draft.page));
    await assertNothing(() => admin.get(`/items/${item.pid}/pages/${other.draft.page}/text`));
    await assertNothing(() =>
      admin.put(`/items/${item.pid}/pages/${other.draft.page}/text`, { version: item.version, lines: [{ text: 'x' }] }),
    );
  });

  it('an item that a link would lead to', async () => {
    const item = await own.item();
    await assertNothing(() =>
      admin.put(`/items/${item.pid}/links`, {
        version: item.version,
        links: [{ kind: 'related', to: other.draft.pid }],
      }),
    );
  });

  it('an item that a new one would be begun from, and one to be found for a link', async () => {
    for (const kind of ['impression-of', 'has-part', 'related']) {
      await assertNothing(() =>
        admin.post(`/collections/${own.main.pid}/items`, { from: { item: other.draft.pid, kind } }),
      );
    }
    const item = await own.item();
    for (const q of [other.secret, other.draft.pid]) {
      const found = await admin.get(`/items/${item.pid}/links/targets?q=${q}`);
      expect(found.body.rows).toEqual([]);
    }
    expect((await admin.put(`/items/${item.pid}/links/order`, { role: 'has-part', members: [other.draft.pid] })).status).toBe(200); // prettier-ignore
    expect((await world.app.database.query(`SELECT 1 FROM item_place`)).length).toBe(0);
  });

  it('a file as a poster or as the brand', async () => {
    const mine = await own.upload(own.draft.pid, 'none');
    await assertNothing(() => admin.put(`/files/${mine.file}/poster`, { file: other.draft.file }));
    const { version, brand } = good(await admin.get(`/libraries/${own.library.pid}/settings`));
    await assertNothing(() =>
      admin.patch(`/libraries/${own.library.pid}`, { version, brand: { ...brand, logo: other.draft.file } }),
    );
  });

  it('an item that an upload is for', async () => {
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-length': '10',
      'upload-metadata': `item ${Buffer.from(other.draft.pid).toString('base64')}`,
    };
    await assertNothing(() => admin.send('POST', '/uploads', { headers }));
  });

  it('a library that a name or a vocabulary would be made in, or be looked for in', async () => {
    const library = other.library.pid;
    await assertNothing(() => admin.post('/agents', { library, name: { en: 'x' } }));
    await assertNothing(() => admin.post('/places', { library, name: { en: 'x' } }));
    await assertNothing(() => admin.post('/vocabularies', { library, key: 'mine', name: { en: 'x' } }));
    await assertNothing(() => admin.get(`/authorities/suggestions?kind=agent&q=secret&library=${library}`));
    for (const path of ['/agents', '/places', '/vocabularies']) {
      await assertNothing(() => admin.get(`${path}?library=${library}`), [200, 403, 404]);
    }
  });

  it('a platform’s own vocabulary, which libraries use but do not change', async () => {
    const body = { library: null, key: 'own', name: { en: 'x' } };
    await assertNothing(() => admin.post('/vocabularies', body));
    await assertNothing(() => admin.post('/agents', { library: null, name: { en: 'x' } }));
  });

  it('a collection or a person in a grant', async () => {
    const person = good(await admin.get(`/libraries/${own.library.pid}/people`)).rows[0].pid as string;
    const stranger = (await world.freshPerson()).pid;
    const grants = (who: string) => `/libraries/${own.library.pid}/people/${who}/grants`;
    await assertNothing(() => admin.post(grants(person), { role: 'cataloger', collection: other.main.pid }));
    await assertNothing(() => admin.post(grants(stranger), { role: 'cataloger' }));
    await assertNothing(() => admin.delete(`/libraries/${own.library.pid}/people/${stranger}`));
  });

  it('in lists that are asked for it', async () => {
    for (const path of [
      `/jobs?library=${other.library.pid}`,
      `/items?q=${other.secret}`,
      `/collections?mine=true&library=${other.library.pid}`,
      `/libraries/${own.library.pid}/audit?subject=${other.library.pid}`,
      `/libraries/${own.library.pid}/people?q=${other.secret}`,
    ]) {
      const reply = await admin.get(path);
      expect([path, reply.status, reply.body.rows]).toEqual([path, 200, []]);
    }
  });

  it('a place in its path that is another item’s', async () => {
    const item = await own.item();
    await assertNothing(() => admin.get(`/items/${item.pid}/revisions/99`));
    await assertNothing(() => admin.get(`/items/${other.draft.pid}/pages/${own.draft.page}/text`));
  });
});
