import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { JobService } from '../job/job.service.js';
import { FileRepository } from './file.repository.js';
import { LookGuard } from './look.guard.js';
import { UploadRepository } from './upload.repository.js';
import { UploadService } from './upload.service.js';

const hour = 3_600_000;
/** Nobody comes back to an upload after two days. */
const uploadHours = 48;
/** Longer than any transaction or job: what has no row by then never will. */
const orphanMs = 24 * hour;
const everyHours = 6;
/** Stored objects that one statement asks about. */
const askedAtOnce = 500;
const removedAtOnce = 50;

/** Housekeeping: what crashes, broken-off uploads and removals left behind. It removes nothing that a row names. */
@Injectable()
export class SweepHandler implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    private readonly files: FileRepository,
    private readonly uploads: UploadRepository,
    private readonly uploading: UploadService,
    private readonly jobs: JobService,
    private readonly guard: LookGuard,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.order(), hour);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** However many processes there are, one sweep in some hours. */
  private async order(): Promise<void> {
    try {
      await this.db.transaction(async () => {
        await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('media.sweep', 0))`);
        const recent = await this.db.one(
          `SELECT 1 FROM job WHERE kind = 'media.sweep' AND created_at > now() - make_interval(hours => $1) LIMIT 1`,
          [everyHours],
        );
        if (!recent) await this.jobs.enqueue('media.sweep', {}, { key: 'sweep' });
      });
    } catch (error) {
      log.warn({ err: error }, 'media.sweep could not be queued');
    }
  }

  @JobHandler('media.sweep')
  async sweep(_: JobPayload<'media.sweep'>, run: JobRun): Promise<Json> {
    const uploads = await this.sweepUploads(run);
    const stuck = await this.failStuck();
    const temporary = await this.workshop.sweep(new Date(Date.now() - orphanMs));
    await this.storage.removeHalves(new Date(Date.now() - orphanMs));
    const objects = await this.sweepObjects(run);
    return { uploads, stuck, temporary, objects };
  }

  private async sweepUploads(run: JobRun): Promise<number> {
    let settled = 0;
    for (const upload of await this.uploads.abandoned(uploadHours)) {
      run.pause();
      try {
        await this.uploading.settleAbandoned(upload);
      } catch (error) {
        // Its item is gone, or its bytes are: there is nothing to finish it into.
        if (error instanceof Problem && error.status < 500) await this.uploading.giveUp(upload.token);
        // Tried again with the next sweep; the others are not kept waiting by it.
        else log.error({ err: error }, 'an upload could not be settled');
      }
      settled++;
    }
    await this.uploads.forgetClosed(30);
    await this.guard.sweep();
    return settled;
  }

  /** A file whose job ended without a word, because its worker died each time. */
  private async failStuck(): Promise<number> {
    const rows = await this.db.query(
      `UPDATE file SET state = 'failed', problem = '{"code": "server.failed", "params": {}}'
       WHERE state IN ('stored', 'processing') AND created_at < now() - interval '1 day' AND NOT EXISTS (
         SELECT 1 FROM job WHERE job.kind = 'media.derive' AND job.state IN ('queued', 'running', 'stopping')
           AND (job.payload ->> 'fileId')::bigint = file.id) RETURNING id`,
    );
    return rows.length;
  }

  private async sweepObjects(run: JobRun): Promise<number> {
    let removed = 0;
    let seen = 0;
    const old: string[] = [];
    const sweepOld = async () => {
      run.pause();
      await run.progress(seen);
      removed += await this.removeOrphans(old.splice(0));
    };
    for (const { pid } of await this.db.query<{ pid: string }>(`SELECT pid FROM library ORDER BY id`)) {
      for (const folder of ['original', 'derived']) {
        for await (const object of this.storage.list(`${pid}/${folder}/`)) {
          if (++seen % askedAtOnce === 0) run.pause();
          if (Date.now() - object.modified.getTime() < orphanMs) continue;
          if (old.push(object.key) >= askedAtOnce) await sweepOld();
        }
      }
    }
    await sweepOld();
    return removed;
  }

  /** Asked again under the lock that arrivals of the same bytes take; a few at a time, since those wait meanwhile. */
  private async removeOrphans(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const orphans = await this.files.unnamed(keys);
    let removed = 0;
    for (let at = 0; at < orphans.length; at += removedAtOnce) {
      removed += await this.db.transaction(() => this.removeStill(orphans.slice(at, at + removedAtOnce)));
    }
    return removed;
  }

  private async removeStill(orphans: readonly string[]): Promise<number> {
    await this.files.lockBytes(orphans);
    let removed = 0;
    for (const key of await this.files.unnamed(orphans)) {
      const now = await this.storage.head(key);
      if (!now || Date.now() - now.modified.getTime() < orphanMs) continue;
      await this.storage.remove(key);
      removed++;
    }
    return removed;
  }
}
