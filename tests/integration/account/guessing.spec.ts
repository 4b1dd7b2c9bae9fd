import { type TestApp, password, startApp } from '../../support/app.js';

describe('guessing passwords', () => {
  let app: TestApp;
  beforeAll(async () => {
    // A proxy that is trusted lets a test come from many addresses.
    app = await startApp({ RATE_LIMIT: 'on', TRUSTED_PROXIES: 'loopback' });
  });
  afterAll(() => app?.stop());

  const from = (ip: string) => app.visitor({ 'x-forwarded-for': ip });
  const tries = async (count: number, email: string, ip: (index: number) => string) => {
    const codes: string[] = [];
    for (let index = 0; index < count; index++) {
      codes.push((await from(ip(index)).post('/session', { email, password: `guess ${index}` })).body.code);
    }
    return codes;
  };
  const wrong = (count: number) => Array<string>(count).fill('session.wrong-credentials');

  it('locks an account after eight, wherever they come from, and says for how long', async () => {
    await app.accounts.ensureAccount({ email: 'a@example.org', name: 'A', password });
    expect(await tries(8, 'A@example.org', (index) => `198.51.100.${index}`)).toEqual(wrong(8));
    const reply = await from('203.0.113.9').post('/session', { email: 'a@example.org', password });
    expect([reply.status, reply.body.code]).toEqual([429, 'session.locked']);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(800);
    expect(reply.body.params.retryAfter).toBeLessThanOrEqual(900);
  });

  it('locks an address that nobody has just the same', async () => {
    expect(await tries(9, 'nobody@example.org', (index) => `198.51.100.${100 + index}`)).toEqual([
      ...wrong(8),
      'session.locked',
    ]);
  });

  it('opens again when the time is over, with a fresh count', async () => {
    await app.database.query(
      `UPDATE sign_in_attempt SET locked_until = now() - interval '1 second' WHERE subject = 'account:a@example.org'`,
    );
    expect(await tries(2, 'a@example.org', (index) => `198.51.100.${index}`)).toEqual(wrong(2));
    expect((await from('198.51.100.1').signIn('a@example.org', password)).status).toBe(200);
  });

  it('forgets the count of an account whose password was right', async () => {
    await app.accounts.ensureAccount({ email: 'b@example.org', name: 'B', password });
    for (let round = 0; round < 2; round++) {
      expect(await tries(7, 'b@example.org', (index) => `198.51.100.${50 + index}`)).toEqual(wrong(7));
      expect((await from('198.51.100.2').signIn('b@example.org', password)).status).toBe(200);
    }
  });

  it('counts tries that are made at once', async () => {
    await app.accounts.ensureAccount({ email: 'c@example.org', name: 'C', password });
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        from(`198.51.100.${200 + index}`).post('/session', { email: 'c@example.org', password: `guess ${index}` }),
      ),
    );
    expect(replies.filter((reply) => reply.body.code === 'session.wrong-credentials')).toHaveLength(8);
    expect(replies.filter((reply) => reply.body.code === 'session.locked')).toHaveLength(4);
  });

  it('locks an address that tries many accounts, an IPv6 network as a whole, and no neighbour', async () => {
    await app.accounts.ensureAccount({ email: 'd@example.org', name: 'D', password });
    await app.database.query(
      `INSERT INTO sign_in_attempt (subject, failures) VALUES ('address:192.0.2.7', 40), ('address:2001:db8:1:2::/64', 40)`,
    );
    const body = { email: 'd@example.org', password };
    expect((await from('192.0.2.7').post('/session', body)).body.code).toBe('session.locked');
    expect((await from('2001:db8:1:2:aaaa::1').post('/session', body)).body.code).toBe('session.locked');
    expect((await from('2001:db8:1:3:aaaa::1').post('/session', body)).status).toBe(200);
    expect((await from('192.0.2.8').post('/session', body)).status).toBe(200);
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    await app.accounts.ensureAccount({ email: 'e@example.org', name: 'E', password });
    const time = async (email: string) => {
      const started = process.hrtime.bigint();
      await from('203.0.113.77').post('/session', { email, password: 'a wrong password' });
      return Number(process.hrtime.bigint() - started) / 1e6;
    };
    await time('e@example.org');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 6; round++) {
      known.push(await time('e@example.org'));
      unknown.push(await time(`nobody${round}@example.org`));
    }
    // Without the work done for nobody it is one to ten. The quickest of each: being busy only makes a machine slower.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });
});
