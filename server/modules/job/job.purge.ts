import { Injectable } from '@nestjs/common';
import { jobs } from '../../contract/jobs.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';

const batch = 1000;
const hidden = Object.entries(jobs).flatMap(([kind, job]) => (job.hidden ? [kind] : []));

/**
 * Takes finished jobs away after a time, with their logs. Housekeeping that nobody sees goes sooner: there is much of it,
 * and letters hold addresses and links that should not lie about.
 */
@Injectable()
export class JobPurge {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {}

  async run(): Promise<number> {
    const { JOBS_KEPT_DAYS, JOBS_HIDDEN_KEPT_DAYS } = this.config.env;
    return (await this.remove(true, JOBS_HIDDEN_KEPT_DAYS)) + (await this.remove(false, JOBS_KEPT_DAYS));
  }

  /** 0 days keeps them for good. In batches, so that no lock lasts; several workers at once step around each other. */
  private async remove(isHidden: boolean, days: number): Promise<number> {
    if (days === 0) return 0;
    let removed = 0;
    for (;;) {
      const rows = await this.db.query(
        `DELETE FROM job WHERE id IN (
           SELECT id FROM job WHERE finished_at < now() - make_interval(days => $1) AND state IN ('done', 'failed', 'stopped')
             AND (kind = ANY ($2)) = $3 ORDER BY finished_at LIMIT $4 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [days, hidden, isHidden, batch],
      );
      removed += rows.length;
      if (rows.length < batch) return removed;
    }
  }
}
