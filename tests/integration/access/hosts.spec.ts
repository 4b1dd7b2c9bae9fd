import { type TestApp, startApp } from '../../support/app.js';
import { makeLibrary, type Place } from '../../support/world.js';

describe('hosts', () => {
  let app: TestApp;
  let library: Place;
  let second: Place;
  beforeAll(async () => {
    app = await startApp({ PUBLIC_URL: 'http://portal.example.org:8080' });
    library = await makeLibrary(app.database, 'one');
    second = await makeLibrary(app.database, 'two');
    await app.database.query(`INSERT INTO library_host VALUES ('rare.example.cn', $1)`, [library.id]);
  });
  afterAll(() => app?.stop());

  const as = (host: string, path = '/session') => app.visitor({ host }).get(path);

  it.each([
    'portal.example.org',
    'portal.example.org:8080',
    'PORTAL.example.org.',
    'localhost:3000',
    '127.0.0.1',
    '[::1]:3000',
    'rare.example.cn',
    'rare.example.cn:443',
  ])('%s is served', async (host) => expect((await as(host)).status).toBe(200));

  it.each([
    'evil.example',
    'portal.example.org.evil.example',
    'xrare.example.cn',
    '192.0.2.1',
    'localhost.evil.example',
  ])('%s is refused', async (host) => {
    const reply = await as(host);
    expect([reply.status, reply.body.code]).toEqual([421, 'request.unknown-host']);
    expect((await as(host, '!/api/openapi.json')).status).toBe(421);
  });

  it('do not matter to probes', async () => {
    for (const path of ['!/healthz', '!/readyz']) expect((await as('10.0.0.7', path)).status).toBe(200);
    // Figures are not for whoever asks by a number that others can reach.
    expect((await as('10.0.0.7', '!/metrics')).status).toBe(403);
    expect((await as('127.0.0.1', '!/metrics')).status).toBe(200);
  });

  it('of a library show that library alone', async () => {
    const slugs = async (host: string) =>
      ((await as(host, '/libraries')).body.rows as { slug: string }[]).map((row) => row.slug);
    expect(await slugs('portal.example.org')).toEqual(['one', 'two']);
    expect(await slugs('rare.example.cn')).toEqual(['one']);
  });

  it('that a proxy names count only from a proxy that is trusted', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'portal.example.org' };
    expect((await app.visitor(headers).get('/session')).status).toBe(421);
  });

  it('are given to libraries by the platform, and are in force at once', async () => {
    const admin = await app.signedIn({
      email: 'platform@example.org',
      name: 'Platform',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    expect((await as('new.example.cn')).status).toBe(421);
    const path = `/libraries/${second.pid}`;
    const version = async () => (await admin.get(`${path}/settings`)).body.version as number;
    const given = await admin.patch(path, { version: await version(), hosts: ['New.Example.cn'] });
    expect(given.body.hosts).toEqual(['new.example.cn']);
    expect((await as('new.example.cn')).status).toBe(200);
    const stolen = await admin.patch(path, { version: await version(), hosts: ['rare.example.cn'] });
    expect([stolen.status, stolen.body.code]).toEqual([409, 'library.host-taken']);
    const portal = await admin.patch(path, { version: await version(), hosts: ['portal.example.org'] });
    expect(portal.body.code).toBe('library.host-taken');
    expect((await as('new.example.cn')).status).toBe(200);
    for (const host of ['localhost', '10.0.0.1', 'a b.example', 'x.example:80', 'http://x.example']) {
      expect((await admin.patch(path, { version: await version(), hosts: [host] })).status).toBe(400);
    }
    expect((await admin.patch(path, { version: await version(), hosts: [] })).status).toBe(200);
    expect((await as('new.example.cn')).status).toBe(421);
  });
});

describe('a platform that nobody has named yet', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  it('is reached by the number of its machine, and by no foreign name', async () => {
    expect((await app.visitor({ host: '192.168.1.20:3000' }).get('/session')).status).toBe(200);
    expect((await app.visitor({ host: '[fd00::7]:3000' }).get('/session')).status).toBe(200);
    expect((await app.visitor({ host: 'rebound.example' }).get('/session')).status).toBe(421);
  });
});
