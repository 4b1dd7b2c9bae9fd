import { connect } from 'node:net';
import { type TestApp, startApp } from '../support/app.js';
import type { Visitor } from '../support/visitor.js';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('what is refused before anything reads it', () => {
  let app: TestApp;
  let admin: Visitor;
  let stranger: Visitor;
  beforeAll(async () => {
    app = await startApp();
    stranger = app.visitor();
    admin = await app.signedIn({
      email: 'edge@example.org',
      name: 'Edge',
      locale: 'zh-CN',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
  });
  afterAll(() => app?.stop());

  it.each(['/i/%00', '/search?q=%00', '/search?q=?%00', '/i/%ED%A0%80', '/%', '/en/i/a%00b', '/api/v1/search?q=a%00b'])(
    'the address %s',
    async (path) => expect((await stranger.get(`!${path}`)).status).toBe(400),
  );

  it.each([
    ['NUL', { email: 'a\0b@example.org', password: 'a long enough password' }],
    ['half a character', { email: 'a@example.org', password: 'a long enough \ud800 password' }],
    ['NUL in a name', { email: 'a@example.org', password: 'x', 'a\0': 1 }],
  ])('%s in a sign-in', async (_, body) => {
    const reply = await stranger.post('/session', body);
    expect([reply.status, reply.body.code]).toEqual([400, 'request.malformed']);
  });

  it('JSON that is deeper than anything, and a key that would be taken for a kind', async () => {
    const send = (raw: string) =>
      stranger.send('POST', '/session', {
        raw: Buffer.from(raw),
        headers: { 'content-type': 'application/json' },
      });
    for (const raw of [
      `{"value":${'['.repeat(3000)}${']'.repeat(3000)}}`,
      '['.repeat(4_000_000),
      '{"a":'.repeat(100_000),
      '{"__proto__":{"email":"a@example.org"},"password":"x"}',
    ]) {
      const reply = await send(raw);
      expect([reply.status, reply.body.code]).toEqual([400, 'request.malformed']);
    }
    const quoted = { email: `${'['.repeat(200)}"\\`, password: 'x' };
    expect((await stranger.post('/session', quoted)).body.code).not.toBe('request.malformed');
  });

  it('bodies that are not JSON, where JSON is asked for', async () => {
    for (const [type, raw] of [
      ['application/x-www-form-urlencoded', 'email=edge%40example.org&password=a+long+enough+password'],
      ['text/plain', '{"email":"edge@example.org","password":"a long enough password"}'],
    ] as const) {
      const reply = await stranger.send('POST', '/session', {
        raw: Buffer.from(raw),
        headers: { 'content-type': type },
      });
      expect([type, reply.status, reply.body.code]).toEqual([type, 415, 'request.unsupported-type']);
    }
  });

  it.each(['WyJhIl0', 'W251bGxd', encoded([{}]), encoded([1e300]), encoded(['a', 'b']), encoded([1.5]), '%%', 'W10'])(
    'the cursor %s, which no list has made',
    async (cursor) => {
      for (const list of ['/audit', '/jobs', '/people', '/agents', '/places', '/items']) {
        const reply = await admin.get(`${list}?cursor=${encodeURIComponent(cursor)}`);
        if (reply.status === 404) continue;
        expect([list, reply.status, reply.body.code]).toEqual([list, 400, 'request.invalid']);
      }
    },
  );

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is a name like any other', async (name) => {
    for (const path of [
      `/search?f=${name}~x`,
      `/search?f=${name}~x&f=${name}~y`,
      `/search/facets/${name}`,
      `!/search?f=${name}~x`,
      `!/i/${name}`,
      `!/c/${name}`,
      `!/l/${name}`,
    ]) {
      const reply = await stranger.get(path);
      expect([path, reply.status < 500]).toEqual([path, true]);
    }
  });

  it('leads nowhere else, however many slashes an address begins with', async () => {
    for (const path of [
      '//evil.example/x',
      '/en//evil.example/x',
      '/\\evil.example/x',
      '///evil.example',
      '/zh-TW///evil.example',
    ]) {
      const text = await raw(app, path);
      expect(text).toMatch(/^HTTP\/1\.1 4/);
      expect(text).not.toMatch(/(?:href|content|action)="[^"]*?(?<!:)[/\\]{2}evil\.example/);
      expect(text).not.toMatch(/^location:.*evil/im);
    }
    expect(await raw(app, 'http://evil.example/healthz')).toMatch(/^HTTP\/1\.1 200/);
  });

  it('takes no port from a Host header', async () => {
    const port = new URL(app.url).port;
    const { OriginService } = await import('../../server/modules/access/origin.service.js');
    const { Config } = await import('../../server/platform/config.js');
    const service = app.app.get(OriginService);
    const asked = (host: string) => ({ host, protocol: 'http', socket: { localPort: Number(port) } }) as never;
    for (const host of ['127.0.0.1:666', '127.0.0.1', `127.0.0.1:${port}`])
      expect(service.of(asked(host))).toBe(`http://127.0.0.1:${port}`);
    const env = { ...process.env, PUBLIC_URL: 'https://rare.example.org' };
    const named = new OriginService(Config.from(env));
    expect(named.of(asked('rare.example.org:666'))).toBe('https://rare.example.org');
    expect(named.of(asked('library.example.org:666'))).toBe('http://library.example.org');
    expect(named.of(asked(`[::1]:${port}`))).toBe(`http://[::1]:${port}`);
  });
});

/** As a program that is no browser would write it: nothing on the way puts the address right. */
function raw(app: TestApp, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}
