import { type TestApp, password, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';
import { makeCollection, makeLibrary, type Place, tokenOf, waitingMail } from '../../support/world.js';

describe('invitations', () => {
  let app: TestApp;
  let library: Place;
  let other: Place;
  let collection: Place;
  let platform: Visitor;
  let admin: Visitor;

  beforeAll(async () => {
    app = await startApp();
    library = await makeLibrary(app.database, 'chengxin');
    other = await makeLibrary(app.database, 'other');
    collection = await makeCollection(app.database, library, 'guji');
    platform = await app.signedIn({
      email: 'platform@example.org',
      name: '平台',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    admin = await app.signedIn({
      email: 'admin@example.org',
      name: '馆长',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
  });
  afterAll(() => app?.stop());

  it('bring a new person in, with a name and a password of their own', async () => {
    const path = `/libraries/${library.pid}/invitations`;
    const sent = await admin.post(path, { email: 'New@example.org', role: 'cataloger', locale: 'zh-TW' });
    expect(sent.status).toBe(201);
    const [mail] = await waitingMail(app.database, 'new@example.org');
    expect(mail).toMatchObject({
      template: 'invitation',
      locale: 'zh-TW',
      params: { inviter: '馆长', role: '編目員', place: 'chengxin圖書館' },
    });
    // No mail server here: the inviter is shown the link as well.
    expect(sent.body.link).toBe(mail!.params['link']);
    const token = tokenOf(sent.body.link as string);
    const visitor = app.visitor();
    expect((await visitor.post('/invitations/look', { token })).body).toMatchObject({
      email: 'New@example.org',
      role: 'cataloger',
      library: { pid: library.pid },
      invitedBy: '馆长',
      hasAccount: false,
      signedIn: false,
    });
    const bare = await visitor.post('/invitations/accept', { token });
    expect(bare.body).toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'body.name' }, { path: 'body.password' }],
    });
    const weak = await visitor.post('/invitations/accept', { token, name: '新人', password: '12345' });
    expect(weak.body.code).toBe('account.weak-password');
    const reply = visitor.keep(await visitor.post('/invitations/accept', { token, name: '新人', password }));
    expect(reply.body).toMatchObject({
      account: { email: 'New@example.org', name: '新人', locale: 'zh-TW' },
      libraries: [{ pid: library.pid, roles: ['cataloger'] }],
    });
    expect((await visitor.get('/session')).body.account.name).toBe('新人');
    const again = await app.visitor().post('/invitations/accept', { token, name: 'X', password });
    expect([again.status, again.body.code]).toEqual([410, 'token.invalid']);
  });

  it('make the account in the language in which they were read', async () => {
    const path = `/libraries/${library.pid}/invitations`;
    const { link } = (await admin.post(path, { email: 'english@example.org', role: 'reader' })).body;
    const taken = { token: tokenOf(link as string), name: 'Reader', password, locale: 'en' };
    expect((await app.visitor().post('/invitations/accept', taken)).body.account.locale).toBe('en');
  });

  it('fill nobody’s mailbox, however often they are sent and by whomever', async () => {
    const email = 'ten@example.org';
    const { pid } = (await admin.post(`/libraries/${library.pid}/invitations`, { email, role: 'reader' })).body;
    const replies = await Promise.all(Array.from({ length: 10 }, () => admin.post(`/invitations/${pid}/resend`)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
    const refused = replies.find(({ status }) => status !== 200)!;
    expect([refused.status, refused.body.code, refused.body.params.retryAfter]).toEqual([
      429,
      'request.too-many',
      expect.any(Number),
    ]);
    const elsewhere = await platform.post('/platform/invitations', {
      email: 'TEN@example.org',
      role: 'platform-admin',
    });
    expect(elsewhere.status).toBe(429);
    expect(await waitingMail(app.database, email)).toHaveLength(4);
    // Others are not made to wait.
    const other = { email: 'eleven@example.org', role: 'reader' };
    expect((await admin.post(`/libraries/${library.pid}/invitations`, other)).status).toBe(201);
  });

  it('give an account that exists the role only when its owner is signed in', async () => {
    const owner = await app.signedIn({ email: 'owner@example.org', name: 'Owner' });
    const stranger = await app.signedIn({ email: 'stranger@example.org', name: 'Stranger' });
    const sent = await admin.post(`/collections/${collection.pid}/invitations`, {
      email: 'owner@example.org',
      role: 'reviewer',
    });
    // Nobody but the owner is to see a link to an account that exists.
    expect(sent.body).toMatchObject({ link: null, mailed: false });
    const [mail] = await waitingMail(app.database, 'owner@example.org');
    expect(mail).toMatchObject({ template: 'invitation-known' });
    const token = tokenOf(mail!.params['link']!);
    expect((await app.visitor().post('/invitations/look', { token })).body).toMatchObject({
      hasAccount: true,
      signedIn: false,
      collection: { pid: collection.pid },
    });
    const taken = { token, name: 'Taken over', password: 'taken over by the link' };
    expect((await app.visitor().post('/invitations/accept', taken)).status).toBe(401);
    expect((await stranger.post('/invitations/accept', taken)).status).toBe(401);
    expect((await owner.post('/invitations/look', { token })).body.signedIn).toBe(true);
    const reply = await owner.post('/invitations/accept', { token });
    expect(reply.body.libraries).toEqual([
      expect.objectContaining({
        pid: library.pid,
        roles: [],
        permissions: [],
        collections: [
          expect.objectContaining({ pid: collection.pid, permissions: expect.arrayContaining(['item.publish']) }),
        ],
      }),
    ]);
    expect((await app.visitor().signIn('owner@example.org', password)).body.account.name).toBe('Owner');
  });

  it('are listed, sent again with a new link, and taken back', async () => {
    const path = `/libraries/${library.pid}/invitations`;
    const sent = await admin.post(path, { email: 'again@example.org', role: 'reader' });
    const list = async () =>
      ((await admin.get(path)).body.rows as { pid: string; email: string }[]).map((row) => row.email);
    expect(await list()).toContain('again@example.org');
    const second = await admin.post(`/invitations/${sent.body.pid}/resend`);
    const look = async (link: string) =>
      (await app.visitor().post('/invitations/look', { token: tokenOf(link) })).status;
    expect(await look(sent.body.link as string)).toBe(410);
    expect(await look(second.body.link as string)).toBe(200);
    expect((await admin.delete(`/invitations/${sent.body.pid}`)).status).toBe(200);
    expect(await look(second.body.link as string)).toBe(410);
    expect(await list()).not.toContain('again@example.org');
    expect((await admin.delete(`/invitations/${sent.body.pid}`)).body.code).toBe('invitation.not-found');
  });

  it('replace an earlier one to the same place, and end after a week', async () => {
    const path = `/libraries/${library.pid}/invitations`;
    const first = await admin.post(path, { email: 'twice@example.org', role: 'reader' });
    const second = await admin.post(path, { email: 'TWICE@example.org', role: 'cataloger' });
    const look = async (link: string) => app.visitor().post('/invitations/look', { token: tokenOf(link) });
    expect((await look(first.body.link as string)).status).toBe(410);
    expect((await look(second.body.link as string)).body.role).toBe('cataloger');
    await app.database.query(`UPDATE account_token SET expires_at = now() - interval '1 second' WHERE pid = $1`, [
      second.body.pid,
    ]);
    expect((await look(second.body.link as string)).status).toBe(410);
    const rows = (await admin.get(path)).body.rows as { pid: string; expired: boolean }[];
    expect(rows.find((row) => row.pid === second.body.pid)!.expired).toBe(true);
  });

  it('never reach above the inviter, nor into another library', async () => {
    const reviewer = await app.signedIn({
      email: 'reviewer@example.org',
      name: 'Reviewer',
      grants: [{ role: 'reviewer', libraryId: library.id, collectionId: null }],
    });
    const to = { email: 'someone@example.org', role: 'reader' };
    expect((await reviewer.post(`/libraries/${library.pid}/invitations`, to)).status).toBe(403);
    expect((await admin.post(`/libraries/${other.pid}/invitations`, to)).status).toBe(404);
    expect((await admin.post(`/platform/invitations`, { ...to, role: 'platform-admin' })).status).toBe(403);
    const above = await admin.post(`/libraries/${library.pid}/invitations`, { ...to, role: 'platform-admin' });
    expect(above.status).toBe(400);
    const wrong = await admin.post(`/collections/${collection.pid}/invitations`, { ...to, role: 'library-admin' });
    expect(wrong.status).toBe(400);
    expect((await platform.post(`/platform/invitations`, { ...to, role: 'platform-admin' })).status).toBe(201);
  });

  it('are refused for a role that the person has already', async () => {
    const reply = await admin.post(`/libraries/${library.pid}/invitations`, {
      email: 'ADMIN@example.org',
      role: 'library-admin',
    });
    expect([reply.status, reply.body.code]).toEqual([409, 'grant.exists']);
  });

  it('of one library are not seen by another', async () => {
    const stranger = await app.signedIn({
      email: 'other-admin@example.org',
      name: 'Other',
      grants: [{ role: 'library-admin', libraryId: other.id, collectionId: null }],
    });
    const sent = await admin.post(`/libraries/${library.pid}/invitations`, { email: 'x@example.org', role: 'reader' });
    expect((await stranger.get(`/libraries/${library.pid}/invitations`)).status).toBe(404);
    expect((await stranger.post(`/invitations/${sent.body.pid}/resend`)).status).toBe(404);
    expect((await stranger.delete(`/invitations/${sent.body.pid}`)).status).toBe(404);
    expect((await stranger.get(`/libraries/${other.pid}/invitations`)).body.rows).toEqual([]);
  });

  it('let the first admin in, from the command line', async () => {
    const { AdminAppointment } = await import('../../../server/modules/account/admin.appointment.js');
    const appointment = app.app.get(AdminAppointment);
    await expect(appointment.appoint('not an address')).rejects.toThrow('admin needs');
    const link = await appointment.appoint('first@example.org');
    const visitor = app.visitor();
    const reply = visitor.keep(await visitor.post('/password-resets/use', { token: tokenOf(link), password }));
    expect(reply.body).toMatchObject({ account: { email: 'first@example.org' }, roles: ['platform-admin'] });
    expect((await visitor.get('/people')).status).toBe(200);
  });
});
