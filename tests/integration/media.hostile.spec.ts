import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startApp, type TestApp } from '../support/app.js';
import { bombs } from '../support/bombs.js';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Reply, Visitor } from '../support/visitor.js';

const hostile = fileURLToPath(new URL('../fixtures/hostile-plugins', import.meta.url));
const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What a file, or many of them, may do to everybody else: nothing. */
describe('hostile files', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let item: string;

  beforeAll(async () => {
    app = await startApp({ PLUGINS_DIR: hostile, UPLOADS_UNFINISHED_MAX_MB: '100' });
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    const values = completeValues(seeded.collection.schema, '不該收的文件', 'B-1');
    item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  });
  afterAll(async () => app?.stop());

  const send = (name: string, bytes: Buffer): Promise<Reply> => {
    const form = formOf([{ name, bytes }]);
    return admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers });
  };
  const outcomeOf = async (name: string, bytes: Buffer) => good(await send(name, bytes)).files[0];
  const begin = (size: number) =>
    admin.send('POST', '/uploads', {
      headers: {
        ...tus,
        'upload-length': String(size),
        'upload-metadata': `item ${base64(item)},filename ${base64('x.png')}`,
      },
    });
  const tokenOf = (reply: Reply) => {
    expect(reply.status).toBe(201);
    return String(reply.headers['location']).split('/').at(-1)!;
  };
  const patch = (token: string, from: number, raw: Buffer) =>
    admin.send('PATCH', `/uploads/${token}`, {
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      raw,
    });
  const head = (token: string) => admin.send('HEAD', `/uploads/${token}`, { headers: tus });
  const giveUp = (token: string) => admin.send('DELETE', `/uploads/${token}`, { headers: tus });
  const pages = async () => (good(await admin.get(`/items/${item}`)).pages as unknown[]).length;
  const looks = () =>
    app.database.query<{ deaths: number; owner: string | null }>(`SELECT deaths, owner FROM content_look`);

  it('are refused, and not looked at a second time, when looking killed who looked', async () => {
    const bytes = Buffer.from('HOSTILE abort \n');
    const died = { outcome: 'refused', problem: { code: 'file.unsafe', params: { reason: 'died', died: 'crash' } } };
    expect(await outcomeOf('x.hostile', bytes)).toMatchObject(died);
    expect(await looks()).toEqual([{ deaths: 1, owner: null }]);
    // In whatever way they come: nobody dies again.
    const token = tokenOf(await begin(bytes.length));
    expect((await patch(token, 0, bytes)).body).toMatchObject(died);
    expect((await head(token)).status).toBe(200);
    expect(await outcomeOf('y.png', bytes)).toMatchObject(died);
    expect(await looks()).toEqual([{ deaths: 1, owner: null }]);
    // Others are not held up by it, and what a reader did not expect is told as a broken file.
    expect(await outcomeOf('x.hostile', Buffer.from('HOSTILE stumble \n'))).toMatchObject({
      problem: { code: 'file.broken' },
    });
    expect(await outcomeOf('x.hostile', Buffer.from('HOSTILE fine \n'))).toMatchObject({ outcome: 'stored' });
    // A mark that a server left behind which was ended twice is one too.
    await app.database.query(
      `INSERT INTO content_look (sha256, owner, until, interrupted)
       VALUES (encode(sha256('HOSTILE fine  \n'::bytea), 'hex'), 'gone', now() - interval '1 s', 1)`,
    );
    expect(await outcomeOf('x.hostile', Buffer.from('HOSTILE fine  \n'))).toMatchObject(died);
  });

  it.each(bombs({ large: false }))(
    '$kind: refused, in a row, while the same process goes on answering',
    async (bomb) => {
      const held = process.memoryUsage.rss();
      const outcome = await outcomeOf(bomb.name, bomb.bytes(1));
      // Sharing blocks is odd, and harmless where only what is needed is read.
      if (!bomb.kind.startsWith('TIFF')) expect(outcome.outcome).toBe('refused');
      expect((await app.visitor().get('!/healthz')).status).toBe(200);
      expect(process.memoryUsage.rss() - held).toBeLessThan(400 * 1024 * 1024);
    },
  );

  it('a resumed upload is one page, whoever asks how often at once', async () => {
    const before = await pages();
    const bytes = await chart(320, 200, 7).png().toBuffer();
    const token = tokenOf(await begin(bytes.length));
    // The last byte is there and nobody was told: what a killed server leaves.
    const { writeFile } = await import('node:fs/promises');
    const { Storage } = await import('../../server/platform/storage/storage.js');
    await writeFile(
      await app.app.get<InstanceType<typeof Storage>>(Storage as never).localPath(`uploads/${token}`),
      bytes,
    );
    const asked = await Promise.all([head(token), head(token), head(token)]);
    for (const one of asked) {
      expect(one.status).toBe(200);
      expect(one.headers).toMatchObject({
        'upload-offset': String(bytes.length),
        'upload-length': String(bytes.length),
      });
    }
    expect(await pages()).toBe(before + 1);
  });

  it('what is announced takes its room: of ten at once, as many as fit', async () => {
    const used = await app.database.one<{ bytes: number }>(
      `SELECT coalesce(sum(size), 0)::bigint AS bytes FROM (SELECT DISTINCT sha256, size FROM file) AS kept`,
    );
    await app.database.query(`UPDATE library SET quota_bytes = $1`, [used!.bytes + 3000]);
    try {
      const ten = await Promise.all(Array.from({ length: 10 }, () => begin(1000)));
      const open = ten.filter(({ status }) => status === 201).map(tokenOf);
      expect(open).toHaveLength(3);
      const refused = ten.find(({ status }) => status !== 201)!;
      expect(refused).toMatchObject({ status: 413, body: { code: 'library.over-quota' } });
      // A form has no room beside them either, and none of it is written.
      expect(await send('x.png', Buffer.alloc(2000))).toMatchObject({
        status: 413,
        body: { code: 'library.over-quota' },
      });
      for (const token of open) expect((await giveUp(token)).status).toBe(204);
      expect((await giveUp(tokenOf(await begin(2500)))).status).toBe(204);
    } finally {
      await app.database.query(`UPDATE library SET quota_bytes = NULL`);
    }
    // And one account does not fill the disk with what it never finishes.
    const most = tokenOf(await begin(90 * 1024 * 1024));
    expect(await begin(20 * 1024 * 1024)).toMatchObject({ status: 413, body: { code: 'upload.too-many' } });
    await giveUp(most);
  });

  it('stop coming in where the disk fills while they come', async () => {
    const { RoomService } = await import('../../server/modules/media/room.service.js');
    const { Problem } = await import('../../server/contract/problems.js');
    const room = app.app.get(RoomService);
    const ask = room.assertDisk.bind(room);
    const roomFor = (times: number) => {
      let left = times;
      room.assertDisk = (bytes) => (left-- > 0 ? ask(bytes) : Promise.reject(new Problem('storage.full')));
    };
    try {
      // When it begins, with its file, and not for the second 16 MB.
      roomFor(2);
      expect(await send('long.png', Buffer.alloc(20 * 1024 * 1024))).toMatchObject({
        status: 507,
        body: { code: 'storage.full' },
      });
      roomFor(1);
      const token = tokenOf(await begin(1000));
      roomFor(1);
      const slowly = new Promise<string>((resolve) => {
        const headers = {
          ...tus,
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': '1000',
          cookie: [admin.cookie, ...admin.kept.values()].join('; '),
          'x-csrf-token': admin.csrfToken!,
        };
        const patch = request(`${app.url}/api/v1/uploads/${token}`, { method: 'PATCH', headers }, (reply) =>
          resolve(String(reply.statusCode)),
        );
        patch.on('error', () => resolve('cut off'));
        patch.write(Buffer.alloc(400));
      });
      expect(await slowly).toBe('cut off');
      room.assertDisk = ask;
      expect(good(await admin.get(`/uploads/${token}/result`))).toMatchObject({ state: 'receiving', size: 1000 });
      expect((await giveUp(token)).status).toBe(204);
    } finally {
      room.assertDisk = ask;
    }
  });
});

