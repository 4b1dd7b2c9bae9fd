import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, opendir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { assertDiskRoom } from './disk.room.js';
import { hashing } from './hashing.js';
import { isMissing, storageProblem } from './storage.errors.js';
import {
  type Arrivals,
  arrivalsFolder,
  type ByteRange,
  checkKey,
  type Kept,
  Storage,
  StorageMissing,
  type StoredObject,
} from './storage.js';

/** Written here first: on the same file system, so that a rename makes an object appear whole. */
const halfFolder = '.half';

export class DiskStorage extends Storage {
  private readonly root: string;

  constructor(folder: string) {
    super();
    this.root = resolve(folder);
  }

  async put(key: string, bytes: Readable): Promise<Kept> {
    const { through, kept } = hashing();
    await this.appear(key, async (half) => {
      await pipeline(bytes, through, createWriteStream(half, { flush: true }));
    });
    return kept();
  }

  async putFile(key: string, path: string, options: { move?: boolean } = {}): Promise<void> {
    await this.appear(key, async (half) => {
      if (options.move) {
        try {
          await rename(path, half);
          await settle(half);
          return;
        } catch (error) {
          // Another file system: copied, and then taken away as was asked.
          if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        }
      }
      await copyFile(path, half);
      await settle(half);
      if (options.move) await rm(path, { force: true });
    });
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.pathOf(key);
    const handle = await open(path).catch((error: unknown) => {
      throw isMissing(error) ? new StorageMissing(key) : storageProblem(error);
    });
    return handle.createReadStream({ start: range?.start ?? 0, ...(range ? { end: range.end } : {}) });
  }

  async head(key: string): Promise<StoredObject | undefined> {
    try {
      const found = await stat(this.pathOf(key));
      return found.isFile() ? { key, size: found.size, modified: found.mtime } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw storageProblem(error);
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true }).catch((error: unknown) => {
      throw storageProblem(error);
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const source = this.pathOf(from);
    await this.appear(to, async (half) => {
      await pipeline(createReadStream(source), createWriteStream(half, { flush: true }));
    }).catch((error: unknown) => {
      throw isMissing(error) ? new StorageMissing(from) : error;
    });
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    // A prefix may end inside a name, as in a bucket: its folder is read, and names are compared.
    const folder = join(this.root, ...prefix.split('/').slice(0, -1));
    yield* this.walk(folder, prefix);
  }

  async localPath(key: string): Promise<string> {
    const path = this.pathOf(key);
    if (!(await this.head(key))) throw new StorageMissing(key);
    return path;
  }

  /** A file grows in its place, and is whole with its last byte. */
  arrivals(): Arrivals {
    return {
      tus: new FileStore({ directory: join(this.root, arrivalsFolder) }),
      idOf: (token) => token,
      keyOf: (token) => `${arrivalsFolder}/${token}`,
      isWhole: () => Promise.resolve(true),
      putTogether: () => Promise.resolve(),
    };
  }

  override assertRoom(bytes: number): Promise<void> {
    return assertDiskRoom(this.root, bytes);
  }

  async probeReading(): Promise<void> {
    const folder = await opendir(this.root);
    await folder.close();
  }

  async probe(): Promise<void> {
    const half = join(this.root, halfFolder);
    await mkdir(half, { recursive: true });
    const path = join(half, `probe-${randomUUID()}`);
    const handle = await open(path, 'w');
    try {
      await handle.write('probe');
    } finally {
      await handle.close();
      await rm(path, { force: true });
    }
  }

  async removeHalves(olderThan: Date): Promise<void> {
    const folder = join(this.root, halfFolder);
    const entries = await opendir(folder).catch(() => undefined);
    if (!entries) return;
    for await (const entry of entries) {
      const path = join(folder, entry.name);
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtime < olderThan) await rm(path, { force: true });
    }
  }

  private pathOf(key: string): string {
    return join(this.root, ...checkKey(key).split('/'));
  }

  private async appear(key: string, write: (half: string) => Promise<void>): Promise<void> {
    const path = this.pathOf(key);
    const half = join(this.root, halfFolder, randomUUID());
    try {
      await mkdir(dirname(half), { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      await write(half);
      // A copy would be as open as what it was copied from.
      await chmod(half, 0o600);
      await rename(half, path);
      await settle(dirname(path));
    } catch (error) {
      await rm(half, { force: true });
      throw storageProblem(error);
    }
  }

  private async *walk(folder: string, prefix: string): AsyncIterable<StoredObject> {
    const entries = await opendir(folder).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (!entries) return;
    for await (const entry of entries) {
      const path = join(folder, entry.name);
      const key = relative(this.root, path).split(sep).join('/');
      if (key === halfFolder) continue;
      if (entry.isDirectory()) {
        if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) yield* this.walk(path, prefix);
      } else if (key.startsWith(prefix)) {
        const found = await stat(path).catch(() => undefined);
        if (found) yield { key, size: found.size, modified: found.mtime };
      }
    }
  }
}

/** A name or bytes that a power cut could still lose are not yet kept. */
async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems refuse to sync a folder; they keep names by other means.
    if (!['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
