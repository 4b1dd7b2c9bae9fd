import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { newPid } from '../../contract/pid.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { receiveFile } from '../../platform/http/form.files.js';
import { Storage } from '../../platform/storage/storage.js';
import type { Source } from './batch.verb.js';

export interface BatchFile {
  /** As whoever sent it calls it. */
  name: string;
  key: string;
  size: number;
}

const folder = 'batches';
/** A younger one may be on its way in, or be read. */
const orphanMs = 24 * 60 * 60 * 1000;
const askedAtOnce = 500;
const mebibyte = 1024 * 1024;
/** Often enough that what comes in between stays well within what is kept free. */
const roomAskedAfter = 16 * mebibyte;

/** Files that batches are made from: in the storage until their rows have been taken over. */
@Injectable()
export class BatchFilesService {
  private readonly reserve: number;

  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    config: Config,
  ) {
    this.reserve = config.env.DISK_RESERVE_MB * mebibyte;
  }

  /** The one file of a form, kept as it comes in, as long as the disk has room for more than that. */
  async receive(request: Request, response: Response, mostBytes: (name: string) => number): Promise<BatchFile> {
    await this.storage.assertRoom((Number(request.get('content-length') ?? 0) || 0) + this.reserve);
    const key = `${folder}/${newPid()}`;
    try {
      const { name, kept } = await receiveFile(request, response, mostBytes, (bytes) =>
        this.storage.put(key, Readable.from(this.whileRoom(bytes), { objectMode: false })),
      );
      return { name, key, size: kept.size };
    } catch (error) {
      // It may have come whole before something else of the form was wrong.
      await this.remove(key);
      throw error;
    }
  }

  remove(key: string): Promise<void> {
    return this.storage.remove(key);
  }

  /**
   * Undefined where it has been read. Fetched as a whole before it is read: whoever serves a bucket cuts off those who
   * take long, and a file is read more than once. One from before files lay in the storage lies in the row itself.
   */
  async of(id: number): Promise<Source | undefined> {
    const row = await this.db.one<{ file: string | null; held: boolean }>(
      'SELECT file, bytes IS NOT NULL AS held FROM batch WHERE id = $1',
      [id],
    );
    const key = row?.file;
    if (key) return async () => createReadStream(await this.storage.localPath(key));
    if (!row?.held) return undefined;
    return async () => {
      const { bytes } = (await this.db.one<{ bytes: Buffer }>('SELECT bytes FROM batch WHERE id = $1', [id]))!;
      return Readable.from([bytes]);
    };
  }

  /** What no batch knows any more: of one that was cleared away, or of a process that died. */
  async sweep(): Promise<void> {
    const old: string[] = [];
    for await (const { key, modified } of this.storage.list(`${folder}/`)) {
      if (Date.now() - modified.getTime() < orphanMs) continue;
      if (old.push(key) >= askedAtOnce) await this.removeUnknown(old.splice(0));
    }
    await this.removeUnknown(old);
  }

  private async removeUnknown(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    const known = await this.db.query<{ file: string }>('SELECT file FROM batch WHERE file = ANY ($1)', [keys]);
    const kept = new Set(known.map(({ file }) => file));
    for (const key of keys) if (!kept.has(key)) await this.storage.remove(key);
  }

  private async *whileRoom(bytes: Readable): AsyncGenerator<Buffer> {
    let unasked = 0;
    for await (const part of bytes as AsyncIterable<Buffer>) {
      unasked += part.length;
      if (unasked >= roomAskedAfter) {
        await this.storage.assertRoom(this.reserve);
        unasked = 0;
      }
      yield part;
    }
  }
}
