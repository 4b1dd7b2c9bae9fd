import { createHash } from 'node:crypto';
import { allRoutes } from '../../server/contract/api/index.js';
import { tokenStyle } from '../../server/contract/theme.js';
import { ThemeHost } from '../../server/modules/site/theme.host.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf } from '../support/bytes.js';
import { comesTrue } from '../support/eventually.js';
import { seedCollection, type SeededCollection } from '../support/seed.js';

/** They are the same for everybody, and say so themselves. */
const kept = /^GET \/(api\/openapi\.json|api\/docs)/;

describe('what answers say of themselves', () => {
  let app: TestApp;
  let seeded: SeededCollection;

  beforeAll(async () => {
    app = await startApp({ SECURITY_CONTACT: 'mailto:safe@library.example, https://library.example/report' });
    seeded = await seedCollection(app.url, app.databaseUrl);
  });
  afterAll(async () => app?.stop());

  const statusesOf = (paths: string[]) =>
    Promise.all(paths.map(async (path) => (await bytesOf(app.visitor(), path)).status));

  it('is that nobody keeps what the API tells, whoever asks and whatever comes of it', async () => {
    const asked = allRoutes.filter(
      ({ method, path, key }) => method === 'GET' && path.startsWith('/api/') && !kept.test(key),
    );
    expect(asked.length).toBeGreaterThan(50);
    for (const { path } of asked) {
      const address = path.replace(/:\w+/g, seeded.collection.pid);
      for (const visitor of [app.visitor(), seeded.admin]) {
        const { status, headers } = await bytesOf(visitor, address);
        expect([address, status < 500, headers.get('cache-control'), headers.get('vary')?.includes('Cookie')]).toEqual([
          address,
          true,
          expect.stringMatching(/no-store|^public, no-cache$/),
          true,
        ]);
      }
    }
    expect((await app.visitor().get('/collections')).headers['cache-control']).toBe('no-store');
    expect((await seeded.admin.get('/people')).headers['cache-control']).toBe('no-store');
    // Also where somebody writes the address otherwise.
    const shouted = await fetch(`${app.url}/API/v1/collections`);
    expect([shouted.status, shouted.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const described = await bytesOf(app.visitor(), '/api/openapi.json');
    expect(described.headers.get('cache-control')).toBe('public, no-cache');
  });

  it('is that pages take sheets from files only, and nothing of the device', async () => {
    const page = await bytesOf(app.visitor(), '/');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toMatch(/(^|;)style-src 'self'(;|$)/);
    expect(policy).toMatch(/(^|;)style-src-attr 'unsafe-inline'(;|$)/);
    expect(page.headers.get('permissions-policy')).toMatch(/camera=\(\).*microphone=\(\)/);
    const text = page.bytes.toString();
    expect(text).not.toMatch(/<style[\s>]/);
    const [, palette] = /<link rel="stylesheet" href="(\/palettes\/[0-9a-f]{20}\.css)">/.exec(text)!;
    const sheet = await bytesOf(app.visitor(), palette!);
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect(sheet.bytes.toString()).toMatch(/^:root\{color-scheme:light;--c-ground:#[0-9a-f]{6}/i);
    // A piece of a page is not told what only pages need to know, and runs nothing where it is opened by itself.
    expect(sheet.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(sheet.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['permissions-policy', 'x-frame-options', 'cross-origin-opener-policy'])
      expect([name, page.headers.has(name), sheet.headers.has(name)]).toEqual([name, true, false]);
    expect((await bytesOf(app.visitor(), `/palettes/${'0'.repeat(20)}.css`)).status).toBe(404);
    expect((await bytesOf(app.visitor(), '/console')).bytes.toString()).not.toMatch(/<style[\s>]/);
    // What a page wears is asked for as one; nobody makes the server sew the same piece on again and again.
    const [, together] = /href="(\/sheets\/[\w~-]+)\.css"/.exec(text)!;
    expect(await statusesOf([`${together}.css`, `${together}~${together!.split('~').at(-1)}.css`])).toEqual([200, 404]);
  });

  it('is whom to tell of a weakness', async () => {
    const { status, headers, bytes } = await bytesOf(app.visitor(), '/.well-known/security.txt');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = bytes.toString();
    expect(text).toMatch(
      /^Contact: mailto:safe@library\.example\nContact: https:\/\/library\.example\/report\nExpires: /,
    );
    const expires = new Date(/^Expires: (.+)$/m.exec(text)![1]!).getTime();
    expect(expires).toBeGreaterThan(Date.now() + 120 * 86_400_000);
    expect(expires).toBeLessThan(Date.now() + 366 * 86_400_000);
  });

  it('is no contact where nobody was named', async () => {
    const bare = await startApp({ SECURITY_CONTACT: '' });
    try {
      expect((await bytesOf(bare.visitor(), '/.well-known/security.txt')).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });

  it('is the palette of a collection, also from a process that has never drawn it', async () => {
    const tokens = { accent: '#123456' };
    await app.database.query(
      `UPDATE collection_config SET document = jsonb_set(document, '{theme}', $1) WHERE part = 'presentation'`,
      [JSON.stringify({ name: 'paper', tokens })],
    );
    const css = tokenStyle(new ThemeHost().get('paper'), tokens);
    const address = `/palettes/${createHash('sha256').update(css).digest('hex').slice(0, 20)}.css`;
    // Strangers who ask for palettes that nobody has make it look at most every few seconds.
    await comesTrue(async () => (await bytesOf(app.visitor(), address)).bytes.toString() === css, { withinMs: 30_000 });
  });
});
