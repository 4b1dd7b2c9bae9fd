import { costOf } from '../../server/contract/api/cost.js';
import { allRoutes } from '../../server/contract/api/index.js';
import { SearchTurns } from '../../server/modules/search/search.turns.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** One of each for everybody, and then none for a long time: no test waits for a budget. */
const scarce = ['search', 'suggest', 'gather', 'export', 'import', 'preview', 'mail'] as const;

/** Three pages at once. */
const pages = 0.0034;

describe('what one visitor may ask for', () => {
  let app: TestApp;
  let admin: Visitor;
  let page: string;
  let book: string;
  let addresses = 0;

  /** Somebody from elsewhere, behind the proxy that we trust. */
  const stranger = (address = `198.51.${100 + (addresses >> 8)}.${addresses++ & 255}`) =>
    app.visitor({ 'x-forwarded-for': address });

  beforeAll(async () => {
    app = await startApp({
      RATE_LIMIT: 'on',
      ANONYMOUS_SEARCHES: '1',
      TRUSTED_PROXIES: 'loopback',
      RATE_LIMITS: `${scarce.map((cost) => `${cost}=0.00001`).join(' ')} image=0.01 page=${pages}`,
    });
    const seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    const values = completeValues(seeded.collection.schema, '輿圖', 'M-1');
    const item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    book = item;
    const { raw, headers } = formOf([{ name: '1.jpg', bytes: await chart(2300, 1700).jpeg().toBuffer() }]);
    const sent = good(await admin.send('POST', `/items/${item}/files`, { raw, headers }));
    page = sent.files[0].pages[0] as string;
    await app.finishWork();
    const { version } = good(await admin.get(`/items/${item}`));
    good(await admin.post(`/items/${item}/publish`, { version }));
    await app.finishWork();
  });
  afterAll(async () => app?.stop());

  const statusOf = async (visitor: Visitor, path = '/search?q=x') => (await visitor.get(path)).status;

  it('is counted by address, an IPv6 network being one, and says when to come back', async () => {
    const visitor = stranger();
    expect(await statusOf(visitor)).toBe(200);
    const refused = await visitor.get('/search?q=y');
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.too-many' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1);
    // Of something else there is enough, and of this for everybody else.
    expect(await statusOf(visitor, '/libraries')).toBe(200);
    expect(await statusOf(stranger())).toBe(200);
    expect(await statusOf(stranger('2001:db8:1:2::1'))).toBe(200);
    expect(await statusOf(stranger('2001:db8:1:2:ffff::9'))).toBe(429);
    expect(await statusOf(stranger('2001:db8:1:3::1'))).toBe(200);
  });

  it('is counted by address, whatever port a proxy writes behind it', async () => {
    const from = (address: string) => statusOf(stranger(address));
    expect([await from('192.0.2.1:4711'), await from('192.0.2.1:4712'), await from('192.0.2.1')]).toEqual([
      200, 429, 429,
    ]);
    expect([await from('192.0.2.2:4711'), await from('[2001:db8:c:1::1]:4711')]).toEqual([200, 200]);
    expect(await from('2001:db8:c:1::2')).toBe(429);
  });

  it('has an end for a house that has many IPv6 networks, and its neighbours are not asked for it', async () => {
    const from = (house: string, network: number) => statusOf(stranger(`2001:db8:${house}:${network}::1`));
    expect([await from('a', 1), await from('a', 1), await from('a', 1)]).toEqual([200, 429, 429]);
    expect([await from('a', 2), await from('a', 3), await from('a', 4)]).toEqual([200, 200, 200]);
    expect(await from('a', 5)).toBe(429);
    expect(await from('b', 5)).toBe(200);
  });

  it('is counted by what rows of the advanced form cost', async () => {
    const rows = (many: number) =>
      `/search/rows?${Array.from({ length: many }, (_, at) => `row=and~any~has~${at}x`).join('&')}`;
    // There is one search for each: what many rows cost besides is refused.
    expect([await statusOf(stranger(), rows(3)), await statusOf(stranger(), rows(8))]).toEqual([200, 429]);
  });

  it('is counted by account for those who are signed in, wherever they are', async () => {
    const address = '203.0.113.7';
    const campus = { 'x-forwarded-for': address };
    const one = await app.signedIn({ email: 'one@example.org', name: 'one' }, campus);
    const other = await app.signedIn({ email: 'two@example.org', name: 'two' }, campus);
    expect([await statusOf(stranger(address)), await statusOf(stranger(address))]).toEqual([200, 429]);
    expect([await statusOf(one), await statusOf(one)]).toEqual([200, 429]);
    one.headers['x-forwarded-for'] = '203.0.113.8';
    expect([await statusOf(one), await statusOf(other)]).toEqual([429, 200]);
  });

  it('has an end for all together who are not signed in and search, and does not hold who is', async () => {
    const staff = await app.signedIn(
      { email: 'three@example.org', name: 'three' },
      { 'x-forwarded-for': '203.0.113.9' },
    );
    let end = (): void => {};
    const until = new Promise<void>((resolve) => (end = resolve));
    const turns = app.app.get(SearchTurns);
    const crowd = Array.from({ length: 9 }, (_, at) =>
      turns.take({ accountId: null, ip: `192.0.2.${at}` }, () => until),
    );
    const said = (await app.visitor().get('!/metrics')).text;
    expect(said).toContain('linlang_anonymous_searches{state="under_way"} 1');
    expect(said).toContain('linlang_anonymous_searches{state="waiting"} 8');
    for (const path of ['/search?q=x', '/search/rows?row=and~title~has~x', '/search/facets/kind', '!/en/search?q=x']) {
      const { status, headers } = await stranger().get(path);
      expect([path, status, Number(headers['retry-after']) > 0]).toEqual([path, 503, true]);
    }
    expect([await statusOf(staff), await statusOf(stranger(), `!/i/${book}`)]).toEqual([200, 200]);
    end();
    await Promise.all(crowd);
    expect(await statusOf(stranger())).toBe(200);
  });

  it('holds for every route that costs something', async () => {
    const costly = allRoutes.filter((route) => (scarce as readonly unknown[]).includes(costOf(route)));
    expect(costly.length).toBeGreaterThan(25);
    for (const route of costly) {
      const path = `!${route.path.replace(/[:*]\w+/g, '000000000')}`;
      const visitor = stranger();
      const statuses = [];
      // Counted before anything is looked up, and before it is known whether they may.
      for (let time = 0; time < 2; time++) statuses.push((await visitor.send(route.method, path, { body: {} })).status);
      expect([route.key, statuses[0] === 429, statuses[1]]).toEqual([route.key, false, 429]);
    }
  });

  it('is also spent on the ways out that are tried where nothing is found, and then fewer are offered', async () => {
    const path = '/search?q=&f=kind~nothing';
    const waysFor = async (visitor: Visitor) => (await visitor.get(path)).body.suggestions;
    expect(await waysFor(stranger())).toEqual([expect.objectContaining({ kind: 'without-filters' })]);
    const typing = stranger();
    expect(await statusOf(typing, '/search/suggestions?q=yutu')).toBe(200);
    expect(await waysFor(typing)).toEqual([]);
    const lost = stranger();
    expect(await waysFor(lost)).toHaveLength(1);
    expect(await statusOf(lost, '/search/suggestions?q=yutu')).toBe(429);
    // What was drawn for one who had spent his is not kept for those who have not.
    const poor = stranger();
    await poor.get('/search/suggestions?q=yutu');
    const offersIn = async (visitor: Visitor) => (await visitor.get(`!${path}`)).text.includes('nothing-ways');
    expect([await offersIn(poor), await offersIn(stranger())]).toEqual([false, true]);
  });

  it('holds for every page, none of which goes unpaid', async () => {
    // From pages of staff a stranger is turned away before anything is worked out.
    const routes = allRoutes.filter((route) => costOf(route) === 'page' && route.spec.access === 'public');
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const path = `!${route.path.replace(/[:*]\w+/g, '000000000')}`;
      const visitor = stranger();
      const replies = await Promise.all(Array.from({ length: 6 }, () => visitor.get(path)));
      expect([route.key, replies.some(({ status }) => status === 429)]).toEqual([route.key, true]);
    }
  });

  it('is spent by the character where texts are converted', async () => {
    const writer = await app.signedIn({ email: 'writer@example.org', name: 'writer' });
    const texts = Array.from({ length: 10 }, (_, at) => `${at} a late note`.repeat(1600).slice(0, 20_000));
    // At once: one after the other, a slow machine gives back meanwhile what was spent.
    const replies = await Promise.all(Array.from({ length: 7 }, () => writer.post('/conversions', { texts })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const other = await app.signedIn({ email: 'other@example.org', name: 'other' });
    expect((await other.post('/conversions', { texts: ['后记'] })).status).toBe(200);
  });

  it('is spent on words that are looked for on the pages of a book, and not on reading them', async () => {
    const visitor = stranger();
    const read = async (query: string) => (await visitor.get(`!/i/${book}/p/${page}${query}`)).status;
    expect([await read('?q=x'), await read('?q=y'), await read(''), await read('?q=')]).toEqual([200, 429, 200, 200]);
  });

  it.each([
    ['/search?q=x', 'zh-Hans', '请稍候片刻'],
    ['/en/search?q=x', 'en', 'A moment, please'],
  ])('is told by a page where a page was asked for: %s', async (path, lang, title) => {
    const visitor = stranger();
    expect((await visitor.get(`!${path}`)).status).toBe(200);
    const refused = await visitor.get(`!${path}`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1);
    expect(refused.headers['cache-control']).toBe('no-store');
    expect(refused.headers['content-type']).toMatch(/^text\/html/);
    expect(refused.text).toContain(`lang="${lang}"`);
    expect(refused.text).toContain(title);
  });

  describe('of images', () => {
    const image = (visitor: Visitor, rest: string) => bytesOf(visitor, `/iiif/image/3/${page}${rest}`);
    const cut = (visitor: Visitor, n: number) => image(visitor, `/${n},0,2000,1600/1990,1590/0/default.png`);
    const tile = '/0,0,512,512/512,512/0/default.jpg';

    it('is counted by what has to be cut', async () => {
      const visitor = stranger();
      const answers = await Promise.all(Array.from({ length: 24 }, (_, n) => cut(visitor, n)));
      expect(new Set(answers.map((one) => one.status)).has(429)).toBe(true);
      // Ready tiles are for everybody, always.
      const tiles = await Promise.all(Array.from({ length: 40 }, () => image(visitor, tile)));
      expect(tiles.map((one) => one.status)).toEqual(tiles.map(() => 200));
    });

    it('has an end when many ask at once, from wherever, while pages are served', async () => {
      const asked = Promise.all(Array.from({ length: 24 }, (_, n) => cut(stranger(), 100 + n)));
      for (const path of ['/healthz', '/', `/iiif/image/3/${page}${tile}`]) {
        expect([path, (await bytesOf(stranger(), path)).status]).toEqual([path, 200]);
      }
      const answers = await asked;
      const refused = answers.filter((one) => one.status === 503);
      expect(refused.length).toBeGreaterThan(0);
      expect(answers.filter((one) => one.status === 200).length).toBe(answers.length - refused.length);
      for (const one of refused) {
        expect(Number(one.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(one.body).toMatchObject({ code: 'server.unavailable' });
      }
    });

    it('is one piece of work where many ask for the same', async () => {
      const same = await Promise.all(Array.from({ length: 24 }, () => cut(stranger(), 200)));
      expect(same.map((one) => one.status)).toEqual(same.map(() => 200));
    });
  });
});
