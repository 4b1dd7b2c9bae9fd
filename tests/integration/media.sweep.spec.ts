import { mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Storage } from '../../server/platform/storage/storage.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

const aDay = 25 * 3_600_000;

/** The broom of the store: what a crash left behind goes, what anybody could still ask for never does. */
describe('sweeping', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let item: string;
  let storage: Storage;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    const values = completeValues(seeded.collection.schema, '澄心堂帖', 'S-1');
    item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const { Storage: Door } = await import('../../server/platform/storage/storage.js');
    storage = app.app.get<Storage>(Door);
  });
  afterAll(async () => app?.stop());

  async function upload(seed: number, query = ''): Promise<{ pid: string; keys: string[] }> {
    const form = formOf([{ name: `${seed}.png`, bytes: await chart(300, 200, seed).png().toBuffer() }]);
    const sent = await admin.send('POST', `/items/${item}/files${query}`, { raw: form.raw, headers: form.headers });
    await app.finishWork();
    const { pid } = good(sent).files[0].file as { pid: string };
    const rows = await app.database.query<{ storage_key: string }>(
      `SELECT storage_key FROM file WHERE pid = $1
       UNION SELECT d.storage_key FROM file_derivative d JOIN file ON file.id = d.file_id WHERE file.pid = $1`,
      [pid],
    );
    return { pid, keys: rows.map((row) => row.storage_key) };
  }
  async function age(...keys: string[]): Promise<void> {
    const then = new Date(Date.now() - aDay);
    for (const key of keys) utimesSync(await storage.localPath(key), then, then);
  }
  const there = async (...keys: string[]) =>
    Promise.all(keys.map(async (key) => (await storage.head(key)) !== undefined));
  async function sweep(): Promise<Record<string, number>> {
    const { JobService } = await import('../../server/modules/job/job.service.js');
    await app.database.transaction(async () => {
      await app.app.get(JobService).enqueue('media.sweep', {});
    });
    await app.finishWork();
    const row = await app.database.one<{ state: string; result: Record<string, number> }>(
      `SELECT state, result FROM job WHERE kind = 'media.sweep' ORDER BY id DESC LIMIT 1`,
    );
    expect(row!.state).toBe('done');
    return row!.result;
  }

  it('takes away what nothing names, once it is old, and nothing that is used', async () => {
    const { pid } = seeded.library;
    const orphans = [`${pid}/original/ab/${'ab'.repeat(32)}`, `${pid}/derived/000000000/medium-1.jpeg`];
    const young = `${pid}/original/cd/${'cd'.repeat(32)}`;
    for (const key of [...orphans, young]) await storage.put(key, Readable.from([Buffer.from('left over')]));
    const shown = await upload(1);
    const beside = await upload(2, '?page=none');
    await age(...orphans, ...shown.keys, ...beside.keys);
    const done = await sweep();
    expect(done).toMatchObject({ objects: 2 });
    expect(await there(...orphans, young)).toEqual([false, false, true]);
    // Neither age nor being on no page is a reason: somebody may still put it there.
    expect(await there(...shown.keys, ...beside.keys)).not.toContain(false);
    expect(shown.keys.length).toBeGreaterThan(3);
    for (const kind of ['original', 'thumbnail', 'medium']) {
      expect([kind, (await bytesOf(admin, `/f/${shown.pid}/${kind}`)).status]).toEqual([kind, 200]);
    }
  });

  it('keeps the bytes of a removed file as long as another file is made of them', async () => {
    const first = await upload(3, '?page=none');
    const second = await upload(3, '?page=none');
    const original = first.keys.find((key) => key.includes('/original/'))!;
    expect(second.keys).toContain(original);
    good(await admin.send('DELETE', `/files/${first.pid}`));
    await age(...first.keys, ...second.keys);
    await sweep();
    expect(await there(...second.keys)).not.toContain(false);
    expect(await there(...first.keys.filter((key) => key !== original))).not.toContain(true);
    good(await admin.send('DELETE', `/files/${second.pid}`));
    await sweep();
    expect(await there(...second.keys)).not.toContain(true);
  });

  it('ends uploads that nobody came back to, and leaves those that are under way', async () => {
    const bytes = await chart(200, 100, 9).png().toBuffer();
    const begin = async () => {
      const base64 = (text: string) => Buffer.from(text).toString('base64');
      const reply = await admin.send('POST', '/uploads', {
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': String(bytes.length),
          'upload-metadata': `item ${base64(item)},filename ${base64('輿圖.png')},page ${base64('none')}`,
        },
      });
      return String(reply.headers['location']).split('/').at(-1)!;
    };
    const send = (token: string, until: number) =>
      admin.send('PATCH', `/uploads/${token}`, {
        headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        raw: bytes.subarray(0, until),
      });
    const [left, waiting] = [await begin(), await begin()];
    for (const token of [left, waiting]) expect((await send(token, 100)).status).toBe(204);
    await app.database.query(`UPDATE upload SET touched_at = now() - interval '49 hours' WHERE token = $1`, [left]);
    expect(await sweep()).toMatchObject({ uploads: 1 });
    expect((await admin.get(`/uploads/${left}/result`)).status).toBe(404);
    expect(good(await admin.get(`/uploads/${waiting}/result`))).toMatchObject({ state: 'receiving', offset: 100 });
  });

  it('says of a file whose work died for good that it failed, and clears the workshop', async () => {
    const { pid } = await upload(5);
    const fresh = await upload(6);
    await app.database.query(
      `UPDATE file SET state = 'processing', created_at = now() - interval '2 days' WHERE pid = $1`,
      [pid],
    );
    const { Workshop } = await import('../../server/platform/storage/workshop.js');
    const { root } = app.app.get(Workshop);
    const [old, young] = [path.join(root, 'old'), path.join(root, 'young')];
    for (const folder of [old, young]) mkdirSync(folder, { recursive: true });
    utimesSync(old, new Date(Date.now() - aDay), new Date(Date.now() - aDay));
    expect(await sweep()).toMatchObject({ stuck: 1, temporary: 1 });
    expect(good(await admin.get(`/files/${pid}`))).toMatchObject({
      state: 'failed',
      problem: { code: 'server.failed' },
    });
    expect(good(await admin.get(`/files/${fresh.pid}`)).state).toBe('ready');
    good(await admin.post(`/files/${pid}/derive`));
    await app.finishWork();
    expect(good(await admin.get(`/files/${pid}`)).state).toBe('ready');
  });
});
