import { type TestApp, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';
import { makeCollection, makeLibrary, type Place } from '../../support/world.js';

describe('a role that was taken away', () => {
  let app: TestApp;
  let library: Place;
  let other: Place;
  let collection: Place;
  let admin: Visitor;
  let stranger: Visitor;
  let number = 0;

  beforeAll(async () => {
    app = await startApp();
    library = await makeLibrary(app.database, 'one');
    other = await makeLibrary(app.database, 'two');
    collection = await makeCollection(app.database, library, 'letters');
    const adminOf = ({ id }: Place, email: string, name: string) =>
      app.signedIn({ email, name, grants: [{ role: 'library-admin', libraryId: id, collectionId: null }] });
    admin = await adminOf(library, 'admin@example.org', '林镜湖');
    stranger = await adminOf(other, 'stranger@example.org', '外馆');
  });
  afterAll(() => app?.stop());

  /** A colleague who catalogs in one collection, and what the list says of them. */
  async function colleague(name: string) {
    const email = `colleague-${++number}@example.org`;
    const visitor = await app.signedIn({
      ...{ email, name },
      grants: [{ role: 'cataloger', libraryId: library.id, collectionId: collection.id }],
    });
    const { pid, grants } = (await listed(email))!;
    return { email, visitor, pid, grant: grants[0]!.pid };
  }
  const listed = async (email: string) =>
    (
      (await admin.get(`/libraries/${library.pid}/people`)).body.rows as {
        pid: string;
        email: string;
        grants: { pid: string; role: string }[];
      }[]
    ).find((one) => one.email === email);
  const taken = async (): Promise<{ pid: string; person: { email: string } }[]> =>
    (await admin.get(`/libraries/${library.pid}/taken-roles`)).body.rows;
  const giveBack = (pids: string[], by = admin, place = library) =>
    by.post(`/libraries/${place.pid}/taken-roles/give-back`, { taken: pids });
  const code = (reply: { status: number; body: { code?: string } }) => [reply.status, reply.body.code];

  it('is kept and given back as it was, with a line in the audit, and in force at once', async () => {
    const { email, visitor, grant, pid } = await colleague('陈编目');
    const before = await app.database.one('SELECT * FROM role_grant WHERE pid = $1', [grant]);
    const gone = await admin.delete(`/grants/${grant}`);
    expect(gone.body).toEqual({ done: true, taken: [expect.any(String)] });
    expect((await visitor.get('/jobs')).status).toBe(403);
    expect(await listed(email)).toBeUndefined();
    expect(await taken()).toEqual([
      {
        pid: gone.body.taken[0],
        person: { pid, name: '陈编目', email },
        role: 'cataloger',
        collection: { pid: collection.pid, name: expect.anything() },
        takenBy: '林镜湖',
        takenAt: expect.any(String),
        until: expect.any(String),
      },
    ]);
    const back = await giveBack(gone.body.taken);
    expect(back.body.grants).toEqual([expect.objectContaining({ pid: grant, role: 'cataloger' })]);
    expect((await visitor.get('/jobs')).status).toBe(200);
    const { id: _, ...after } = (await app.database.one<{ id: number }>('SELECT * FROM role_grant WHERE pid = $1', [
      grant,
    ]))!;
    expect(after).toEqual({ ...before, id: undefined });
    expect(await taken()).toEqual([]);
    const said = (await admin.get(`/libraries/${library.pid}/audit?subject=${pid}`)).body.rows;
    expect(said.map((row: { action: string }) => row.action)).toEqual(['grant.give-back', 'grant.take']);
  });

  it('goes and comes with all the others of one person, or not at all', async () => {
    const { email, pid } = await colleague('沈多任');
    await admin.post(`/libraries/${library.pid}/people/${pid}/grants`, { role: 'reviewer' });
    const gone = await admin.delete(`/libraries/${library.pid}/people/${pid}`);
    expect(gone.body.taken).toHaveLength(2);
    expect(code(await giveBack([...gone.body.taken, 'zzzzzzzzz'.slice(0, 9)]))[0]).toBeGreaterThanOrEqual(400);
    expect(await listed(email)).toBeUndefined();
    expect((await giveBack(gone.body.taken)).status).toBe(200);
    expect((await listed(email))!.grants.map(({ role }) => role)).toEqual(['cataloger', 'reviewer']);
  });

  it('is taken once and given back once, whoever else tries in the same moment', async () => {
    const { email, grant } = await colleague('陆争先');
    const both = await Promise.all([admin.delete(`/grants/${grant}`), admin.delete(`/grants/${grant}`)]);
    expect(both.map(code).sort()).toEqual([
      [200, undefined],
      [404, 'grant.not-found'],
    ]);
    const [one] = await taken();
    const back = await Promise.all([giveBack([one!.pid]), giveBack([one!.pid])]);
    expect(back.map(code).sort()).toEqual([
      [200, undefined],
      [409, 'taken-role.given-back'],
    ]);
    expect((await listed(email))!.grants).toHaveLength(1);
  });

  it('is offered no more, and says so, where it was granted anew meanwhile', async () => {
    const { email, pid, grant } = await colleague('顾重来');
    await admin.post(`/libraries/${library.pid}/people/${pid}/grants`, { role: 'reader' });
    const gone = (await admin.delete(`/grants/${grant}`)).body.taken;
    const anew = { role: 'cataloger', collection: collection.pid };
    expect((await admin.post(`/libraries/${library.pid}/people/${pid}/grants`, anew)).status).toBe(201);
    expect((await taken()).map(({ person }) => person.email)).not.toContain(email);
    expect(code(await giveBack(gone))).toEqual([409, 'grant.exists']);
    // Taken again, there are two of them, and giving back one answers for both.
    const { grants } = (await listed(email))!;
    const second = (await admin.delete(`/grants/${grants.find(({ role }) => role === 'cataloger')!.pid}`)).body.taken;
    expect((await giveBack(second)).status).toBe(200);
    expect(code(await giveBack(gone))).toEqual([409, 'grant.exists']);
  });

  it('is given by nobody who may not give it, and never by another library', async () => {
    const { email, grant } = await colleague('许外人');
    const gone = (await admin.delete(`/grants/${grant}`)).body.taken;
    expect(code(await giveBack(gone, stranger))).toEqual([404, 'library.not-found']);
    expect(code(await giveBack(gone, stranger, other))).toEqual([404, 'taken-role.not-found']);
    const worker = await colleague('许同事');
    expect(code(await giveBack(gone, worker.visitor))[0]).toBe(403);
    expect((await worker.visitor.get(`/libraries/${library.pid}/taken-roles`)).status).toBe(403);
    await app.database.query(`UPDATE collection SET state = 'removed' WHERE id = $1`, [collection.id]);
    expect(code(await giveBack(gone))).toEqual([404, 'collection.not-found']);
    expect((await taken()).map(({ person }) => person.email)).not.toContain(email);
    await app.database.query(`UPDATE collection SET state = 'open' WHERE id = $1`, [collection.id]);
    expect((await giveBack(gone)).status).toBe(200);
  });

  it('can be given back for thirty days, and is then forgotten', async () => {
    const { grant } = await colleague('老同事');
    const gone = (await admin.delete(`/grants/${grant}`)).body.taken;
    await app.database.query(`UPDATE role_taken SET taken_at = now() - interval '31 days' WHERE pid = ANY ($1)`, [
      gone,
    ]);
    expect(await taken()).toEqual([]);
    expect(code(await giveBack(gone))).toEqual([404, 'taken-role.not-found']);
    await admin.delete(`/grants/${(await colleague('新同事')).grant}`);
    expect(await app.database.query('SELECT 1 FROM role_taken WHERE pid = ANY ($1)', [gone])).toEqual([]);
  });

  it('never leaves a library without an admin, and tells beforehand what is open', async () => {
    const me = (await listed('admin@example.org'))!;
    expect(code(await admin.delete(`/grants/${me.grants[0]!.pid}`))).toEqual([409, 'account.last-admin']);
    expect(await app.database.query(`SELECT 1 FROM role_taken WHERE role = 'library-admin'`)).toEqual([]);
    const { pid } = await colleague('周未完');
    const path = `/libraries/${library.pid}/people/${pid}/open-work`;
    expect((await admin.get(path)).body).toEqual({ drafts: 0, submitted: 0, batches: 0 });
    await app.database.query(
      `INSERT INTO batch (pid, library_id, collection_id, kind, state, acting_by)
       SELECT 'openwork0', $1, $2, 'publish', 'applying', id FROM account WHERE pid = $3`,
      [library.id, collection.id, pid],
    );
    expect((await admin.get(`${path}?collection=${collection.pid}`)).body).toEqual({
      ...{ drafts: 0, submitted: 0, batches: 1 },
    });
  });
});
