import { type TestApp, password, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';
import { makeCollection, makeLibrary, type Place, tokenOf, waitingMail } from '../../support/world.js';

/** A library admin sees the links of invitations where no mail goes out: none of them may make more of anybody. */
describe('an invitation makes nobody an admin', () => {
  let app: TestApp;
  let library: Place;
  let collection: Place;
  let admin: Visitor;
  const mine = 'chosen by an attacker';

  beforeAll(async () => {
    app = await startApp();
    library = await makeLibrary(app.database, 'chengxin');
    collection = await makeCollection(app.database, library, 'guji');
    admin = await app.signedIn({
      email: 'admin@example.org',
      name: '馆长',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
  });
  afterAll(() => app?.stop());

  const appoint = async (email: string) => {
    const { AdminAppointment } = await import('../../../server/modules/account/admin.appointment.js');
    return app.app.get(AdminAppointment).appoint(email);
  };
  const invite = (email: string, path = `/libraries/${library.pid}/invitations`, role = 'reader') =>
    admin.post(path, { email, role });
  const accept = (token: string, visitor = app.visitor()) =>
    visitor.post('/invitations/accept', { token, name: 'Attacker', password: mine });
  const mailed = async (email: string) => tokenOf((await waitingMail(app.database, email))[0]!.params['link']!);

  it.each([
    ['pending@example.org', 'pending@example.org'],
    ['shouting@example.org', 'SHOUTING@Example.ORG'],
  ])('%s, appointed and without a password, is not finished by an invitation', async (email, typed) => {
    const link = await appoint(email);
    const paths: [string, string][] = [
      [`/libraries/${library.pid}/invitations`, 'reader'],
      [`/collections/${collection.pid}/invitations`, 'cataloger'],
    ];
    for (const [path, role] of paths) {
      const sent = await invite(typed, path, role);
      expect([sent.status, sent.body.link]).toEqual([201, null]);
      expect((await admin.post(`/invitations/${sent.body.pid}/resend`)).body.link).toBeNull();
      // Even whoever came by the link, say in the operator's file, gets nothing by it.
      const token = await mailed(email);
      expect((await app.visitor().post('/invitations/look', { token })).body.hasAccount).toBe(true);
      expect([await accept(token), await accept(token, admin)].map((reply) => reply.body.code)).toEqual([
        'session.required',
        'session.required',
      ]);
    }
    expect((await app.visitor().signIn(email, mine)).status).toBe(401);
    // Its owner finishes it by the operator's link, and then accepts.
    const owner = app.visitor();
    owner.keep(await owner.post('/password-resets/use', { token: tokenOf(link), password }));
    expect((await owner.post('/invitations/accept', { token: await mailed(email) })).status).toBe(200);
  });

  it('not one that was sent before the account came into being', async () => {
    const sent = await invite('later@example.org');
    expect(sent.body.link).not.toBeNull();
    await appoint('later@example.org');
    expect((await accept(tokenOf(sent.body.link as string))).status).toBe(401);
    expect((await admin.post(`/invitations/${sent.body.pid}/resend`)).body.link).toBeNull();
    expect((await app.accounts.byEmail('later@example.org'))!.passwordHash).toBeNull();
  });

  it('nor one that was accepted before: an appointment begins the account anew', async () => {
    const token = tokenOf((await invite('taken@example.org')).body.link as string);
    const attacker = app.visitor();
    attacker.keep(await accept(token, attacker));
    expect((await attacker.get('/sessions')).status).toBe(200);
    const link = await appoint('taken@example.org');
    expect((await attacker.get('/sessions')).status).toBe(401);
    expect((await app.visitor().signIn('taken@example.org', mine)).status).toBe(401);
    const owner = app.visitor();
    const reply = owner.keep(await owner.post('/password-resets/use', { token: tokenOf(link), password }));
    expect(reply.body.roles).toEqual(['platform-admin']);
  });

  it('nor one that is accepted in the very moment of the appointment', async () => {
    for (let round = 0; round < 6; round++) {
      const email = `race${round}@example.org`;
      const token = tokenOf((await invite(email)).body.link as string);
      const attacker = app.visitor();
      const [reply] = await Promise.all([accept(token, attacker), appoint(email)]);
      attacker.keep(reply);
      expect((await attacker.get('/session')).body.roles).toEqual([]);
      expect((await attacker.get('/people')).status).toBe(401);
      expect((await app.visitor().signIn(email, mine)).status).toBe(401);
    }
  });

  it('ends with the right of whoever invited', async () => {
    const second = await app.signedIn({
      email: 'second@example.org',
      name: '副馆长',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
    const invited = async (email: string) =>
      tokenOf((await second.post(`/libraries/${library.pid}/invitations`, { email, role: 'library-admin' })).body.link);
    const [demoted, disabled] = [await invited('left@example.org'), await invited('left2@example.org')];
    const { id } = (await app.accounts.byEmail('second@example.org'))!;
    await app.database.query(`UPDATE role_grant SET role = 'cataloger' WHERE account_id = $1`, [id]);
    expect((await accept(demoted)).body.code).toBe('token.invalid');
    await app.database.query(`UPDATE role_grant SET role = 'library-admin' WHERE account_id = $1`, [id]);
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE id = $1`, [id]);
    expect((await accept(disabled)).body.code).toBe('token.invalid');
    expect((await app.visitor().post('/invitations/look', { token: disabled })).status).toBe(410);
    await app.database.query(`UPDATE account SET state = 'active' WHERE id = $1`, [id]);
    expect((await accept(disabled)).status).toBe(200);
  });

  it('does not open a closed account', async () => {
    const token = tokenOf((await invite('closed@example.org')).body.link as string);
    await app.accounts.ensureAccount({ email: 'closed@example.org', name: 'Closed' });
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE email = 'closed@example.org'`);
    expect((await accept(token)).status).toBe(401);
  });

  it('is one a person and place, also when asked for ten times at once', async () => {
    const spellings = ['ten@example.org', 'TEN@example.org'];
    const sent = await Promise.all(Array.from({ length: 10 }, (_, index) => invite(spellings[index % 2]!)));
    const taken = sent.filter((reply) => reply.status === 201);
    expect(taken.length).toBeGreaterThan(1);
    const rows = await app.database.query(
      `SELECT pid FROM account_token WHERE kind = 'invitation' AND used_at IS NULL AND lower(email) = 'ten@example.org'`,
    );
    expect(rows).toHaveLength(1);
    const looks = await Promise.all(
      taken.map(async (reply) => {
        const token = tokenOf(reply.body.link as string);
        return (await app.visitor().post('/invitations/look', { token })).status;
      }),
    );
    expect(looks.filter((status) => status === 200)).toHaveLength(1);
  });
});
