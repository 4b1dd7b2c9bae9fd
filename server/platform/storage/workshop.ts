import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assertDiskRoom } from './disk.room.js';

/** Folders for work in progress. What a killed process leaves behind is swept when it is old. */
export class Workshop {
  readonly root: string;
  readonly cacheFolder: string;

  constructor(dataDir: string) {
    this.root = join(resolve(dataDir), 'tmp');
    this.cacheFolder = join(resolve(dataDir), 'cache');
  }

  /** A fresh path; nothing stands there yet. */
  path(suffix = ''): string {
    return join(this.root, `${randomUUID()}${suffix}`);
  }

  /** The folder that fresh paths lie in is there. */
  async ready(): Promise<void> {
    await mkdir(this.root, { recursive: true });
  }

  assertRoom(bytes: number): Promise<void> {
    return assertDiskRoom(this.root, bytes);
  }

  /** A folder that is gone again when the work has ended, however it ended. */
  async inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = this.path();
    await mkdir(folder, { recursive: true });
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async sweep(olderThan: Date): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.root).catch(() => [] as string[])) {
      const path = join(this.root, name);
      const about = await stat(path).catch(() => undefined);
      if (!about || about.mtime >= olderThan) continue;
      await rm(path, { recursive: true, force: true });
      removed++;
    }
    return removed;
  }
}
