import { type TestApp, password, startApp } from '../../support/app.js';
import { tokenOf, waitingMail } from '../../support/world.js';

describe('passwords', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  const linkFor = async (email: string) => (await waitingMail(app.database, email))[0]!.params['link']!;

  it('are kept as argon2id', async () => {
    const account = await app.accounts.ensureAccount({ email: 'hash@example.org', name: 'Hash', password });
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('of an older strength are hashed anew at sign-in', async () => {
    const { hash } = await import('@node-rs/argon2');
    await app.accounts.ensureAccount({ email: 'old@example.org', name: 'Old' });
    const weak = await hash(password, { algorithm: 2, memoryCost: 4096, timeCost: 1, parallelism: 1 });
    await app.database.query(`UPDATE account SET password_hash = $1 WHERE email = 'old@example.org'`, [weak]);
    expect((await app.visitor().signIn('old@example.org', password)).status).toBe(200);
    expect((await app.accounts.byEmail('old@example.org'))!.passwordHash).toMatch(/m=19456/);
    expect((await app.visitor().signIn('old@example.org', password)).status).toBe(200);
  });

  it('change only for whoever knows the present one, and sign all other browsers out', async () => {
    const here = await app.signedIn({ email: 'change@example.org', name: '李审核', locale: 'zh-TW' });
    const there = await app.signedIn({ email: 'change@example.org', name: '李审核' });
    const next = 'quite another password';
    const wrong = await here.put('/account/password', { current: 'no', next });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'account.wrong-password']);
    expect((await here.put('/account/password', { current: password, next })).status).toBe(200);
    expect((await here.get('/sessions')).status).toBe(200);
    expect((await there.get('/sessions')).status).toBe(401);
    expect((await app.visitor().signIn('change@example.org', password)).status).toBe(401);
    expect((await app.visitor().signIn('change@example.org', next)).status).toBe(200);
    expect((await waitingMail(app.database, 'change@example.org'))[0]).toMatchObject({
      template: 'password-changed',
      locale: 'zh-TW',
    });
  });

  it.each([
    ['too short', 'short'],
    ['aaaaaaaaaaaaaa', 'simple'],
    ['weakling2026', 'name'],
    ['weakling@example.org', 'name'],
  ])('%s is refused as %s', async (next, reason) => {
    const visitor = await app.signedIn({ email: 'weakling@example.org', name: 'Weak Ling' });
    const reply = await visitor.put('/account/password', { current: password, next });
    expect([reply.status, reply.body.code, reply.body.params.reason]).toEqual([422, 'account.weak-password', reason]);
  });

  it('that were forgotten are set by a link that works once', async () => {
    const before = await app.signedIn({ email: 'forgot@example.org', name: '趙讀者' });
    expect((await app.visitor().post('/password-resets', { email: 'FORGOT@example.org' })).body).toEqual({
      done: true,
      mailed: false,
    });
    const [mail] = await waitingMail(app.database, 'forgot@example.org');
    expect(mail).toMatchObject({ template: 'password-reset', params: { name: '趙讀者', minutes: '60' } });
    const token = tokenOf(mail!.params['link']!);
    const visitor = app.visitor();
    expect((await visitor.post('/password-resets/look', { token })).body).toEqual({
      email: 'forgot@example.org',
      name: '趙讀者',
    });
    const weak = await visitor.post('/password-resets/use', { token, password: 'weak' });
    expect(weak.body.code).toBe('account.weak-password');
    const next = 'set with the link of the mail';
    const reply = visitor.keep(await visitor.post('/password-resets/use', { token, password: next }));
    expect(reply.body.account.email).toBe('forgot@example.org');
    expect((await visitor.patch('/account', { name: '趙' })).status).toBe(200);
    expect((await before.get('/sessions')).status).toBe(401);
    const again = await app.visitor().post('/password-resets/use', { token, password: next });
    expect([again.status, again.body.code]).toEqual([410, 'token.invalid']);
    expect((await app.visitor().signIn('forgot@example.org', next)).status).toBe(200);
  });

  it('say nothing about addresses that nobody has, in words or in time', async () => {
    await app.accounts.ensureAccount({ email: 'there@example.org', name: 'There', password });
    const ask = async (email: string) => {
      const started = Date.now();
      const reply = await app.visitor().post('/password-resets', { email });
      return { reply: [reply.status, reply.body], ms: Date.now() - started };
    };
    const known = await ask('there@example.org');
    const unknown = await ask('not-there@example.org');
    expect(unknown.reply).toEqual(known.reply);
    expect(unknown.ms).toBeGreaterThanOrEqual(115);
    expect(await waitingMail(app.database, 'not-there@example.org')).toEqual([]);
  });

  it('are asked for as often as anybody likes, and mailed once: the link that is out still works', async () => {
    await app.accounts.ensureAccount({ email: 'flood@example.org', name: 'Flood', password });
    for (const email of ['flood@example.org', 'nobody-floods@example.org']) {
      const asked = await Promise.all(
        Array.from({ length: 8 }, () => app.visitor().post('/password-resets', { email })),
      );
      expect(asked.map((reply) => [reply.status, reply.body])).toEqual(
        asked.map(() => [200, { done: true, mailed: false }]),
      );
    }
    const mails = await waitingMail(app.database, 'flood@example.org');
    expect(mails).toHaveLength(1);
    const token = tokenOf(mails[0]!.params['link']!);
    const next = 'asked for by strangers, used by me';
    expect((await app.visitor().post('/password-resets/use', { token, password: next })).status).toBe(200);
    // That link is used up, so the next one who forgets does not wait.
    await app.visitor().post('/password-resets', { email: 'flood@example.org' });
    const later = (await waitingMail(app.database, 'flood@example.org')).filter(
      (one) => one.template === 'password-reset',
    );
    expect(later).toHaveLength(2);
  });

  it('set by the mail open the account at once, and kill every other link', async () => {
    await app.accounts.ensureAccount({ email: 'locked@example.org', name: 'Locked', password });
    const { PasswordService } = await import('../../../server/modules/account/password.service.js');
    const account = (await app.accounts.byEmail('locked@example.org'))!;
    const first = tokenOf(await app.app.get(PasswordService).makeLink(account));
    await app.visitor().post('/password-resets', { email: 'locked@example.org' });
    const second = tokenOf(await linkFor('locked@example.org'));
    for (let index = 0; index < 6; index++) await app.visitor().signIn('locked@example.org', 'guess');
    expect((await app.visitor().signIn('locked@example.org', password)).status).toBe(429);
    const next = 'after being locked out';
    expect((await app.visitor().post('/password-resets/use', { token: second, password: next })).status).toBe(200);
    expect((await app.visitor().signIn('locked@example.org', next)).status).toBe(200);
    expect((await app.visitor().post('/password-resets/look', { token: first })).status).toBe(410);
  });

  it('are guessed in a session at that session’s own cost', async () => {
    const here = await app.signedIn({ email: 'unwatched@example.org', name: 'Unwatched' });
    const there = await app.signedIn({ email: 'unwatched@example.org', name: 'Unwatched' });
    const next = 'quite another password';
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) => here.put('/account/password', { current: `guess ${index}`, next })),
    );
    expect(tries.filter((reply) => reply.body.code === 'account.wrong-password')).toHaveLength(5);
    expect(tries.filter((reply) => reply.status === 429)).toHaveLength(15);
    expect((await here.put('/account/password', { current: password, next })).status).toBe(429);
    expect((await there.put('/account/password', { current: password, next })).status).toBe(200);
    expect((await app.visitor().signIn('unwatched@example.org', next)).status).toBe(200);
  });

  it('cannot be set by a link that is old, made up, or of a closed account', async () => {
    await app.accounts.ensureAccount({ email: 'late@example.org', name: 'Late', password });
    await app.visitor().post('/password-resets', { email: 'late@example.org' });
    const token = tokenOf(await linkFor('late@example.org'));
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE email = 'late@example.org'`);
    expect((await app.visitor().post('/password-resets/look', { token })).body.code).toBe('token.invalid');
    await app.database.query(`UPDATE account SET state = 'active' WHERE email = 'late@example.org'`);
    await app.database.query(
      `UPDATE account_token SET expires_at = now() - interval '1 second' WHERE email = 'late@example.org'`,
    );
    const body = { password: 'a new long password' };
    expect((await app.visitor().post('/password-resets/use', { ...body, token })).body.code).toBe('token.invalid');
    const made = await app.visitor().post('/password-resets/use', { ...body, token: 'x'.repeat(43) });
    expect(made.body.code).toBe('token.invalid');
  });
});
