import { allRoutes } from '../../server/contract/api/index.js';
import { recordFormats } from '../../server/contract/api/interop.routes.js';
import type { CollectionSchema } from '../../server/contract/collection.js';
import type { Values } from '../../server/contract/values.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart, tone } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

const mark = 'MARKEDHEAD';

/** Words of the mark in every field that takes words. */
const marked: Record<string, (at: number) => unknown> = {
  text: (at) => ({ text: `${mark} ${at}` }),
  'long-text': (at) => ({ text: `${mark} ${at}` }),
  'rich-text': (at) => ({ html: `<p>${mark} ${at}</p>` }),
  agent: (at) => ({ name: `${mark} ${at}` }),
  place: (at) => ({ name: `${mark} ${at}` }),
  url: (at) => ({ href: `https://${mark}.example/${at}`, label: mark }),
  identifier: (at) => `${mark}-${at}`,
};

interface Made {
  item: string;
  collection: string;
  page: string;
  sound: string;
  files: string[];
  captions: string[];
}

/** Every public address that could say something of an item. Whoever adds an output adds it here, or the test fails. */
const outputs: Record<string, (made: Made) => string[]> = {
  'GET /f/:file/:kind': ({ files }) =>
    files.flatMap((file) =>
      ['thumbnail', 'poster', 'medium', 'original', 'view', 'peaks'].map((kind) => `/f/${file}/${kind}`),
    ),
  'GET /p/:page/:kind': ({ page, sound }) =>
    [page, sound].flatMap((one) =>
      ['thumbnail', 'poster', 'medium', 'original', 'view', 'peaks'].map((kind) => `/p/${one}/${kind}`),
    ),
  'GET /f/:file/captions/:caption': ({ files, captions }) =>
    files.flatMap((file) => captions.map((caption) => `/f/${file}/captions/${caption}`)),
  'GET /p/:page/captions/:caption': ({ sound, captions }) =>
    captions.map((caption) => `/p/${sound}/captions/${caption}`),
  'GET /iiif/image/3/:image': ({ page }) => [`/iiif/image/3/${page}`],
  'GET /iiif/image/3/:image/info.json': ({ page }) => [`/iiif/image/3/${page}/info.json`],
  'GET /iiif/image/3/:image/:region/:size/:rotation/:name': ({ page }) => [
    `/iiif/image/3/${page}/full/max/0/default.png`,
  ],
  'GET /iiif/:item/manifest': ({ item }) => [`/iiif/${item}/manifest`],
  'GET /iiif/:item/canvas/:page': ({ item, page, sound }) => [page, sound].map((one) => `/iiif/${item}/canvas/${one}`),
  'GET /iiif/:item/text/:page': ({ item, page }) => [`/iiif/${item}/text/${page}`],
  'GET /iiif/:item/spoken/:page': ({ item, sound }) => [`/iiif/${item}/spoken/${sound}`],
  'GET /iiif/:item/search': ({ item }) => [mark, 'published'].map((q) => `/iiif/${item}/search?q=${q}`),
  'GET /iiif/collection/:collection': ({ collection }) =>
    ['', '?page=1'].map((page) => `/iiif/collection/${collection}${page}`),
  'GET /items/:item/record/:format': ({ item }) =>
    recordFormats.map((format) => `/api/v1/items/${item}/record/${format}`),
  'GET /pages/:page/text': ({ page }) => [`/api/v1/pages/${page}/text`],
  'GET /items/:item/matches': ({ item }) => [mark, 'published'].map((q) => `/api/v1/items/${item}/matches?q=${q}`),
  'GET /search': () => [mark, '', 'published'].map((q) => `/api/v1/search?q=${q}`),
  'GET /search/rows': () => [`/api/v1/search/rows?row=and~any~has~${mark}`],
  'GET /search/suggestions': () => [mark, 'pub'].map((q) => `/api/v1/search/suggestions?q=${q}`),
  'GET /search/facets/:facet': () =>
    ['agent', 'collection', 'kind'].map((facet) => `/api/v1/search/facets/${facet}?q=`),
  'GET /libraries': () => ['/api/v1/libraries'],
  'GET /libraries/:library': () => [],
  'GET /collections': () => ['/api/v1/collections'],
  'GET /published/collections': () => ['/api/v1/published/collections'],
  'GET /published/collections/:collection': ({ collection }) => [`/api/v1/published/collections/${collection}`],
  'GET /published/collections/:collection/items': ({ collection }) => [
    `/api/v1/published/collections/${collection}/items`,
  ],
  'GET /published/items/:item': ({ item }) => [`/api/v1/published/items/${item}`],
  'GET /published/items/:item/pages': ({ item }) => [`/api/v1/published/items/${item}/pages`],
  'GET ~/': () => ['/', '/en'],
  'GET ~/search': () => [`/search?q=${mark}`, '/search?q=published', '/search'],
  'GET ~/search/facets/:facet': () => ['agent', 'collection', 'class'].map((facet) => `/search/facets/${facet}?q=`),
  'GET ~/search/advanced': () => [`/search/advanced?row=and~any~has~${mark}`],
  'GET ~/libraries': () => ['/libraries'],
  'GET ~/l/:slug': () => ['/l/zhijiang'],
  'GET ~/l/:slug/titles': () => ['/l/zhijiang/titles'],
  'GET ~/collections': () => ['/collections'],
  'GET ~/c/:name': ({ collection }) => [`/c/${collection}`, `/en/c/${collection}`],
  'GET ~/c/:name/titles': ({ collection }) => [`/c/${collection}/titles`, `/en/c/${collection}/titles?by=strokes`],
  'GET ~/titles': () => ['/titles'],
  'GET ~/i/:name': ({ item }) => [`/i/${item}`, `/en/i/${item}`],
  'GET ~/i/:name/family': ({ item }) => [`/i/${item}/family`],
  'GET ~/i/:name/p/:leaf': ({ item, page, sound }) => [page, sound].map((one) => `/i/${item}/p/${one}`),
  'GET ~/i/:item/qr.svg': ({ item }) => [`/i/${item}/qr.svg`],
  'GET ~/i/:item/cite/:format': ({ item }) => ['bib', 'ris', 'txt'].map((format) => `/i/${item}/cite/${format}`),
  'GET ~/i/:item/whole/:format': ({ item }) => ['pdf', 'txt'].map((format) => `/i/${item}/whole/${format}`),
  'GET ~/feed.xml': () => ['/feed.xml', '/en/feed.xml'],
  'GET ~/l/:slug/feed.xml': () => ['/l/zhijiang/feed.xml'],
  'GET ~/c/:name/feed.xml': ({ collection }) => [`/c/${collection}/feed.xml`],
  'GET ~/sitemap.xml': () => ['/sitemap.xml'],
  'GET ~/sitemap/:part': () => ['/sitemap/1.xml'],
};

