import { type TestApp, password, startApp } from '../../support/app.js';
import { good } from '../../support/seed.js';
import type { Visitor } from '../../support/visitor.js';
import { makeLibrary, type Place } from '../../support/world.js';

interface Line {
  person: { pid: string | null; name: string };
  action: string;
  subject: { kind: string; pid: string | null; title: string; within: string | null };
  detail: { times?: number; code?: string };
  ip: string | null;
  agent: string | null;
}

describe('the audit log of the door', () => {
  let app: TestApp;
  let library: Place;
  let platform: Visitor;
  beforeAll(async () => {
    app = await startApp({ RATE_LIMIT: 'on', TRUSTED_PROXIES: 'loopback' });
    library = await makeLibrary(app.database, 'chengxin');
    platform = await app.signedIn({
      email: 'platform@example.org',
      name: '平台',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
  });
  afterAll(() => app?.stop());

  const from = (ip: string, agent = 'Mozilla/5.0 Firefox/130') =>
    app.visitor({ 'x-forwarded-for': ip, 'user-agent': agent });
  const lines = async (query: string): Promise<Line[]> => (await platform.get(`/audit?limit=100&${query}`)).body.rows;

  it('says who came in, from where and with what', async () => {
    const account = await app.accounts.ensureAccount({ email: 'in@example.org', name: '來者', password });
    await from('198.51.100.1').signIn('in@example.org', password);
    expect(await lines(`action=session.begin&person=${account.pid}`)).toEqual([
      expect.objectContaining({
        person: { pid: account.pid, name: '來者' },
        subject: { kind: 'session', pid: account.pid, title: '來者', within: null },
        ip: '198.51.100.1',
        agent: 'Mozilla/5.0 Firefox/130',
      }),
    ]);
  });

  it('says what failed and who was made to wait, once and not a thousand times', async () => {
    const account = await app.accounts.ensureAccount({ email: 'tried@example.org', name: '被試', password });
    const thief = from('198.51.100.2', 'curl/8');
    for (let index = 0; index < 25; index++)
      await thief.post('/session', { email: 'tried@example.org', password: `guess ${index}` });
    const mine = await lines(`kind=session&subject=${account.pid}`);
    const told = (action: string) =>
      mine.filter((line) => line.action === action).map((line) => line.detail.times ?? 1);
    expect(told('session.fail')).toEqual([1]);
    expect(told('session.delay')).toEqual([10, 1]);
    // It is not known who it was.
    expect(mine[0]).toMatchObject({ person: { pid: null, name: '' }, ip: '198.51.100.2', agent: 'curl/8' });
    await app.database.query(`UPDATE account SET state = 'disabled' WHERE id = $1`, [account.id]);
    await from('198.51.100.3').post('/session', { email: 'tried@example.org', password });
    expect(await lines(`action=session.closed-account&subject=${account.pid}`)).toHaveLength(1);
  });

  it('bounds the lines that many addresses can cause, and tells the sum', async () => {
    const account = await app.accounts.ensureAccount({ email: 'many@example.org', name: 'Many', password });
    const { RefusalService } = await import('../../../server/modules/audit/refusal.service.js');
    const { systemCaller } = await import('../../../server/contract/caller.js');
    const refusals = app.app.get(RefusalService);
    const subject = { libraryId: null, kind: 'session' as const, pid: account.pid, title: 'Many' };
    for (let index = 0; index < 100; index++)
      await refusals.note(systemCaller('test'), 'session.fail', subject, `10.0.0.${index}`);
    const mine = await lines(`action=session.fail&subject=${account.pid}`);
    expect(mine).toHaveLength(31);
    expect(mine[0]!.detail.times).toBe(100);
  });

  it('keeps nothing of a name that may have been a password', async () => {
    for (const email of ['My-Secret-Pass1', 'zhang.san@example.org', 'pass word@no domain'])
      await from('198.51.100.4').post('/session', { email, password: 'x' });
    for (const email of ['zhang.san@example.org'])
      await from('198.51.100.5').post('/session', { email, password: 'x' });
    const titles = (await lines('action=session.fail'))
      .filter((line) => line.subject.pid === null)
      .map((line) => line.subject.title);
    expect(new Set(titles)).toEqual(new Set(['…', 'z…@example.org']));
  });

  it('says what somebody tried who may not, at the door and further in', async () => {
    const cataloger = await app.signedIn({
      email: 'cataloger@example.org',
      name: '編目',
      grants: [{ role: 'cataloger', libraryId: library.id, collectionId: null }],
    });
    const admin = await app.signedIn({
      email: 'admin@example.org',
      name: '館長',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
    for (let index = 0; index < 3; index++) await cataloger.get(`/libraries/${library.pid}/audit`);
    await admin.get('/people');
    await admin.post(`/libraries/${library.pid}/audit`, {}, { csrf: false });
    await app.visitor().get('/people');
    // To be asked who one is happens to everybody, and is none.
    await app.database.query(
      `UPDATE session SET verified_at = now() - interval '1 day' WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      ['admin@example.org'],
    );
    expect((await admin.delete('/sessions')).body.code).toBe('session.not-fresh');
    const denied = (await lines('action=session.deny')).map((line) => [
      line.person.name,
      line.subject.title,
      line.detail.code,
    ]);
    expect(denied).toEqual([
      ['館長', 'GET /people', 'access.denied'],
      ['編目', 'GET /libraries/:library/audit', 'access.denied'],
    ]);
    // No library is told of other people's sign-ins.
    const own = (await admin.get(`/libraries/${library.pid}/audit?kind=session`)).body.rows;
    expect(own).toEqual([]);
  });

  it('finds what was done to one kind of thing, and says where a thing is that has no page of its own', async () => {
    const made = async (path: string, body: object) => good(await platform.post(path, body)) as { pid: string };
    const list = await made('/vocabularies', { library: library.pid, key: 'banke', name: { 'zh-CN': '版刻' } });
    const term = await made(`/vocabularies/${list.pid}/terms`, { code: 'taoyin', label: { 'zh-CN': '套印本' } });
    const agent = await made('/agents', { library: library.pid, name: { 'zh-CN': '丁丙' } });
    const place = await made('/places', { library: library.pid, name: { 'zh-CN': '錢塘' } });
    const of = async (kind: string) =>
      (await lines(`kind=${kind}`)).map(({ action, subject }) => [action, subject.pid, subject.within]);
    expect(await of('vocabulary')).toEqual([['vocabulary.create', list.pid, null]]);
    expect(await of('term')).toEqual([['term.create', term.pid, list.pid]]);
    expect(await of('agent')).toEqual([['agent.create', agent.pid, null]]);
    expect(await of('place')).toEqual([['place.create', place.pid, null]]);
    expect((await platform.get('/audit?kind=scroll')).status).toBe(400);
  });

  it('is no change that readers would see', async () => {
    const newest = async () =>
      (await app.database.one<{ id: number | null }>('SELECT max(id) AS id FROM change'))!.id ?? 0;
    const before = await newest();
    await from('198.51.100.6').post('/session', { email: 'nobody@example.org', password: 'x' });
    await from('198.51.100.6').signIn('platform@example.org', password);
    expect(await newest()).toBe(before);
    const { version } = (await platform.get(`/libraries/${library.pid}/settings`)).body;
    const renamed = await platform.patch(`/libraries/${library.pid}`, { version, name: { 'zh-CN': '澄心堂' } });
    expect(renamed.status).toBe(200);
    expect(await newest()).toBeGreaterThan(before);
  });
});
