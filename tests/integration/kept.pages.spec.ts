import pg from 'pg';
import { asOwner } from '../support/database.js';
import { comesTrue, eventually, withinASecond } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

type Sent = Record<string, string>;

/** Two server processes and a worker, as they run: what one keeps, the other has to be told of. */
describe('pages kept for visitors whom nobody knows', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let admin: Visitor;
  let urls: string[];
  let made = 0;

  beforeAll(async () => {
    platform = await startPlatform({ servers: 2, workers: 1, env: { TRUSTED_PROXIES: 'loopback' } });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    admin = seeded.admin;
    urls = platform.servers.map(({ url }) => url!);
  });
  afterAll(() => platform?.stop());

  const head = async (pid: string) => good(await admin.get(`/items/${pid}`));
  const page = (url: string, path: string, headers: Sent = {}) => new Visitor(url).get(`!${path}`, { headers });
  async function published(title: string): Promise<string> {
    const schema = good(await admin.get(`/collections/${seeded.collection.pid}`)).schema;
    const values = completeValues(schema, title, `K-${++made}`);
    const { pid, version } = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    good(await admin.post(`/items/${pid}/publish`, { version }));
    return pid;
  }
  async function figure(url: string, name: string): Promise<number> {
    const { text } = await new Visitor(url).get('!/metrics');
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line ? Number(line.slice(name.length)) : 0;
  }
  const outcome = (url: string, what: string) => figure(url, `linlang_pages_total{outcome="${what}"}`);

  /** Until that process answers it from memory, and nothing is under way that could change it by itself. */
  async function keep(url: string, path: string, headers: Sent = {}): Promise<string> {
    let misses = -1;
    let missedAt = 0;
    await comesTrue(async () => {
      await page(url, path, headers);
      const now = await outcome(url, 'miss');
      if (now !== misses) missedAt = Date.now();
      misses = now;
      // Longer than a page is kept while anything is under way.
      return Date.now() - missedAt > 700;
    });
    return (await page(url, path, headers)).text;
  }
  const everywhere = (path: string) => Promise.all(urls.map((url) => keep(url, path)));

  it('come from memory, with the tag that another process gives them too', async () => {
    const pid = await published('西湖一信');
    await everywhere(`/i/${pid}`);
    const [one, two] = await Promise.all(urls.map((url) => page(url, `/i/${pid}`)));
    expect(one!.headers).toMatchObject({ 'cache-control': 'public, no-cache', etag: two!.headers['etag'] });
    expect(one!.text).toContain('西湖一信');
    const before = await outcome(urls[1]!, 'not_modified');
    const again = await page(urls[1]!, `/i/${pid}`, { 'if-none-match': String(one!.headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(await outcome(urls[1]!, 'not_modified')).toBe(before + 1);
    expect(await figure(urls[1]!, 'linlang_pages_kept')).toBeGreaterThan(0);
    expect(await figure(urls[1]!, 'linlang_pages_kept_bytes')).toBeGreaterThan(one!.text.length);
  });

  it('are gone at once in every process when their item is withdrawn, and follow what it was listed on', async () => {
    const pid = await published('將撤之信');
    await comesTrue(async () => (await page(urls[1]!, '/search?q=將撤之信')).text.includes(`/i/${pid}`));
    for (const path of [`/i/${pid}`, '/', `/c/${seeded.collection.pid}`, '/search?q=將撤之信']) await everywhere(path);
    expect((await page(urls[1]!, '/')).text).toContain('將撤之信');
    good(await admin.post(`/items/${pid}/withdraw`, { note: '' }));
    await Promise.all(
      urls.map((url) =>
        withinASecond(
          async () => (await page(url, `/i/${pid}`)).status,
          (status) => status === 410,
        ),
      ),
    );
    for (const path of ['/', `/c/${seeded.collection.pid}`, '/search?q=將撤之信']) {
      for (const url of urls) {
        await eventually(
          async () => (await page(url, path)).text.includes(`/i/${pid}`),
          (there) => !there,
          { withinMs: 1000 },
        );
      }
    }
  });

  it('show a publication within two seconds, with its count', async () => {
    await everywhere('/');
    const itemsOf = (text: string): number => Number(/"figures":\{[^}]*"items":(\d+)/.exec(text)?.[1]);
    const before = itemsOf((await page(urls[1]!, '/')).text);
    const pid = await published('新出之信');
    for (const url of urls) {
      await eventually(
        async () => (await page(url, '/')).text,
        (text) => text.includes(`/i/${pid}`) && itemsOf(text) === before + 1,
        { withinMs: 2000 },
      );
    }
  });

  it('are gone at once when the collection closes, and back when it opens', async () => {
    const path = `/c/${seeded.collection.pid}`;
    const turn = async (state: string) => {
      const { version } = good(await admin.get(`/collections/${seeded.collection.pid}`));
      good(await admin.patch(`/collections/${seeded.collection.pid}`, { version, state }));
    };
    await everywhere(path);
    await turn('closed');
    const statuses = async () => (await Promise.all(urls.map((url) => page(url, path)))).map(({ status }) => status);
    await withinASecond(statuses, (now) => now.every((status) => status === 404));
    await turn('open');
    await eventually(statuses, (now) => now.every((status) => status === 200), { withinMs: 2000 });
  });

  it('are withdrawn at once also where the process has lost its connection to the log', async () => {
    const pid = await published('斷線之信');
    await everywhere(`/i/${pid}`);
    const owner = new pg.Client({ connectionString: platform.databaseUrl });
    await owner.connect();
    try {
      await owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'linlang-changes' AND datname = current_database()`,
      );
    } finally {
      await owner.end();
    }
    good(await admin.post(`/items/${pid}/withdraw`, { note: '' }));
    const statuses = async () =>
      (await Promise.all(urls.map((url) => page(url, `/i/${pid}`)))).map(({ status }) => status);
    await withinASecond(statuses, (now) => now.every((status) => status === 410));
  });

  it('are neither given to nor filled by whoever may see more, or has a session', async () => {
    const settings = good(await admin.get(`/libraries/${seeded.library.pid}/settings`));
    good(
      await admin.patch(`/libraries/${seeded.library.pid}`, {
        version: settings.version,
        campusRanges: ['203.0.113.0/24'],
      }),
    );
    const pid = await published('館內之信');
    const { version, visibility } = await head(pid);
    const closed = { ...visibility, metadata: ['campus', 'staff'] };
    good(await admin.put(`/items/${pid}/visibility`, { version, visibility: closed }));
    const campus = { 'x-forwarded-for': '203.0.113.7' };
    for (const url of urls) {
      await eventually(
        async () => (await page(url, `/i/${pid}`, campus)).status,
        (status) => status === 200,
      );
      await eventually(
        async () => (await page(url, '/', campus)).text.includes('館內之信'),
        (seen) => seen,
      );
      const inside = await page(url, `/i/${pid}`, campus);
      expect(inside.headers['cache-control']).toMatch(/^private/);
      expect((await page(url, `/i/${pid}`)).status).toBe(404);
      expect((await page(url, '/')).text).not.toContain('館內之信');
      const aside = await outcome(url, 'aside');
      const kept = await figure(url, 'linlang_pages_kept');
      expect((await page(url, '/about', campus)).headers['cache-control']).toMatch(/^private/);
      const cookie = { cookie: `${admin.cookie}` };
      expect((await page(url, '/docs', cookie)).headers['cache-control']).toMatch(/^private/);
      // One that has ended counts as well: the answer to it takes the cookie away.
      const ended = await page(url, '/docs', { cookie: 'linlang_session=gone' });
      expect(ended.headers['set-cookie']).toBeDefined();
      expect(ended.headers['cache-control']).toMatch(/^private/);
      expect(await outcome(url, 'aside')).toBe(aside + 3);
      expect(await figure(url, 'linlang_pages_kept')).toBeLessThanOrEqual(kept);
    }
  });

  it('are one page under every form of one address', async () => {
    const [url] = urls;
    await keep(url!, '/search?q=信&page=1');
    const before = await Promise.all([outcome(url!, 'miss'), figure(url!, 'linlang_pages_kept')]);
    for (const query of ['page=1&q=信', 'q=%E4%BF%A1&page=1&utm_source=x', 'q=信&page=1&view=&x=1&x=2']) {
      const { status, text } = await page(url!, `/search?${query}`);
      expect([status, text.includes('utm_source')]).toEqual([200, false]);
    }
    expect(await Promise.all([outcome(url!, 'miss'), figure(url!, 'linlang_pages_kept')])).toEqual(before);
    // Longer than anybody's search: answered, and not kept.
    expect((await page(url!, `/search?q=${'x'.repeat(700)}`)).status).toBe(200);
    expect(await figure(url!, 'linlang_pages_kept')).toBe(before[1]);
  });

  it('are nobody else’s: no way of writing an address makes the page of another one', async () => {
    const [one, two] = urls;
    // What was kept before is gone.
    await published('眾人所見之信');
    const written = [
      ['/search?q=甲字?絕無此字', '/search?q=甲字'],
      ['/search?x=?&q=絕無此字', '/search'],
      ['/search?q=&q=乙字', '/search?q=乙字'],
      [`/search?q=丙字&${'f=&'.repeat(50)}f=kind~nothing`, '/search?q=丙字&f=kind~nothing'],
    ] as const;
    for (const [path] of written) await keep(one!, path);
    for (const [path, other] of written) {
      const [here, there] = await Promise.all([page(one!, other), page(two!, other)]);
      expect([path, here.status, here.text]).toEqual([path, 200, there.text]);
    }
  });

  it('are each host’s own, and follow what their collection wears', async () => {
    const [url, other] = urls;
    const host = { host: 'shuge.example.cn' };
    const path = `/libraries/${seeded.library.pid}`;
    const { version } = good(await admin.get(`${path}/settings`));
    good(await admin.patch(path, { version, hosts: [host.host] }));
    await eventually(
      async () => (await page(url!, '/', host)).status,
      (status) => status === 200,
    );
    for (const address of ['/', '/about']) {
      await keep(url!, address);
      const own = await keep(url!, address, host);
      const [portal, there] = await Promise.all([page(url!, address), page(url!, address, host)]);
      expect([there.text, portal.text.includes(host.host)]).toEqual([own, false]);
      expect(there.text).toContain(`http://${host.host}:`);
      expect(there.headers['etag']).not.toBe(portal.headers['etag']);
      const asked = await page(url!, address, { ...host, 'if-none-match': String(portal.headers['etag']) });
      expect([address, asked.status]).toEqual([address, 200]);
    }
    const wears = (text: string): string | undefined => /\/palettes\/[\w-]+\.css/.exec(text)?.[0];
    const home = `/c/${seeded.collection.pid}`;
    const [before] = await everywhere(home);
    const base = `/collections/${seeded.collection.pid}`;
    const now = good(await admin.get(base));
    const document = { ...now.presentation, theme: { name: 'indigo', tokens: { accent: '#7a3b2e' } } };
    const draft = { baseVersion: now.presentationVersion, revision: 0, document };
    const { revision } = good(await admin.put(`${base}/drafts/presentation`, draft));
    good(await admin.post(`${base}/drafts/publish`, { presentation: revision }));
    for (const one of [url!, other!]) {
      const after = await eventually(
        async () => wears((await page(one, home)).text),
        (worn) => worn !== undefined && worn !== wears(before!),
        { withinMs: 2000 },
      );
      expect((await page(one, after!)).text).toContain('#7a3b2e');
    }
  });

  it('that show what an index said are gone when it is made anew', async () => {
    const [url] = urls;
    const pid = await published('重編之信');
    await comesTrue(async () => (await page(url!, '/search?q=重編之信')).text.includes(`/i/${pid}`));
    await asOwner(platform.databaseUrl, (owner) =>
      owner.query(
        `UPDATE search_document SET card = replace(card::text, '重編之信', '訛字之信')::jsonb
          WHERE item_id = (SELECT id FROM item WHERE pid = $1)`,
        [pid],
      ),
    );
    expect(await keep(url!, '/search?q=重編之信')).toContain('訛字之信');
    good(await admin.post('/search/index'));
    await comesTrue(async () => !(await page(url!, '/search?q=重編之信')).text.includes('訛字之信'));
  });

  it('are not kept with a hole in them, and the log says why there is one', async () => {
    const [url] = urls;
    const pid = await published('破損之信');
    const path = `/search?collection=${seeded.collection.pid}&sort=newest`;
    await comesTrue(async () => (await page(url!, path)).text.includes(`href="/i/${pid}"`));
    // Long enough after it, so that whole pages are kept for long.
    await keep(url!, '/about');
    const writeSubtitle = (subtitle: string) =>
      asOwner(platform.databaseUrl, (owner) =>
        owner.query(
          `UPDATE search_document SET card = jsonb_set(card, '{texts,zh-CN,subtitle}', $2)
            WHERE item_id = (SELECT id FROM item WHERE pid = $1)`,
          [pid, subtitle],
        ),
      );
    // What no component of ours was made for.
    await writeSubtitle('[null]');
    const drawn = (text: string) => text.slice(0, text.indexOf('id="page-data"')).includes(`href="/i/${pid}"`);
    for (let time = 0; time < 2; time++) {
      const holed = await page(url!, path);
      expect([holed.status, holed.headers['cache-control']]).toEqual([200, 'no-store']);
    }
    expect(platform.log(200)).toContain('a part of a page could not be drawn');
    await writeSubtitle('[]');
    const whole = await page(url!, path);
    expect([drawn(whole.text), whole.headers['cache-control']]).toEqual([true, 'public, no-cache']);
  });

  it('are not kept where other names were not found in time', async () => {
    const [url] = urls;
    const name = { name: { 'zh-CN': '俞樾' }, variants: ['曲園居士'], variantKinds: { 曲園居士: 'art' } };
    good(await admin.post('/agents', { library: seeded.library.pid, ...name }));
    // Only names that stand somewhere are told.
    const pid = await published('曲園居士手札');
    await comesTrue(async () => (await page(url!, '/search?q=曲園居士')).text.includes(`/i/${pid}`));
    await keep(url!, '/about');
    await asOwner(platform.databaseUrl, async (owner) => {
      await owner.query('BEGIN');
      // What says where a name stands.
      await owner.query('LOCK TABLE item_value IN ACCESS EXCLUSIVE MODE');
      const poor = await page(url!, '/search?q=俞樾');
      expect([poor.status, poor.text.includes('曲園居士')]).toEqual([200, false]);
    });
    expect((await page(url!, '/search?q=俞樾')).text).toContain('曲園居士');
  });

  it('are drawn once for all who ask at once, in each language apart', async () => {
    const pid = await published('同時之信');
    const [url] = urls;
    const before = await outcome(url!, 'miss');
    const all = await Promise.all(Array.from({ length: 12 }, (_, at) => page(url!, `${at < 6 ? '' : '/en'}/i/${pid}`)));
    expect(new Set(all.map(({ text }) => text)).size).toBe(2);
    expect((await outcome(url!, 'miss')) - before).toBeLessThan(12);
    expect((await outcome(url!, 'shared')) + (await outcome(url!, 'hit'))).toBeGreaterThan(0);
  });

  it('are each what was asked for, however many are drawn at the same time', async () => {
    const [one, two] = [await published('彼時之信'), await published('此時之信')];
    const paths = ['/', '/libraries', '/collections', '/about', '/nowhere', `/i/${one}`, `/i/${two}`, '/search?q=信'];
    const asked = paths.flatMap((path) => ['', '/en', '/zh-TW'].map((language) => language + path));
    // His own pages are drawn for him each time.
    const ask = async (path: string) => (await admin.get(`!${path}`)).text;
    await comesTrue(async () => (await ask('/search?q=此時')).includes(`/i/${two}`));
    const apart: string[] = [];
    for (const path of asked) apart.push(await ask(path));
    expect(new Set(apart).size).toBe(asked.length);
    expect(await Promise.all(asked.map(ask))).toEqual(apart);
  });

  it('are squeezed better once they are asked for again', async () => {
    const [url] = urls;
    const ask = async () => {
      const answer = await fetch(`${url}/docs`, { headers: { 'accept-encoding': 'br' } });
      return { bytes: Number(answer.headers.get('content-length')), text: await answer.text() };
    };
    const first = await ask();
    await comesTrue(async () => (await ask()).bytes < first.bytes);
    expect((await ask()).text).toBe(first.text);
  });

  it('keep no error', async () => {
    const [url] = urls;
    const kept = await figure(url!, 'linlang_pages_kept');
    const answers = await Promise.all([page(url!, '/i/nothing'), page(url!, '/nowhere')]);
    expect(answers.map(({ status, headers }) => [status, headers['cache-control']])).toEqual([
      [404, 'no-store'],
      [404, 'no-store'],
    ]);
    expect(await figure(url!, 'linlang_pages_kept')).toBeLessThanOrEqual(kept);
  });

  it.each(['br', 'gzip'])('are sent as %s to whoever takes it, made once, as one content', async (encoding) => {
    const [url] = urls;
    const plain = await keep(url!, '/');
    const headers = { 'accept-encoding': encoding };
    const squeezed = await fetch(`${url}/`, { headers });
    expect(squeezed.headers.get('content-encoding')).toBe(encoding);
    expect(Number(squeezed.headers.get('content-length'))).toBeLessThan(Buffer.byteLength(plain) / 2);
    expect(squeezed.headers.get('vary')).toMatch(/Accept-Encoding/i);
    expect(await squeezed.text()).toBe(plain);
    const tag = squeezed.headers.get('etag')!;
    expect(tag).toMatch(/^W\/"/);
    expect((await fetch(`${url}/`, { headers: { ...headers, 'if-none-match': tag } })).status).toBe(304);
    // Drawn for one visitor only, and for programs.
    const aside = await fetch(`${url}/`, { headers: { ...headers, cookie: admin.cookie! } });
    expect(aside.headers.get('content-encoding')).toBe(encoding);
    const api = await fetch(`${url}/api/v1/collections/${seeded.collection.pid}`, {
      headers: { ...headers, cookie: admin.cookie! },
    });
    expect([api.status, api.headers.get('content-encoding')]).toEqual([200, encoding]);
    expect((await api.json()).pid).toBe(seeded.collection.pid);
  });

  it('leave alone what is small, secret, or squeezed already', async () => {
    const [url] = urls;
    const headers = { 'accept-encoding': 'br, gzip' };
    const encodingOf = async (path: string, more: Sent = {}) => {
      const answer = await fetch(`${url}${path}`, { headers: { ...headers, ...more } });
      await answer.arrayBuffer();
      return [answer.status, answer.headers.get('content-encoding')];
    };
    expect(await encodingOf('/healthz')).toEqual([200, null]);
    expect(await encodingOf('/api/v1/session', { cookie: admin.cookie! })).toEqual([200, null]);
    const picture = /"(\/brand\/[\w.-]+\.webp)"/.exec((await page(url!, '/')).text)?.[1];
    if (picture) expect(await encodingOf(picture)).toEqual([200, null]);
    const script = /type="module" src="(\/assets\/[\w.-]+\.js)"/.exec((await page(url!, '/')).text)![1]!;
    expect(await encodingOf(script)).toEqual([200, 'br']);
  });
});
