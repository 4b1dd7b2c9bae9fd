import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Upload } from '@tus/server';
import { arrivalsFolder, type Storage, StorageMissing } from '../../server/platform/storage/storage.js';

export interface StorageUnderTest {
  storage: Storage;
  /** A folder for files that are not in storage. */
  folder: string;
  /** Leaves behind what a process leaves that dies while it writes under this key. */
  leaveHalf(key: string): Promise<void>;
  /** How many such there are. */
  halves(): Promise<number>;
}

/** What every storage promises, whatever it is made of. */
export function storageContract(given: () => StorageUnderTest): void {
  const storage = () => given().storage;
  const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const text = async (key: string, range?: { start: number; end: number }) =>
    (await buffer(await storage().read(key, range))).toString('utf8');

  it('keeps what a stream gives, and says its size and hash', async () => {
    const bytes = randomBytes(3_000_001);
    const kept = await storage().put(
      'lib/original/aa/stream',
      Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]),
    );
    expect(kept).toEqual({ size: bytes.length, sha256: sha(bytes) });
    expect(sha(await buffer(await storage().read('lib/original/aa/stream')))).toBe(kept.sha256);
    expect(await storage().head('lib/original/aa/stream')).toMatchObject({
      key: 'lib/original/aa/stream',
      size: bytes.length,
    });
  });

  it('keeps a local file, and takes it away only when it may', async () => {
    const path = join(given().folder, 'plate.bin');
    await writeFile(path, '圖版');
    await storage().putFile('lib/original/ab/file', path);
    expect(await text('lib/original/ab/file')).toBe('圖版');
    expect(await readFile(path, 'utf8')).toBe('圖版');
    await storage().putFile('lib/original/ab/moved', path, { move: true });
    expect(await text('lib/original/ab/moved')).toBe('圖版');
  });

  it('keeps an object of no bytes', async () => {
    expect((await storage().put('lib/empty', Readable.from([]))).size).toBe(0);
    expect(await text('lib/empty')).toBe('');
  });

  it('gives stretches of bytes, both ends included', async () => {
    await storage().put('lib/range', Readable.from([Buffer.from('0123456789')]));
    expect(await text('lib/range', { start: 2, end: 4 })).toBe('234');
    expect(await text('lib/range', { start: 0, end: 0 })).toBe('0');
    expect(await text('lib/range', { start: 9, end: 9 })).toBe('9');
  });

  it('replaces an object whole', async () => {
    await storage().put('lib/replaced', Readable.from([Buffer.from('before, and longer')]));
    await storage().put('lib/replaced', Readable.from([Buffer.from('after')]));
    expect(await text('lib/replaced')).toBe('after');
  });

  it('shows nothing of an object whose source broke', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(100_000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(storage().put('lib/broken', broken)).rejects.toThrow();
    expect(await storage().head('lib/broken')).toBeUndefined();
  });

  it('says that an object is missing', async () => {
    expect(await storage().head('lib/nothing')).toBeUndefined();
    await expect(storage().read('lib/nothing')).rejects.toBeInstanceOf(StorageMissing);
    await expect(storage().localPath('lib/nothing')).rejects.toBeInstanceOf(StorageMissing);
    await expect(storage().copy('lib/nothing', 'lib/copied')).rejects.toBeInstanceOf(StorageMissing);
    expect(await storage().head('lib/copied')).toBeUndefined();
  });

  it('removes, and removes again without complaint', async () => {
    await storage().put('lib/removed', Readable.from([Buffer.from('x')]));
    await storage().remove('lib/removed');
    await storage().remove('lib/removed');
    expect(await storage().head('lib/removed')).toBeUndefined();
  });

  it('copies, and the copy stays when the first is removed', async () => {
    await storage().put('lib/first', Readable.from([Buffer.from('版本')]));
    await storage().copy('lib/first', 'lib/derived/second');
    await storage().remove('lib/first');
    expect(await text('lib/derived/second')).toBe('版本');
  });

  it('lists by prefix, also one that ends inside a name, and nothing of its neighbours', async () => {
    const keys = ['list1/a/1', 'list1/a/2', 'list1/ab/3', 'list1/b', 'list2/a/4'];
    for (const key of keys) await storage().put(key, Readable.from([Buffer.from(key)]));
    const listed = async (prefix: string) => {
      const found: string[] = [];
      for await (const object of storage().list(prefix)) {
        expect(object.size).toBe(object.key.length);
        expect(Math.abs(object.modified.getTime() - Date.now())).toBeLessThan(120_000);
        found.push(object.key);
      }
      return found.sort();
    };
    expect(await listed('list1/')).toEqual(keys.slice(0, 4));
    expect(await listed('list1/a')).toEqual(keys.slice(0, 3));
    expect(await listed('list1/a/')).toEqual(keys.slice(0, 2));
    expect(await listed('list3')).toEqual([]);
  });

  it('gives a local path to read', async () => {
    const bytes = randomBytes(50_000);
    await storage().put('lib/local', Readable.from([bytes]));
    const [one, two] = await Promise.all([storage().localPath('lib/local'), storage().localPath('lib/local')]);
    expect(sha(await readFile(one))).toBe(sha(bytes));
    expect((await stat(two)).size).toBe(bytes.length);
  });

  it('refuses keys that climb out or are no keys', async () => {
    for (const key of ['../x', 'a/../b', '/a', 'a//b', '', 'a/', 'a\\b', 'a\0b', './a']) {
      await expect(storage().put(key, Readable.from([]))).rejects.toThrow('not a storage key');
    }
  });

  it('keeps large objects in parts', async () => {
    const chunk = randomBytes(1024 * 1024);
    const whole = createHash('sha256');
    const parts = Array.from({ length: 20 }, (_, at) => {
      const part = Buffer.from(chunk);
      part.writeUInt32BE(at);
      whole.update(part);
      return part;
    });
    const kept = await storage().put('lib/large', Readable.from(parts));
    expect(kept.size).toBe(20 * 1024 * 1024);
    expect(kept.sha256).toBe(whole.digest('hex'));
    expect(
      (
        await buffer(await storage().read('lib/large', { start: 19 * 1024 * 1024, end: 19 * 1024 * 1024 + 3 }))
      ).readUInt32BE(),
    ).toBe(19);
  });

  it('takes an upload in parts, from one process and then another, and has it whole as an object', async () => {
    const token = randomBytes(12).toString('hex');
    const bytes = randomBytes(6 * 1024 * 1024);
    const [first, rest] = [bytes.subarray(0, 5_500_000), bytes.subarray(5_500_000)];
    const [one, two] = [storage().arrivals(), storage().arrivals()];
    await one.tus.create(new Upload({ id: one.idOf(token), size: bytes.length, offset: 0 }));
    await one.tus.write(Readable.from([first]), one.idOf(token), 0);
    expect((await two.tus.getUpload(two.idOf(token))).offset).toBe(first.length);
    // However old it is: an upload that somebody may come back to is no half.
    await storage().removeHalves(new Date(Date.now() + 60_000));
    await two.tus.write(Readable.from([rest]), two.idOf(token), first.length);
    expect(await two.isWhole(token)).toBe(true);
    expect(two.keyOf(token)).toBe(`${arrivalsFolder}/${token}`);
    expect(sha(await buffer(await storage().read(two.keyOf(token))))).toBe(sha(bytes));
    await storage().copy(two.keyOf(token), `lib/original/${token}`);
    await two.tus.remove(two.idOf(token)).catch(() => undefined);
    await storage().remove(two.keyOf(token));
    expect(await storage().head(two.keyOf(token))).toBeUndefined();
    expect(sha(await buffer(await storage().read(`lib/original/${token}`)))).toBe(sha(bytes));
  });

  it('removes what dead processes left half written once it is old, and only then', async () => {
    await storage().put('lib/original/beside-halves', Readable.from([Buffer.from('kept')]));
    await given().leaveHalf('lib/original/half');
    const before = await given().halves();
    expect(before).toBeGreaterThan(0);
    await storage().removeHalves(new Date(Date.now() - 3_600_000));
    expect(await given().halves()).toBe(before);
    await storage().removeHalves(new Date(Date.now() + 60_000));
    expect(await given().halves()).toBe(0);
    await storage().removeHalves(new Date(Date.now() + 60_000));
    expect(await text('lib/original/beside-halves')).toBe('kept');
  });

  it('answers its probe', async () => {
    await storage().probe();
  });
}
