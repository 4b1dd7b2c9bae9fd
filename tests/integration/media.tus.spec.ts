import { createHash, randomBytes } from 'node:crypto';
import { ListMultipartUploadsCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import pg from 'pg';
import sharp from 'sharp';
import { bytesOf } from '../support/bytes.js';
import { eventually } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { describeOnS3, type S3Address, s3Address } from '../support/s3.js';
import { completeValues, good, seedCollection, seedPassword, type SeededCollection } from '../support/seed.js';
import { type Reply, Visitor } from '../support/visitor.js';

const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Real processes, because they are killed: two servers and a worker on one storage. */
function resumable(address?: () => S3Address): void {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let second: Visitor;
  let bytes: Buffer;
  let number = 0;
  let bucket: S3Address | undefined;
  let database: pg.Client;

  beforeAll(async () => {
    bucket = address?.();
    platform = await startPlatform({ servers: 2, workers: 1, env: bucket?.env ?? {} });
    database = new pg.Client({ connectionString: platform.databaseUrl });
    await database.connect();
    seeded = await seedCollection(platform.servers[0]!.url!, platform.databaseUrl);
    second = new Visitor(platform.servers[1]!.url!);
    // The same session, on the other server.
    second.cookie = seeded.admin.cookie;
    second.csrfToken = seeded.admin.csrfToken;
    const noise = randomBytes(1500 * 1200 * 3);
    bytes = await sharp(noise, { raw: { width: 1500, height: 1200, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer();
  });
  afterAll(async () => {
    await database?.end();
    await platform?.stop();
  });

  const newItem = async (): Promise<string> =>
    good(
      await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, {
        values: completeValues(seeded.collection.schema, '大幅輿圖', `T-${++number}`),
      }),
    ).pid as string;
  const begin = (who: Visitor, item: string, size: number, more = '') =>
    who.send('POST', '/uploads', {
      headers: {
        ...tus,
        'upload-length': String(size),
        'upload-metadata': `item ${base64(item)},filename ${base64('輿圖.png')}${more}`,
      },
    });
  const tokenOf = (reply: Reply) => {
    expect(reply.status).toBe(201);
    return String(reply.headers['location']).split('/').at(-1)!;
  };
  const write = (who: Visitor, token: string, from: number, to: number) =>
    who.send('PATCH', `/uploads/${token}`, {
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      raw: bytes.subarray(from, to),
    });
  const offset = async (who: Visitor, token: string) => {
    const reply = await who.send('HEAD', `/uploads/${token}`, { headers: tus });
    return reply.status === 200 ? Number(reply.headers['upload-offset']) : -reply.status;
  };
  const pages = async (item: string) =>
    good(await seeded.admin.get(`/items/${item}`)).pages as { pid: string; file: { pid: string } }[];

  it('goes on after its server was killed, on another one, and becomes one file', async () => {
    const item = await newItem();
    const token = tokenOf(await begin(seeded.admin, item, bytes.length));
    const third = Math.floor(bytes.length / 3);
    expect((await write(seeded.admin, token, 0, third)).status).toBe(204);
    await platform.servers[0]!.kill();
    const arrived = await offset(second, token);
    expect(arrived).toBe(third);
    expect((await write(second, token, arrived, 2 * third)).status).toBe(204);
    await platform.servers[0]!.start();
    const last = await write(seeded.admin, token, 2 * third, bytes.length);
    expect(last.status).toBe(200);
    expect(last.body).toMatchObject({
      outcome: 'stored',
      name: '輿圖.png',
      file: { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), handler: 'image' },
    });
    // Asked again, by whichever way, it is the same file and still one.
    expect(await offset(second, token)).toBe(bytes.length);
    const result = good(await second.get(`/uploads/${token}/result`));
    expect(result).toMatchObject({ state: 'done', result: { file: { pid: last.body.file.pid as string } } });
    expect((await write(second, token, bytes.length, bytes.length)).status).toBe(409);
    expect(await pages(item)).toHaveLength(1);
    const original = await bytesOf(seeded.admin, `/f/${last.body.file.pid}/original`);
    expect(original.bytes.equals(bytes)).toBe(true);
  });

  /** The row of an upload says who holds it: to write, and to make a file of it. */
  const held = async (token: string, by: 'lock_owner' | 'finish_owner') =>
    (
      await database.query(`SELECT 1 FROM upload WHERE token = $1 AND (${by} IS NOT NULL OR state <> 'receiving')`, [
        token,
      ])
    ).rowCount === 1;
  /** The dead hold it until they have been silent for long enough; here the while is over. */
  const forgetHolders = (token: string) =>
    database.query(
      `UPDATE upload SET lock_until = now() - interval '1 second', finish_until = now() - interval '1 second' WHERE token = $1`,
      [token],
    );

  it.each([
    ['its bytes were on their way', 'lock_owner'],
    ['it was being made a file', 'finish_owner'],
  ] as const)('is one file when two servers finish it together after one was killed while %s', async (_, by) => {
    const item = await newItem();
    const token = tokenOf(await begin(second, item, bytes.length));
    const sent = write(second, token, 0, bytes.length).catch(() => undefined);
    await eventually(
      () => held(token, by),
      (now) => now,
      { everyMs: 2 },
    );
    await platform.servers[1]!.kill();
    await sent;
    await platform.servers[1]!.start();
    await forgetHolders(token);
    let at = await offset(seeded.admin, token);
    for (let tries = 0; at < bytes.length && tries < 5; tries++) {
      await write(seeded.admin, token, at, bytes.length);
      at = await offset(seeded.admin, token);
    }
    expect(at).toBe(bytes.length);
    const answers = await Promise.all(
      [seeded.admin, second, seeded.admin].map((who) => who.get(`/uploads/${token}/result`)),
    );
    expect(new Set(answers.map((answer) => good(answer).result.file.pid as string)).size).toBe(1);
    expect(await pages(item)).toHaveLength(1);
  });

  if (address) {
    it('is put together although its server died between the last part and the end', async () => {
      const item = await newItem();
      const token = tokenOf(await begin(seeded.admin, item, bytes.length));
      const { endpoint, region, accessKeyId, secretAccessKey, bucket: Bucket, prefix } = bucket!;
      const credentials = { accessKeyId, secretAccessKey };
      const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
      const under = await client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: `${prefix}/uploads/${token}` }),
      );
      const { Key, UploadId } = under.Uploads![0]!;
      await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: bytes }));
      client.destroy();
      expect(await offset(second, token)).toBe(bytes.length);
      expect(good(await second.get(`/uploads/${token}/result`))).toMatchObject({ state: 'done' });
      const [page] = await pages(item);
      const original = await bytesOf(seeded.admin, `/f/${page!.file.pid}/original`);
      expect(original.bytes.equals(bytes)).toBe(true);
    });
  }

  it('belongs to whoever began it', async () => {
    const item = await newItem();
    const token = tokenOf(await begin(seeded.admin, item, 100));
    const stranger = new Visitor(platform.url);
    expect((await stranger.send('HEAD', `/uploads/${token}`, { headers: tus })).status).toBe(401);
    expect((await begin(stranger, item, 100)).status).toBe(401);
    expect(await offset(seeded.admin, token)).toBe(0);
    expect(await offset(seeded.admin, '0'.repeat(32))).toBe(-404);
  });

  it('can be given up, and says what it cannot take', async () => {
    const item = await newItem();
    const token = tokenOf(await begin(seeded.admin, item, bytes.length));
    await write(seeded.admin, token, 0, 1000);
    expect((await seeded.admin.send('DELETE', `/uploads/${token}`, { headers: tus })).status).toBe(204);
    expect(await offset(seeded.admin, token)).toBe(-404);
    expect((await begin(seeded.admin, item, 0)).body).toMatchObject({ code: 'file.empty' });
    expect((await begin(seeded.admin, item, 9e12)).body).toMatchObject({ code: 'file.too-large' });
    expect((await begin(seeded.admin, 'nothing', 5)).status).toBe(400);
    expect((await begin(seeded.admin, '000000000', 5)).status).toBe(404);
    const wrong = tokenOf(await begin(seeded.admin, item, 50));
    const refused = await write(seeded.admin, wrong, 0, 50);
    expect(refused.body).toMatchObject({ outcome: 'refused', problem: { code: 'file.broken' } });
    expect(good(await seeded.admin.get(`/uploads/${wrong}/result`))).toMatchObject({ state: 'refused' });
    expect(await pages(item)).toEqual([]);
  });

  it('makes no page where none is wanted, and keeps its session everywhere', async () => {
    const item = await newItem();
    const again = new Visitor(platform.url);
    good(await again.signIn('admin@example.org', seedPassword));
    const token = tokenOf(await begin(again, item, bytes.length, `,page ${base64('none')}`));
    expect((await write(again, token, 0, bytes.length)).body).toMatchObject({ outcome: 'stored', pages: [] });
    expect(await pages(item)).toEqual([]);
  });
}

describe('resumable uploads into a folder', () => resumable());
describeOnS3('resumable uploads into a bucket', () => resumable(s3Address));
