import { openVisibility } from '../../server/contract/visibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { checkManifest, checkSpoken } from '../support/iiif-check.js';
import { chart, tone } from '../support/media-samples.js';
import { readerView } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Reply, Visitor } from '../support/visitor.js';

const srt = (...said: string[]) =>
  Buffer.from(said.map((text, at) => `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\n${text}\n`).join('\n'));

/** An old woman tells of her flight to Jinhua; who does not hear, or does not know her dialect, reads along. */
describe('captions of what is heard', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let item: string;
  let page: string;
  let file: string;
  let picture: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
    const values = completeValues(seeded.collection.schema, '王氏口述', 'C-1');
    item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const form = formOf([
      { name: '1.wav', bytes: tone(4) },
      { name: '2.png', bytes: await chart(40, 50).png().toBuffer() },
    ]);
    const { files } = good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    [page, file, picture] = [files[0].pages[0], files[0].file.pid, files[1].file.pid];
    await app.finishWork();
    await publish();
  });
  afterAll(async () => app?.stop());

  const publish = async () =>
    good(await admin.post(`/items/${item}/publish`, { version: good(await admin.get(`/items/${item}`)).version }));
  const add = (bytes: Buffer, query: Record<string, string> = {}, to = file, who = admin): Promise<Reply> => {
    const form = formOf([{ name: '口述.srt', bytes }]);
    const asked = new URLSearchParams({ language: 'zh-Hans', label: '简体中文', ...query });
    return who.send('POST', `/files/${to}/captions?${asked}`, { raw: form.raw, headers: form.headers });
  };
  const listed = async () =>
    good(await admin.get(`/files/${file}/captions`)).rows as { pid: string; language: string }[];
  const tracks = async () => (await readerView(app, item)).media[0]!.tracks;
  const canvas = async (who = anybody) => {
    const { body } = await bytesOf(who, `/iiif/${item}/manifest`);
    checkManifest(body);
    return body.items[0];
  };

  it('are given to readers as WebVTT, beside what they belong to', async () => {
    const before = await bytesOf(anybody, `/iiif/${item}/manifest`);
    const one = good(await add(srt('開場', '逃難到金華')));
    expect(one).toMatchObject({ language: 'zh-Hans', kind: 'captions', label: '简体中文', cues: 2 });
    // Like everything else they wait for publication.
    expect([await tracks(), (await bytesOf(anybody, `/p/${page}/captions/${one.pid}`)).status]).toEqual([[], 404]);
    await publish();
    expect(await tracks()).toEqual([
      { kind: 'captions', href: `/p/${page}/captions/${one.pid}`, lang: 'zh-Hans', label: '简体中文' },
    ]);
    const sent = await bytesOf(anybody, `/p/${page}/captions/${one.pid}`);
    expect([sent.status, sent.headers.get('content-type'), sent.headers.get('x-content-type-options')]).toEqual([
      200,
      'text/vtt; charset=utf-8',
      'nosniff',
    ]);
    expect(sent.bytes.toString()).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n開場\n\n00:00:01.000 --> 00:00:02.000\n逃難到金華\n',
    );
    expect((await bytesOf(anybody, `/f/${file}/captions/${one.pid}`)).bytes.equals(sent.bytes)).toBe(true);
    // A manifest that somebody kept is told to be out of date.
    const after = await bytesOf(anybody, `/iiif/${item}/manifest`, { 'if-none-match': before.headers.get('etag')! });
    expect(after.status).toBe(200);
    const told = (await canvas()).annotations[0].items[0];
    expect(told).toMatchObject({ motivation: 'supplementing', body: { format: 'text/vtt', language: 'zh-Hans' } });
    expect(new URL(told.body.id as string).pathname).toBe(`/p/${page}/captions/${one.pid}`);
  });

  it('of the same language and kind take the place of what was there; others stand beside', async () => {
    const [first] = await listed();
    const again = good(await add(srt('重校'), { label: '简体（校订）' }));
    good(await add(srt('The flight'), { language: 'en', label: 'English', kind: 'subtitles' }));
    expect((await listed()).map((one) => one.language)).toEqual(['zh-Hans', 'en']);
    // Readers keep the old text until then.
    expect((await bytesOf(anybody, `/p/${page}/captions/${first!.pid}`)).status).toBe(200);
    await publish();
    expect((await bytesOf(anybody, `/p/${page}/captions/${first!.pid}`)).status).toBe(404);
    expect((await bytesOf(anybody, `/p/${page}/captions/${again.pid}`)).bytes.toString()).toContain('重校');
    // Not under another file's address.
    expect((await bytesOf(admin, `/f/${picture}/captions/${again.pid}`)).status).toBe(404);
  });

  it('are closed with the text of the item, and of the page', async () => {
    const [one] = await listed();
    const addresses = [`/p/${page}/captions/${one!.pid}`, `/f/${file}/captions/${one!.pid}`];
    const statuses = (who: Visitor) => Promise.all(addresses.map(async (path) => (await bytesOf(who, path)).status));
    const set = async (text: string[] | null) =>
      good(
        await admin.put(`/items/${item}/pages/visibility`, {
          version: good(await admin.get(`/items/${item}`)).version,
          pages: [page],
          visibility: { image: null, text },
        }),
      );
    await set(['staff']);
    expect([await statuses(anybody), await statuses(admin)]).toEqual([
      [401, 401],
      [200, 200],
    ]);
    expect(await tracks()).toEqual([]);
    expect((await canvas()).annotations).toBeUndefined();
    // What is heard stays open.
    expect((await bytesOf(anybody, `/p/${page}/view`)).status).toBe(200);
    await set(null);
    expect(await statuses(anybody)).toEqual([200, 200]);
  });

  it('refuse what is no caption in words that say what to do, and keep nothing of it', async () => {
    const kept = await listed();
    const refused = async (bytes: Buffer, query = {}, to = file) => {
      const { status, body } = await add(bytes, query, to);
      return { status, code: body.code as string, params: body.params as unknown };
    };
    expect(await refused(await chart(9, 9).png().toBuffer())).toMatchObject({ status: 422, code: 'caption.not-text' });
    expect(await refused(Buffer.from('WEBVTT\n\nhello'))).toMatchObject({ status: 422, code: 'caption.empty' });
    expect(await refused(Buffer.from('1\n00:00:99,000 --> 1\nx'))).toMatchObject({
      code: 'caption.bad-time',
      params: { line: 2 },
    });
    expect(await refused(srt('<script>alert(1)</script>'))).toMatchObject({ code: 'file.unsafe' });
    expect(await refused(Buffer.alloc(5_000_000, 'x'))).toMatchObject({ status: 413, code: 'file.too-large' });
    expect(await refused(srt('x'), {}, picture)).toMatchObject({ code: 'caption.not-here' });
    expect(await refused(srt('x'), { language: 'zh"><script>' })).toMatchObject({ status: 400 });
    expect(await refused(srt('x'), { label: ' ' })).toMatchObject({ status: 400 });
    expect(await listed()).toEqual(kept);
    expect((await add(srt('x'), {}, file, anybody)).status).toBe(401);
  });

  it('do not bring back an item that was taken out, nor give it to readers', async () => {
    const values = completeValues(seeded.collection.schema, '棄置口述', 'C-2');
    const out = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const form = formOf([{ name: '4.wav', bytes: tone(1) }]);
    const sent = await admin.send('POST', `/items/${out}/files`, { raw: form.raw, headers: form.headers });
    const heard = good(sent).files[0].file.pid as string;
    good(await admin.delete(`/items/${out}`));
    const state = async () =>
      (await app.database.one<{ state: string }>(`SELECT state FROM item WHERE pid = $1`, [out]))!.state;
    const one = good(await add(srt('已棄'), {}, heard));
    expect(await state()).toBe('removed');
    good(await admin.delete(`/files/${heard}/captions/${one.pid}`));
    expect(await state()).toBe('removed');
    good(await admin.post(`/items/${out}/restore`));
    expect(await state()).toBe('draft');
  });

  it('are removed, and go with their file', async () => {
    const [one] = await listed();
    good(await admin.send('DELETE', `/files/${file}/captions/${one!.pid}`));
    expect((await bytesOf(anybody, `/p/${page}/captions/${one!.pid}`)).status).toBe(200);
    await publish();
    expect((await bytesOf(anybody, `/p/${page}/captions/${one!.pid}`)).status).toBe(404);
    expect((await admin.send('DELETE', `/files/${file}/captions/${one!.pid}`)).body.code).toBe('caption.not-found');
    expect(await tracks()).toHaveLength(1);
    const form = formOf([{ name: '3.wav', bytes: tone(1) }]);
    const sent = await admin.send('POST', `/items/${item}/files?page=none`, { raw: form.raw, headers: form.headers });
    const other = good(sent).files[0].file.pid as string;
    good(await add(srt('另一'), {}, other));
    good(await admin.send('DELETE', `/files/${other}`));
    const left = await app.database.query(`SELECT 1 FROM caption JOIN file ON file.id = file_id WHERE file.pid = $1`, [
      other,
    ]);
    expect(left).toEqual([]);
  });

  it('stand beside what the record has of it, stretch by stretch, as annotations of any viewer', async () => {
    const made = await admin.post(`/libraries/${seeded.library.pid}/collections`, {
      template: 'audio-visual',
      slug: 'koushu',
      name: { 'zh-CN': '口述' },
    });
    const { pid: collection, schema } = good(made);
    const field = (schema.fields as { id: string; type: string; key: string }[]).find((one) => one.key === 'segments')!;
    const said = [
      { value: { from: 2, title: '逃难到金华', speaker: '王氏', note: '走了三天' } },
      { value: { from: 0, to: 1.5, title: '开场' } },
      { value: { from: 3, title: 'The bridge' } },
    ];
    const values = { ...completeValues(schema, '灶间口述', 'C-9'), [field.id]: said };
    const tape = good(await admin.post(`/collections/${collection}/items`, { values })).pid as string;
    const form = formOf([{ name: '1.wav', bytes: tone(4) }]);
    good(await admin.send('POST', `/items/${tape}/files`, { raw: form.raw, headers: form.headers }));
    await app.finishWork();
    const head = async () => good(await admin.get(`/items/${tape}`));
    good(await admin.post(`/items/${tape}/publish`, { version: (await head()).version }));

    const manifest = async () => (await bytesOf(anybody, `/iiif/${tape}/manifest`)).body;
    const open = await manifest();
    checkManifest(open);
    const [canvas] = open.items;
    expect(canvas.annotations).toEqual([
      { id: expect.stringMatching(`/iiif/${tape}/spoken/`), type: 'AnnotationPage' },
    ]);
    const address = new URL(canvas.annotations[0].id as string).pathname;
    const sent = await bytesOf(anybody, address);
    checkSpoken(sent.body, canvas);
    expect(sent.headers.get('cache-control')).toBe('public, no-cache');
    const told = (sent.body.items as { body: { value: string; language: string }; target: string }[]).map(
      ({ body, target }) => [body.value, body.language, target.slice(canvas.id.length)],
    );
    expect(told).toEqual([
      ['开场', 'zh-Hans', '#t=0,1.5'],
      ['王氏：逃难到金华\n走了三天', 'zh-Hans', '#t=2,3'],
      // Nobody says in which language it is.
      ['The bridge', undefined, '#t=3,4'],
    ]);
    const status = async (path: string, who = anybody) => (await bytesOf(who, path)).status;
    expect([await status(`${address}?part=2`), await status(`/iiif/${item}/spoken/${page}`)]).toEqual([404, 404]);
    expect(await status(address.replace(/[^/]+$/, page))).toBe(404);

    // Whoever closes the text closes them, at once.
    const visibility = { ...openVisibility, text: ['staff'] };
    good(await admin.put(`/items/${tape}/visibility`, { version: (await head()).version, visibility }));
    expect([await status(address), await status(address, admin)]).toEqual([404, 200]);
    expect((await bytesOf(admin, address)).headers.get('cache-control')).toBe('private, no-store');
    expect((await manifest()).items[0].annotations).toBeUndefined();
  });
});
