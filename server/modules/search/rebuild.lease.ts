import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { JobState } from '../../contract/jobs.js';
import { Database } from '../../platform/database/database.js';
import { SettingRepository } from '../../platform/database/setting.repository.js';
import { JobService } from '../job/job.service.js';

const setting = 'search.rebuild';
/** Any number that no other lock of the platform uses. */
const leaseLock = 7_205_762;
/** In minutes. */
const pauses = [0, 10, 60, 360];
const everything = `kind = 'search.reindex' AND payload ->> 'collectionId' IS NULL AND payload ->> 'ref' IS NULL
  AND payload ->> 'refs' IS NULL`;

/**
 * Two rebuilds of everything at once would fill each other's new index and swap it half full. So a second one is not
 * ordered while the first is under way, and one that comes to life beside another (a retry, a worker that was thought dead) leaves it the work.
 */
@Injectable()
export class RebuildLease {
  constructor(
    private readonly db: Database,
    private readonly settings: SettingRepository,
    private readonly jobs: JobService,
  ) {}

  /** The job that indexes everything: the one under way, else a new one. What is written meanwhile goes into both indexes anyway. */
  order(caller?: Caller): Promise<string> {
    return this.alone(async () => {
      const known = await this.db.one<{ pid: string }>(
        `SELECT pid FROM job WHERE ${everything} AND state IN ('queued', 'running') ORDER BY state = 'running' DESC, id LIMIT 1`,
      );
      if (known) return known.pid;
      return this.jobs.enqueue('search.reindex', { collectionId: null }, { key: 'all', ...(caller ? { caller } : {}) });
    });
  }

  /** After one that ended without having filled the index, and the later the more of them did. */
  async orderAgain(): Promise<void> {
    const ended = await this.db.one<{ many: number; minutes: number | null }>(
      `SELECT count(*) AS many, extract(epoch FROM now() - max(finished_at))::float8 / 60 AS minutes FROM job
        WHERE ${everything} AND state IN ('failed', 'stopped')
          AND finished_at > coalesce((SELECT filled_at FROM search_state), '-infinity')`,
    );
    const wait = pauses[Math.min(ended?.many ?? 0, pauses.length - 1)] as number;
    if ((ended?.minutes ?? Infinity) >= wait) await this.order();
  }

  /** Takes the rebuild for this job; null when it has it, else the job that is at it and how that one stands. */
  claim(jobId: number): Promise<{ pid: string; state: JobState } | null> {
    return this.alone(async () => {
      const other = await this.db.one<{ pid: string; state: JobState }>(
        `SELECT job.pid, job.state FROM platform_setting s JOIN job ON job.id = (s.value #>> '{}')::bigint
          WHERE s.key = $1 AND job.id <> $2 AND job.state IN ('running', 'stopping')`,
        [setting, jobId],
      );
      if (other) return other;
      await this.settings.put(setting, jobId);
      return null;
    });
  }

  /** Does something while no rebuild can begin; told whether one has begun that will go on. */
  whileWaiting<T>(work: (begun: boolean) => Promise<T>): Promise<T> {
    return this.alone(async () => {
      const begun = await this.db.one(
        `SELECT 1 FROM job WHERE ${everything} AND (state IN ('running', 'stopping') OR (state = 'queued' AND checkpoint IS NOT NULL))`,
      );
      return work(begun !== undefined);
    });
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.db.transaction(async () => {
      await this.db.query('SELECT pg_advisory_xact_lock($1)', [leaseLock]);
      return work();
    });
  }
}
