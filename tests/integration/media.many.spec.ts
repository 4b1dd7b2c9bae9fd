import { utimesSync } from 'node:fs';
import { Readable } from 'node:stream';
import { startApp, type TestApp } from '../support/app.js';
import { asked } from '../support/asked.js';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

/** What is asked of the database does not grow with the files, and nobody waits for an item while something is added up. */
describe('many files at once', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let item: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    const values = completeValues(seeded.collection.schema, '照片冊', 'M-1');
    item = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  });
  afterAll(async () => app?.stop());

  const picture = (seed: number) =>
    chart(30 + seed, 30, seed)
      .png()
      .toBuffer();
  const send = async (seeds: number[]) => {
    const files = [];
    for (const seed of seeds) files.push({ name: `${seed}.png`, bytes: await picture(seed) });
    const form = formOf(files);
    const reply = await seeded.admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers });
    return good(reply).files as {
      outcome: string;
      notes: string[];
      pages: string[];
      problem: { code: string } | null;
    }[];
  };

  it('makes files, pages and jobs of them with as many statements as of one', async () => {
    const made =
      /INSERT INTO (file|page|job|item_revision)\b|UPDATE (item|page)\b|add_job|FROM file\b|hashtextextended\(key/;
    const few = await asked(made, () => send([1]));
    const many = await asked(made, () => send([2, 3, 4, 5, 6, 7, 8, 9]));
    expect(few.length).toBeGreaterThan(5);
    // The first begins the visit, the others go on with it.
    expect(many.length).toBeLessThan(few.length);
    const again = await asked(made, () => send([10]));
    expect(many).toEqual(again);
    const rows = await app.database.query<{ name: string; jobs: number; label: string }>(
      `SELECT file.name, (SELECT count(*) FROM job WHERE job.kind = 'media.derive' AND job.key = file.id::text) AS jobs
       FROM file JOIN page ON page.file_id = file.id ORDER BY page.ord`,
    );
    expect(rows.map(({ name, jobs }) => `${name} ${jobs}`)).toEqual(
      Array.from({ length: 10 }, (_, at) => `${at + 1}.png 1`),
    );
    await app.finishWork();
    expect(good(await seeded.admin.get(`/items/${item}/files`)).rows).toHaveLength(10);
    expect(await app.database.query(`SELECT 1 FROM file WHERE state <> 'ready'`)).toEqual([]);
  });

  it('asks what a library holds before an item is held, without going through its files, and lets in what fits', async () => {
    const { bytes } = (await app.database.one<{ bytes: number }>(`SELECT sum(size)::bigint AS bytes FROM file`))!;
    const quota = (most: number | null) =>
      app.database.query(`UPDATE library SET quota_bytes = $1 WHERE pid = $2`, [most, seeded.library.pid]);
    await quota(bytes + 100_000);
    let outcomes: Awaited<ReturnType<typeof send>> = [];
    const order = await asked(/FROM item WHERE pid = ANY \(\$1\) ORDER BY id FOR UPDATE|sum\(/, async () => {
      outcomes = await send([20, 1, 22]);
    });
    expect(outcomes.map(({ outcome, notes }) => [outcome, ...notes])).toEqual([
      ['stored'],
      ['stored', 'same-bytes'],
      ['stored'],
    ]);
    const held = order.findIndex((sql) => sql.includes('FOR UPDATE'));
    expect(held).toBeGreaterThan(0);
    const sums = order.filter((sql) => sql.includes('file_tally'));
    expect(sums.length).toBeGreaterThan(0);
    expect(order.slice(held).filter((sql) => sums.includes(sql))).toEqual([]);
    expect(order.filter((sql) => /FROM file\b/.test(sql))).toEqual([]);
    await quota(null);
  });

  it('sweeps thousands of stored objects with a statement for hundreds', async () => {
    const { Storage } = await import('../../server/platform/storage/storage.js');
    const { JobService } = await import('../../server/modules/job/job.service.js');
    const storage = app.app.get<InstanceType<typeof Storage>>(Storage);
    const then = new Date(Date.now() - 25 * 3_600_000);
    const put = async (from: number, to: number) => {
      for (let at = from; at < to; at++) {
        const name = at.toString(16).padStart(64, '0');
        const key = `${seeded.library.pid}/original/${name.slice(0, 2)}/${name}`;
        await storage.put(key, Readable.from([Buffer.from('x')]));
        utimesSync(await storage.localPath(key), then, then);
      }
    };
    await app.database.query(
      `INSERT INTO file (pid, library_id, sha256, size, media_type, name, storage_key, state)
       SELECT lpad(at::text, 9, 'k'), library.id, decode(lpad(to_hex(at), 64, '0'), 'hex'), 1, 'image/png', 'kept',
         library.pid || '/original/00/' || lpad(to_hex(at), 64, '0'), 'ready'
       FROM library, generate_series(0, 1199) AS at WHERE library.pid = $1`,
      [seeded.library.pid],
    );
    await put(0, 1300);
    const asking = await asked(/storage_key = key/, async () => {
      await app.database.transaction(async () => void (await app.app.get(JobService).enqueue('media.sweep', {})));
      await app.finishWork();
    });
    const row = await app.database.one<{ result: { objects: number } }>(
      `SELECT result FROM job WHERE kind = 'media.sweep' ORDER BY id DESC LIMIT 1`,
    );
    expect(row!.result.objects).toBe(100);
    // Three to look, one for each fifty that go.
    expect(asking.length).toBeLessThanOrEqual(7);
  });
});
