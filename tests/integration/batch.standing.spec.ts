import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** What a batch is taken back to: what readers had, no more and no less, with its pages and what belongs to them. */
describe('items put back as they stood', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let desk: BatchDesk;
  let number = 0;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
    desk = new BatchDesk(admin, seeded.collection.pid);
    await app.work();
  });
  afterAll(() => app?.stop());

  const head = async (item: string) => good(await admin.get(`/items/${item}`));
  const newItem = async (title: string): Promise<string> => {
    const values = completeValues(seeded.collection.schema, title, `ST-${++number}`);
    return good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  };
  const publish = async (item: string) =>
    good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version }));
  const upload = async (item: string, name: string, bytes: Buffer, query = '') => {
    const form = formOf([{ name, bytes }]);
    const sent = await admin.send('POST', `/items/${item}/files${query}`, { raw: form.raw, headers: form.headers });
    const { file, pages } = good(sent).files[0];
    return { file: file.pid as string, page: pages?.[0] as string };
  };
  const picture = (seed: number) => chart(60, 40, seed).png().toBuffer();
  const arrange = async (item: string, pages: object[]) =>
    good(await admin.put(`/items/${item}/pages`, { version: (await head(item)).version, pages }));
  const done = async (kind: string, items: string[]) => {
    const { pid } = await desk.plan({ kind, items });
    expect((await desk.apply(pid)).counts.done).toBe(items.length);
    return pid;
  };

  describe('whose files', () => {
    /** Readers have the first file; the head has another in its place. */
    const replaced = async (title: string) => {
      const item = await newItem(title);
      const { file, page } = await upload(item, '1.png', await picture(++number));
      const { publishedRevision } = await publish(item);
      const other = await upload(item, '2.png', await picture(++number), '?page=none');
      await arrange(item, [{ pid: page, label: '葉一', kind: 'plate', file: other.file }]);
      return { item, page, file, revision: publishedRevision as number };
    };

    it('stay while any version shows them, so that it can be given back', async () => {
      const { item, page, file, revision } = await replaced('換圖');
      const batch = await done('withdraw', [item]);
      expect((await admin.send('DELETE', `/files/${file}`)).body.code).toBe('file.in-use');
      expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 0 });
      expect((await bytesOf(anybody, `/f/${file}/original`)).status).toBe(200);
      expect((await bytesOf(anybody, `/p/${page}/thumbnail`)).status).not.toBe(500);
      good(await admin.post(`/items/${item}/revisions/${revision}/restore`, { version: (await head(item)).version }));
    });

    it('are gone for whatever reason keep back that item alone, and say so', async () => {
      const [gone, whole] = [await replaced('失圖'), await replaced('存圖')];
      const batch = await done('withdraw', [gone.item, whole.item]);
      await app.finishWork();
      await app.database.query(`DELETE FROM file WHERE pid = $1`, [gone.file]);
      expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 1 });
      expect(await desk.rows(batch, 'kept')).toMatchObject([
        { item: { pid: gone.item }, problem: { code: 'revision.file-gone', params: { revision: gone.revision } } },
      ]);
      expect(await head(gone.item)).toMatchObject({ state: 'withdrawn', public: false });
      expect(await head(whole.item)).toMatchObject({ public: true });
      const back = await admin.post(`/items/${gone.item}/revisions/${gone.revision}/restore`, {
        version: (await head(gone.item)).version,
      });
      expect([back.status, back.body.code]).toEqual([409, 'revision.file-gone']);
    });
  });
});
