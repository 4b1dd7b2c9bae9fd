import { startApp, type TestApp } from '../support/app.js';
import { BatchDesk } from '../support/batches.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { explained } from '../support/explained.js';
import { chart, tone } from '../support/media-samples.js';
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

  describe('with what belongs to their files', () => {
    const sound = async (title: string) => {
      const item = await newItem(title);
      const { file, page } = await upload(item, `${number}.wav`, tone(2 + number / 10));
      return { item, file, page };
    };
    const caption = async (file: string, text: string, language = 'zh-Hans') => {
      const form = formOf([{ name: '1.srt', bytes: Buffer.from(`1\n00:00:00,000 --> 00:00:01,000\n${text}\n`) }]);
      const asked = new URLSearchParams({ language, label: language });
      const sent = await admin.send('POST', `/files/${file}/captions?${asked}`, {
        raw: form.raw,
        headers: form.headers,
      });
      return good(sent).pid as string;
    };
    const served = async (page: string, pid: string) =>
      (await bytesOf(anybody, `/p/${page}/captions/${pid}`)).status === 200;
    const rename = async (item: string, text: string) => {
      const now = await head(item);
      const title = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
      good(
        await admin.put(`/items/${item}`, {
          version: now.version,
          values: { ...now.values, [title]: [{ value: { text } }] },
        }),
      );
    };
    const keptFor = async (batch: string, item: string, code: string) => {
      expect((await desk.undo(batch)).counts).toMatchObject({ undone: 0, kept: 1 });
      expect(await desk.rows(batch, 'kept')).toMatchObject([{ item: { pid: item }, problem: { code } }]);
    };

    it('are left where captions came since: nobody has reviewed them', async () => {
      const { item, file, page } = await sound('口述一');
      await app.finishWork();
      await publish(item);
      const batch = await done('withdraw', [item]);
      const before = await head(item);
      const pid = await caption(file, '未經審核');
      expect((await head(item)).version).toBe(before.version + 1);
      await keptFor(batch, item, 'item.changed');
      expect(await head(item)).toMatchObject({ state: 'withdrawn', public: false });
      expect(await served(page, pid)).toBe(false);
    });

    it('are left where captions were taken away since, and these are never served again', async () => {
      const { item, file, page } = await sound('口述二');
      await app.finishWork();
      const pid = await caption(file, '錯認');
      await publish(item);
      await rename(item, '口述二改');
      expect(await served(page, pid)).toBe(true);
      const batch = await done('withdraw', [item]);
      good(await admin.send('DELETE', `/files/${file}/captions/${pid}`));
      await keptFor(batch, item, 'item.changed');
      expect((await bytesOf(admin, `/f/${file}/captions/${pid}`)).status).toBe(404);
      expect(await served(page, pid)).toBe(false);
    });

    it('come back with the captions that readers had, and without those that wait', async () => {
      const { item, file, page } = await sound('口述三');
      await app.finishWork();
      const old = await caption(file, '舊');
      await publish(item);
      const next = await caption(file, '新');
      const batch = await done('withdraw', [item]);
      expect(await served(page, old)).toBe(false);
      expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 0 });
      expect([await served(page, old), await served(page, next)]).toEqual([true, false]);
    });

    it('stay published where the publication replaced captions, posters or an order, and the others go back', async () => {
      const [spoken, plain] = [await sound('口述四'), await sound('口述五')];
      await app.finishWork();
      await publish(spoken.item);
      const { publishedRevision } = await publish(plain.item);
      const pid = await caption(spoken.file, '新字幕');
      await rename(plain.item, '口述五改');
      const batch = await done('publish', [spoken.item, plain.item]);
      expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 1 });
      expect(await desk.rows(batch, 'kept')).toMatchObject([
        { item: { pid: spoken.item }, problem: { code: 'item.released-beside' } },
      ]);
      expect(await head(spoken.item)).toMatchObject({ state: 'published' });
      expect(await head(plain.item)).toMatchObject({ state: 'draft', public: true, publishedRevision });
      expect(await served(spoken.page, pid)).toBe(true);
    });

    it('give readers the links that stood beside the older version, and no newer ones', async () => {
      const [item, one, two] = [await newItem('帖'), await newItem('甲帖'), await newItem('乙帖')];
      for (const other of [one, two]) await publish(other);
      const say = async (to: string) =>
        good(
          await admin.put(`/items/${item}/links`, {
            version: (await head(item)).version,
            links: [{ kind: 'related', to, part: '', note: '' }],
          }),
        );
      const readers = async () =>
        (
          await app.database.query<{ pid: string }>(
            `SELECT other.pid FROM item_link_published link JOIN item ON item.id = link.item_id
               JOIN item other ON other.id IN (link.from_item_id, link.to_item_id) AND other.id <> item.id WHERE item.pid = $1`,
            [item],
          )
        ).map(({ pid }) => pid);
      await say(one);
      await publish(item);
      await say(two);
      for (const kind of ['withdraw', 'publish']) {
        const batch = await done(kind, [item]);
        expect(await readers()).toEqual(kind === 'publish' ? [two] : []);
        expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 0 });
        expect(await readers()).toEqual([one]);
      }
    });

    it('name whom the older version named, by what they did there', async () => {
      const item = await newItem('沈札');
      const sender = seeded.collection.schema.fields.find(({ key }) => key === 'sender')!.id;
      const agent = async (name: string) =>
        good(await admin.post('/agents', { library: seeded.library.pid, name: { 'zh-CN': name } })).pid as string;
      const [shen, chen] = [await agent('沈硯農'), await agent('陳適之')];
      const say = async (ref: string, role: string) => {
        const { version, values } = await head(item);
        const named = { ...values, [sender]: [{ value: { name: ref, ref, role } }] };
        good(await admin.put(`/items/${item}`, { version, values: named }));
      };
      const readers = () =>
        app.database.query<{ ref: string; role: string }>(
          `SELECT ref, role FROM item_naming JOIN item ON item.id = item_naming.item_id WHERE item.pid = $1 AND field_id = $2`,
          [item, sender],
        );
      await say(shen, '撰');
      await publish(item);
      await say(chen, '代筆');
      const before = [{ ref: shen, role: '撰' }];
      for (const kind of ['withdraw', 'publish']) {
        expect(await readers()).toEqual(before);
        const batch = await done(kind, [item]);
        expect(await readers()).toEqual(kind === 'publish' ? [{ ref: chen, role: '代筆' }] : []);
        expect((await desk.undo(batch)).counts).toMatchObject({ undone: 1, kept: 0 });
      }
      expect(await readers()).toEqual(before);
    });
  });

  it('are published again where they were withdrawn, and are withdrawn again when that is undone', async () => {
    const [never, once] = [await newItem('未刊'), await newItem('再刊')];
    const { publishedRevision } = await publish(once);
    const refused = await desk.plan({ kind: 'withdraw', items: [never, once] });
    expect(refused).toMatchObject({ counts: { do: 1, cannot: 1 }, reasons: { 'item.wrong-state draft': 1 } });
    await desk.apply(refused.pid);
    const again = await done('publish', [once]);
    expect(await head(once)).toMatchObject({ state: 'published', public: true, publishedRevision });
    expect((await anybody.get(`/published/items/${once}`)).status).toBe(200);
    expect((await desk.undo(again)).counts).toMatchObject({ undone: 1, kept: 0 });
    expect(await head(once)).toMatchObject({ state: 'withdrawn', public: false });
    // One by one it is the same.
    await publish(once);
    expect((await anybody.get(`/published/items/${once}`)).status).toBe(200);
    expect((await desk.plan({ kind: 'publish', items: [once] })).reasons).toEqual({ 'item.wrong-state published': 1 });
  });

  it('are asked for by a list that makes sense: what no text can be is refused at once', async () => {
    const title = seeded.collection.schema.fields.find((field) => field.core === 'title')!.id;
    const begin = async (f: string) =>
      (await admin.post(`/collections/${seeded.collection.pid}/batches`, { kind: 'publish', all: { f } })).status;
    const list = async (f: string) =>
      (await admin.get(`/collections/${seeded.collection.pid}/items?${new URLSearchParams({ f })}`)).status;
    for (const text of ['a\0b', '\ud800', '\udc00x']) {
      // As escapes, which no check of the address or the body as bytes can see.
      for (const one of [{ words: text }, { is: [text] }, { from: text }]) {
        const f = JSON.stringify([{ field: title, ...one }]);
        expect([f, await list(f), await begin(f)]).toEqual([f, 400, 400]);
      }
    }
    for (const f of ['[', '[{"field":"zzzz9","words":"x"}]', '{}']) expect([f, await begin(f)]).toEqual([f, 400]);
  });

  it('are no reason to read all batches that ever were, each time one asks for what is going on', async () => {
    const { pid } = seeded.collection;
    await app.asOwner(
      `INSERT INTO batch (pid, library_id, collection_id, kind, state)
       SELECT 'over' || n, c.library_id, c.id, 'publish', 'applied' FROM collection c, generate_series(1, 5000) AS n WHERE c.pid = '${pid}'`,
    );
    await app.asOwner('ANALYZE batch');
    try {
      const [asked] = await explained(app.database, `'applying', 'undoing'`, async () => {
        expect(good(await admin.get(`/collections/${pid}/batches?open=true&limit=3`)).rows).toEqual([]);
      });
      expect(asked!.plan).toContain('"batch_open"');
      expect(asked!.inVain).toBe(0);
    } finally {
      await app.asOwner(`DELETE FROM batch WHERE pid LIKE 'over%'`);
    }
  });
});
