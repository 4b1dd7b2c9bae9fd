import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { Problem } from '../../server/contract/problems.js';
import { DiskStorage } from '../../server/platform/storage/disk.storage.js';
import { LocalCache } from '../../server/platform/storage/local.cache.js';
import { S3Storage } from '../../server/platform/storage/s3.storage.js';
import { parseStorageUrl, type S3Address } from '../../server/platform/storage/storage.url.js';
import { comesTrue } from '../support/eventually.js';
import { storageContract } from './storage.suite.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'linlang-storage-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('storage on disk', () => {
  storageContract(() => {
    const half = join(folder, 'disk', '.half');
    return {
      storage: new DiskStorage(join(folder, 'disk')),
      folder,
      leaveHalf: () => writeFile(join(half, randomBytes(8).toString('hex')), 'x'),
      halves: async () => (await readdir(half)).length,
    };
  });

  it('closes what it keeps to other users, however open the file was that it came from', async () => {
    const storage = new DiskStorage(join(folder, 'closed'));
    const open = join(folder, 'open');
    await writeFile(open, 'x', { mode: 0o644 });
    await storage.putFile('a/b', open);
    expect((await stat(join(folder, 'closed/a/b'))).mode & 0o777).toBe(0o600);
  });

  it('leaves no halves behind', async () => {
    const storage = new DiskStorage(join(folder, 'halves'));
    await storage.put('a/b', Readable.from([Buffer.from('x')]));
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(10);
        throw new Error('gone');
      })(),
    );
    await expect(storage.put('a/c', broken)).rejects.toThrow('gone');
    expect(await readdir(join(folder, 'halves', '.half'))).toEqual([]);
  });

  it('never lists the halves of dead processes', async () => {
    const storage = new DiskStorage(join(folder, 'dead'));
    await storage.probe();
    const half = join(folder, 'dead', '.half', 'left');
    await writeFile(half, 'x');
    const listed: string[] = [];
    for await (const object of storage.list('')) listed.push(object.key);
    expect(listed).toEqual([]);
  });

  it('tells a full disk by name', async () => {
    // No test may fill a disk: the writing fails here as it does when the system has no room.
    const storage = new DiskStorage(join(folder, 'full'));
    const source = new Readable({
      read() {
        this.destroy(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      },
    });
    await expect(storage.put('a/b', source)).rejects.toMatchObject({ code: 'storage.full', status: 507 });
  });
});

const s3 = process.env.TEST_S3_ENDPOINT ? describe : describe.skip;
s3('storage in a bucket', () => {
  const address: S3Address = {
    bucket: process.env.TEST_S3_BUCKET ?? '',
    prefix: `contract-${randomBytes(4).toString('hex')}/deeper/`,
    region: process.env.TEST_S3_REGION ?? 'us-east-1',
    endpoint: process.env.TEST_S3_ENDPOINT ?? '',
    pathStyle: true,
  };
  const keys = {
    accessKeyId: process.env.TEST_S3_ACCESS_KEY ?? '',
    secretAccessKey: process.env.TEST_S3_SECRET_KEY ?? '',
  };
  const storages: S3Storage[] = [];
  const open = (given: S3Address, name: string) => {
    const storage = new S3Storage(given, keys, new LocalCache(join(folder, name), 1e9));
    storages.push(storage);
    return storage;
  };
  let storage: S3Storage;
  beforeAll(() => (storage = open(address, 's3-cache')));
  afterAll(() => storages.forEach((one) => one.client.destroy()));

  storageContract(() => ({
    storage,
    folder,
    leaveHalf: async (key) => {
      const asked = new CreateMultipartUploadCommand({ Bucket: address.bucket, Key: address.prefix + key });
      await storage.client.send(asked);
    },
    halves: async () => {
      const asked = new ListMultipartUploadsCommand({ Bucket: address.bucket, Prefix: address.prefix });
      return (await storage.client.send(asked)).Uploads?.length ?? 0;
    },
  }));

  it('lists without its prefix, also past one page of a thousand', async () => {
    const mine = open({ ...address, prefix: `${address.prefix}many/` }, 'many');
    const total = 1003;
    for (let at = 0; at < total; at += 100) {
      await Promise.all(
        Array.from({ length: Math.min(100, total - at) }, (_, step) =>
          mine.put(`k/${String(at + step).padStart(5, '0')}`, Readable.from([Buffer.from('x')])),
        ),
      );
    }
    const seen = new Set<string>();
    for await (const object of mine.list('k/')) seen.add(object.key);
    expect(seen.size).toBe(total);
    expect(seen.has('k/00000')).toBe(true);
  });

  it('says that it cannot be reached', async () => {
    const dead = open({ ...address, endpoint: 'http://127.0.0.1:9' }, 'dead-cache');
    await expect(dead.put('a/b', Readable.from([Buffer.from('x')]))).rejects.toBeInstanceOf(Problem);
    await expect(dead.probe()).rejects.toThrow();
  });
});

