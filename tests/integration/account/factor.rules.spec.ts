import { allRoutes } from '../../../server/contract/api/index.js';
import type { Grant } from '../../../server/contract/permissions.js';
import { type TestApp, password, startApp } from '../../support/app.js';
import { appCode } from '../../support/totp.js';
import type { Visitor } from '../../support/visitor.js';
import { makeLibrary } from '../../support/world.js';

const platformAdmin: Grant = { role: 'platform-admin', libraryId: null, collectionId: null };

describe('signing in again, and rules for admins', () => {
  let app: TestApp;
  let boss: Visitor;
  let library: { id: number; pid: string };
  beforeAll(async () => {
    app = await startApp();
    boss = await app.signedIn({ email: 'boss@example.org', name: 'Boss', grants: [platformAdmin] });
    library = await makeLibrary(app.database, 'zhijiang');
  });
  afterAll(() => app?.stop());

  const rules = async () => (await boss.get('/platform/security')).body;
  const age = (email: string, column: string, span: string) =>
    app.database.query(
      `UPDATE session SET ${column} = now() - $2::interval WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [email, span],
    );

  it('is asked of every route that gives or takes power', () => {
    expect(
      allRoutes
        .filter(({ spec }) => spec.fresh)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([
      'DELETE /account/passkeys/:passkey',
      'DELETE /account/totp',
      'DELETE /grants/:grant',
      'DELETE /libraries/:library/people/:person',
      'DELETE /people/:person/factors',
      'DELETE /sessions',
      'DELETE /sessions/:session',
      'PATCH /grants/:grant',
      'PATCH /people/:person',
      'POST /account/passkeys',
      'POST /account/passkeys/options',
      'POST /account/recovery-codes',
      'POST /account/totp',
      'POST /account/totp/confirm',
      'POST /collections/:collection/invitations',
      'POST /invitations/:invitation/resend',
      'POST /libraries/:library/invitations',
      'POST /libraries/:library/people/:person/grants',
      'POST /libraries/:library/taken-roles/give-back',
      'POST /platform/invitations',
      'PUT /platform/security',
    ]);
    // Whatever changes people, their roles, sessions, keys or factors stands above, or says here why not.
    const exempt = new Set([
      // Of no power: a name, a language, one's own browser.
      'DELETE /session',
      'PATCH /account',
      'PATCH /account/passkeys/:passkey',
      // They ask for the password or the factor themselves.
      'PUT /account/password',
      'POST /session',
      'POST /session/second',
      'POST /session/second/passkey',
      'POST /session/passkey',
      'POST /session/passkey/options',
      'POST /session/fresh',
      'POST /session/fresh/passkey',
      // By a link from a mail.
      'POST /password-resets',
      'POST /password-resets/look',
      'POST /password-resets/use',
      'POST /invitations/look',
      'POST /invitations/accept',
      // Takes back what nobody has yet.
      'DELETE /invitations/:invitation',
    ]);
    const powerful = /\/(session|sessions|account|people|person|grants|invitations|keys|security|password-resets)\b/;
    const open = allRoutes.filter(({ method, path, spec }) => method !== 'GET' && powerful.test(path) && !spec.fresh);
    expect(open.map(({ key }) => key).filter((key) => !exempt.has(key))).toEqual([]);
  });

  it('refuses a session that was proved too long ago, and goes on once it is proved again', async () => {
    const email = 'librarian@example.org';
    const grants: Grant[] = [{ role: 'library-admin', libraryId: library.id, collectionId: null }];
    const admin = await app.signedIn({ email, name: 'L', grants });
    const invite = () =>
      admin.post(`/libraries/${library.pid}/invitations`, {
        email: `n${Math.random()}@example.org`,
        role: 'cataloger',
      });
    expect((await invite()).status).toBe(201);
    await age(email, 'verified_at', '16 minutes');
    const refused = await invite();
    expect([refused.status, refused.body.code]).toEqual([403, 'session.not-fresh']);
    // Reading, and what gives no power, goes on.
    expect((await admin.get(`/libraries/${library.pid}/people`)).status).toBe(200);
    const prove = (proof: object) => admin.post('/session/fresh', { proof });
    expect((await prove({ by: 'password', password: 'not the right one' })).body.code).toBe('account.wrong-password');
    expect((await invite()).status).toBe(403);
    expect((await prove({ by: 'password', password })).status).toBe(200);
    expect((await invite()).status).toBe(201);
    const { secret } = (await admin.post('/account/totp')).body;
    const { recoveryCodes } = (await admin.post('/account/totp/confirm', { code: appCode(secret, -1) })).body;
    await age(email, 'verified_at', '16 minutes');
    expect((await admin.delete('/account/totp')).body.code).toBe('session.not-fresh');
    // A session that was stolen together with the password takes no factor away.
    const byPassword = await prove({ by: 'password', password });
    expect([byPassword.status, byPassword.body.code]).toEqual([422, 'factor.password-not-enough']);
    expect((await admin.delete('/account/totp')).body.code).toBe('session.not-fresh');
    expect((await prove({ by: 'recovery', code: 'not-one-of-them' })).body.code).toBe('factor.wrong-recovery');
    expect((await prove({ by: 'recovery', code: recoveryCodes[0] })).status).toBe(200);
    expect((await invite()).status).toBe(201);
    expect((await prove({ by: 'recovery', code: recoveryCodes[0] })).body.code).toBe('factor.wrong-recovery');
    await age(email, 'verified_at', '16 minutes');
    expect((await invite()).body.code).toBe('session.not-fresh');
    expect((await prove({ by: 'code', code: appCode(secret) })).status).toBe(200);
    expect((await prove({ by: 'code', code: appCode(secret) })).body.code).toBe('factor.wrong-code');
    expect((await invite()).status).toBe(201);
    // Those who may not at all are not asked to prove anything.
    const reader = await app.signedIn({ email: 'reader@example.org', name: 'R' });
    await age('reader@example.org', 'verified_at', '1 day');
    expect((await reader.put('/platform/security', await rules())).body.code).toBe('access.denied');
  });

  it('asks admins for a second factor when it is set, on the server, and nothing of theirs opens before', async () => {
    const wanted = { ...(await rules()), requireFactor: true };
    expect((await boss.put('/platform/security', wanted)).body.code).toBe('factor.own-first');
    const { secret } = (await boss.post('/account/totp')).body;
    await boss.post('/account/totp/confirm', { code: appCode(secret, -1) });
    const grants: Grant[] = [{ role: 'library-admin', libraryId: library.id, collectionId: null }];
    const before = await app.signedIn({ email: 'before@example.org', name: 'A', grants });
    const cataloger = await app.signedIn({
      email: 'cataloger@example.org',
      name: 'C',
      grants: [{ role: 'cataloger', libraryId: library.id, collectionId: null }],
    });
    expect((await boss.put('/platform/security', wanted)).status).toBe(200);
    const admin = await app.signedIn({ email: 'after@example.org', name: 'A', grants });
    for (const one of [admin, before]) {
      expect((await one.get('/session')).body).toMatchObject({ mustEnrol: true, libraries: [], permissions: [] });
      for (const path of [`/libraries/${library.pid}/people`, `/libraries/${library.pid}/settings`, '/sessions']) {
        expect((await one.get(path)).body.code).toBe('session.factor-required');
      }
      expect((await one.patch('/account', { name: 'X' })).body.code).toBe('session.factor-required');
      // What is public is seen as by anybody.
      expect((await one.get('/libraries')).status).toBe(200);
    }
    expect((await cataloger.get('/sessions')).status).toBe(200);
    const own = (await admin.post('/account/totp')).body;
    expect((await admin.post('/account/totp/confirm', { code: appCode(own.secret) })).status).toBe(200);
    expect((await admin.get(`/libraries/${library.pid}/people`)).status).toBe(200);
    expect((await admin.delete('/account/totp')).body.code).toBe('factor.last');
    expect((await boss.get('/audit?action=platform.security')).body.rows).toHaveLength(1);
    expect((await boss.put('/platform/security', { ...wanted, requireFactor: false })).status).toBe(200);
    expect((await admin.delete('/account/totp')).status).toBe(200);
  });

  it('ends sessions of admins sooner, and those of a new admin at once', async () => {
    const email = 'worker@example.org';
    const worker = await app.signedIn({
      email,
      name: 'W',
      grants: [{ role: 'cataloger', libraryId: library.id, collectionId: null }],
    });
    const alive = async () => (await worker.get('/session')).body.account !== null;
    const setAge = () => age(email, 'last_seen_at', '13 hours');
    await setAge();
    expect(await alive()).toBe(true);
    await setAge();
    const { id } = (await app.accounts.byEmail(email))!;
    await app.accounts.give(id, { role: 'library-admin', libraryId: library.id, collectionId: null }, null);
    expect(await alive()).toBe(false);
    const reply = await worker.signIn(email, password);
    expect(String(reply.headers['set-cookie'])).toContain(`Max-Age=${12 * 3600}`);
    expect(await alive()).toBe(true);
    await age(email, 'created_at', '8 days');
    expect(await alive()).toBe(false);
    await app.database.query(`DELETE FROM role_grant WHERE account_id = $1 AND role = 'library-admin'`, [id]);
    await worker.signIn(email, password);
    await age(email, 'created_at', '8 days');
    // Sliding gives what is now theirs.
    await age(email, 'last_seen_at', '6 minutes');
    expect(await alive()).toBe(true);
    const [row] = await app.database.query<{ days: number }>(
      `SELECT extract(epoch FROM expires_at - now())::float / 86400 AS days FROM session WHERE account_id = $1
        ORDER BY created_at DESC LIMIT 1`,
      [id],
    );
    expect(row!.days).toBeGreaterThan(13.9);
  });
});
