import { type TestApp, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';
import { makeCollection, makeLibrary, type Place } from '../../support/world.js';

interface Listed {
  pid: string;
  email: string;
  grants: { pid: string; role: string; library: { pid: string } | null; collection: { pid: string } | null }[];
}

describe('people and their roles', () => {
  let app: TestApp;
  let library: Place;
  let other: Place;
  let collection: Place;
  let foreign: Place;
  let platform: Visitor;
  let admin: Visitor;

  const grant = (role: 'library-admin' | 'reviewer' | 'cataloger' | 'reader', place: Place, within?: Place) => ({
    role,
    libraryId: place.id,
    collectionId: within?.id ?? null,
  });

  beforeAll(async () => {
    app = await startApp();
    library = await makeLibrary(app.database, 'one');
    other = await makeLibrary(app.database, 'two');
    collection = await makeCollection(app.database, library, 'letters');
    foreign = await makeCollection(app.database, other, 'letters');
    platform = await app.signedIn({
      email: 'platform@example.org',
      name: 'Platform',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    admin = await app.signedIn({
      email: 'admin@example.org',
      name: 'Admin',
      grants: [grant('library-admin', library)],
    });
  });
  afterAll(() => app?.stop());

  const people = async (query = ''): Promise<Listed[]> =>
    (await admin.get(`/libraries/${library.pid}/people${query}`)).body.rows as Listed[];
  const find = async (email: string) => (await people()).find((person) => person.email === email);

  it('are listed with their roles here, and without those elsewhere', async () => {
    await app.accounts.ensureAccount({
      email: 'both@example.org',
      name: 'Both',
      grants: [grant('cataloger', library, collection), grant('library-admin', other)],
    });
    await app.accounts.ensureAccount({ email: 'two@example.org', name: 'Two', grants: [grant('reader', other)] });
    const list = await people();
    expect(list.map((person) => person.email)).toEqual(['admin@example.org', 'both@example.org']);
    expect(list[1]!.grants).toEqual([
      expect.objectContaining({ role: 'cataloger', collection: expect.objectContaining({ pid: collection.pid }) }),
    ]);
    expect((await people('?q=BOTH')).map((person) => person.email)).toEqual(['both@example.org']);
    expect((await people('?q=%25')).length).toBe(0);
    expect((await people('?role=library-admin')).map((person) => person.email)).toEqual(['admin@example.org']);
    const first = (await admin.get(`/libraries/${library.pid}/people?limit=1`)).body;
    const second = (await admin.get(`/libraries/${library.pid}/people?limit=1&cursor=${first.next}`)).body;
    expect([first.rows[0].email, second.rows[0].email, second.next]).toEqual([
      'admin@example.org',
      'both@example.org',
      null,
    ]);
  });

  it('get a role, another, and lose both, in force with their very next request', async () => {
    const person = await app.signedIn({
      email: 'staff@example.org',
      name: 'Staff',
      grants: [grant('reader', library)],
    });
    const jobs = async () => (await person.get('/jobs')).status;
    expect(await jobs()).toBe(403);
    const { pid } = (await find('staff@example.org'))!;
    const path = `/libraries/${library.pid}/people/${pid}/grants`;
    const given = await admin.post(path, { role: 'cataloger', collection: collection.pid });
    expect(given.status).toBe(201);
    expect(await jobs()).toBe(200);
    expect((await admin.post(path, { role: 'cataloger', collection: collection.pid })).body.code).toBe('grant.exists');
    const changed = await admin.patch(`/grants/${given.body.pid}`, { role: 'reviewer' });
    expect(changed.body).toMatchObject({ role: 'reviewer', collection: { pid: collection.pid } });
    expect((await admin.patch(`/grants/${given.body.pid}`, { role: 'library-admin' })).status).toBe(400);
    expect((await admin.delete(`/grants/${given.body.pid}`)).status).toBe(200);
    expect(await jobs()).toBe(403);
    expect((await admin.delete(`/libraries/${library.pid}/people/${pid}`)).status).toBe(200);
    expect(await find('staff@example.org')).toBeUndefined();
  });

  it('of another library cannot be given roles, nor roles in its collections', async () => {
    const two = (await app.accounts.byEmail('two@example.org'))!;
    const stranger = await admin.post(`/libraries/${library.pid}/people/${two.pid}/grants`, { role: 'reader' });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'account.not-found']);
    const both = (await find('both@example.org'))!;
    const body = { role: 'cataloger', collection: foreign.pid };
    const elsewhere = await admin.post(`/libraries/${library.pid}/people/${both.pid}/grants`, body);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'collection.not-found']);
  });

  it('removed from one library keep their roles in another', async () => {
    const both = (await find('both@example.org'))!;
    expect((await admin.delete(`/libraries/${library.pid}/people/${both.pid}`)).status).toBe(200);
    const rows = await app.database.query<{ library_id: number }>(
      `SELECT g.library_id FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.email = 'both@example.org'`,
    );
    expect(rows.map((row) => row.library_id)).toEqual([other.id]);
  });

  it('always leave a library an admin', async () => {
    const me = (await find('admin@example.org'))!;
    const mine = me.grants[0]!.pid;
    for (const reply of [
      await admin.delete(`/grants/${mine}`),
      await admin.patch(`/grants/${mine}`, { role: 'reader' }),
      await admin.delete(`/libraries/${library.pid}/people/${me.pid}`),
    ]) {
      expect([reply.status, reply.body.code]).toEqual([409, 'account.last-admin']);
    }
    const second = await app.signedIn({
      email: 'second@example.org',
      name: 'Second',
      grants: [grant('library-admin', library)],
    });
    const { grants } = (await find('second@example.org'))!;
    // Each removes the other at the same moment: one of them has to stay.
    const [a, b] = await Promise.all([admin.delete(`/grants/${grants[0]!.pid}`), second.delete(`/grants/${mine}`)]);
    expect([a.status, b.status].filter((status) => status === 200)).toHaveLength(1);
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*) FROM role_grant WHERE library_id = $1 AND role = 'library-admin'`,
      [library.id],
    );
    expect(row!.count).toBe(1);
  });

  it('with an account are seen by the platform alone, which can close one but not its last admin', async () => {
    expect((await admin.get('/people')).status).toBe(403);
    const all = (await platform.get('/people?limit=200')).body.rows as Listed[];
    expect(all.map((person) => person.email)).toEqual(
      expect.arrayContaining(['platform@example.org', 'two@example.org', 'both@example.org']),
    );
    const victim = await app.signedIn({ email: 'victim@example.org', name: 'Victim' });
    const account = (await app.accounts.byEmail('victim@example.org'))!;
    const closed = await platform.patch(`/people/${account.pid}`, { state: 'disabled' });
    expect(closed.body).toMatchObject({ state: 'disabled', email: 'victim@example.org' });
    expect((await victim.get('/sessions')).status).toBe(401);
    expect((await platform.patch(`/people/${account.pid}`, { state: 'active' })).body.state).toBe('active');
    const self = all.find((person) => person.email === 'platform@example.org')!;
    expect((await platform.patch(`/people/${self.pid}`, { state: 'disabled' })).body.code).toBe('account.last-admin');
    expect((await platform.delete(`/grants/${self.grants[0]!.pid}`)).body.code).toBe('account.last-admin');
    expect((await platform.get('/people')).status).toBe(200);
  });

  it('change their own name and language', async () => {
    const person = await app.signedIn({ email: 'self@example.org', name: 'Self' });
    expect((await person.patch('/account', { name: '  張三 ', locale: 'en' })).body).toMatchObject({
      name: '張三',
      locale: 'en',
    });
    expect((await person.get('/session')).body.account).toMatchObject({ name: '張三', locale: 'en' });
    expect((await person.patch('/account', { name: ' ' })).status).toBe(400);
  });
});