describe('the address of the storage', () => {
  it('is a folder or a bucket', () => {
    expect(parseStorageUrl('./data/storage')).toEqual({ kind: 'disk', folder: './data/storage' });
    expect(parseStorageUrl('file:///srv/files')).toEqual({ kind: 'disk', folder: '/srv/files' });
    expect(parseStorageUrl('s3://books')).toEqual({
      kind: 's3',
      s3: { bucket: 'books', prefix: '', region: 'us-east-1', pathStyle: false },
    });
    expect(parseStorageUrl('s3://books/a/b/?endpoint=https://s3.example:9000&region=cn-north-1')).toEqual({
      kind: 's3',
      s3: {
        bucket: 'books',
        prefix: 'a/b/',
        region: 'cn-north-1',
        endpoint: 'https://s3.example:9000',
        pathStyle: true,
      },
    });
  });

  it('is refused by name when it is neither', () => {
    for (const wrong of ['ftp://x/y', 's3://', 's3://b?endpoint=nowhere', 's3://b?colour=red']) {
      expect(() => parseStorageUrl(wrong)).toThrow('STORAGE_URL');
    }
  });
});

describe('the cache of files that can be had again', () => {
  const fill = (bytes: number) => (path: string) => writeFile(path, Buffer.alloc(bytes));

  it('makes each file once for all who ask together', async () => {
    const cache = new LocalCache(join(folder, 'cache-once'), 1000);
    let made = 0;
    let go = () => {};
    const gate = new Promise<void>((open) => (go = open));
    const make = async (path: string) => {
      made++;
      await gate;
      await fill(10)(path);
    };
    const asked = Promise.all([cache.path('x', make), cache.path('x', make), cache.path('x', make)]);
    // All three have asked before the first of them is through.
    await comesTrue(() => made > 0);
    go();
    expect(new Set(await asked).size).toBe(1);
    expect(made).toBe(1);
  });

  it('lets the longest unused go when it is full, and counts anew after a restart', async () => {
    const cached = join(folder, 'cache-full');
    const cache = new LocalCache(cached, 100);
    await cache.path('a', fill(40));
    await cache.path('b', fill(40));
    expect(await cache.find('a')).toBeDefined();
    await cache.path('c', fill(40));
    expect(await cache.find('b')).toBeUndefined();
    expect(await cache.find('a')).toBeDefined();
    const again = new LocalCache(cached, 100);
    await again.path('d', fill(90));
    expect(await again.find('c')).toBeUndefined();
    expect(await again.find('d')).toBeDefined();
  });

  it('keeps alone what is larger than all it may keep, and counts what is empty', async () => {
    const cache = new LocalCache(join(folder, 'cache-large'), 100);
    await cache.path('empty', fill(0));
    expect(await cache.find('empty')).toBeDefined();
    const large = await cache.path('large', fill(300));
    expect((await stat(large)).size).toBe(300);
    expect(await cache.find('large')).toBe(large);
    expect(await cache.find('empty')).toBeUndefined();
    await cache.path('small', fill(10));
    expect(await cache.find('large')).toBeUndefined();
  });

  it('holds its bound, on the disk too, while many make and let go of the same files', async () => {
    const cached = join(folder, 'cache-busy');
    const cache = new LocalCache(cached, 100);
    await Promise.all(
      Array.from({ length: 300 }, async (_, at) => {
        const path = await cache.path(`file ${at % 12}`, fill(20));
        // Whoever reads it next may find that it had to go, never that it is half of one.
        expect([20, undefined]).toContain((await stat(path).catch(() => undefined))?.size);
      }),
    );
    const left = (await readdir(cached, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThanOrEqual(5);
    expect(left.filter(({ name }) => name.startsWith('.half-'))).toEqual([]);
    const again = new LocalCache(cached, 40);
    await again.path('new', fill(20));
    const kept = (await readdir(cached, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(kept.length).toBeLessThanOrEqual(2);
  });

  it('keeps nothing of a making that failed', async () => {
    const cache = new LocalCache(join(folder, 'cache-failed'), 100);
    await expect(
      cache.path('a', async (path) => {
        await fill(5)(path);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await cache.find('a')).toBeUndefined();
    expect(await cache.path('a', fill(5))).toBeDefined();
  });
});
