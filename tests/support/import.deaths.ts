import pg from 'pg';
import { formOf } from './bytes.js';
import { eventually } from './eventually.js';
import { startPlatform, type TestPlatform } from './platform.js';
import { good, seedCollection } from './seed.js';
import type { Visitor } from './visitor.js';

const branches = 30;
interface Seen {
  pid: string;
  state: string;
  counts: Record<string, number>;
}

/** A table that is brought by more than one part, planned and written by many; below comes before above in it. */
const table = (count: number) => {
  const lines = Array.from({ length: count }, (_, nth) => {
    const at = count - 1 - nth;
    return `T${at},${at < branches ? '' : `T${at % branches}`},词${at}`;
  });
  return `code,parent,name:zh-CN\n${lines.join('\n')}\n`;
};

/** Its worker dies while it is brought, planned, written and taken back. */
export function describeDeaths(count: number): void {
  describe(`a file of ${count} terms whose worker dies`, () => {
    let platform: TestPlatform;
    let db: pg.Client;
    let admin: Visitor;
    let vocabulary: string;

    beforeAll(async () => {
      platform = await startPlatform({ servers: 1, workers: 1 });
      db = new pg.Client({ connectionString: platform.databaseUrl });
      await db.connect();
      const seeded = await seedCollection(platform.url, platform.databaseUrl);
      admin = seeded.admin;
      const wanted = { library: seeded.library.pid, key: 'si', name: { 'zh-CN': '四' } };
      vocabulary = good(await admin.post('/vocabularies', wanted)).pid;
    }, 120_000);
    afterAll(async () => {
      await db?.end();
      await platform?.stop();
    });

    const look = async (pid: string): Promise<Seen> => good(await admin.get(`/authorities/imports/${pid}`));
    const until = (pid: string, state: string) =>
    eventually(() => look(pid), (now) => now.state === state || now.state === 'failed', { withinMs: 200_000, tell: () => platform.log() }); // prettier-ignore
    const number = async (sql: string): Promise<number> => Number((await db.query<{ n: string }>(sql)).rows[0]!.n);
    const terms = () =>
      number(`SELECT count(*) AS n FROM term JOIN vocabulary v ON v.id = vocabulary_id WHERE v.key = 'si'`);
    /** As soon as some of it holds, and not all. */
    const killWhen = async (sql: string): Promise<void> => {
      await eventually(() => number(sql), (n) => n > 0, { withinMs: 120_000, everyMs: 5, tell: () => platform.log() }); // prettier-ignore
      const [worker] = platform.workers;
      await worker!.kill();
      await worker!.start();
      // Nobody waits here for fifteen seconds of silence.
      await db.query(`UPDATE job SET heartbeat_at = now() - interval '1 minute' WHERE state = 'running'`);
    };

    it('is brought, planned, written and taken back once, wherever that was', async () => {
      const form = formOf([{ name: 'si.csv', bytes: Buffer.from(table(count)) }]);
      const { pid } = good(await admin.send('POST', `/authorities/imports?kind=term&vocabulary=${vocabulary}`, form));
      const own = `batch_id = (SELECT id FROM batch WHERE pid = '${pid}')`;
      await killWhen(`SELECT count(*) AS n FROM (SELECT 1 FROM batch_row WHERE ${own} LIMIT 1) AS few`);
      await killWhen(
        `SELECT count(*) AS n FROM (SELECT 1 FROM batch_row WHERE ${own} AND action IS NOT NULL LIMIT 1) AS few`,
      );
      const planned = await until(pid, 'read');
      expect(planned).toMatchObject({ state: 'read', counts: { add: count, change: 0, same: 0, bad: 0 } });
      // The file has been taken over, and lies nowhere any more.
      expect(
        await number(
          `SELECT count(*) AS n FROM batch WHERE pid = '${pid}' AND (file IS NOT NULL OR bytes IS NOT NULL)`,
        ),
      ).toBe(0);
      expect(await number(`SELECT count(*) AS n FROM batch_row WHERE ${own} AND given IS NOT NULL`)).toBe(0);
      expect(await terms()).toBe(0);

      good(await admin.post(`/authorities/imports/${pid}/apply`, {}));
      await killWhen(
        `SELECT count(*) AS n FROM (SELECT 1 FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE v.key = 'si' LIMIT 1) AS few`,
      );
      good(await admin.post(`/authorities/imports/${pid}/stop`));
      expect((await until(pid, 'stopped')).counts.written).toBeLessThan(count);
      good(await admin.post(`/authorities/imports/${pid}/apply`, {}));
      expect(await until(pid, 'applied')).toMatchObject({ state: 'applied', counts: { written: count, left: 0 } });
      expect(await terms()).toBe(count);
      // Each found what it stands below, though that stands behind it in the file; and the order of the file is theirs.
      expect(
        await number(`SELECT count(*) AS n FROM term t JOIN term up ON up.id = t.parent_id WHERE t.code LIKE 'T%'`),
      ).toBe(count - branches);
      const { rows } = await db.query<{ code: string }>(
        `SELECT code FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE v.key = 'si' ORDER BY t.ord LIMIT 2`,
      );
      expect(rows.map(({ code }) => code)).toEqual([`T${count - 1}`, `T${count - 2}`]);

      const branch = good(await admin.get(`/vocabularies/${vocabulary}/branch?parent=T3&limit=1`)).rows[0];
      good(await admin.patch(`/terms/${branch.pid}`, { version: branch.version, variants: ['有人改過'] }));
      good(await admin.post(`/authorities/imports/${pid}/undo`));
      await killWhen(
        `SELECT count(*) AS n FROM (SELECT 1 FROM batch_row WHERE ${own} AND done = 'undone' LIMIT 1) AS few`,
      );
      // What somebody changed stays, and what it stands below.
      expect(await until(pid, 'undone')).toMatchObject({ state: 'undone', counts: { undone: count - 2, kept: 2 } });
      expect(await terms()).toBe(2);
    }, 600_000);
  });
}
