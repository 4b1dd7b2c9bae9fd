import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

interface Entry {
  size: number;
}

/**
 * Files that can be had again, kept until they fill a bound; the longest unused go first. Several processes may share
 * the folder: each counts what it made itself and what it found at its start, so the bound is kept roughly.
 */
export class LocalCache {
  /** In order of use, oldest first. */
  private entries?: Map<string, Entry>;
  private opening?: Promise<Map<string, Entry>>;
  private total = 0;
  private readonly making = new Map<string, Promise<string>>();

  constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
  ) {}

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
    const entries = await this.open();
    const file = fileOf(name);
    const path = join(this.folder, file);
    const entry = entries.get(file);
    const found = await stat(path).catch(() => undefined);
    if (!found) {
      if (entry) this.forget(file);
      return undefined;
    }
    entries.delete(file);
    entries.set(file, { size: found.size });
    if (!entry) this.total += found.size;
    // The order of use survives a restart by the file's own time; a minute's precision is enough.
    if (Date.now() - found.mtimeMs > 60_000) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return path;
  }

  private async make(name: string, fill: (path: string) => Promise<void>): Promise<string> {
    const entries = await this.open();
    const file = fileOf(name);
    const path = join(this.folder, file);
    const half = join(this.folder, `.half-${randomUUID()}`);
    try {
      await mkdir(join(this.folder, file.slice(0, 2)), { recursive: true });
      await fill(half);
      const { size } = await stat(half);
      await rename(half, path);
      const before = entries.get(file)?.size ?? 0;
      entries.delete(file);
      entries.set(file, { size });
      this.total += size - before;
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
    await this.trim(file);
    return path;
  }

  private async trim(keep: string): Promise<void> {
    for (const file of this.entries!.keys()) {
      if (this.total <= this.maxBytes) return;
      if (file === keep) continue;
      this.forget(file);
      await rm(join(this.folder, file), { force: true });
    }
  }

  private forget(file: string): void {
    this.total -= this.entries!.get(file)?.size ?? 0;
    this.entries!.delete(file);
  }

  private open(): Promise<Map<string, Entry>> {
    this.opening ??= this.read();
    return this.opening;
  }

  private async read(): Promise<Map<string, Entry>> {
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
    this.entries = new Map(found.map(({ file, size }) => [file, { size }]));
    this.total = found.reduce((sum, { size }) => sum + size, 0);
    return this.entries;
  }
}

function fileOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return join(hash.slice(0, 2), hash.slice(2, 40));
}
