import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { bytesOf, formOf } from '../support/bytes.js';
import { eventually } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

/** A power cut while pictures are being made: a worker that is gone from one moment to the next. */
describe('a worker killed while it derives', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let database: pg.Client;

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    database = new pg.Client({ connectionString: platform.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await platform?.stop();
  });

  it('comes second, and so do the processes of PostgreSQL that work for it', async () => {
    const { rows } = await database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'linlang' AND datname = current_database()`,
    );
    const second = getPriority(platform.workers[0]!.pid);
    expect(second).toBeGreaterThanOrEqual(5);
    // Elsewhere nothing tells whose process a number means.
    if (process.platform === 'linux') expect(rows.map(({ pid }) => getPriority(pid))).toContain(second);
  });

  it('leaves nothing half made, and another makes all of it once', async () => {
    const { admin, collection } = seeded;
    const values = completeValues(collection.schema, '大幅輿圖', 'D-1');
    const item = good(await admin.post(`/collections/${collection.pid}/items`, { values })).pid as string;
    // Noise packs badly and keeps the worker busy for seconds.
    const noise = sharp(randomBytes(3000 * 2400 * 3), { raw: { width: 3000, height: 2400, channels: 3 } });
    const bytes = await noise.jpeg({ quality: 90 }).toBuffer();
    const form = formOf(['1.jpg', '2.jpg'].map((name) => ({ name, bytes: Buffer.concat([bytes, Buffer.from(name)]) })));
    const sent = good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    const files = sent.files.map((one: { file: { pid: string } }) => one.file.pid) as string[];
    const states = async () =>
      Promise.all(files.map(async (file) => good(await admin.get(`/files/${file}`)).state as string));
    const made = async () =>
      Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM file_derivative`)).rows[0]!.n);

    const worker = platform.workers[0]!;
    // Once as soon as it has begun, once when a part of the work is kept and the rest is not.
    for (const more of [0, 1]) {
      const before = await made();
      await eventually(
        async () => ({ states: await states(), made: await made() }),
        (now) => now.states.includes('processing') && now.made >= before + more,
        { everyMs: 10 },
      );
      await worker.kill();
      expect(await states()).toContain('processing');
      // Whatever a row names is there to its last byte.
      for (const file of files) {
        const { derivatives, state } = good(await admin.get(`/files/${file}`)) as {
          derivatives: { kind: string; size: number }[];
          state: string;
        };
        expect(['stored', 'processing', 'ready']).toContain(state);
        for (const { kind, size } of derivatives.filter((one) => one.kind !== 'pyramid')) {
          const got = await bytesOf(admin, `/f/${file}/${kind}`);
          expect([kind, got.status, got.bytes.length]).toEqual([kind, 200, size]);
        }
        if (!derivatives.some((one) => one.kind === 'medium')) {
          expect((await bytesOf(admin, `/f/${file}/medium`)).body).toMatchObject({ code: 'file.not-ready' });
        }
      }
      // Its silence is noticed after a while; here the while is over.
      await database.query(`UPDATE job SET heartbeat_at = now() - interval '1 minute' WHERE state = 'running'`);
      await worker.start();
    }
    await eventually(states, (now) => now.every((state) => state === 'ready'), { tell: () => platform.log() });
    // A file is ready a moment before its job is over.
    const jobs = async () => (await database.query(`SELECT state FROM job WHERE kind = 'media.derive'`)).rows;
    const ended = await eventually(jobs, (rows) => !rows.some(({ state }) => ['queued', 'running'].includes(state)));
    expect(ended).toEqual([{ state: 'done' }, { state: 'done' }]);
    for (const file of files) {
      const { derivatives } = good(await admin.get(`/files/${file}`)) as { derivatives: { kind: string }[] };
      expect(derivatives.map((one) => one.kind)).toEqual(['medium', 'pyramid', 'thumbnail']);
      const tile = await bytesOf(admin, `/iiif/image/3/file-${file}/2560,2048,440,352/440,352/0/default.jpg`);
      expect(tile.status).toBe(200);
      expect(await sharp(tile.bytes).metadata()).toMatchObject({ width: 440, height: 352 });
      // One object for each, and no other: nothing was kept twice under two names.
      const folder = path.join(platform.dataDir, 'storage', seeded.library.pid, 'derived', file);
      expect(readdirSync(folder)).toHaveLength(3);
    }
  });
});
