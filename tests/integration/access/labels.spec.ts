import { type TestApp, password, startApp } from '../../support/app.js';
import { makeCollection, makeLibrary, type Place } from '../../support/world.js';
import type { Caller } from '../../../server/contract/caller.js';
import type { Grant } from '../../../server/contract/permissions.js';
import type { AccessService } from '../../../server/modules/access/access.service.js';

/** What a visitor sees of two libraries tells which labels they were given: one collection for each audience. */
async function furnish(app: TestApp) {
  const library = await makeLibrary(app.database, 'one');
  const other = await makeLibrary(app.database, 'two');
  await app.database.query(
    `UPDATE library SET campus_ranges = '{10.20.0.0/16,2001:da8:2::/48}', terminal_ranges = '{10.20.30.0/28}' WHERE id = $1`,
    [library.id],
  );
  await makeCollection(app.database, library, 'public');
  for (const audience of ['campus', 'onsite', 'member', 'staff']) {
    await makeCollection(app.database, library, audience, [`${audience}:${library.id}`, `staff:${library.id}`]);
  }
  await makeCollection(app.database, other, 'campus', [`campus:${other.id}`, `staff:${other.id}`]);
  return { library, other };
}

describe('labels behind a trusted proxy', () => {
  let app: TestApp;
  let library: Place;
  let other: Place;
  beforeAll(async () => {
    app = await startApp({ TRUSTED_PROXIES: 'loopback' });
    ({ library, other } = await furnish(app));
  });
  afterAll(() => app?.stop());

  const seen = async (ip: string, place = library): Promise<number> => {
    const reply = await app.visitor({ 'x-forwarded-for': ip }).get(`/libraries/${place.pid}`);
    expect(reply.status).toBe(200);
    return reply.body.collections as number;
  };

  it.each([
    ['8.8.8.8', 1],
    ['10.20.1.2', 2],
    ['::ffff:10.20.1.2', 2],
    ['10.21.1.2', 1],
    ['2001:da8:2:77::1', 2],
    ['2001:da8:3::1', 1],
    ['10.20.30.15', 3],
    ['10.20.30.16', 2],
    // The nearest address that we do not trust counts, not what it claims to have forwarded.
    ['10.20.1.2, 8.8.8.8', 1],
    // Some proxies write the port as well, also of the proxy before them.
    ['10.20.1.2:4711', 2],
    ['[2001:da8:2:77::1]:4711', 2],
    ['10.20.1.2:4711, 127.0.0.1:80', 2],
    ['10.20.1.2:4711, 8.8.8.8:80', 1],
    ['not an address', 1],
  ])('%s comes across %i of the collections', async (ip, count) => expect(await seen(ip)).toBe(count));

  it('of one library’s campus open nothing of another’s', async () => {
    expect(await seen('10.20.1.2', other)).toBe(0);
  });

  it('follow changed ranges at once', async () => {
    const admin = await app.signedIn({
      email: 'admin@example.org',
      name: 'Admin',
      grants: [{ role: 'library-admin', libraryId: other.id, collectionId: null }],
    });
    const path = `/libraries/${other.pid}`;
    const { version } = (await admin.get(`${path}/settings`)).body;
    const reply = await admin.patch(path, { version, campusRanges: ['172.16.5.9/12', '2001:db8::7'] });
    expect(reply.body.campusRanges).toEqual(['172.16.0.0/12', '2001:db8::7/128']);
    expect(await seen('172.31.255.1', other)).toBe(1);
    expect(await seen('2001:db8::7', other)).toBe(1);
    expect(await seen('2001:db8::8', other)).toBe(0);
    for (const range of ['10.0.0.0/33', '999.0.0.1', 'campus', '2001:db8::/129']) {
      const wrong = await admin.patch(path, { version: reply.body.version, campusRanges: [range] });
      expect(wrong.status).toBe(400);
    }
  });

  it('of a suspended library open nothing', async () => {
    await app.database.query(`UPDATE library SET state = 'suspended' WHERE id = $1`, [other.id]);
    const reply = await app.visitor({ 'x-forwarded-for': '172.16.0.1' }).get(`/libraries/${other.pid}`);
    expect([reply.status, reply.body.code]).toEqual([404, 'library.not-found']);
    await app.database.query(`UPDATE library SET state = 'active' WHERE id = $1`, [other.id]);
  });

  describe('of people', () => {
    let access: AccessService;
    const caller = async (grants: Grant[]): Promise<Caller> => ({
      accountId: 1,
      accountPid: null,
      name: 'x',
      grants,
      labels: await access.labelsFor(grants, null),
      ip: null,
      requestId: 'x',
      locale: 'en',
      siteLibraryId: null,
    });
    const slugs = async (grants: Grant[]) => {
      // Written behind its back: another process would know within a second.
      access.forgetCollections();
      const ids = await access.readableCollections(await caller(grants));
      const rows = await app.database.query<{ slug: string }>(
        `SELECT l.slug || '/' || c.slug AS slug FROM collection c JOIN library l ON l.id = c.library_id
          WHERE c.id = ANY ($1) ORDER BY 1`,
        [ids],
      );
      return rows.map((row) => row.slug);
    };
    beforeAll(async () => {
      const { AccessService: Service } = await import('../../../server/modules/access/access.service.js');
      access = app.app.get(Service);
    });

    it('open what their circle may see, and all of what they work for', async () => {
      const reader = { role: 'reader', libraryId: library.id, collectionId: null } as const;
      expect(await slugs([])).toEqual(['one/public']);
      expect(await slugs([reader])).toEqual(['one/member', 'one/public']);
      expect(await slugs([{ ...reader, role: 'cataloger' }])).toEqual([
        'one/campus',
        'one/member',
        'one/onsite',
        'one/public',
        'one/staff',
      ]);
      expect(await slugs([{ role: 'platform-admin', libraryId: null, collectionId: null }])).toHaveLength(6);
    });

    it('who work for one collection open that one, and are members but not staff elsewhere', async () => {
      const [row] = await app.database.query<{ id: number }>(`SELECT id FROM collection WHERE slug = 'onsite'`);
      const grant: Grant = { role: 'cataloger', libraryId: library.id, collectionId: row!.id };
      expect(await slugs([grant])).toEqual(['one/member', 'one/onsite', 'one/public']);
      expect((await caller([grant])).labels).not.toContain(`staff:${library.id}`);
    });

    it('see a closed collection only if they work for it', async () => {
      await app.database.query(`UPDATE collection SET state = 'closed' WHERE slug = 'public'`);
      expect(await slugs([])).toEqual([]);
      expect(await slugs([{ role: 'reader', libraryId: library.id, collectionId: null }])).toEqual(['one/member']);
      expect(await slugs([{ role: 'reviewer', libraryId: library.id, collectionId: null }])).toContain('one/public');
      await app.database.query(`UPDATE collection SET state = 'open' WHERE slug = 'public'`);
    });

    it('lose sight of a library that shuts itself off', async () => {
      await app.database.query(`UPDATE library SET labels = $2 WHERE id = $1`, [library.id, [`staff:${library.id}`]]);
      expect(await slugs([])).toEqual([]);
      expect(await slugs([{ role: 'reader', libraryId: library.id, collectionId: null }])).toEqual([]);
      expect(await slugs([{ role: 'cataloger', libraryId: library.id, collectionId: null }])).toHaveLength(5);
      await app.database.query(`UPDATE library SET labels = '{public}' WHERE id = $1`, [library.id]);
    });
  });
});

describe('labels without a trusted proxy', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ TRUSTED_PROXIES: '' });
  });
  afterAll(() => app?.stop());

  it('cannot be claimed by a header', async () => {
    const { library } = await furnish(app);
    for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip']) {
      const reply = await app.visitor({ [header]: '10.20.30.1' }).get(`/libraries/${library.pid}`);
      expect(reply.body.collections).toBe(1);
    }
    await app.accounts.ensureAccount({ email: 'x@example.org', name: 'X', password });
    const visitor = app.visitor({ 'x-forwarded-for': '10.20.30.1' });
    await visitor.signIn('x@example.org', password);
    expect((await visitor.get('/sessions')).body.rows[0].ip).toBe('127.0.0.1');
  });
});
