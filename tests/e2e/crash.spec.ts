import pg from 'pg';
import { answeredBy, Cataloger } from '../support/cataloger.js';
import { dice } from '../support/dice.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, seedCollection } from '../support/seed.js';

/**
 * Power cuts: whatever was answered before must be true after, and nothing may be there twice. Six of them from a
 * seed; `npm run proof kills` makes as many as one likes, of the database and the launcher too.
 */
const kills = 6;

describe(`${kills} power cuts`, () => {
  let platform: TestPlatform;
  let db: pg.Client;

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    db = new pg.Client({ connectionString: platform.databaseUrl });
    await db.connect();
  });

  afterAll(async () => {
    await db?.end();
    await platform?.stop();
  });

  const count = async (sql: string): Promise<number> =>
    Number((await db.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]!.n);

  /** What is still to be done, so that a failure says what hung. */
  const stuck = async (): Promise<string> => {
    const jobs = await db.query(`SELECT * FROM job WHERE state IN ('queued', 'running', 'stopping')`);
    const outbox = await db.query('SELECT * FROM search_outbox');
    return JSON.stringify({ jobs: jobs.rows, outbox: outbox.rows }, null, 1);
  };

  it('leave every answer true and nothing doubled', async () => {
    const roll = dice(20261121);
    const seeded = await seedCollection(platform.url, platform.databaseUrl);
    const people = ['甲', '乙', '丙'].map((name) => new Cataloger(seeded, roll, name));
    const [server, worker] = [platform.servers[0]!, platform.workers[0]!];
    const each = [[server], [worker], [server, worker], [server]];
    for (let kill = 0; kill < kills; kill++) {
      const work = Promise.all(people.map((one) => one.work()));
      // A failure is thrown where it is awaited; until then it must not end the process.
      work.catch(() => undefined);
      await Promise.race([answeredBy(people, 1 + Math.floor(roll() * 12)), work]);
      // The first rounds meet each of them, whatever the dice say.
      const victims = each[kill < each.length ? kill : Math.floor(roll() * each.length)]!;
      await Promise.all(victims.map((one) => one.kill()));
      await Promise.all(victims.map((one) => one.start()));
      for (const one of people) one.stop();
      await work;
      await Promise.all(people.map((one) => one.verify()));
    }
    const answered = people.reduce((sum, one) => sum + one.answered, 0);
    const unanswered = people.reduce((sum, one) => sum + one.unanswered, 0);
    // The test must have caught requests in flight, or it has shown nothing.
    expect(answered).toBeGreaterThan(5 * kills);
    expect(unanswered).toBeGreaterThan(kills / 2);

    // What was begun is finished by whoever is alive.
    const jobs = `job WHERE state IN ('queued', 'running', 'stopping')`;
    await comesTrue(async () => (await count(jobs)) + (await count('search_outbox')) === 0, {
      withinMs: 300_000,
      tell: async () => `${await stuck()}\n${platform.log()}`,
    });
    expect(await count(`job WHERE state = 'failed'`)).toBe(0);
    expect(await count(`file WHERE state <> 'ready'`)).toBe(0);
    expect(
      await count(
        `(SELECT item_id, file_id FROM page WHERE removed_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1) AS doubled`,
      ),
    ).toBe(0);
    expect(
      await count(
        `(SELECT item_id FROM item_revision GROUP BY item_id HAVING count(*) <> max(number)) AS broken_history`,
      ),
    ).toBe(0);
    expect(
      await count(`item WHERE head_revision <> (SELECT max(number) FROM item_revision r WHERE r.item_id = item.id)`),
    ).toBe(0);
    for (const person of people) {
      await person.verify();
      for (const item of person.items.values()) {
        const found = good(await seeded.admin.get(`/search?q=${encodeURIComponent(`"${item.title}"`)}`));
        const hits = (found.items as { pid: string }[]).filter((hit) => hit.pid === item.pid);
        const published = (
          await db.query<{ title: string }>(
            `SELECT r.title FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision WHERE item.pid = $1`,
            [item.pid],
          )
        ).rows[0];
        expect(hits).toHaveLength(published?.title === item.title ? 1 : 0);
      }
    }
  }, 1_500_000);
});
