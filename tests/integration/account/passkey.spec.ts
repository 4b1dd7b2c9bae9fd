import { type TestApp, password, startApp } from '../../support/app.js';
import { SoftPasskey } from '../../support/passkey.js';
import type { Reply, Visitor } from '../../support/visitor.js';
import { tokenOf } from '../../support/world.js';

const origin = 'http://localhost:3000';

describe('passkeys', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ PUBLIC_URL: origin });
  });
  afterAll(() => app?.stop());

  const add = async (visitor: Visitor, passkey: SoftPasskey, name: string): Promise<Reply> => {
    const { token, options } = (await visitor.post('/account/passkeys/options')).body;
    return visitor.post('/account/passkeys', { token, name, passkey: passkey.make(options) });
  };
  const refused = (reply: Reply) => [reply.status, reply.body.code];

  it('are several, named, removable; the first brings recovery codes', async () => {
    const visitor = await app.signedIn({ email: 'a@example.org', name: 'A' });
    const first = await add(visitor, new SoftPasskey(origin), '办公室电脑');
    expect(first.status).toBe(201);
    expect(first.body.recoveryCodes).toHaveLength(10);
    const second = await add(visitor, new SoftPasskey(origin), 'Phone');
    expect(second.body.recoveryCodes).toBeNull();
    const [one, two] = second.body.factors.passkeys;
    expect([one.name, two.name]).toEqual(['办公室电脑', 'Phone']);
    await visitor.patch(`/account/passkeys/${one.pid}`, { name: 'Desk' });
    const other = await app.signedIn({ email: 'other@example.org', name: 'O' });
    expect(refused(await other.delete(`/account/passkeys/${one.pid}`))).toEqual([404, 'factor.not-found']);
    expect(
      (await visitor.delete(`/account/passkeys/${two.pid}`)).body.passkeys.map((row: { name: string }) => row.name),
    ).toEqual(['Desk']);
    expect((await visitor.delete(`/account/passkeys/${one.pid}`)).body).toMatchObject({
      passkeys: [],
      recoveryLeft: 0,
    });
  });

  it('refuse to be made for another site, with a challenge used before, or of another session', async () => {
    const visitor = await app.signedIn({ email: 'b@example.org', name: 'B' });
    expect(refused(await add(visitor, new SoftPasskey('https://evil.example'), 'x'))).toEqual([
      422,
      'factor.passkey-refused',
    ]);
    const { token, options } = (await visitor.post('/account/passkeys/options')).body;
    const body = { token, name: 'x', passkey: new SoftPasskey(origin).make(options) };
    const elsewhere = app.visitor();
    await elsewhere.signIn('b@example.org', password);
    expect(refused(await elsewhere.post('/account/passkeys', body))).toEqual([410, 'session.step-over']);
    expect((await visitor.post('/account/passkeys', body)).status).toBe(201);
    expect(refused(await visitor.post('/account/passkeys', body))).toEqual([410, 'session.step-over']);
  });

  it('are the second step, and alone the only one if they asked their owner', async () => {
    const email = 'c@example.org';
    const passkey = new SoftPasskey(origin);
    await add(await app.signedIn({ email, name: 'C' }), passkey, 'key');
    const visitor = app.visitor();
    const { second } = (await visitor.signIn(email, password)).body;
    expect(second.methods).toEqual(['passkey', 'recovery']);
    const ask = async () => (await visitor.post('/session/second/passkey', { token: second.token })).body.options;
    const answer = (shown: object) =>
      visitor.post('/session/second', { token: second.token, proof: { by: 'passkey', passkey: shown } });
    const options = await ask();
    expect(options.allowCredentials).toHaveLength(1);
    const strange = new SoftPasskey(origin);
    expect(refused(await answer(strange.show(options)))).toEqual([422, 'factor.passkey-refused']);
    // A challenge is answered once.
    expect(refused(await answer(passkey.show(options)))).toEqual([410, 'session.step-over']);
    expect((await answer(passkey.show(await ask(), false))).body.account.email).toBe(email);

    const alone = async (one: Visitor, verified: boolean) => {
      const begun = (await one.post('/session/passkey/options')).body;
      return one.keep(
        await one.post('/session/passkey', { token: begun.token, passkey: passkey.show(begun.options, verified) }),
      );
    };
    expect(refused(await alone(app.visitor(), false))).toEqual([422, 'factor.passkey-refused']);
    expect((await alone(app.visitor(), true)).body.account.email).toBe(email);
    // A copy whose count has fallen behind.
    passkey.counter = 0;
    expect(refused(await alone(app.visitor(), true))).toEqual([422, 'factor.passkey-refused']);
    passkey.counter = 10;
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE email = $1`, [email]);
    expect(refused(await alone(app.visitor(), true))).toEqual([403, 'account.disabled']);
  });

  it('open nothing once the operator appoints whoever owns the address: that account begins anew', async () => {
    const email = 'future-admin@example.org';
    const passkey = new SoftPasskey(origin);
    // Made by somebody who had the link of an invitation, and not the address.
    expect((await add(await app.signedIn({ email, name: 'Squatter' }), passkey, 'key')).status).toBe(201);
    const { AdminAppointment } = await import('../../../server/modules/account/admin.appointment.js');
    const link = await app.app.get(AdminAppointment).appoint(email);
    const begun = (await app.visitor().post('/session/passkey/options')).body;
    const alone = { token: begun.token, passkey: passkey.show(begun.options) };
    expect(refused(await app.visitor().post('/session/passkey', alone))).toEqual([422, 'factor.passkey-refused']);
    // Nor does it stand between the owner and the account.
    const owner = app.visitor();
    const opened = await owner.post('/password-resets/use', { token: tokenOf(link), password });
    expect(opened.body).toMatchObject({ second: null, roles: ['platform-admin'] });
  });

  it('prove that it is still the same person, in this session only', async () => {
    const email = 'd@example.org';
    const passkey = new SoftPasskey(origin);
    const visitor = await app.signedIn({ email, name: 'D' });
    await add(visitor, passkey, 'key');
    await app.database.query(`UPDATE session SET verified_at = now() - interval '1 day'`);
    expect(refused(await visitor.delete('/sessions?keep=current'))).toEqual([403, 'session.not-fresh']);
    const begun = (await visitor.post('/session/fresh/passkey')).body;
    const proof = { by: 'passkey', token: begun.token, passkey: passkey.show(begun.options) };
    expect((await visitor.post('/session/fresh', { proof })).status).toBe(200);
    expect((await visitor.delete('/sessions?keep=current')).status).toBe(200);
    expect(refused(await visitor.post('/session/fresh', { proof }))).toEqual([410, 'session.step-over']);
  });
});
