import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { eventually, withinASecond } from '../support/eventually.js';
import { checkManifest } from '../support/iiif-check.js';
import { chart } from '../support/media-samples.js';
import { readerView } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

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
});
