import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { UploadOutcome } from '../../server/contract/api/media.routes.js';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart, hugePng, tone, triangle } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Reply, Visitor } from '../support/visitor.js';
import { sendingFiles } from './media.sending.js';

/** What every part of the suite works with: there once the application stands. */
export interface MediaDesk {
  newItem(title?: string): Promise<string>;
  upload(item: string, files: { name: string; bytes: Buffer }[], query?: string): Promise<UploadOutcome[]>;
  one(item: string, name: string, bytes: Buffer, query?: string): Promise<UploadOutcome>;
  head(item: string): Promise<Reply['body']>;
  publish(item: string): Promise<Reply['body']>;
  fileOf(pid: string): Promise<Reply['body']>;
  now(): { app: TestApp; seeded: SeededCollection; admin: Visitor; anybody: Visitor };
}

/** Files on their whole way, whatever they are kept in. */
export function mediaSuite(env: () => Record<string, string>): void {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let number = 0;

  beforeAll(async () => {
    app = await startApp({ UPLOAD_MAX_MB: '5', ...env() });
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    anybody = app.visitor();
  });
  afterAll(async () => app?.stop());

  const newItem = async (title = '澄心堂帖'): Promise<string> =>
    good(
      await admin.post(`/collections/${seeded.collection.pid}/items`, {
        values: completeValues(seeded.collection.schema, title, `M-${++number}`),
      }),
    ).pid as string;
  const upload = async (item: string, files: { name: string; bytes: Buffer }[], query = '') => {
    const { raw, headers } = formOf(files);
    return good(await admin.send('POST', `/items/${item}/files${query}`, { raw, headers })).files as UploadOutcome[];
  };
  const one = async (item: string, name: string, bytes: Buffer, query = '') =>
    (await upload(item, [{ name, bytes }], query))[0]!;
  const head = async (item: string) => good(await admin.get(`/items/${item}`));
  const publish = async (item: string) =>
    good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version as number }));
  const fileOf = async (pid: string) => good(await admin.get(`/files/${pid}`));

  describe('taking files in', () => {
    it('keeps each as it came, makes a page of it, and tells what became of it', async () => {
      const item = await newItem();
      const first = await chart(300, 420).png().toBuffer();
      const second = await chart(310, 420, 3).jpeg().toBuffer();
      const [a, b] = await upload(item, [
        { name: '卷一·葉一.png', bytes: first },
        { name: '..\\..\\卷一·葉二.JPG', bytes: second },
      ]);
      expect(a).toMatchObject({
        outcome: 'stored',
        name: '卷一·葉一.png',
        problem: null,
        notes: [],
        file: {
          mediaType: 'image/png',
          size: first.length,
          sha256: createHash('sha256').update(first).digest('hex'),
          handler: 'image',
          state: 'stored',
          used: true,
          technical: { width: 300, height: 420 },
        },
      });
      expect(b).toMatchObject({ name: '卷一·葉二.JPG', file: { mediaType: 'image/jpeg' } });
      const detail = await head(item);
      expect(detail.pages.map((page: { pid: string }) => page.pid)).toEqual([...a!.pages, ...b!.pages]);
      expect(detail.cover).toBe(a!.pages[0]);
      const original = await bytesOf(admin, `/f/${a!.file!.pid}/original`);
      expect(original.bytes.equals(first)).toBe(true);
    });

    it('refuses one file without losing the others', async () => {
      const item = await newItem();
      const outcomes = await upload(item, [
        { name: 'a.png', bytes: await chart(20, 20).png().toBuffer() },
        { name: 'empty.png', bytes: Buffer.alloc(0) },
        { name: 'b.png', bytes: await chart(21, 20).png().toBuffer() },
      ]);
      expect(outcomes.map((outcome) => outcome.problem?.code ?? 'stored')).toEqual(['stored', 'file.empty', 'stored']);
      expect((await head(item)).pages).toHaveLength(2);
    });

    const png = () => chart(40, 40, 5).png().toBuffer();
    const hostile: [name: string, bytes: () => Promise<Buffer> | Buffer, code: string][] = [
      ['page.png', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'file.unsupported'],
      [
        'drawing.png',
        () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        'file.unsupported',
      ],
      ['bom.jpg', () => Buffer.from('\uFEFF  <svg><script/></svg>', 'utf16le'), 'file.unsupported'],
      ['program.jpg', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 7)]), 'file.unsupported'],
      ['notes.txt', () => Buffer.from('plain words'), 'file.unsupported'],
      [
        'scripted.png',
        async () => Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]),
        'file.unsafe',
      ],
      ['archive.png', async () => Buffer.concat([await png(), zip()]), 'file.unsafe'],
      [
        'bomb.png',
        () =>
          sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
            .png({ compressionLevel: 9 })
            .toBuffer(),
        'file.unsafe',
      ],
      // What scanners and telephones make and we do not read, by their first bytes.
      [
        'scan.jp2',
        () => Buffer.from('0000000c6a5020200d0a870a00000014667479706a703220', 'hex'),
        'file.unsupported image/jp2',
      ],
      [
        'phone.heic',
        () => Buffer.from('000000186674797068656963000000006d69663168656963', 'hex'),
        'file.unsupported image/heic',
      ],
      ['book.pdf', () => Buffer.from('%PDF-1.7\n1 0 obj'), 'file.unsupported application/pdf'],
      ['wall.png', () => hugePng(40_000, 30_000), 'file.too-large'],
      ['half.png', async () => (await png()).subarray(0, 30), 'file.broken'],
      ['large.png', () => Buffer.alloc(5 * 1024 * 1024 + 1), 'file.too-large'],
      [
        'outside.glb',
        () => triangle({ buffers: [{ byteLength: 36, uri: 'https://example.org/x.bin' }] }),
        'file.unsafe',
      ],
      ['short.glb', () => triangle().subarray(0, -20), 'file.broken'],
    ];
    it.each(hostile)('refuses %s', async (name, bytes, problem) => {
      const item = await newItem();
      const outcome = await one(item, name, await bytes());
      const [code, type] = problem.split(' ');
      // What it was found to be decides what whoever sent it is told to do.
      const wanted = { code, ...(type ? { params: { type } } : {}) };
      expect(outcome).toMatchObject({ outcome: 'refused', file: null, pages: [], problem: wanted });
      expect((await head(item)).pages).toEqual([]);
      expect(good(await admin.get(`/items/${item}/files`)).rows).toEqual([]);
    });

    it('believes the content and not the name, and puts the name right', async () => {
      const item = await newItem();
      const jpeg = await chart(64, 64).jpeg().toBuffer();
      expect(await one(item, 'scan.tif', jpeg)).toMatchObject({
        name: 'scan.jpg',
        notes: ['extension-corrected'],
        file: { mediaType: 'image/jpeg', name: 'scan.jpg' },
      });
      expect((await one(item, 'a\u202Egpj.exe', jpeg)).name).toBe('agpj.jpg');
      expect((await one(item, '卷1.2', jpeg)).name).toBe('卷1.2.jpg');
      expect((await one(item, '../../etc/passwd', jpeg)).name).toBe('passwd.jpg');
    });

    it('keeps the same bytes once', async () => {
      const item = await newItem();
      const bytes = await chart(70, 70, 1).png().toBuffer();
      const first = await one(item, 'one.png', bytes);
      const again = await one(item, 'two.png', bytes);
      expect(again.notes).toEqual(['same-bytes']);
      expect(again.file!.pid).not.toBe(first.file!.pid);
      const keys = await app.database.query<{ storage_key: string }>(
        `SELECT DISTINCT storage_key FROM file WHERE pid = ANY ($1)`,
        [[first.file!.pid, again.file!.pid]],
      );
      expect(keys).toHaveLength(1);
    });

    it('stops at the quota of the library', async () => {
      const item = await newItem();
      const used = await app.database.one<{ bytes: number }>(
        `SELECT coalesce(sum(size), 0)::bigint AS bytes FROM file`,
      );
      await app.database.query(`UPDATE library SET quota_bytes = $1`, [used!.bytes + 10]);
      try {
        // Refused by what it announces, before a byte of it is written.
        const form = formOf([{ name: 'more.png', bytes: await chart(90, 90, 2).png().toBuffer() }]);
        const sent = await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers });
        expect(sent).toMatchObject({ status: 413, body: { code: 'library.over-quota' } });
      } finally {
        await app.database.query(`UPDATE library SET quota_bytes = NULL`);
      }
    });

    it('makes as many pages as a TIFF has', async () => {
      const item = await newItem();
      const page = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#935' } })
        .png()
        .toBuffer();
      const bytes = await sharp([page, page, page], { join: { animated: true } })
        .tiff({ compression: 'lzw' })
        .toBuffer();
      const outcome = await one(item, 'three.tif', bytes);
      expect(outcome.pages).toHaveLength(3);
      expect((await head(item)).pages.map((one: { source: object }) => one.source)).toEqual([
        { page: 1 },
        { page: 2 },
        { page: 3 },
      ]);
      await app.finishWork();
      await publish(item);
      const third = await bytesOf(anybody, `/p/${outcome.pages[2]}/thumbnail`);
      expect([third.status, third.headers.get('content-type')]).toEqual([200, 'image/webp']);
    });

    it('says that a form without files is none', async () => {
      const { raw, headers } = formOf([]);
      const reply = await admin.send('POST', `/items/${await newItem()}/files`, { raw, headers });
      expect(reply).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      const cut = formOf([{ name: 'a.png', bytes: Buffer.alloc(10) }]);
      const broken = await admin.send('POST', `/items/${await newItem()}/files`, {
        raw: cut.raw.subarray(0, 100),
        headers: cut.headers,
      });
      expect(broken.status).toBe(400);
    });
  });

  describe('what is derived', () => {
    it('follows by itself, says when it failed, and can be asked for again', async () => {
      const item = await newItem();
      const good1 = await one(item, 'good.png', await chart(900, 700).png().toBuffer());
      const whole = await chart(900, 700, 4).jpeg().toBuffer();
      const bad = await one(item, 'bad.jpg', whole.subarray(0, whole.length - 2000));
      await app.finishWork();
      const ready = await fileOf(good1.file!.pid);
      expect(ready).toMatchObject({
        state: 'ready',
        technical: { width: 900, height: 700, colour: expect.stringMatching(/^#/) as string },
      });
      expect(ready.derivatives.map((one: { kind: string }) => one.kind)).toEqual(['medium', 'pyramid', 'thumbnail']);
      expect(await fileOf(bad.file!.pid)).toMatchObject({
        state: 'failed',
        problem: { code: 'file.broken' },
        derivatives: [],
      });
      const jobs = good(await admin.get('/jobs?kind=media.derive&state=failed')).rows as {
        problem: object;
        subject: { pid: string };
      }[];
      expect(jobs.find((job) => job.subject.pid === item)).toMatchObject({ problem: { code: 'file.broken' } });
      good(await admin.post(`/files/${good1.file!.pid}/derive`));
      await app.finishWork();
      expect(await fileOf(good1.file!.pid)).toMatchObject({ state: 'ready' });
    });

    it('is made again when its recipe changed', async () => {
      const item = await newItem();
      const outcome = await one(item, 'old.png', await chart(200, 210).png().toBuffer());
      await app.finishWork();
      await app.database.query(
        `UPDATE file_derivative SET recipe = 'older-1' WHERE kind = 'thumbnail' AND file_id = (SELECT id FROM file WHERE pid = $1)`,
        [outcome.file!.pid],
      );
      const { JobService } = await import('../../server/modules/job/job.service.js');
      await app.database.transaction(async () => {
        await app.app.get(JobService).enqueue('media.rebuild', { handler: 'image' });
      });
      await app.finishWork();
      const rows = await app.database.query<{ recipe: string }>(
        `SELECT recipe FROM file_derivative WHERE kind = 'thumbnail' AND file_id = (SELECT id FROM file WHERE pid = $1)`,
        [outcome.file!.pid],
      );
      expect(rows[0]!.recipe).not.toBe('older-1');
    });

    it('of sound is its waveform, of a model its measure; both may be given a picture', async () => {
      const item = await newItem('一段錄音');
      const sound = await one(item, '口述.wav', tone(3));
      const model = await one(item, '瓶.glb', triangle());
      const picture = await one(item, '封面.png', await chart(800, 600).png().toBuffer(), '?page=none');
      expect(picture.pages).toEqual([]);
      await app.finishWork();
      expect(await fileOf(sound.file!.pid)).toMatchObject({
        state: 'ready',
        handler: 'audio',
        technical: { duration: 3, channels: 1, webReady: true },
      });
      expect(await fileOf(model.file!.pid)).toMatchObject({
        state: 'ready',
        handler: 'model',
        technical: { triangles: 1, vertices: 3, box: { min: [1, 1, 1], max: [3, 4, 1] } },
      });
      for (const file of [sound, model]) {
        expect((await bytesOf(admin, `/p/${file.pages[0]}/thumbnail`)).status).toBe(404);
        good(await admin.put(`/files/${file.file!.pid}/poster`, { file: picture.file!.pid }));
      }
      await publish(item);
      const peaks = await bytesOf(anybody, `/p/${sound.pages[0]}/peaks`);
      const values = peaks.body.peaks as number[];
      expect(values.length).toBeGreaterThan(100);
      expect(values.at(-1)!).toBeGreaterThan(values[10]! * 5);
      const view = await bytesOf(anybody, `/p/${model.pages[0]}/view`);
      expect([view.headers.get('content-type'), view.bytes.equals(triangle())]).toEqual(['model/gltf-binary', true]);
      for (const file of [sound, model]) {
        const poster = await bytesOf(anybody, `/p/${file.pages[0]}/poster`);
        expect((await sharp(poster.bytes).metadata()).width).toBe(800);
        expect((await bytesOf(anybody, `/p/${file.pages[0]}/thumbnail`)).headers.get('content-type')).toBe(
          'image/webp',
        );
      }
      // Making the rest again leaves a picture that was given.
      good(await admin.post(`/files/${sound.file!.pid}/derive`));
      await app.finishWork();
      expect((await bytesOf(anybody, `/p/${sound.pages[0]}/poster`)).status).toBe(200);
    });
  });

  sendingFiles({ newItem, upload, one, head, publish, fileOf, now: () => ({ app, seeded, admin, anybody }) });

  describe('removing', () => {
    it('takes only what nothing shows', async () => {
      const item = await newItem();
      const used = await one(item, 'used.png', await chart(30, 31).png().toBuffer());
      const spare = await one(item, 'spare.png', await chart(31, 30).png().toBuffer(), '?page=none');
      expect(await admin.delete(`/files/${used.file!.pid}`)).toMatchObject({
        status: 409,
        body: { code: 'file.in-use' },
      });
      good(await admin.delete(`/files/${spare.file!.pid}`));
      expect((await admin.get(`/files/${spare.file!.pid}`)).status).toBe(404);
      // A page that was taken away may come back with an older revision.
      const { version } = await head(item);
      good(await admin.put(`/items/${item}/pages`, { version, pages: [] }));
      expect((await admin.delete(`/files/${used.file!.pid}`)).status).toBe(409);
    });
  });
}

/** An archive with nothing in it but its end. */
function zip(): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  return end;
}
