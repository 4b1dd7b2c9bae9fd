import { newPid } from '../../../server/contract/pid.js';
import { type TestApp, startApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';
import { makeLibrary } from '../../support/world.js';

describe('libraries and their audit log', () => {
  let app: TestApp;
  let platform: Visitor;
  let admin: Visitor;
  let pid: string;

  beforeAll(async () => {
    app = await startApp();
    platform = await app.signedIn({
      email: 'platform@example.org',
      name: '平台',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    const reply = await platform.post('/libraries', {
      slug: 'chengxin',
      name: { 'zh-CN': '澄心图书馆', en: 'Chengxin Library' },
      brand: { color: '#7a2e1d', seal: '澄心' },
      hosts: ['rare.example.cn'],
    });
    expect(reply.status).toBe(201);
    pid = reply.body.pid as string;
    const row = await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [pid]);
    admin = await app.signedIn({
      email: 'admin@example.org',
      name: '馆长',
      grants: [{ role: 'library-admin', libraryId: row!.id, collectionId: null }],
    });
  });
  afterAll(() => app?.stop());

  const settings = async () => (await admin.get(`/libraries/${pid}/settings`)).body;

  it('are taken in by the platform, once for each slug and host', async () => {
    const again = await platform.post('/libraries', { slug: 'chengxin', name: { en: 'x' } });
    expect([again.status, again.body.code]).toEqual([409, 'library.slug-taken']);
    const host = await platform.post('/libraries', { slug: 'third', name: { en: 'x' }, hosts: ['rare.example.cn'] });
    expect([host.status, host.body.code]).toEqual([409, 'library.host-taken']);
    expect((await platform.get('/platform/libraries')).body.rows).toHaveLength(1);
    expect((await platform.post('/libraries', { slug: 'none', name: {} })).status).toBe(400);
    expect((await platform.post('/libraries', { slug: 'No Good', name: { en: 'x' } })).status).toBe(400);
    expect((await admin.post('/libraries', { slug: 'mine', name: { en: 'x' } })).status).toBe(403);
  });

  it('are changed by their admin, against the version they saw', async () => {
    const before = await settings();
    const change = { description: { 'zh-CN': '以方志见长' }, audiences: ['campus', 'member'] };
    const reply = await admin.patch(`/libraries/${pid}`, { version: before.version, ...change });
    expect(reply.body).toMatchObject({
      ...change,
      version: before.version + 1,
      name: before.name,
      brand: before.brand,
    });
    const late = await admin.patch(`/libraries/${pid}`, { version: before.version, description: {} });
    expect([late.status, late.body.code, late.body.params.version]).toEqual([
      409,
      'library.changed',
      before.version + 1,
    ]);
    expect((await app.visitor().get(`/libraries/${pid}`)).status).toBe(404);
    expect((await admin.get(`/libraries/${pid}`)).status).toBe(200);
    const open = await admin.patch(`/libraries/${pid}`, { version: reply.body.version, audiences: ['public'] });
    expect(open.body.audiences).toEqual(['public']);
    expect((await app.visitor().get(`/libraries/${pid}`)).body).toMatchObject({
      slug: 'chengxin',
      host: 'rare.example.cn',
    });
  });

  it.each([
    ['slug', 'other'],
    ['hosts', []],
    ['quotaBytes', 1],
    ['quotaBytes', null],
    ['state', 'suspended'],
  ])('leave %s to the platform', async (key, value) => {
    const { version } = await settings();
    expect((await admin.patch(`/libraries/${pid}`, { version, [key]: value })).status).toBe(403);
    expect((await settings()).version).toBe(version);
  });

  it('take no picture of another library for their brand', async () => {
    const other = await makeLibrary(app.database, 'other');
    const file = newPid();
    await app.database.query(
      `INSERT INTO file (pid, library_id, sha256, size, media_type, name, storage_key)
       VALUES ($1, $2, '\\x00', 1, 'image/png', 'seal.png', 'x')`,
      [file, other.id],
    );
    const { version, brand } = await settings();
    const reply = await admin.patch(`/libraries/${pid}`, { version, brand: { ...brand, logo: file } });
    expect([reply.status, reply.body.fields]).toEqual([400, [{ path: 'body.brand.logo', code: 'file' }]]);
  });

  it('keep a line for every change, with what it was before', async () => {
    const { version } = await settings();
    await admin.patch(`/libraries/${pid}`, { version, terminalRanges: ['10.1.2.3'] });
    const page = (await admin.get(`/libraries/${pid}/audit`)).body;
    expect(page.rows[0]).toMatchObject({
      person: { name: '馆长' },
      action: 'library.edit',
      subject: { kind: 'library', pid, title: 'chengxin' },
      library: { pid },
      detail: { terminalRanges: { from: [], to: ['10.1.2.3/32'] } },
      ip: '127.0.0.1',
    });
    expect(page.rows[0].requestId).toMatch(/^[\w-]{8,64}$/);
    expect(page.rows.at(-1)).toMatchObject({ action: 'library.create', person: { name: '平台' } });
  });

  it('have their log paged, and looked through by person, action, kind, subject and time', async () => {
    const path = `/libraries/${pid}/audit`;
    const all = (await admin.get(path)).body.rows as { at: string; action: string; person: { pid: string } }[];
    const seen: unknown[] = [];
    let cursor = '';
    for (let turn = 0; turn < 20; turn++) {
      const page = (await admin.get(`${path}?limit=1${cursor}`)).body;
      seen.push(...page.rows);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(all);
    const count = async (query: string) => ((await admin.get(`${path}?${query}`)).body.rows as unknown[]).length;
    const me = (await admin.get('/session')).body.account.pid as string;
    expect(await count(`person=${me}`)).toBe(all.filter((row) => row.person.pid === me).length);
    expect(await count('action=library.create')).toBe(1);
    expect(await count('action=library.')).toBe(all.length);
    expect(await count('action=library')).toBe(0);
    expect(await count(`subject=${pid}&kind=library`)).toBe(all.length);
    expect(await count('kind=item')).toBe(0);
    expect(await count(`until=${encodeURIComponent(all[0]!.at)}`)).toBe(all.length - 1);
    expect((await admin.get(`${path}?cursor=nonsense`)).status).toBe(400);
    expect((await admin.get('/audit')).status).toBe(403);
    const everywhere = (await platform.get(`/audit?library=${pid}`)).body.rows as unknown[];
    expect(everywhere).toEqual(all);
  });
});
