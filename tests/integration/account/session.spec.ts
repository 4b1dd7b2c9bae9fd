import { type TestApp, password, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';

describe('sessions', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    await app.accounts.ensureAccount({ email: 'Wang@example.org', name: '王編目', password });
  });
  afterAll(() => app?.stop());

  const cookieOf = (visitor: Visitor) => visitor.cookie!.split('=')[1]!;

  it('tells a stranger that nobody is signed in', async () => {
    const reply = await app.visitor().get('/session');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ account: null, csrfToken: null, permissions: [], libraries: [] });
  });

  it('signs in whatever the case of the address, with a cookie that scripts cannot read', async () => {
    const visitor = app.visitor();
    const reply = await visitor.signIn('wang@EXAMPLE.org', password);
    expect(reply.status).toBe(200);
    expect(reply.body.account).toMatchObject({ email: 'Wang@example.org', name: '王編目' });
    const [line] = reply.headers['set-cookie'] as string[];
    expect(line).toMatch(/^linlang_session=[\w-]{43}; /);
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).not.toMatch(/Domain/);
    expect((await visitor.get('/session')).body.account.name).toBe('王編目');
  });

  it('keeps only a hash of the token', async () => {
    const visitor = app.visitor();
    await visitor.signIn('wang@example.org', password);
    const rows = await app.database.query<{ all: string }>(`SELECT session::text AS all FROM session`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.all).not.toContain(cookieOf(visitor));
  });

  it('refuses a wrong password and an unknown address in the same words', async () => {
    const wrong = await app.visitor().post('/session', { email: 'wang@example.org', password: 'something else' });
    const unknown = await app.visitor().post('/session', { email: 'no@example.org', password: 'something else' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'session.wrong-credentials']);
    expect([unknown.status, unknown.body.code]).toEqual([401, 'session.wrong-credentials']);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('gives a new session at every sign-in, and ends the one the browser came with', async () => {
    const visitor = app.visitor();
    await visitor.signIn('wang@example.org', password);
    const first = visitor.cookie!;
    await visitor.signIn('wang@example.org', password);
    expect(visitor.cookie).not.toBe(first);
    const old = app.visitor();
    old.cookie = first;
    const reply = await old.get('/session');
    expect(reply.body.account).toBeNull();
    expect(old.cookie).toBeUndefined();
  });

  it('signs out here, another browser, and everywhere', async () => {
    const here = app.visitor({ 'user-agent': 'Here' });
    const there = app.visitor({ 'user-agent': 'There' });
    await app.visitor().signIn('wang@example.org', password);
    await here.signIn('wang@example.org', password);
    await there.signIn('wang@example.org', password);
    const list = (await here.get('/sessions')).body.rows as { pid: string; current: boolean; userAgent: string }[];
    expect(list.filter((row) => row.current).map((row) => row.userAgent)).toEqual(['Here']);
    const other = list.find((row) => row.userAgent === 'There')!;
    expect((await here.delete(`/sessions/${other.pid}`)).status).toBe(200);
    expect((await here.delete(`/sessions/${other.pid}`)).body.code).toBe('session.not-found');
    expect((await there.get('/sessions')).status).toBe(401);

    await there.signIn('wang@example.org', password);
    expect((await here.delete('/sessions?keep=current')).status).toBe(200);
    expect((await there.get('/sessions')).status).toBe(401);
    expect((await here.get('/sessions')).body.rows).toHaveLength(1);
    expect((await here.delete('/sessions')).status).toBe(200);
    expect((await here.get('/session')).body.account).toBeNull();

    await here.signIn('wang@example.org', password);
    const stolen = app.visitor();
    stolen.cookie = here.cookie;
    expect((await here.delete('/session')).status).toBe(200);
    expect((await stolen.get('/session')).body.account).toBeNull();
  });

  it('cannot end somebody else’s session', async () => {
    const other = await app.signedIn({ email: 'other@example.org', name: 'Other' });
    const mine = await app.signedIn({ email: 'mine@example.org', name: 'Mine' });
    const [row] = (await other.get('/sessions')).body.rows as { pid: string }[];
    expect((await mine.delete(`/sessions/${row!.pid}`)).status).toBe(404);
    expect((await other.get('/session')).body.account.email).toBe('other@example.org');
  });

  it('ends a session that was not used, and moves the end of one that is', async () => {
    const visitor = await app.signedIn({ email: 'slow@example.org', name: 'Slow' });
    const account = (await app.accounts.byEmail('slow@example.org'))!;
    await app.database.query(
      `UPDATE session SET last_seen_at = now() - interval '1 day', expires_at = now() + interval '1 day' WHERE account_id = $1`,
      [account.id],
    );
    const reply = await visitor.get('/session');
    expect((reply.headers['set-cookie'] as string[])[0]).toMatch(/Max-Age=1209600/);
    const [row] = await app.database.query<{ days: number }>(
      `SELECT extract(day FROM expires_at - now())::int AS days FROM session WHERE account_id = $1`,
      [account.id],
    );
    expect(row!.days).toBeGreaterThanOrEqual(13);
    await app.database.query(`UPDATE session SET expires_at = now() - interval '1 second' WHERE account_id = $1`, [
      account.id,
    ]);
    expect((await visitor.get('/sessions')).status).toBe(401);
  });

  it('ends no later than ninety days after it began, however busy', async () => {
    const visitor = await app.signedIn({ email: 'busy@example.org', name: 'Busy' });
    const account = (await app.accounts.byEmail('busy@example.org'))!;
    await app.database.query(
      `UPDATE session SET created_at = now() - interval '89 days', last_seen_at = now() - interval '1 hour' WHERE account_id = $1`,
      [account.id],
    );
    await visitor.get('/session');
    const [row] = await app.database.query<{ hours: number }>(
      `SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM session WHERE account_id = $1`,
      [account.id],
    );
    expect(Number(row!.hours)).toBeLessThanOrEqual(24.1);
  });

  it('shuts out a closed account at once, and says so only to whoever knows the password', async () => {
    const visitor = await app.signedIn({ email: 'gone@example.org', name: 'Gone' });
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE email = 'gone@example.org'`);
    expect((await visitor.get('/sessions')).status).toBe(401);
    const known = await app.visitor().post('/session', { email: 'gone@example.org', password });
    expect([known.status, known.body.code]).toEqual([403, 'account.disabled']);
    const guess = await app.visitor().post('/session', { email: 'gone@example.org', password: 'guess' });
    expect(guess.body.code).toBe('session.wrong-credentials');
  });

  describe('forged requests', () => {
    it('are refused without the token, with a wrong one, and from another origin', async () => {
      const visitor = await app.signedIn({ email: 'csrf@example.org', name: 'Csrf' });
      const body = { name: 'Changed' };
      const without = await visitor.patch('/account', body, { csrf: false });
      expect([without.status, without.body.code]).toEqual([403, 'request.csrf']);
      const wrong = await visitor.patch('/account', body, { headers: { 'x-csrf-token': 'x'.repeat(43) } });
      expect(wrong.body.code).toBe('request.csrf');
      const elsewhere: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ];
      for (const headers of elsewhere) {
        expect((await visitor.patch('/account', body, { headers })).body.code).toBe('request.csrf');
      }
      expect((await app.accounts.byEmail('csrf@example.org'))!.name).toBe('Csrf');
      const honest = { origin: app.url, 'sec-fetch-site': 'same-origin' };
      expect((await visitor.patch('/account', body, { headers: honest })).status).toBe(200);
    });

    it('cannot sign anybody in from another site', async () => {
      const body = { email: 'wang@example.org', password };
      const reply = await app.visitor().post('/session', body, { headers: { origin: 'https://evil.example' } });
      expect([reply.status, reply.body.code]).toEqual([403, 'request.csrf']);
      expect(reply.headers['set-cookie']).toBeUndefined();
    });
  });

  it('sends a __Host- cookie, for TLS alone, where the platform is reached by https', async () => {
    const { SessionCookie } = await import('../../../server/modules/account/session.cookie.js');
    const { Config } = await import('../../../server/platform/config.js');
    const cookie = new SessionCookie(Config.from({ ...process.env, PUBLIC_URL: 'https://example.org' }));
    const lines: string[] = [];
    const response = { append: (_: string, line: string) => lines.push(line) };
    cookie.write(response as never, 'token', 60);
    expect(lines[0]).toBe('__Host-linlang_session=token; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(cookie.read({ headers: { cookie: 'linlang_session=planted' } } as never)).toBeUndefined();
  });
});
