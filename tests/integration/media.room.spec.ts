import pg from 'pg';
import { startApp, type TestApp } from '../support/app.js';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { migrating } from '../support/migrating.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

const truth = `SELECT coalesce(sum(size), 0)::bigint AS bytes FROM (SELECT DISTINCT library_id, sha256, size FROM file) AS kept`;
const kept = `SELECT coalesce(sum(bytes), 0)::bigint AS bytes FROM file_tally`;

/** What a library holds is a sum of differences: whoever comes and goes at once, it is what adding up all files would say. */
describe('the room of a library', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  const items: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    for (let at = 0; at < 8; at++) {
      const values = completeValues(seeded.collection.schema, `册${at}`, `R-${at}`);
      items.push(
        good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string,
      );
    }
  });
  afterAll(async () => app?.stop());

  const bytesOf = async (sql: string) => (await app.database.one<{ bytes: number }>(sql))!.bytes;
  const picture = (seed: number) => chart(40 + seed, 40, seed).png().toBuffer(); // prettier-ignore
  /** Files of an item that no page shows: they may go again. */
  const send = async (item: string, pictures: Buffer[]) => {
    const form = formOf(pictures.map((bytes, at) => ({ name: `${at}.png`, bytes })));
    return seeded.admin.send('POST', `/items/${item}/files?page=none`, { raw: form.raw, headers: form.headers });
  };
  type Outcome = { outcome: string; file: { pid: string; size: number } | null; problem: { code: string } | null };
  const outcomes = (reply: Awaited<ReturnType<typeof send>>) => good(reply).files as Outcome[];

  it('is what all files come to, with the same bytes brought and taken by many at once', async () => {
    const same = await picture(0);
    const others = await Promise.all(items.map((_, at) => picture(at + 1)));
    const brought = (await Promise.all(items.map((item, at) => send(item, [same, others[at]!])))).flatMap(outcomes);
    expect(brought.map(({ outcome }) => outcome)).toEqual(items.flatMap(() => ['stored', 'stored']));
    const all = [same, ...others].reduce((sum, { length }) => sum + length, 0);
    expect([await bytesOf(kept), await bytesOf(truth)]).toEqual([all, all]);
    await app.finishWork();
    // Eight files of the same bytes, and four of others.
    const pids = brought.map(({ file }) => file!.pid);
    const twins = pids.filter((_, at) => at % 2 === 0);
    const gone = [...twins, ...pids.filter((_, at) => at % 2 === 1).slice(0, 4)];
    for (const reply of await Promise.all(gone.map((pid) => seeded.admin.send('DELETE', `/files/${pid}`)))) good(reply);
    const left = others.slice(4).reduce((sum, { length }) => sum + length, 0);
    expect([await bytesOf(kept), await bytesOf(truth)]).toEqual([left, left]);
    const { rows } = (await app.database.one<{ rows: number }>(`SELECT count(*)::int AS rows FROM file_tally`))!;
    expect(rows).toBeLessThan(20);
  });

  it('is added up where two bring many in one statement, and take them away, at once', async () => {
    const clients = [0, 1].map(() => new pg.Client({ connectionString: app.databaseUrl }));
    const before = await bytesOf(kept);
    /** Each has written to the table before, as every statement has by the time that it adds up. */
    const both = async (sql: (who: number) => string) => {
      for (const client of clients) await client.query('BEGIN; LOCK TABLE file IN ROW EXCLUSIVE MODE');
      await Promise.all(
        clients.map(async (client, who) => {
          await client.query(sql(who));
          await client.query('COMMIT');
        }),
      );
      expect(await bytesOf(kept)).toBe(await bytesOf(truth));
    };
    try {
      for (const client of clients) await client.connect();
      // Half of them are the same bytes.
      await both(
        (who) => `INSERT INTO file (pid, library_id, sha256, size, media_type, name, storage_key)
          SELECT 'many' || ${who} || '-' || n, (SELECT id FROM library WHERE pid = '${seeded.library.pid}'), sha256(n::text::bytea), 10,
                 'image/png', 'many', 'many/' || n FROM generate_series(${1 + who * 1000}, ${2000 + who * 1000}) AS n`,
      );
      expect(await bytesOf(kept)).toBe(before + 30_000);
      await both((who) => `DELETE FROM file WHERE pid LIKE 'many${who}-%'`);
      expect(await bytesOf(kept)).toBe(before);
    } finally {
      for (const client of clients) await client.end();
    }
  });

  it('lets in of many who come at once as many as fit, and never more', async () => {
    const pictures = await Promise.all(items.map((_, at) => picture(at + 20)));
    const sizes = pictures.map(({ length }) => length);
    const before = await bytesOf(kept);
    const quota = before + sizes[0]! + sizes[1]! + sizes[2]!;
    await app.database.query(`UPDATE library SET quota_bytes = $1`, [quota]);
    try {
      const replies = await Promise.all(items.map((item, at) => send(item, [pictures[at]!])));
      const stored = replies.filter(({ status }) => status < 300).flatMap(outcomes).filter((one) => one.outcome === 'stored'); // prettier-ignore
      expect(stored.length).toBeGreaterThan(0);
      expect(stored.length).toBeLessThan(items.length);
      const after = await bytesOf(kept);
      expect(after).toBe(await bytesOf(truth));
      expect(after).toBe(before + stored.reduce((sum, { file }) => sum + file!.size, 0));
      expect(after).toBeLessThanOrEqual(quota);
    } finally {
      await app.database.query(`UPDATE library SET quota_bytes = NULL`);
    }
  });

  it('makes nobody wait for another where everything fits', async () => {
    const holder = new pg.Client({ connectionString: app.databaseUrl });
    await holder.connect();
    try {
      const { id } = (await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [
        seeded.library.pid,
      ]))!;
      await holder.query(`BEGIN`);
      await holder.query(`SELECT pg_advisory_xact_lock(hashtextextended('room', $1))`, [id]);
      expect(outcomes(await send(items[0]!, [await picture(40)]))).toMatchObject([{ outcome: 'stored' }]);
    } finally {
      await holder.end();
    }
  });

  it('holds for files that are written past the application, and none becomes other bytes', async () => {
    const others = [1, 2].map(() => new pg.Client({ connectionString: app.databaseUrl }));
    await Promise.all(others.map((one) => one.connect()));
    const [a, b] = others as [pg.Client, pg.Client];
    const insert = (client: pg.Client, pid: string, from: number, to: number) =>
      client.query(
        `INSERT INTO file (pid, library_id, sha256, size, media_type, name, storage_key, state)
         SELECT $1 || lpad(at::text, 8, '0'), library.id, decode(lpad(to_hex(at), 64, 'f'), 'hex'), 3, 'image/png', 'by hand',
           'by-hand/' || at, 'ready' FROM library, generate_series($3::int, $4::int) AS at WHERE library.pid = $2`,
        [pid, seeded.library.pid, from, to],
      );
    try {
      const before = await bytesOf(kept);
      await a.query('BEGIN');
      await insert(a, 'a', 0, 9);
      const second = insert(b, 'b', 5, 14);
      await a.query('COMMIT');
      await second;
      expect([await bytesOf(kept), await bytesOf(truth)]).toEqual([before + 45, before + 45]);
      await a.query('BEGIN');
      await a.query(`DELETE FROM file WHERE name = 'by hand' AND pid LIKE 'a%'`);
      const both = b.query(`DELETE FROM file WHERE name = 'by hand' AND pid LIKE 'b%'`);
      await a.query('COMMIT');
      await both;
      expect([await bytesOf(kept), await bytesOf(truth)]).toEqual([before, before]);
      await insert(a, 'm', 100, 3099);
      expect(await bytesOf(kept)).toBe(before + 9000);
      await a.query(`DELETE FROM file WHERE name = 'by hand'`);
      expect(await bytesOf(kept)).toBe(before);
      await expect(app.database.query(`UPDATE file SET size = size + 1`)).rejects.toThrow('keeps its library');
    } finally {
      await Promise.all(others.map((one) => one.end()));
    }
  });
});

describe('what a library keeps', () => {
  const database = migrating();

  test('files that were there before are counted on the way up, and lose nothing on the way down', async () => {
    const { client } = database;
    await client.query(`INSERT INTO library (pid, slug, name) VALUES ('000000019', 'room', '{}')`);
    for (const [at, letter] of ['a', 'a', 'b'].entries()) {
      await client.query(
        `INSERT INTO file (pid, library_id, sha256, size, media_type, name, storage_key)
         SELECT $1, id, decode($2, 'hex'), 7, 'image/png', '', $2 FROM library WHERE slug = 'room'`,
        [`00000002${at}`, letter.repeat(64)],
      );
    }
    await database.down(await database.stepsTo('KeepStoredBytes'));
    expect((await client.query(`SELECT 1 FROM file`)).rows).toHaveLength(3);
    await database.up();
    const sum = async () => Number((await client.query<{ bytes: unknown }>(kept)).rows[0]!.bytes);
    expect(await sum()).toBe(14);
    await client.query(`DELETE FROM file`);
    expect(await sum()).toBe(0);
  });
});
