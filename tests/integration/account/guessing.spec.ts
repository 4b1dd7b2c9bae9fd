import { type TestApp, password, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';

describe('guessing passwords', () => {
  let app: TestApp;
  beforeAll(async () => {
    // A proxy that is trusted lets a test come from many addresses.
    app = await startApp({ RATE_LIMIT: 'on', TRUSTED_PROXIES: 'loopback' });
  });
  afterAll(() => app?.stop());

  const from = (ip: string) => app.visitor({ 'x-forwarded-for': ip });
  const owner = (name: string) => app.accounts.ensureAccount({ email: `${name}@example.org`, name, password });
  const tryIn = async (visitor: Visitor, email: string, word = 'a wrong guess') =>
    (await visitor.post('/session', { email, password: word })).body.code as string | undefined;
  const tries = async (count: number, email: string, ip: (index: number) => string) => {
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < count; index++) codes.push(await tryIn(from(ip(index)), email, `guess ${index}`));
    return codes;
  };
  const wrong = (count: number) => Array<string>(count).fill('session.wrong-credentials');
  /** As if so much time had gone by. */
  const later = (seconds: number) =>
    app.database.query(
      `UPDATE sign_in_attempt SET locked_until = locked_until - make_interval(secs => $1),
              window_started_at = window_started_at - make_interval(secs => $1)`,
      [seconds],
    );

  it('makes one address wait longer and longer for one account, and nobody else', async () => {
    await owner('a');
    expect(await tries(5, 'A@example.org', () => '198.51.100.1')).toEqual(wrong(5));
    const waits: number[] = [];
    for (let round = 0; round < 12; round++) {
      const reply = await from('198.51.100.1').post('/session', { email: 'a@example.org', password });
      expect([reply.status, reply.body.code]).toEqual([429, 'session.locked']);
      expect(reply.headers['retry-after']).toBe(String(reply.body.params.retryAfter));
      waits.push(reply.body.params.retryAfter as number);
      await later(waits.at(-1)!);
      expect(await tryIn(from('198.51.100.1'), 'a@example.org')).toBe('session.wrong-credentials');
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    expect((await from('198.51.100.2').signIn('a@example.org', password)).status).toBe(200);
    await later(900);
    expect((await from('198.51.100.1').signIn('a@example.org', password)).status).toBe(200);
    // The right password makes the count void.
    expect(await tries(2, 'a@example.org', () => '198.51.100.1')).toEqual(wrong(2));
  });

  it('never keeps the owner out of a browser that is known, whatever strangers do and wherever they sit', async () => {
    await owner('known');
    const home = from('198.51.100.7');
    await home.signIn('known@example.org', password);
    await home.delete('/session');
    await tries(40, 'known@example.org', (index) => `198.51.101.${index}`);
    await tries(6, 'known@example.org', () => '198.51.100.7');
    await later(-100);
    expect(await tryIn(from('198.51.100.7'), 'known@example.org', password)).toBe('session.locked');
    expect((await home.signIn('known@example.org', password)).status).toBe(200);
    expect(home.kept.size).toBe(1);
    expect([...home.kept.keys()]).toEqual(['linlang_known']);
  });

  it('counts a known browser by itself, and knows it for one account only', async () => {
    await owner('mine');
    await owner('yours');
    const shared = from('198.51.100.9');
    await shared.signIn('mine@example.org', password);
    await shared.delete('/session');
    const codes = await Promise.all(Array.from({ length: 20 }, () => tryIn(shared, 'mine@example.org')));
    expect(codes.filter((code) => code === 'session.wrong-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'session.locked')).toHaveLength(15);
    expect(await tryIn(from('198.51.100.10'), 'mine@example.org', password)).toBeUndefined();
    await tries(30, 'yours@example.org', (index) => `198.51.102.${index}`);
    expect(await tryIn(shared, 'yours@example.org', password)).toBe('session.locked');
  });

  it('forgets known browsers with the password, but not the one in which it was changed', async () => {
    await owner('moved');
    const [here, stolen] = [from('198.51.100.11'), from('198.51.100.12')];
    await here.signIn('moved@example.org', password);
    await stolen.signIn('moved@example.org', password);
    const next = 'quite another password';
    expect((await here.put('/account/password', { current: password, next })).status).toBe(200);
    await here.delete('/session');
    await tries(30, 'moved@example.org', (index) => `198.51.103.${index}`);
    expect(await tryIn(stolen, 'moved@example.org', next)).toBe('session.locked');
    expect(await tryIn(here, 'moved@example.org', next)).toBeUndefined();
  });

  it('keeps ten known browsers an account, under new names each time', async () => {
    const { id } = await owner('many');
    const first = from('198.51.100.13');
    await first.signIn('many@example.org', password);
    const planted = [...first.kept.values()][0]!;
    await first.signIn('many@example.org', password);
    expect([...first.kept.values()][0]).not.toBe(planted);
    for (let index = 0; index < 11; index++) await from(`198.51.104.${index}`).signIn('many@example.org', password);
    const rows = await app.database.query(`SELECT 1 FROM known_browser WHERE account_id = $1`, [id]);
    expect(rows).toHaveLength(10);
    const text = await app.database.query<{ all: string }>(`SELECT known_browser::text AS all FROM known_browser`);
    expect(text.some((row) => row.all.includes(planted.split('=')[1]!))).toBe(false);
  });

  it('by many addresses makes a new one wait a little, once, and no longer for anything others do', async () => {
    await owner('spread');
    const address = (index: number) => `10.1.${index >> 8}.${index & 255}`;
    const seen = await tries(60, 'spread@example.org', address);
    expect(seen.slice(0, 20)).toEqual(wrong(20));
    expect(seen.slice(20)).toEqual(Array(40).fill('session.locked'));
    const phone = from('203.0.113.9');
    const reply = await phone.post('/session', { email: 'spread@example.org', password });
    expect([reply.status, reply.body.params.retryAfter]).toEqual([429, 5]);
    await tries(30, 'spread@example.org', (index) => address(1000 + index));
    await later(5);
    expect((await phone.signIn('spread@example.org', password)).status).toBe(200);
    // At the worst it is half a minute.
    const { pressureOf } = await import('../../../server/modules/account/guessing.pace.js');
    expect(pressureOf(1_000_000)).toBe(30);
  });

  it('treats a name that nobody has just the same, and keeps no name that was typed', async () => {
    const codes = await tries(6, 'hunter2-my-password', () => '198.51.100.20');
    expect(codes).toEqual([...wrong(5), 'session.locked']);
    const rows = await app.database.query<{ all: string }>(
      `SELECT sign_in_attempt::text AS all FROM sign_in_attempt UNION ALL SELECT audit_entry::text FROM audit_entry`,
    );
    expect(rows.filter((row) => row.all.includes('hunter2'))).toEqual([]);
  });

  it('counts every spelling of a name on one count, and no other spelling is another way in', async () => {
    await owner('zhijiang.i');
    const full = 'ｚｈｉｊｉａｎｇ.ｉ@example.org';
    const spellings = ['ZHIJIANG.I@example.org', full, full.toUpperCase(), 'zhijiang.i@EXAMPLE.org'];
    for (const email of [...spellings, 'zhijiang.i@example.org']) await tryIn(from('198.51.100.30'), email);
    for (const email of spellings) {
      expect(await tryIn(from('198.51.100.30'), email, password)).toBe('session.locked');
      expect(await tryIn(from('198.51.100.31'), email, password)).toBeUndefined();
    }
    // Dotted and dotless are other letters: other names, which nobody has.
    for (const email of ['zhİjiang.i@example.org', 'zhıjiang.i@example.org', 'zhijiang.İ@example.org'])
      expect(await tryIn(from('198.51.100.32'), email, password)).toBe('session.wrong-credentials');
  });

  it('makes an address wait that tries many accounts, an IPv6 network as a whole, and no neighbour', async () => {
    await owner('d');
    for (const network of ['192.0.2.7', '2001:db8:1:2::1']) {
      for (let index = 0; index < 40; index++) await tryIn(from(network), `nobody${index}@example.org`);
    }
    const body = { email: 'd@example.org', password };
    expect((await from('192.0.2.7').post('/session', body)).body.code).toBe('session.locked');
    expect((await from('2001:db8:1:2:aaaa::1').post('/session', body)).body.code).toBe('session.locked');
    expect((await from('2001:db8:1:3:aaaa::1').post('/session', body)).status).toBe(200);
    expect((await from('192.0.2.8').post('/session', body)).status).toBe(200);
    await later(900);
    expect((await from('192.0.2.7').post('/session', body)).status).toBe(200);
  });

  it('does not win a race against a new password', async () => {
    const account = await owner('race');
    await app.database.query(`UPDATE account SET password_hash = password_hash || ' ' WHERE id = $1`, [account.id]);
    // What was compared is not what stands there any more.
    const began = app.database.transaction(() => app.accounts.assertUnchanged(account));
    await expect(began).rejects.toThrow('session.wrong-credentials');
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    await owner('e');
    const time = async (email: string, ip: string) => {
      const started = process.hrtime.bigint();
      await from(ip).post('/session', { email, password: 'a wrong password' });
      return Number(process.hrtime.bigint() - started) / 1e6;
    };
    await time('e@example.org', '203.0.113.70');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 6; round++) {
      known.push(await time('e@example.org', `203.0.113.8${round}`));
      unknown.push(await time(`nobody${round}@example.org`, `203.0.113.9${round}`));
    }
    // Without the work done for nobody it is one to ten. The quickest of each: being busy only makes a machine slower.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });
});