/** They say nothing of any item. */
const elsewhere =
  /^GET (\/session|\/healthz|\/readyz|\/metrics|\/api\/.*|~\/(about|docs.*|offline|console.*|assets.*|brand.*|palette.*|sheets.*|type.*|sw\.js|favicon\.ico|apple-touch-icon\.png|manifest\.webmanifest|robots\.txt|\.well-known.*|a\/:name|\*path))$/;

describe('what nobody has reviewed', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let cataloger: Visitor;
  let anybody: Visitor;
  let made: Made;
  let members: string[];
  let picture: string;
  let schema: CollectionSchema;

  const version = async () => good(await admin.get(`/items/${made.item}`)).version as number;
  const caption = (who: Visitor, file: string, language: string, said: string) => {
    const form = formOf([{ name: 'said.vtt', bytes: Buffer.from(`WEBVTT\n\n00:00.000 --> 00:01.000\n${said}\n`) }]);
    return who.send('POST', `/files/${file}/captions?${new URLSearchParams({ language, label: said })}`, form);
  };
  const create = async (title: string, number: string) =>
    good(
      await admin.post(`/collections/${seeded.collection.pid}/items`, {
        values: completeValues(schema, title, number),
      }),
    ).pid as string;
  const publish = async (item: string) =>
    good(await admin.post(`/items/${item}/publish`, { version: good(await admin.get(`/items/${item}`)).version }));

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'rubbing');
    ({ admin } = seeded);
    ({ schema } = seeded.collection);
    anybody = app.visitor();
    const { id } = (await app.database.one<{ id: number }>(`SELECT id FROM library`))!;
    cataloger = await app.signedIn({
      email: 'cataloger@example.org',
      name: 'cataloger',
      grants: [{ role: 'cataloger', libraryId: id, collectionId: null }],
    });
    const item = await create('published stone', 'P-1');
    members = [await create('published first', 'P-2'), await create('published second', 'P-3')];
    const form = formOf([
      { name: 'published.wav', bytes: tone(1) },
      { name: 'published.png', bytes: await chart(80, 100).png().toBuffer() },
      { name: 'other.png', bytes: await chart(60, 60, 3).png().toBuffer() },
    ]);
    const { files } = good(await admin.send('POST', `/items/${item}/files`, form));
    const [sound, page] = files.map((one: { pages: string[] }) => one.pages[0]) as string[];
    picture = files[2].file.pid as string;
    made = {
      item,
      collection: seeded.collection.pid,
      sound: sound!,
      page: page!,
      files: [files[0].file.pid, files[1].file.pid],
      captions: [],
    };
    await app.finishWork();
    good(
      await admin.put(`/items/${item}/pages/${page}/text`, {
        version: await version(),
        lines: [{ text: 'published words' }],
      }),
    );
    made.captions = [
      good(await caption(admin, made.files[0]!, 'en', 'published said')).pid,
      good(await caption(admin, made.files[0]!, 'zh', 'published told')).pid,
    ] as string[];
    good(
      await admin.put(`/items/${item}/links`, {
        version: await version(),
        links: members.map((to) => ({ kind: 'has-impression', to })),
      }),
    );
    good(await admin.put(`/items/${item}/links/order`, { role: 'has-impression', members }));
    for (const one of [...members, item]) await publish(one);
    await app.finishWork();
  });
  afterAll(async () => app?.stop());

  const taken = async () => {
    const addresses = Object.values(outputs).flatMap((of) => of(made));
    const seen = new Map<string, { status: number; body: string }>();
    for (const address of addresses) {
      const { status, bytes } = await bytesOf(anybody, address);
      // A refusal carries the number of its request; a page the number of its search document, which says nothing.
      const body = bytes.toString('latin1').replace(/"(requestId|version)":"[\w.-]+"/g, '"$1":""');
      seen.set(address, { status, body });
    }
    return seen;
  };

  /** Everything that a cataloger can do without the right to publish. */
  const markHead = async () => {
    const values: Values = {};
    for (const [at, field] of schema.fields.entries()) {
      const value = marked[field.type]?.(at);
      if (value !== undefined && !field.removed) values[field.id] = [{ value }] as Values[string];
    }
    const now = good(await cataloger.get(`/items/${made.item}`));
    good(await cataloger.put(`/items/${made.item}`, { version: now.version, values: { ...now.values, ...values } }));
    const detail = good(await cataloger.get(`/items/${made.item}`));
    const pages = (detail.pages as { pid: string; kind: string; source: unknown }[]).map(({ pid, kind, source }) => ({
      pid,
      kind,
      source,
      label: `${mark} ${pid}`,
    }));
    const cover = pages.at(-1)!.pid;
    good(
      await cataloger.put(`/items/${made.item}/pages`, {
        version: await version(),
        pages: [...pages].reverse(),
        cover,
      }),
    );
    good(
      await cataloger.put(`/items/${made.item}/pages/${made.page}/text`, {
        version: await version(),
        lines: [{ text: mark }],
      }),
    );
    good(await caption(cataloger, made.files[0]!, 'en', mark));
    const added = good(await caption(cataloger, made.files[0]!, 'ja', mark));
    good(await cataloger.delete(`/files/${made.files[0]}/captions/${made.captions[1]}`));
    good(await cataloger.put(`/files/${made.files[0]}/poster`, { file: picture }));
    good(
      await cataloger.put(`/items/${made.item}/links/order`, {
        role: 'has-impression',
        members: [...members].reverse(),
      }),
    );
    const { links } = good(await cataloger.get(`/items/${made.item}`));
    const noted = (links as { kind: string; to: string }[]).map(({ kind, to }) => ({
      kind,
      to,
      note: mark,
      part: mark.toLowerCase(),
    }));
    await cataloger.put(`/items/${made.item}/links`, { version: await version(), links: noted });
    // A file sent with such a name is nobody's page yet.
    const form = formOf([{ name: `${mark}.png`, bytes: await chart(30, 30, 5).png().toBuffer() }]);
    good(await cataloger.send('POST', `/items/${made.item}/files`, form));
    return added.pid as string;
  };

  it('has an address in this test for every public output', () => {
    const keys = allRoutes
      .filter(({ method, spec }) => method === 'GET' && spec.access === 'public')
      .map(({ key }) => key);
    expect(keys.filter((key) => !(key in outputs) && !elsewhere.test(key))).toEqual([]);
  });

  it('is in none of them, and readers have what was published until it passes', async () => {
    const before = await taken();
    expect([...before.values()].filter(({ status }) => status === 200).length).toBeGreaterThan(35);
    const added = await markHead();
    await app.finishWork();
    const after = await taken();
    // What was asked for is said back: those answers are only compared.
    const tells = [...after].filter(
      ([address, { body }]) => !address.includes(mark) && body.toLowerCase().includes(mark.toLowerCase()),
    );
    expect(tells.map(([address]) => address)).toEqual([]);
    const differs = [...after].flatMap(([address, { status, body }]) => {
      const old = before.get(address)!;
      if (old.status === status && old.body === body) return [];
      const at = [...body].findIndex((one, place) => one !== old.body[place]);
      return [
        { address, from: [old.status, old.body.slice(at - 80, at + 120)], to: [status, body.slice(at - 80, at + 120)] },
      ];
    });
    expect(differs).toEqual([]);
    // The words are searched for and not found.
    for (const address of [`/api/v1/search?q=${mark}`, `/api/v1/items/${made.item}/matches?q=${mark}`]) {
      expect((await bytesOf(anybody, address)).body.total).toBe(0);
    }
    expect((await bytesOf(anybody, `/p/${made.sound}/captions/${added}`)).status).toBe(404);
    // Those who work on it see what waits, and no cache of others keeps it.
    const own = await bytesOf(cataloger, `/f/${made.files[0]}/captions/${added}`);
    expect([own.bytes.toString().includes(mark), own.headers.get('cache-control')]).toEqual([
      true,
      'private, no-store',
    ]);
    const poster = await bytesOf(cataloger, `/f/${made.files[0]}/poster`);
    expect([poster.status, poster.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(good(await admin.get(`/items/${made.item}`)).state).toBe('draft');
  });

  it('is theirs once somebody who may has published it', async () => {
    const old = (await bytesOf(anybody, `/p/${made.sound}/poster`)).status;
    await publish(made.item);
    await app.finishWork();
    const text = async (address: string) => (await bytesOf(anybody, address)).bytes.toString();
    for (const address of [
      `/i/${made.item}`,
      `/iiif/${made.item}/manifest`,
      `/iiif/collection/${made.collection}?page=1`,
      `/iiif/${made.item}/text/${made.page}`,
    ]) {
      expect([address, (await text(address)).includes(mark)]).toEqual([address, true]);
    }
    expect([old, (await bytesOf(anybody, `/p/${made.sound}/poster`)).status]).toEqual([404, 200]);
    const { body } = await bytesOf(anybody, `/iiif/${made.item}/manifest`);
    const told = JSON.stringify(body).match(/captions\/[a-z0-9]+/g)!;
    expect(new Set(told).size).toBe(2);
    expect((await bytesOf(anybody, `/p/${made.sound}/captions/${made.captions[0]}`)).status).toBe(404);
    expect((await bytesOf(anybody, `/p/${made.sound}/captions/${made.captions[1]}`)).status).toBe(404);
    const order = (await text(`/i/${made.item}/family`)).match(/published (first|second)/g)!;
    expect(order[0]).toBe('published second');
  });
});
