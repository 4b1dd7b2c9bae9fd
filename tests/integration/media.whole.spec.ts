import sharp from 'sharp';
import { systemCaller } from '../../server/contract/caller.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { WholeService } from '../../server/modules/catalog/whole.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart, tone } from '../support/media-samples.js';
import { readerView } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

interface Source {
  page?: number;
  crop?: [number, number, number, number];
  time?: [number, number];
}

/** Several pages of one file: each is what it is allowed to be, and the file opens with the last of them. */
describe('a file that several pages show', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let count = 0;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
  });
  afterAll(() => app?.stop());

  const head = async (item: string) => good(await admin.get(`/items/${item}`));
  const save = async (item: string, pages: object[]) =>
    good(await admin.put(`/items/${item}/pages`, { version: (await head(item)).version, pages }));
  const publish = async (item: string) => {
    await app.finishWork();
    good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version }));
  };
  const set = async (item: string, page: string, image: string[] | null, text: string[] | null = null) =>
    good(
      await admin.put(`/items/${item}/pages/visibility`, {
        version: (await head(item)).version,
        pages: [page],
        visibility: { image, text },
      }),
    );
  const status = async (path: string, who = anybody) => (await bytesOf(who, path)).status;
  const code = async (path: string) => (await bytesOf(anybody, path)).body.code as string;

  /** Published, with a file sent as it is or shown by pages with these sources. */
  async function published(name: string, bytes: Buffer, sources?: Source[]) {
    const values = completeValues(seeded.collection.schema, name, `W-${++count}`);
    const item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const form = formOf([{ name, bytes }]);
    const sent = good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    const file = sent.files[0].file.pid as string;
    if (sources) await save(item, sources.map((source) => ({ file, source }))); // prettier-ignore
    await publish(item);
    const pages = (await head(item)).pages.map((page: { pid: string }) => page.pid) as string[];
    return { item, file, pages };
  }

  /** Every address that the item's page or its manifest gives a visitor. */
  async function offered(item: string): Promise<string[]> {
    const view = JSON.stringify(await readerView(app, item));
    const manifest = JSON.stringify((await bytesOf(anybody, `/iiif/${item}/manifest`)).body);
    const found = [...`${view} ${manifest}`.matchAll(/\/p\/\w+\/(?:captions\/\w+|\w+)|\/iiif\/image\/3\/[\w-]+/g)];
    return [...new Set(found.map(([path]) => (path.startsWith('/iiif') ? `${path}/info.json` : path)))].sort();
  }

  /** Nothing that is offered is refused, and no public id of a file is among it. */
  async function alive(item: string, file: string): Promise<string[]> {
    const paths = await offered(item);
    for (const path of paths) expect([path, await status(path)]).toEqual([path, 200]);
    expect(JSON.stringify(paths)).not.toContain(file);
    return paths;
  }

  async function tiff(): Promise<Buffer> {
    const colours = ['#ff0000', '#00ff00', '#0000ff'];
    const pages = await Promise.all(
      colours.map((background) => sharp({ create: { width: 90, height: 120, channels: 3, background } }).png().toBuffer()), // prettier-ignore
    );
    return sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer();
  }

  test('three pages of one TIFF: downloaded while all are open, and not once one is closed', async () => {
    const { item, file, pages } = await published('three.tif', await tiff());
    expect(pages).toHaveLength(3);
    const wholes = [...pages.map((page) => `/p/${page}/original`), `/f/${file}/original`, `/f/${file}/thumbnail`];
    for (const path of wholes) expect([path, await status(path)]).toEqual([path, 200]);
    expect(await alive(item, file)).toContain(`/p/${pages[0]}/original`);
    // It is one file to take, however many pages it has.
    expect((await readerView(app, item)).downloads.files).toHaveLength(1);

    await set(item, pages[1]!, ['staff']);
    for (const path of wholes) expect([path, await status(path)]).not.toEqual([path, 200]);
    expect(await code(`/p/${pages[0]}/original`)).toBe('file.not-whole');
    expect(await code(`/f/${file}/original`)).toBe('file.not-whole');
    for (const kind of ['thumbnail', 'medium', 'original']) expect(await status(`/p/${pages[1]}/${kind}`)).toBe(401);
    // The others are as open as they were.
    for (const page of [pages[0], pages[2]]) {
      for (const path of [`/p/${page}/thumbnail`, `/p/${page}/medium`, `/iiif/image/3/${page}/full/max/0/default.png`])
        expect([path, await status(path)]).toEqual([path, 200]);
    }
    expect((await alive(item, file)).join(' ')).not.toMatch(/original/);
    // Those who work there have all of it.
    for (const path of wholes) expect([path, await status(path, admin)]).toEqual([path, 200]);
    await set(item, pages[1]!, null);
    expect(await status(`/p/${pages[0]}/original`)).toBe(200);
  });

  test('a page of the file that was never published, or is published no more, keeps the whole from readers', async () => {
    const { item, file, pages } = await published('left.tif', await tiff());
    await save(item, pages.slice(0, 2).map((pid, at) => ({ pid, source: { page: at + 1 } }))); // prettier-ignore
    expect(await status(`/p/${pages[0]}/original`)).toBe(200);
    await publish(item);
    expect(await status(`/p/${pages[0]}/original`)).toBe(403);
    expect(await status(`/f/${file}/original`)).toBe(403);
    expect(await status(`/p/${pages[0]}/medium`)).toBe(200);
  });

  test('names of files in the image API are for those who work with them', async () => {
    const { file, pages } = await published('one.png', await chart(300, 200).png().toBuffer());
    const paths = [`file-${file}`, `file-${file}-1`].map((name) => `/iiif/image/3/${name}/full/max/0/default.png`);
    for (const path of [...paths, `/iiif/image/3/file-${file}/info.json`]) {
      expect([path, await status(path), await status(path, admin)]).toEqual([path, 404, 200]);
    }
    // And no answer says what a file is called.
    for (const path of [`/p/${pages[0]}/thumbnail`, `/p/${pages[0]}/medium`, `/p/${pages[0]}/original`]) {
      const { headers, status: answered } = await bytesOf(anybody, path);
      expect(answered).toBe(200);
      expect(JSON.stringify([...headers])).not.toContain(file);
      expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
      expect(await bytesOf(anybody, path, { 'if-none-match': headers.get('etag')! })).toMatchObject({ status: 304 });
    }
  });

  test('parts cut from one image hand out no more than themselves', async () => {
    const picture = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#ff0000' } })
      .composite([
        { input: { create: { width: 200, height: 200, channels: 3, background: '#0000ff' } }, left: 200, top: 0 },
      ])
      .png()
      .toBuffer();
    const { item, file, pages } = await published('cut.png', picture, [
      { crop: [0, 0, 200, 200] },
      { crop: [200, 0, 200, 200] },
    ]);
    await set(item, pages[1]!, ['staff']);
    for (const kind of ['thumbnail', 'poster', 'medium']) {
      const { bytes, status: answered } = await bytesOf(anybody, `/p/${pages[0]}/${kind}`);
      expect([kind, answered]).toEqual([kind, 200]);
      const { dominant } = await sharp(bytes).stats();
      const { width, height } = await sharp(bytes).metadata();
      expect([kind, width === height, dominant.r > 200, dominant.b < 60]).toEqual([kind, true, true, true]);
    }
    for (const path of [`/p/${pages[0]}/original`, `/p/${pages[0]}/view`, `/f/${file}/medium`, `/f/${file}/original`]) {
      expect([path, (await status(path)) >= 400]).toEqual([path, true]);
    }
    const first = (await readerView(app, item)).pages[0]!;
    expect([first.image?.width, first.image?.preview]).toEqual([200, undefined]);
    await alive(item, file);
    // Nor when both are open: what lies between crops was never published.
    await set(item, pages[1]!, null);
    expect(await code(`/p/${pages[0]}/original`)).toBe('file.not-whole');
    await alive(item, file);
  });

  test('stretches of one recording play while they are all open and leave nothing out', async () => {
    const { item, file, pages } = await published('talk.wav', tone(8), [{ time: [0, 5] }, { time: [5, 8] }]);
    const ways = (page: string) => ['view', 'original', 'peaks'].map((kind) => `/p/${page}/${kind}`);
    for (const path of ways(pages[0]!)) expect([path, await status(path)]).toEqual([path, 200]);
    expect(await alive(item, file)).toContain(`/p/${pages[1]}/view`);

    await set(item, pages[1]!, ['staff']);
    for (const path of ways(pages[0]!)) expect([path, await code(path)]).toEqual([path, 'file.not-whole']);
    for (const path of ways(pages[1]!)) expect([path, await status(path)]).toEqual([path, 401]);
    expect(await status(`/f/${file}/view`)).toBe(403);
    expect(await alive(item, file)).toEqual([]);
    const view = await readerView(app, item);
    expect([view.media, view.downloads.files]).toEqual([[], []]);
    expect(view.pages.map((page) => page.restricted?.audiences)).toEqual([['staff'], ['staff']]);
    expect(await status(`/p/${pages[0]}/view`, admin)).toBe(200);

    const gap = await published('gap.wav', tone(9), [{ time: [0, 3] }, { time: [6, 9] }]);
    expect(await code(`/p/${gap.pages[0]}/view`)).toBe('file.not-whole');
    await alive(gap.item, gap.file);
  });

  test('a page that readers still see can be closed after it was taken out', async () => {
    const { item, pages } = await published('out.png', await chart(200, 200).png().toBuffer(), [{}, {}]);
    await save(item, [{ pid: pages[0]! }]);
    expect(await status(`/p/${pages[1]}/medium`)).toBe(200);
    expect((await head(item)).stillShown.map((page: { pid: string }) => page.pid)).toEqual([pages[1]]);
    const closed = await set(item, pages[1]!, ['staff'], ['staff']);
    expect(closed.stillShown[0].visibility).toEqual({ image: ['staff'], text: ['staff'] });
    expect(await status(`/p/${pages[1]}/medium`)).toBe(401);
    expect(await status(`/p/${pages[0]}/medium`)).toBe(200);
    await publish(item);
    expect((await head(item)).stillShown).toEqual([]);
    // Then it is nowhere, and nobody's to set.
    const again = { version: (await head(item)).version, pages: [pages[1]], visibility: { image: [], text: [] } };
    expect((await admin.put(`/items/${item}/pages/visibility`, again)).body.code).toBe('page.not-found');
  });

  test('what was closed stays closed when its page is taken out and put in again', async () => {
    const { item, file, pages } = await published('三頁.tif', await tiff());
    await set(item, pages[1]!, ['staff']);
    const kept = (pid: string, page: number) => ({ pid, label: '', kind: 'text', source: { page } });
    await save(item, [kept(pages[0]!, 1), { file, source: { page: 2 } }, kept(pages[2]!, 3)]);
    await publish(item);
    const again = (await head(item)).pages[1].pid as string;
    expect([again === pages[1], await status(`/p/${again}/medium`), await status(`/p/${pages[0]}/medium`)]).toEqual([
      false,
      401,
      200,
    ]);
  });

  test('a book leaves as a PDF of its images and as its text, as much of it as may leave', async () => {
    const { item, pages } = await published('book.tif', await tiff());
    for (const [at, text] of ['道可道', '非常道', '名可名'].entries()) {
      const { version } = await head(item);
      good(await admin.put(`/items/${item}/pages/${pages[at]}/text`, { version, lines: [{ text }] }));
    }
    await publish(item);
    const take = (format: string, who = anybody) => bytesOf(who, `/i/${item}/whole/${format}`);
    const offers = async () => {
      const { pdf, text, originals } = (await readerView(app, item)).downloads;
      // Other programs are offered the same.
      const { rendering = [] } = (await bytesOf(anybody, `/iiif/${item}/manifest`)).body;
      const formats = (rendering as { format: string }[]).map(({ format }) => format);
      expect([formats.includes('application/pdf'), formats.includes('text/plain')]).toEqual([pdf !== null, text]);
      return [pdf?.pages ?? 0, text, originals.count];
    };
    const images = (bytes: Buffer) => bytes.toString('latin1').match(/\/DCTDecode/g)?.length;
    expect(await offers()).toEqual([3, true, 1]);
    const pdf = await take('pdf');
    expect([pdf.status, pdf.headers.get('content-type'), images(pdf.bytes)]).toEqual([200, 'application/pdf', 3]);
    expect(pdf.headers.get('content-disposition')).toMatch(/^attachment; filename=".*\.pdf"/);
    expect([pdf.bytes.subarray(0, 8).toString(), pdf.bytes.toString('latin1').includes('%%EOF')]).toEqual(['%PDF-1.7', true]); // prettier-ignore
    const text = (await take('txt')).bytes.toString();
    expect(text).toContain(`/i/${item}\n`);
    expect(text.slice(text.indexOf('道可道'))).toMatch(/^道可道\n\n(【.*】\n)?非常道\n\n(【.*】\n)?名可名\n$/);
    expect((await bytesOf(anybody, `/i/${item}/whole/pdf?part=2`)).status).toBe(404);

    // What is closed while a book leaves breaks it off: half of it is not passed for the whole.
    const reader = { ...systemCaller('reader'), grants: [] };
    const begun = await app.app.get(WholeService).of(reader, item);
    // A page that is closed does not leave with the others, nor do its words.
    await set(item, pages[1]!, ['staff'], ['staff']);
    const leaving = (async () => {
      const sent: string[] = [];
      for await (const { text: words } of begun.texts()) sent.push(words);
      return sent;
    })();
    await expect(leaving).rejects.toMatchObject({ code: 'page.not-found' });
    expect(await offers()).toEqual([2, true, 0]);
    expect(images((await take('pdf')).bytes)).toBe(2);
    expect((await take('txt')).bytes.toString()).not.toContain('非常道');
    expect(images((await take('pdf', admin)).bytes)).toBe(3);

    // Where nothing may be taken the page offers nothing, and the addresses give nothing.
    const { version } = await head(item);
    const visibility = { ...openVisibility, download: ['staff'] };
    good(await admin.put(`/items/${item}/visibility`, { version, visibility }));
    expect(await offers()).toEqual([0, false, 0]);
    expect([(await take('pdf')).status, (await take('txt')).status]).toEqual([401, 401]);
    expect(images((await take('pdf', admin)).bytes)).toBe(3);
  });
});
