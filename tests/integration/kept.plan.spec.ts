import type { Database } from '../../server/platform/database/database.js';
import { type Identity, runAs, staffIdentity, systemIdentity } from '../../server/platform/database/identity.js';
import { keptPlan } from '../../server/platform/database/kept.plan.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeCollection, makeLibrary, type Place } from '../support/world.js';

describe('plans that connections keep', () => {
  let app: TestApp;
  let db: Database;
  let north: Place;
  let south: Place;
  beforeAll(async () => {
    app = await startApp();
    db = app.database;
    [north, south] = [await makeLibrary(db, 'north'), await makeLibrary(db, 'south')];
    for (const library of [north, south]) {
      const collection = await makeCollection(db, library, 'letters');
      // Unpublished: nobody else’s to know.
      await db.query(
        `INSERT INTO item (pid, library_id, collection_id, title) SELECT 'unseen-' || ($1::bigint)::text || n, $1::bigint, $2::bigint, 'draft' FROM generate_series(1, 3) AS n`,
        [library.id, collection.id],
      );
    }
  });
  afterAll(() => app?.stop());

  const drafts = () =>
    db.query<{ library_id: number; connection: number }>(
      keptPlan(`SELECT library_id, pg_backend_pid() AS connection FROM item WHERE title = $1 ORDER BY id`),
      ['draft'],
    );
  const whose = async (identity: Identity) => (await db.as(identity, drafts)).map((row) => row.library_id);
  /** How often this connection went by a plan that it had. */
  const byHeart = async () =>
    (await db.one<{ n: number }>(
      `SELECT coalesce(sum(generic_plans), 0)::int AS n FROM pg_prepared_statements WHERE name LIKE 'kept_%'`,
    ))!.n;

  test('answer whoever has the connection by their own rights', async () => {
    const [one, other] = [staffIdentity([north.id], 'own'), staffIdentity([south.id], 'own')];
    await db.transaction(async () => {
      // More often than it takes until the plan is made for all.
      for (let round = 0; round < 10; round++) {
        expect(await whose(one)).toEqual([north.id, north.id, north.id]);
        expect(await whose(other)).toEqual([south.id, south.id, south.id]);
        expect(await whose(systemIdentity)).toHaveLength(6);
        expect(await whose(staffIdentity([], 'everything published'))).toEqual([]);
      }
      expect(await byHeart()).toBeGreaterThan(10);
    });
  });

  test('answer readers with what is published, as it is published and withdrawn', async () => {
    const seen = () =>
      db.asReader(async () => {
        const rows = [];
        for (let round = 0; round < 8; round++) rows.push((await drafts()).length);
        return new Set(rows);
      });
    expect(await seen()).toEqual(new Set([0]));
    await db.query(`UPDATE item SET first_published_at = now() WHERE library_id = $1`, [south.id]);
    expect(await seen()).toEqual(new Set([3]));
    await db.query(`UPDATE item SET first_published_at = NULL`);
    expect(await seen()).toEqual(new Set([0]));
    expect(await db.asReader(byHeart)).toBeGreaterThan(0);
  });

  test('are made anew when a migration has changed the tables under them', async () => {
    const all = () => db.query(keptPlan(`SELECT * FROM library WHERE id = $1`), [north.id]);
    const columns = async () => Object.keys((await runAs(systemIdentity, all))[0]!);
    for (let round = 0; round < 8; round++) expect(await columns()).not.toContain('motto');
    await app.asOwner(`ALTER TABLE library ADD COLUMN motto text`);
    for (let round = 0; round < 8; round++) expect(await columns()).toContain('motto');
    await app.asOwner(`ALTER TABLE library DROP COLUMN motto`);
    expect(await columns()).not.toContain('motto');
  });

  test('are not kept of statements whose text is always another', async () => {
    for (let at = 0; at < 400; at++) await db.query(keptPlan(`SELECT ${at} AS at, $1::int AS given`), [at]);
    const [{ most }] = (await db.query<{ most: number }>(
      `SELECT count(*)::int AS most FROM pg_prepared_statements WHERE name LIKE 'kept_%'`,
    )) as [{ most: number }];
    // Three hundred, and what was planned anew after the tables had changed.
    expect(most).toBeLessThan(320);
    expect(await db.one(keptPlan(`SELECT 'more' AS said, $1::int AS given`), [1])).toEqual({ said: 'more', given: 1 });
  });
});