describe('a disk that is nearly full', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ DISK_RESERVE_MB: '1000000000' });
  });
  afterAll(async () => app?.stop());

  it('takes nothing in, says so with 507, and takes no reading away', async () => {
    const seeded = await seedCollection(app.url, app.databaseUrl);
    const values = completeValues(seeded.collection.schema, '滿', 'D-1');
    const item = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const form = formOf([{ name: 'x.png', bytes: Buffer.alloc(100) }]);
    const full = { status: 507, body: { code: 'storage.full' } };
    expect(
      await seeded.admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }),
    ).toMatchObject(full);
    const metadata = `item ${base64(item)},filename ${base64('x.png')}`;
    const headers = { ...tus, 'upload-length': '100', 'upload-metadata': metadata };
    expect(await seeded.admin.send('POST', '/uploads', { headers })).toMatchObject(full);
    const names = formOf([{ name: 'names.csv', bytes: Buffer.from('name:zh-CN\n甲\n') }]);
    const imports = `/authorities/imports?kind=agent&library=${seeded.library.pid}`;
    expect(await seeded.admin.send('POST', imports, names)).toMatchObject(full);
    const ready = await app.visitor().get('!/readyz');
    expect(ready).toMatchObject({ status: 200, body: { parts: { storage: 'ok', writing: 'failed' } } });
    expect((await app.visitor().get('!/')).status).toBe(200);
  });
});
