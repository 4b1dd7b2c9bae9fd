import type { Grant } from '../../../server/contract/permissions.js';
import { FactorReset } from '../../../server/modules/account/factor.reset.js';
import { type TestApp, password, startApp } from '../../support/app.js';
import { appCode } from '../../support/totp.js';
import type { Reply, Visitor } from '../../support/visitor.js';
import { tokenOf, waitingMail } from '../../support/world.js';

const platformAdmin: Grant = { role: 'platform-admin', libraryId: null, collectionId: null };
let number = 0;

describe('a second factor', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ PUBLIC_URL: 'http://localhost:3000' });
  });
  afterAll(() => app?.stop());

  interface Enrolled {
    email: string;
    secret: string;
    codes: string[];
    visitor: Visitor;
  }

  /** Somebody with an app set up, by the code of the step before, so that this step's is still unused. */
  async function enrolled(grants: Grant[] = []): Promise<Enrolled> {
    const email = `factor-${++number}@example.org`;
    const visitor = await app.signedIn({ email, name: '持鑰人', grants });
    const { secret } = (await visitor.post('/account/totp')).body;
    const reply = await visitor.post('/account/totp/confirm', { code: appCode(secret, -1) });
    expect(reply.status).toBe(200);
    return { email, secret, codes: reply.body.recoveryCodes, visitor };
  }

  async function first(email: string, visitor = app.visitor()): Promise<{ visitor: Visitor; token: string }> {
    const reply = await visitor.post('/session', { email, password });
    expect(reply.body).toMatchObject({ account: null, csrfToken: null });
    expect(visitor.cookie).toBeUndefined();
    return { visitor, token: reply.body.second.token };
  }

  const second = async (visitor: Visitor, token: string, by: 'code' | 'recovery', code: string): Promise<Reply> =>
    visitor.keep(await visitor.post('/session/second', { token, proof: { by, code } }));
  const codeOfReply = (reply: Reply) => [reply.status, reply.body?.code];

  it('counts only once a code was shown, is sealed at rest, and gives ten recovery codes', async () => {
    const email = 'begin@example.org';
    const visitor = await app.signedIn({ email, name: 'B' });
    const begun = (await visitor.post('/account/totp')).body;
    expect(begun.uri).toContain(begun.secret);
    expect(begun.qr).toMatch(/^data:image\/png;base64,/);
    // Not yet: signing in is as it was.
    expect((await app.visitor().signIn(email, password)).body.account.email).toBe(email);
    const wrong = await visitor.post('/account/totp/confirm', { code: '000000' });
    expect(codeOfReply(wrong)).toEqual([422, 'factor.wrong-code']);
    const other = app.visitor();
    await other.signIn(email, password);
    const right = await visitor.post('/account/totp/confirm', {
      code: ` ${appCode(begun.secret).slice(0, 3)} ${appCode(begun.secret).slice(3)}`,
    });
    expect(right.body.recoveryCodes).toHaveLength(10);
    expect(right.body.factors).toMatchObject({ recoveryLeft: 10, required: false });
    // Whoever knew the password alone is out; here one stays.
    expect((await other.get('/session')).body.account).toBeNull();
    expect((await visitor.get('/session')).body.account.email).toBe(email);
    expect(codeOfReply(await visitor.post('/account/totp'))).toEqual([409, 'factor.exists']);
    const rows = JSON.stringify(
      await app.database.query(`SELECT t.*, encode(secret, 'hex') AS hex FROM account_totp t`),
    );
    expect(rows).not.toContain(begun.secret);
    expect((await waitingMail(app.database, email))[0]).toMatchObject({ template: 'factor-changed' });
  });

  it('is asked for after the password, and no code is accepted twice', async () => {
    const { email, secret } = await enrolled();
    const one = await first(email);
    expect(codeOfReply(await second(one.visitor, one.token, 'code', appCode(secret, -1)))).toEqual([
      422,
      'factor.wrong-code',
    ]);
    const code = appCode(secret, 0);
    expect((await second(one.visitor, one.token, 'code', code)).body.account.email).toBe(email);
    // The step is used up, and so is the code.
    expect(codeOfReply(await second(app.visitor(), one.token, 'code', appCode(secret, 1)))).toEqual([
      410,
      'session.step-over',
    ]);
    const two = await first(email);
    expect(codeOfReply(await second(two.visitor, two.token, 'code', code))).toEqual([422, 'factor.wrong-code']);
  });

  it('accepts a code once of many that come at the same moment', async () => {
    const { email, secret } = await enrolled();
    const begun = await Promise.all(Array.from({ length: 4 }, () => first(email)));
    const code = appCode(secret);
    const replies = await Promise.all(begun.map(({ visitor, token }) => second(visitor, token, 'code', code)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes each recovery code once, however often at once, and tells the owner', async () => {
    const { email, codes } = await enrolled();
    const begun = await Promise.all(Array.from({ length: 4 }, () => first(email)));
    const replies = await Promise.all(
      begun.map(({ visitor, token }) => second(visitor, token, 'recovery', codes[3]!.toUpperCase())),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const visitor = begun[replies.findIndex(({ status }) => status === 200)]!.visitor;
    expect((await visitor.get('/account/factors')).body.recoveryLeft).toBe(9);
    expect((await waitingMail(app.database, email))[0]!.params['change']).toContain('恢复码');
    const renewed = (await visitor.post('/account/recovery-codes')).body.recoveryCodes;
    const again = await first(email);
    expect(codeOfReply(await second(again.visitor, again.token, 'recovery', codes[5]!))).toEqual([
      422,
      'factor.wrong-recovery',
    ]);
    expect((await second(again.visitor, again.token, 'recovery', renewed[5])).status).toBe(200);
  });

  it('slows guessing down, also when the password is given anew each time', async () => {
    const { email, secret, codes } = await enrolled();
    const answers: unknown[] = [];
    for (let index = 0; index < 6; index++) {
      const { visitor, token } = await first(email);
      answers.push((await second(visitor, token, 'code', '000000')).body.code);
    }
    expect(answers).toEqual([...Array<string>(5).fill('factor.wrong-code'), 'session.locked']);
    const { visitor, token } = await first(email);
    const locked = await second(visitor, token, 'code', appCode(secret));
    expect(codeOfReply(locked)).toEqual([429, 'session.locked']);
    expect(locked.body.params.retryAfter).toBeGreaterThan(0);
    // What cannot be guessed still opens.
    expect((await second(visitor, token, 'recovery', codes[0]!)).status).toBe(200);
    expect(await app.database.query(`SELECT 1 FROM audit_entry WHERE action = 'factor.refused' LIMIT 1`)).toHaveLength(
      1,
    );
  });

  it('is asked for after a new password was set by mail, and a changed password ends what was begun', async () => {
    const { email, secret } = await enrolled();
    const begun = await first(email);
    const visitor = app.visitor();
    await visitor.post('/password-resets', { email });
    const mail = (await waitingMail(app.database, email)).find(({ template }) => template === 'password-reset')!;
    const used = await visitor.post('/password-resets/use', {
      token: tokenOf(mail.params['link']!),
      password: 'another long password',
    });
    expect(used.body).toMatchObject({ account: null });
    expect(visitor.cookie).toBeUndefined();
    const late = await second(begun.visitor, begun.token, 'code', appCode(secret));
    expect(codeOfReply(late)).toEqual([410, 'session.step-over']);
    expect((await second(visitor, used.body.second.token, 'code', appCode(secret))).status).toBe(200);
  });

  it('is nobody else’s to see or to take, but a platform admin’s and the operator’s', async () => {
    const { email, visitor } = await enrolled();
    const { pid } = (await app.accounts.byEmail(email))!;
    const stranger = await app.signedIn({ email: 'stranger@example.org', name: 'S' });
    expect((await stranger.delete(`/people/${pid}/factors`)).status).toBe(403);
    const admin = await app.signedIn({ email: 'boss@example.org', name: 'Boss', grants: [platformAdmin] });
    const listed = async () => (await admin.get(`/people?q=${encodeURIComponent(email)}`)).body.rows[0].secondFactor;
    expect(await listed()).toBe(true);
    expect((await admin.delete(`/people/${pid}/factors`)).status).toBe(200);
    expect(await listed()).toBe(false);
    expect((await visitor.get('/session')).body.account).toBeNull();
    expect((await app.visitor().signIn(email, password)).body.account.email).toBe(email);
    expect((await waitingMail(app.database, email))[0]!.params['change']).toContain('撤销');
    expect(codeOfReply(await admin.delete(`/people/${pid}/factors`))).toEqual([404, 'factor.not-found']);
    const again = await enrolled();
    expect(await app.app.get(FactorReset).byOperator(again.email)).toContain(again.email);
    expect((await app.visitor().signIn(again.email, password)).body.account).not.toBeNull();
    await expect(app.app.get(FactorReset).byOperator('nobody@example.org')).rejects.toThrow('--reset-factor');
  });

  it('says so when another server sealed it with another key', async () => {
    const { email, secret } = await enrolled();
    await app.database.query(`UPDATE account_totp SET key_id = 'other' WHERE account_id = $1`, [
      (await app.accounts.byEmail(email))!.id,
    ]);
    const { visitor, token } = await first(email);
    expect(codeOfReply(await second(visitor, token, 'code', appCode(secret)))).toEqual([503, 'factor.key-missing']);
    const next = await app.signedIn({ email: 'late@example.org', name: 'L' });
    expect((await next.post('/account/totp')).body.code).toBe('factor.key-missing');
  });
});
