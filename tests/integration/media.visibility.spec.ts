import { openVisibility } from '../../server/contract/visibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { eventually, withinASecond } from '../support/eventually.js';
import { checkManifest } from '../support/iiif-check.js';
import { chart, tone } from '../support/media-samples.js';
import { readerView } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { picturing, telling, type Told, walk, type Walked } from './closed.walk.js';

/** A letter of two leaves, one of which the family asked to keep back. */
describe('who may see one page', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let item: string;
  let open: string;
  let kept: string;
  let file: string;
  let stopWork: () => Promise<void>;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
    const values = completeValues(seeded.collection.schema, '沈氏家書', 'V-1');
    item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const form = formOf([
      { name: '1.png', bytes: await chart(700, 900).png().toBuffer() },
      { name: '2.png', bytes: await chart(700, 900, 2).png().toBuffer() },
    ]);
    const sent = good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers })).files;
    [open, kept] = sent.map((one: { pages: string[] }) => one.pages[0]) as [string, string];
    file = sent[1].file.pid as string;
    for (const [page, text] of [
      [open, '吾兄大人閣下久未通問'],
      [kept, '家中債務實情切勿外傳'],
    ]) {
      const { version } = await head();
      good(await admin.put(`/items/${item}/pages/${page}/text`, { version, lines: [{ text }] }));
    }
    await app.finishWork();
    good(await admin.post(`/items/${item}/publish`, { version: (await head()).version }));
    await app.finishWork();
    stopWork = await app.work();
  });
  afterAll(async () => {
    await stopWork?.();
    await app?.stop();
  });

  const head = async () => good(await admin.get(`/items/${item}`));
  const set = async (visibility: { image: string[] | null; text: string[] | null }, pages = [kept]) =>
    admin.put(`/items/${item}/pages/visibility`, { version: (await head()).version, pages, visibility });
  const statuses = (who: Visitor) =>
    Promise.all(
      [
        `/p/${kept}/thumbnail`,
        `/p/${kept}/medium`,
        `/p/${kept}/original`,
        `/f/${file}/thumbnail`,
        `/iiif/image/3/${kept}/info.json`,
        `/iiif/image/3/${kept}/0,0,512,512/512,512/0/default.jpg`,
        `/iiif/${item}/text/${kept}`,
      ].map(async (path) => (await bytesOf(who, path)).status),
    );
  const read = async (who: Visitor) => good(await who.get(`/pages/${kept}/text`)) as { text: string } | null;
  const found = async (who: Visitor, q: string) =>
    good(await who.get(`/items/${item}/matches?q=${encodeURIComponent(q)}`)).total as number;
  const searched = async (who: Visitor, q: string) =>
    good(await who.get(`/search?q=${encodeURIComponent(q)}`)).total as number;
  const drawn = async () => (await readerView(app, item)).pages[1]!;
  const canvas = async (who: Visitor) => {
    const { body } = await bytesOf(who, `/iiif/${item}/manifest`);
    checkManifest(body);
    return body.items[1] as { items: unknown[]; annotations?: unknown; thumbnail?: unknown; summary?: object };
  };

  it('is open with its item as long as nothing else is said', async () => {
    expect(await statuses(anybody)).toEqual(Array<number>(7).fill(200));
    expect(await found(anybody, '家中债务')).toBe(1);
    expect(await searched(anybody, '家中债务')).toBe(1);
    expect(await drawn()).toMatchObject({
      hasText: true,
      image: { service: `/iiif/image/3/${kept}` },
      restricted: null,
      textRestricted: null,
    });
    expect((await canvas(anybody)).items).toHaveLength(1);
    expect((await head()).pages[1].visibility).toEqual({ image: null, text: null });
  });

  it('is gone for readers within a second, in every place, and stays for the staff', async () => {
    const before = await bytesOf(anybody, `/iiif/${item}/manifest`);
    const changed = good(await set({ image: ['staff'], text: ['staff'] }));
    expect(changed.pages[1].visibility).toEqual({ image: ['staff'], text: ['staff'] });
    expect(changed.pages[0].visibility).toEqual({ image: null, text: null });
    // All places together: what one of them forgets after the others is no better than what none forgets.
    const everywhere = async () => ({
      statuses: await statuses(anybody),
      read: (await read(anybody))?.text ?? null,
      found: await found(anybody, '家中债务'),
      drawn: await drawn(),
      shown: (await canvas(anybody)).items.length,
    });
    const gone = await withinASecond(
      everywhere,
      (now) =>
        now.statuses.join() === '401,401,401,401,401,401,404' &&
        now.read === null &&
        now.found + now.shown === 0 &&
        now.drawn.image === null,
    );
    expect(gone.drawn).toMatchObject({
      hasText: false,
      image: null,
      restricted: { part: 'image', audiences: ['staff'] },
      textRestricted: { part: 'text', audiences: ['staff'] },
    });
    const theirs = await canvas(anybody);
    expect([theirs.annotations, theirs.thumbnail]).toEqual([undefined, undefined]);
    expect(theirs.summary).toMatchObject({ en: ['Restricted'] });
    const pages = `/published/items/${item}/pages?limit=1`;
    const first = good(await anybody.get(pages));
    expect([first.total, first.rows[0].pid, first.rows[0].restricted]).toEqual([2, open, null]);
    const last = good(await anybody.get(`${pages}&cursor=${first.next}`));
    expect([last.rows.length, last.next]).toEqual([1, null]);
    expect(last.rows[0]).toMatchObject({
      pid: kept,
      image: null,
      text: null,
      restricted: { part: 'image', audiences: ['staff'] },
      textRestricted: { part: 'text', audiences: ['staff'] },
    });
    const after = await bytesOf(anybody, `/iiif/${item}/manifest`, { 'if-none-match': before.headers.get('etag')! });
    expect([after.status, after.headers.get('cache-control')]).toEqual([200, 'private, no-store']);

    expect(await statuses(admin)).toEqual(Array<number>(7).fill(200));
    expect([(await read(admin))?.text, await found(admin, '家中债务')]).toEqual(['家中債務實情切勿外傳', 1]);
    // The leaf beside it is as it was.
    expect((await bytesOf(anybody, `/p/${open}/medium`)).status).toBe(200);
    expect(await found(anybody, '久未通问')).toBe(1);
    // The index follows: nobody finds the item by words that they may not read.
    await eventually(
      () => searched(anybody, '家中债务'),
      (total) => total === 0,
    );
    expect(await searched(anybody, '久未通问')).toBe(1);
  });

  it('holds through a new version, and through the restoring of an old one', async () => {
    const { headRevision, version, values } = await head();
    good(await admin.put(`/items/${item}`, { version, values }));
    const restored = `/items/${item}/revisions/${headRevision}/restore`;
    good(await admin.post(restored, { version: (await head()).version }));
    good(
      await admin.put(`/items/${item}/pages/${kept}/text`, {
        version: (await head()).version,
        lines: [{ text: '債務' }],
      }),
    );
    good(await admin.post(`/items/${item}/publish`, { version: (await head()).version }));
    expect(await statuses(anybody)).toEqual([401, 401, 401, 401, 401, 401, 404]);
  });

  it('opens the text and not the image, then follows its item again', async () => {
    good(await set({ image: ['staff'], text: null }));
    expect(await statuses(anybody)).toEqual([401, 401, 401, 401, 401, 401, 200]);
    good(await set({ image: null, text: null }));
    expect(await statuses(anybody)).toEqual(Array<number>(7).fill(200));
  });

  it('refuses what is not a page of the item, an older version, and people who may not set it', async () => {
    expect((await set({ image: [], text: null }, [open, item])).status).toBe(404);
    expect((await head()).pages[0].visibility.image).toBeNull();
    const stale = { version: 1, pages: [open], visibility: { image: [], text: null } };
    expect((await admin.put(`/items/${item}/pages/visibility`, stale)).body.code).toBe('item.changed');
    const row = await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [seeded.library.pid]);
    const grants = [{ role: 'cataloger' as const, libraryId: row!.id, collectionId: null }];
    const cataloger = await app.signedIn({ email: 'cataloger@example.org', name: 'c', grants });
    const asked = { version: (await head()).version, pages: [open], visibility: { image: [], text: null } };
    expect((await cataloger.put(`/items/${item}/pages/visibility`, asked)).status).toBe(403);
    expect(good(await admin.get('/audit?action=page.visibility')).rows[0].detail).toMatchObject({ pages: 1 });
  });

  describe('who closes a part of an item closes it at every address', () => {
    const [asked, rest] = ['積金遺子孫', '子孫未必能守'];
    const spoken = '灶前低聲說起的往事';
    /** Where those are told who may be: what is closed to all others is looked for everywhere. */
    const [words, pixels] = [/record|\/i\/|manifest|search\?q|captions|spoken|\/text/, /\/p\/|\/f\/|iiif\/image|\/i\//];
    let letter: Walked;
    let recording: Walked;
    let stranger: Visitor;
    let member: Visitor;

    const begun = async (collection: string, values: object, name: string, bytes: Buffer) => {
      const { pid } = good(await admin.post(`/collections/${collection}/items`, { values }));
      const form = formOf([{ name, bytes }]);
      const { files } = good(await admin.send('POST', `/items/${pid}/files`, { raw: form.raw, headers: form.headers }));
      return { pid: pid as string, page: files[0].pages[0] as string, file: files[0].file.pid as string };
    };
    const published = async (pid: string) => {
      await app.finishWork();
      good(await admin.post(`/items/${pid}/publish`, { version: good(await admin.get(`/items/${pid}`)).version }));
      await app.finishWork();
    };
    const open = async (thing: Walked, visibility: object) => {
      const { version } = good(await admin.get(`/items/${thing.item}`));
      good(
        await admin.put(`/items/${thing.item}/visibility`, {
          version,
          visibility: { ...openVisibility, ...visibility },
        }),
      );
      await app.finishWork();
    };
    const where = (told: readonly Told[], thing: Walked, path: string) => told.find((one) => one.address.startsWith(path.replace('@', thing.item)))!; // prettier-ignore

    beforeAll(async () => {
      const { schema, pid: collection } = seeded.collection;
      const transcript = schema.fields.find((field) => field.type === 'transcription')!.id;
      const values = {
        ...completeValues(schema, '積書堂訓子書', 'V-2'),
        [transcript]: [{ value: `${asked}，${rest}` }],
      };
      const sent = await begun(collection, values, '3.png', await chart(600, 800, 3).png().toBuffer());
      const head = good(await admin.get(`/items/${sent.pid}`));
      const lines = [{ text: `${asked}，${rest}` }];
      good(await admin.put(`/items/${sent.pid}/pages/${sent.page}/text`, { version: head.version, lines }));
      await published(sent.pid);
      const told = good(
        await admin.post(`/libraries/${seeded.library.pid}/collections`, {
          template: 'audio-visual',
          slug: 'koushu',
          name: { 'zh-CN': '口述' },
        }),
      );
      const segments = told.schema.fields.find((field: { type: string }) => field.type === 'segments').id as string;
      const heard = {
        ...completeValues(told.schema, '灶間口述', 'V-3'),
        [segments]: [{ value: { from: 0, to: 3, title: spoken } }],
      };
      const tape = await begun(told.pid, heard, '1.wav', tone(4));
      const vtt = formOf([{ name: '1.vtt', bytes: Buffer.from(`WEBVTT\n\n00:00.000 --> 00:02.000\n${spoken}\n`) }]);
      const caption = good(
        await admin.send('POST', `/files/${tape.file}/captions?language=zh-Hant&label=x`, {
          raw: vtt.raw,
          headers: vtt.headers,
        }),
      );
      await published(tape.pid);
      const { library } = seeded;
      const { preview } = good(await admin.get(`/files/${sent.file}`)).technical;
      letter = { library, collection, item: sent.pid, ...sent, caption: 'none', preview, words: [asked, '訓子'] };
      recording = { library, collection: told.pid, item: tape.pid, ...tape, caption: caption.pid, preview, words: ['灶前低', '灶間'] }; // prettier-ignore
      const row = await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [library.pid]);
      const grants = [{ role: 'reader' as const, libraryId: row!.id, collectionId: null }];
      stranger = app.visitor();
      member = await app.signedIn({ email: 'member@example.org', name: 'm', grants });
    });

    /** Proves the walk: what it does not find where all is open it would not find where it leaks. */
    it('where nothing is closed, text and pictures are told', async () => {
      const told = await walk(stranger, letter);
      const texts = telling(told, rest);
      for (const path of ['/i/@', '/en/i/@', '/iiif/@/manifest', '/iiif/@/text/', '/api/v1/items/@/record/marc21'])
        expect(texts.some((one) => one.startsWith(path.replace('@', letter.item)))).toBe(true);
      expect(texts.filter((one) => one.includes('/record/'))).toHaveLength(5);
      expect(texts.filter((one) => one.includes('/search?q='))).toHaveLength(4);
      expect(picturing(told, letter).length).toBeGreaterThan(12);
      const heard = telling(await walk(stranger, recording, words), spoken);
      expect(heard.some((one) => one.includes('/captions/'))).toBe(true);
      expect(heard).toEqual(
        expect.arrayContaining([
          `/i/${recording.item}`,
          `/api/v1/items/${recording.item}/record/dc`,
          `/iiif/${recording.item}/spoken/${recording.page}`,
        ]),
      );
    });

    it('the text: fields, captions and segments go with the pages, and nobody finds by them', async () => {
      await open(letter, { text: ['member'] });
      await open(recording, { text: ['member'] });
      const told = await walk(stranger, letter);
      expect([telling(told, rest), telling(told, '未必')]).toEqual([[], []]);
      expect(telling(await walk(stranger, recording), spoken)).toEqual([]);
      for (const q of [asked, '灶前低聲']) expect(await searched(stranger, q)).toBe(0);
      // What is not of the text stays: the record, its pictures, and who may see more.
      expect(await searched(stranger, '訓子')).toBe(1);
      expect(where(told, letter, '/i/@').text).toContain('積書堂訓子書');
      expect(picturing(told, letter).length).toBeGreaterThan(12);
      for (const who of [member, admin]) {
        const theirs = telling(await walk(who, letter, words), rest);
        expect(theirs.filter((one) => one.includes('/record/'))).toHaveLength(5);
        expect(theirs).toEqual(expect.arrayContaining([`/i/${letter.item}`, `/iiif/${letter.item}/manifest`]));
        // They find by it, and see where it stands.
        expect(theirs.filter((one) => one.includes('/search?q=')).length).toBeGreaterThan(0);
        expect(telling(await walk(who, recording, /captions/), spoken).some((one) => one.includes('/captions/'))).toBe(
          true,
        );
      }
    });

    it('the text, where it may be found without being shown: it is found, why is said, and nothing of it', async () => {
      await open(letter, { text: ['member'], find: ['public'] });
      const { total, items } = good(await stranger.get(`/search?q=${encodeURIComponent(asked)}`));
      expect([total, items[0].reasons]).toEqual([1, ['录文']]);
      const told = await walk(stranger, letter);
      expect([telling(told, rest), telling(told, '未必')]).toEqual([[], []]);
      await open(letter, {});
    });

    it('the image with its thumbnail: no pixel of it, and no way to one, anywhere', async () => {
      await open(letter, { image: ['member'], thumbnail: ['member'] });
      const told = await walk(stranger, letter);
      expect(picturing(told, letter)).toEqual([]);
      expect(telling(told, rest).length).toBeGreaterThan(8);
      for (const who of [member, admin])
        expect(picturing(await walk(who, letter, pixels), letter).length).toBeGreaterThan(8);
    });
  });
});
