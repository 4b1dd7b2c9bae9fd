import pg from 'pg';
import { comesTrue } from '../support/eventually.js';
import { fileForm, picture } from '../support/pictures.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, type SeededCollection, seedCollection } from '../support/seed.js';
import type { Reply } from '../support/visitor.js';

/** Fifty power cuts: whatever was answered before must be true after, and nothing may be there twice. */
const kills = 50;

/** What the platform has promised about one item, and what it was asked while it died. */
interface Promised {
  pid: string;
  title: string;
  /** Titles of saves that were never answered: each may or may not have happened. */
  maybeTitles: Set<string>;
  public: boolean | 'unknown';
  files: Set<string>;
  triedFiles: Set<string>;
}

/** Numbers from a seed, so that a failing run can be had again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

class Cataloger {
  readonly items = new Map<string, Promised>();
  private stopping = false;
  private turn = 0;
  answered = 0;
  unanswered = 0;

  constructor(
    private readonly seeded: SeededCollection,
    private readonly roll: () => number,
    private readonly name: string,
  ) {}

  stop(): void {
    this.stopping = true;
  }

  /** One thing after another until told to stop; a dead server only makes it wait. */
  async work(): Promise<void> {
    this.stopping = false;
    while (!this.stopping) {
      try {
        await this.step();
        this.answered++;
      } catch (error) {
        if (!(error as { code?: string }).code) throw error;
        this.unanswered++;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
  }

  private async step(): Promise<void> {
    const chosen = [...this.items.values()];
    const item = chosen[Math.floor(this.roll() * chosen.length)];
    const what = this.roll();
    if (!item || (what < 0.15 && chosen.length < 12)) return this.create();
    if (what < 0.4) return this.save(item);
    if (what < 0.7) return this.upload(item);
    if (what < 0.9) return this.publish(item);
    return this.withdraw(item);
  }

  private expectGood(reply: Reply, ...alsoFine: string[]): boolean {
    if (reply.status < 300) return true;
    if (reply.body && alsoFine.includes(reply.body.code as string)) return false;
    throw new Error(`${reply.status} ${reply.text.slice(0, 500)}`);
  }

  private async create(): Promise<void> {
    const title = `錢塘札${this.name}${++this.turn}`;
    const identifier = `${this.name}-${this.turn}`;
    const { admin, collection } = this.seeded;
    const reply = await admin.post(`/collections/${collection.pid}/items`, {
      values: completeValues(collection.schema, title, identifier),
    });
    this.expectGood(reply);
    this.items.set(reply.body.pid as string, {
      pid: reply.body.pid as string,
      title,
      maybeTitles: new Set(),
      public: false,
      files: new Set(),
      triedFiles: new Set(),
    });
  }

  private async head(item: Promised): Promise<Reply['body']> {
    return good(await this.seeded.admin.get(`/items/${item.pid}`));
  }

  private async save(item: Promised): Promise<void> {
    const head = await this.head(item);
    const title = `錢塘札${this.name}${++this.turn}改`;
    const values = {
      ...head.values,
      ...completeValues(this.seeded.collection.schema, title, head.identifier as string),
    };
    item.maybeTitles.add(title);
    const reply = await this.seeded.admin.put(`/items/${item.pid}`, { version: head.version, values });
    if (!this.expectGood(reply, 'item.changed')) return;
    item.title = title;
    item.maybeTitles.clear();
  }

  private async upload(item: Promised): Promise<void> {
    const name = `${this.name}-${++this.turn}.png`;
    const form = fileForm(name, await picture(this.turn * 97 + this.name.charCodeAt(0) * 7919));
    item.triedFiles.add(name);
    this.expectGood(await this.seeded.admin.send('POST', `/items/${item.pid}/files`, form));
    item.files.add(name);
  }

  private async publish(item: Promised): Promise<void> {
    const head = await this.head(item);
    if (head.state === 'withdrawn') {
      this.expectGood(await this.seeded.admin.post(`/items/${item.pid}/restore`), 'item.wrong-state');
      return;
    }
    const before = item.public;
    item.public = before === true ? true : 'unknown';
    const reply = await this.seeded.admin.post(`/items/${item.pid}/publish`, { version: head.version });
    item.public = this.expectGood(reply, 'item.changed', 'item.wrong-state') ? true : before;
  }

  private async withdraw(item: Promised): Promise<void> {
    if (item.public !== true) return;
    item.public = 'unknown';
    this.expectGood(await this.seeded.admin.post(`/items/${item.pid}/withdraw`, {}));
    item.public = false;
  }

  /** Compares what is there with what was promised, and takes note of what unanswered requests did. */
  async verify(): Promise<void> {
    for (const item of this.items.values()) {
      const head = await this.head(item);
      expect([item.title, ...item.maybeTitles]).toContain(head.title);
      item.title = head.title as string;
      item.maybeTitles.clear();
      if (item.public === 'unknown') item.public = head.public as boolean;
      expect({ pid: item.pid, public: head.public }).toEqual({ pid: item.pid, public: item.public });
      const names = (head.pages as { file: { name: string } | null }[]).map((page) => page.file?.name ?? '');
      expect(names).toHaveLength(new Set(names).size);
      for (const name of item.files) expect(names).toContain(name);
      for (const name of names) expect(item.triedFiles).toContain(name);
      item.files = new Set(names);
    }
  }
}

describe('fifty power cuts', () => {
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
    for (let kill = 0; kill < kills; kill++) {
      const work = Promise.all(people.map((one) => one.work()));
      // A failure is thrown where it is awaited; until then it must not end the process.
      work.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 60 + roll() * 600));
      const victims = roll() < 0.5 ? [server] : roll() < 0.6 ? [worker] : [server, worker];
      await Promise.all(victims.map((one) => one.kill()));
      await Promise.all(victims.map((one) => one.start()));
      for (const one of people) one.stop();
      await work;
      await Promise.all(people.map((one) => one.verify()));
    }
    const answered = people.reduce((sum, one) => sum + one.answered, 0);
    const unanswered = people.reduce((sum, one) => sum + one.unanswered, 0);
    // The test must have caught requests in flight, or it has shown nothing.
    expect(answered).toBeGreaterThan(100);
    expect(unanswered).toBeGreaterThan(10);

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
