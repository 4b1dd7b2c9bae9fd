import sharp from 'sharp';
import { labelsOf } from '../../server/contract/visibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { checkManifest } from '../support/iiif-check.js';
import { chart, difference, tone, triangle } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { foundInside } from './iiif.inside.js';

describe('IIIF', () => {
  const [width, height] = [2300, 1700];
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let original: Buffer;
  let item: string;
  let pages: string[];
  let file: string;

  const send = async (to: string, files: { name: string; bytes: Buffer }[]) => {
    const { raw, headers } = formOf(files);
    return good(await admin.send('POST', `/items/${to}/files`, { raw, headers })).files as {
      pages: string[];
      file: { pid: string };
    }[];
  };
  const create = async (title: string, identifier: string): Promise<string> =>
    good(
      await admin.post(`/collections/${seeded.collection.pid}/items`, {
        values: completeValues(seeded.collection.schema, title, identifier),
      }),
    ).pid as string;
  const publish = async (pid: string) => {
    const { version } = good(await admin.get(`/items/${pid}`));
    good(await admin.post(`/items/${pid}/publish`, { version }));
  };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
    original = await chart(width, height).png().toBuffer();
    item = await create('沈氏家書', 'L-1');
    const sent = await send(item, [
      { name: '1.png', bytes: original },
      { name: '2.png', bytes: await chart(700, 900, 2).png().toBuffer() },
    ]);
    pages = sent.flatMap((one) => one.pages);
    file = sent[0]!.file.pid;
    const { version } = good(await admin.get(`/items/${item}`));
    const lines = [
      { text: '吾兄大人閣下', box: [1900, 100, 120, 900] },
      { text: '久未通問', box: [1700, 100, 120, 600] },
    ];
    good(await admin.put(`/items/${item}/pages/${pages[0]}/text`, { version, lines }));
    await app.finishWork();
    await publish(item);
  });
  afterAll(async () => app?.stop());

  const image = (rest: string, who = anybody, headers: Record<string, string> = {}) =>
    bytesOf(who, `/iiif/image/3/${pages[0]}${rest}`, headers);
  const manifest = (who = anybody, headers: Record<string, string> = {}) =>
    bytesOf(who, `/iiif/${item}/manifest`, headers);
  const label = (column: string, value: string[]) =>
    app.database.query(`UPDATE item SET ${column} = $2 WHERE pid = $1`, [item, value]);

  describe('the image service', () => {
    it('describes the image to viewers of any site', async () => {
      const lead = await image('');
      expect([lead.status, lead.headers.get('location')]).toEqual([
        303,
        `${app.url}/iiif/image/3/${pages[0]}/info.json`,
      ]);
      const info = await image('/info.json');
      expect(info.body).toMatchObject({
        '@context': 'http://iiif.io/api/image/3/context.json',
        id: `${app.url}/iiif/image/3/${pages[0]}`,
        type: 'ImageService3',
        protocol: 'http://iiif.io/api/image',
        profile: 'level2',
        width,
        height,
        tiles: [{ width: 512, scaleFactors: [1, 2, 4, 8] }],
      });
      expect(info.body.sizes.at(-1)).toEqual({ width, height });
      expect(Object.fromEntries(info.headers)).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'content-type': 'application/json',
        link: '<http://iiif.io/api/image/3/level2.json>;rel="profile"',
      });
      const linked = await image('/info.json', anybody, { accept: 'application/ld+json' });
      expect(linked.headers.get('content-type')).toBe(
        'application/ld+json;profile="http://iiif.io/api/image/3/context.json"',
      );
      expect((await image('/info.json', anybody, { 'if-none-match': info.headers.get('etag')! })).status).toBe(304);
    });

    it('gives every tile as the original has it', async () => {
      for (const scale of [1, 2, 4]) {
        const span = 512 * scale;
        for (let y = 0; y < height; y += span) {
          for (let x = 0; x < width; x += span) {
            const region = { left: x, top: y, width: Math.min(span, width - x), height: Math.min(span, height - y) };
            const size = { width: Math.ceil(region.width / scale), height: Math.ceil(region.height / scale) };
            const address = `/${x},${y},${region.width},${region.height}/${size.width},${size.height}/0/default.jpg`;
            const tile = await image(address);
            expect([address, tile.status]).toEqual([address, 200]);
            const wanted = await sharp(original)
              .extract(region)
              .resize({ ...size, fit: 'fill' })
              .png()
              .toBuffer();
            expect([address, (await difference(tile.bytes, wanted)) < 6]).toEqual([address, true]);
          }
        }
      }
    });

    const forms: [address: string, size: [number, number], format: string][] = [
      ['/full/max/0/default.jpg', [2300, 1700], 'jpeg'],
      ['/square/300,/0/default.jpg', [300, 300], 'jpeg'],
      ['/pct:25,25,50,50/pct:10/0/default.png', [115, 85], 'png'],
      ['/full/!400,400/90/gray.jpg', [296, 400], 'jpeg'],
      ['/0,0,200,100/%5E200,/0/color.webp', [200, 100], 'webp'],
      ['/full/500,/30/default.png', [618, 570], 'png'],
      ['/full/2300,1/0/default.jpg', [2300, 1], 'jpeg'],
      ['/2200,1600,500,500/max/!180/bitonal.png', [100, 100], 'png'],
      ['/full/,100/0/default.webp', [135, 100], 'webp'],
    ];
    it.each(forms)('knows %s', async (address, size, format) => {
      const sent = await image(address);
      expect(sent.status).toBe(200);
      const about = await sharp(sent.bytes).metadata();
      expect([about.width, about.height, about.format]).toEqual([...size, format]);
    });

    it('names the one address of all that mean the same', async () => {
      const sent = await image('/0,0,2300,1700/pct:100/0/color.jpg');
      expect(sent.headers.get('link')).toBe(
        `<http://iiif.io/api/image/3/level2.json>;rel="profile", <http://localhost:0/iiif/image/3/${pages[0]}/full/max/0/default.jpg>;rel="canonical"`.replace(
          'http://localhost:0',
          new URL(app.url).origin.replace(/:\d+$/, ':0'),
        ),
      );
    });

    it('answers conditions, and lets what is public be kept for a while', async () => {
      const address = '/512,0,512,512/512,512/0/default.jpg';
      const sent = await image(address);
      expect(sent.headers.get('cache-control')).toBe('public, max-age=600');
      const again = await image(address, anybody, { 'if-none-match': sent.headers.get('etag')! });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    });

    it.each([
      ['/full/max/0/default.bmp', 400],
      ['/full/max/0/default.tif', 501],
      ['/full/max/0/native.jpg', 400],
      ['/full/max/-90/default.jpg', 400],
      ['/full/full/0/default.jpg', 400],
      ['/full/3000,/0/default.jpg', 400],
      ['/9000,0,10,10/max/0/default.jpg', 400],
      ['/0,0,0,10/max/0/default.jpg', 400],
      // Nothing is enlarged, and only small results are turned at will.
      ['/full/%5E2301,/0/default.jpg', 501],
      ['/full/max/45/default.png', 501],
      ['/full/max/0/default.jpg/more', 404],
    ])('refuses %s', async (address, status) => {
      const sent = await image(address);
      expect(sent.status).toBe(status);
      if (status !== 404) expect(sent.headers.get('access-control-allow-origin')).toBe('*');
    });

    it('knows no other images', async () => {
      for (const name of ['000000000', 'nothing', `file-${file}-2`, item]) {
        expect((await bytesOf(admin, `/iiif/image/3/${name}/info.json`)).status).toBe(404);
      }
    });

    it('shows a part of an image as an image of its own', async () => {
      const { version } = good(await admin.get(`/items/${item}`));
      const crop = [600, 300, 1100, 800];
      const made = good(
        await admin.put(`/items/${item}/pages`, {
          version,
          pages: [...pages.map((pid) => ({ pid })), { file, source: { crop }, label: '局部' }],
        }),
      );
      await publish(item);
      const part = made.pages.at(-1).pid as string;
      const info = await bytesOf(anybody, `/iiif/image/3/${part}/info.json`);
      expect(info.body).toMatchObject({ width: 1100, height: 800 });
      const cut = await bytesOf(anybody, `/iiif/image/3/${part}/100,100,512,512/512,512/0/default.jpg`);
      const wanted = await sharp(original).extract({ left: 700, top: 400, width: 512, height: 512 }).png().toBuffer();
      expect(await difference(cut.bytes, wanted)).toBeLessThan(6);
      const thumbnail = await bytesOf(anybody, `/p/${part}/thumbnail`);
      const whole = await sharp(original)
        .extract({ left: 600, top: 300, width: 1100, height: 800 })
        .resize(400, 291)
        .png()
        .toBuffer();
      expect(await difference(thumbnail.bytes, whole)).toBeLessThan(6);
    });
  });

  describe('the manifest', () => {
    it('is what the standard says, with every page', async () => {
      const sent = await manifest();
      expect(sent.status).toBe(200);
      expect(sent.headers.get('access-control-allow-origin')).toBe('*');
      expect(sent.headers.get('cache-control')).toBe('public, no-cache');
      checkManifest(sent.body);
      expect(sent.body.label).toEqual({ 'zh-Hant': ['沈氏家書'] });
      expect(sent.body.items.slice(0, 2).map((canvas: { id: string }) => canvas.id.split('/').at(-1))).toEqual(pages);
      expect(sent.body.items[0]).toMatchObject({ width, height });
      expect(sent.body.partOf[0].id).toContain(`/iiif/collection/${seeded.collection.pid}`);
      const service = sent.body.items[0].items[0].items[0].body.service[0].id as string;
      const info = await bytesOf(anybody, `${new URL(service).pathname}/info.json`);
      expect(info.body).toMatchObject({ width, height });
      expect((await manifest(anybody, { 'if-none-match': sent.headers.get('etag')! })).status).toBe(304);
      const canvas = await bytesOf(anybody, new URL(sent.body.items[1].id as string).pathname);
      expect(canvas.body).toMatchObject({
        '@context': expect.any(String) as string,
        id: sent.body.items[1].id as string,
      });
    });

    foundInside(() => ({ item, pages, ask: (path) => bytesOf(anybody, path) }));

    it('leaves out what this reader may not see, and is gone from caches that others share', async () => {
      const { library_id: library } = (await app.database.one<{ library_id: number }>(
        `SELECT library_id FROM item WHERE pid = $1`,
        [item],
      ))!;
      const members = labelsOf(['member'], library);
      try {
        await label('image_labels', members);
        await label('text_labels', members);
        await label('download_labels', members);
        const theirs = await manifest();
        checkManifest(theirs.body);
        expect(theirs.headers.get('cache-control')).toBe('private, no-store');
        expect(theirs.body.service).toBeUndefined();
        for (const canvas of theirs.body.items) {
          expect(canvas.items).toEqual([]);
          expect(canvas.annotations).toBeUndefined();
          expect(canvas.rendering).toBeUndefined();
          expect(canvas.thumbnail).toHaveLength(1);
        }
        for (const [path, status] of [
          [`/iiif/image/3/${pages[0]}/info.json`, 401],
          [`/iiif/image/3/${pages[0]}/full/max/0/default.jpg`, 401],
          [`/iiif/${item}/text/${pages[0]}`, 404],
          [`/p/${pages[0]}/original`, 401],
        ] as const) {
          expect([path, (await bytesOf(anybody, path)).status]).toEqual([path, status]);
        }
        const mine = await manifest(admin);
        expect(mine.body.items[0].items).toHaveLength(1);
        expect(mine.headers.get('cache-control')).toBe('private, no-store');
        const tile = await image('/0,0,512,512/512,512/0/default.jpg', admin);
        expect([tile.status, tile.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      } finally {
        for (const part of ['image', 'text', 'download']) await label(`${part}_labels`, ['public']);
      }
    });

    it('has sound, film and models as canvases that viewers understand', async () => {
      const other = await create('聲音與器物', 'L-2');
      const [sound, model] = await send(other, [
        { name: '口述.wav', bytes: tone(2) },
        { name: '壺.glb', bytes: triangle() },
      ]);
      await app.finishWork();
      await publish(other);
      const sent = await bytesOf(anybody, `/iiif/${other}/manifest`);
      checkManifest(sent.body);
      const [first, second] = sent.body.items;
      expect(first).toMatchObject({ duration: 2 });
      expect(first.height).toBeUndefined();
      expect(first.items[0].items[0].body).toMatchObject({ type: 'Sound', format: 'audio/wav', duration: 2 });
      expect(first.items[0].items[0].body.id).toContain(`/p/${sound!.pages[0]}/view`);
      expect(second.rendering[0]).toMatchObject({ type: 'Model', format: 'model/gltf-binary' });
      expect((await bytesOf(anybody, new URL(second.rendering[0].id as string).pathname)).status).toBe(200);
      expect(model!.pages).toHaveLength(1);
      expect(sent.body.viewingDirection).toBeUndefined();
    });

    it('has the contents of the record as ranges of its canvases', async () => {
      const { library } = seeded;
      const books = good(
        await admin.post(`/libraries/${library.pid}/collections`, {
          template: 'ancient-book',
          slug: 'shanben',
          name: { 'zh-CN': '善本', en: 'Rare books' },
        }),
      );
      const values = completeValues(books.schema, '句章縣志', 'B-1');
      const fields = books.schema.fields as { id: string; type: string; core?: string }[];
      const field = fields.find((one) => one.type === 'contents')!.id;
      const translated = { kind: { code: 'translated' }, value: 'Gazetteer of Gouzhang' };
      values[fields.find((one) => one.core === 'altTitle')!.id] = [{ value: translated }];
      const lines = [
        '凡例',
        '卷一 … 葉一a',
        '  星野 … 葉一a',
        '  分野 … 葉二a',
        '    輿圖',
        '卷二 … 葉一a',
        '跋 … 葉九a',
      ];
      values[field] = [{ value: lines.join('\n') }];
      const book = good(await admin.post(`/collections/${books.pid}/items`, { values })).pid as string;
      const leaf = await chart(60, 80).png().toBuffer();
      const sent = await send(
        book,
        [1, 2, 3, 4, 5].map((name) => ({ name: `${name}.png`, bytes: leaf })),
      );
      const [cover, one, two, three, four] = sent.map((file) => file.pages[0]!);
      const head = good(await admin.get(`/items/${book}`));
      // The second book counts its leaves anew.
      const labels = ['封面', '葉一a', '葉一b', '葉二a', '葉一a'];
      const labelled = (head.pages as Record<string, unknown>[]).map(({ pid, kind, source }, at) => ({
        pid,
        kind,
        source,
        label: labels[at],
      }));
      good(await admin.put(`/items/${book}/pages`, { version: head.version, pages: labelled }));
      await app.finishWork();
      await publish(book);
      const manifest = (await bytesOf(anybody, `/iiif/${book}/manifest`)).body;
      checkManifest(manifest);
      expect(manifest.label).toEqual({ 'zh-Hant': ['句章縣志'], en: ['Gazetteer of Gouzhang'] });
      type Range = { type: string; id: string; label: Record<string, string[]>; items: Range[] };
      const told = (range: Range): unknown =>
        range.type === 'Canvas'
          ? range.id.split('/').at(-1)
          : { [(range.label['zh-Hans'] ?? Object.values(range.label)[0]!)[0]!]: range.items.map(told) };
      expect((manifest.structures as Range[]).map(told)).toEqual([
        { 目录: [{ 卷一: [{ 星野: [one, two] }, { 分野: [three] }] }, { 卷二: [four] }] },
      ]);
      expect(JSON.stringify(manifest.structures)).not.toContain(cover!);
    });

    it('is listed in its collection', async () => {
      const sent = await bytesOf(anybody, `/iiif/collection/${seeded.collection.pid}`);
      expect(sent.body).toMatchObject({
        type: 'Collection',
        label: { 'zh-Hans': ['名人信札'], 'zh-Hant': ['名人信札'] },
      });
      const listed = sent.body.items.find((one: { id: string }) => one.id.includes(item));
      expect(listed).toMatchObject({ type: 'Manifest', label: { 'zh-Hant': ['沈氏家書'] } });
      expect((await bytesOf(anybody, new URL(listed.thumbnail[0].id as string).pathname)).status).toBe(200);
      expect((await bytesOf(anybody, `/iiif/collection/${seeded.collection.pid}?page=2`)).status).toBe(404);
      expect((await bytesOf(anybody, '/iiif/collection/000000000')).status).toBe(404);
    });

    it('goes on showing what was published while the head is changed', async () => {
      const before = (await manifest()).headers.get('etag');
      await send(item, [{ name: 'new.png', bytes: await chart(50, 60, 9).png().toBuffer() }]);
      await app.finishWork();
      expect((await manifest()).body.items.some((one: { width: number }) => one.width === 50)).toBe(false);
      await publish(item);
      const after = await manifest();
      expect(after.headers.get('etag')).not.toBe(before);
      expect(after.body.items.at(-1)).toMatchObject({ width: 50, height: 60 });
    });

    it('is gone with everything in it the moment the item is withdrawn', async () => {
      const paths = [
        `/iiif/${item}/manifest`,
        `/iiif/${item}/canvas/${pages[0]}`,
        `/iiif/${item}/text/${pages[0]}`,
        `/iiif/image/3/${pages[0]}/info.json`,
        `/iiif/image/3/${pages[0]}/512,0,512,512/512,512/0/default.jpg`,
      ];
      for (const path of paths) expect([path, (await bytesOf(anybody, path)).status]).toEqual([path, 200]);
      good(await admin.post(`/items/${item}/withdraw`, { note: '' }));
      for (const path of paths) expect([path, (await bytesOf(anybody, path)).status]).toEqual([path, 410]);
      // Under the names of files readers never had it.
      expect((await bytesOf(anybody, `/iiif/image/3/file-${file}/info.json`)).status).toBe(404);
      expect((await bytesOf(admin, `/iiif/image/3/file-${file}/info.json`)).status).toBe(200);
      const listed = await bytesOf(anybody, `/iiif/collection/${seeded.collection.pid}`);
      expect(JSON.stringify(listed.body)).not.toContain(item);
    });
  });
});
