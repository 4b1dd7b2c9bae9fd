import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';

/**
 * Files that can be had again, kept until they fill a bound; the longest unused go first. Several processes may share
 * the folder: each counts what it made itself and what it found at its start, so the bound is kept roughly.
 */
export class LocalCache {
  /** Sizes by file, in order of use. What it lets go of leaves the disk as well. */
  private readonly kept: LRUCache<string, number>;
  private opening?: Promise<void>;
  private readonly making = new Map<string, Promise<string>>();
  private readonly leaving = new Map<string, Promise<void>>();

  constructor(
    private readonly folder: string,
    maxBytes: number,
  ) {
    this.kept = new LRUCache({
      maxSize: maxBytes,
      // What is larger than everything is kept alone, and an empty file is counted as well.
      sizeCalculation: (size) => Math.min(Math.max(size, 1), maxBytes),
      dispose: (_, file, reason) => {
        if (reason === 'evict') this.remove(file);
      },
    });
  }

  /** The path of what is called `name`, made by `fill` when it is not there. Concurrent callers wait for one making. */
  async path(name: string, fill: (path: string) => Promise<void>): Promise<string> {
    const known = await this.find(name);
    if (known) return known;
    const under = this.making.get(name);
    if (under) return under;
    const made = this.make(name, fill).finally(() => this.making.delete(name));
    this.making.set(name, made);
    return made;
  }

  async find(name: string): Promise<string | undefined> {
    await this.open();
    const file = fileOf(name);
    await this.leaving.get(file);
    const path = join(this.folder, file);
    const found = await stat(path).catch(() => undefined);
    // Let go of while it was looked at: it is as good as gone.
    if (!found || this.leaving.has(file)) {
      this.kept.delete(file);
      return undefined;
    }
    this.kept.set(file, found.size);
    // The order of use survives a restart by the file's own time; a minute's precision is enough.
    if (Date.now() - found.mtimeMs > 60_000) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return path;
  }

  private async make(name: string, fill: (path: string) => Promise<void>): Promise<string> {
    await this.open();
    const file = fileOf(name);
    const path = join(this.folder, file);
    const half = join(this.folder, `.half-${randomUUID()}`);
    try {
      await mkdir(join(this.folder, file.slice(0, 2)), { recursive: true });
      await fill(half);
      const { size } = await stat(half);
      await this.leaving.get(file);
      await rename(half, path);
      this.kept.set(file, size);
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
    await this.settled();
    return path;
  }

  private remove(file: string): void {
    const gone = rm(join(this.folder, file), { force: true })
      // What cannot be removed now is found, and counted, after the next start.
      .catch(() => undefined)
      .finally(() => this.leaving.delete(file));
    this.leaving.set(file, gone);
  }

  private async settled(): Promise<void> {
    await Promise.all(this.leaving.values());
  }

  private open(): Promise<void> {
    this.opening ??= this.read();
    return this.opening;
  }

  private async read(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const found: { file: string; size: number; used: number }[] = [];
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const about = await stat(path).catch(() => undefined);
      if (!about) continue;
      if (entry.name.startsWith('.half-')) {
        if (Date.now() - about.mtimeMs > 3_600_000) await rm(path, { force: true });
        continue;
      }
      found.push({ file: path.slice(this.folder.length + 1), size: about.size, used: about.mtimeMs });
    }
    found.sort((a, b) => a.used - b.used);
    for (const { file, size } of found) this.kept.set(file, size);
    await this.settled();
  }
}

function fileOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return join(hash.slice(0, 2), hash.slice(2, 40));
}
