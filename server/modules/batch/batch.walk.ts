import type { Database } from '../../platform/database/database.js';
import type { JobRun } from '../job/job.run.js';

/** Where a walk through rows is: behind which of them, and how many it has passed. */
export interface Step {
  [key: string]: number;
  at: number;
  done: number;
}

export interface Walk {
  /** Before the first row. */
  from: number;
  total: number;
  /** Does one chunk and says where it got to; null when there is nothing left. */
  chunk(step: Step): Promise<Step | null>;
}

/**
 * Through many rows, chunk by chunk: each commits with the position that it got to, so that whoever takes over from a
 * dead worker goes on behind the last one that holds. Between chunks it can be stopped. It never looks back at what it has
 * passed: the last chunk costs what the first one did.
 */
export async function walk(db: Database, run: JobRun | undefined, { from, total, chunk }: Walk): Promise<void> {
  let step: Step | null = (run?.checkpoint as Step | null) ?? { at: from, done: 0 };
  await run?.progress(step.done, total);
  while (step !== null) {
    run?.pause();
    const here: Step = step;
    step = await db.transaction(async () => {
      const next = await chunk(here);
      if (next) await run?.save(next, next.done, total);
      return next;
    });
  }
}
