import { Injectable } from '@nestjs/common';
import { type Caller, systemCaller } from '../../contract/caller.js';
import type { JobPayload } from '../../contract/jobs.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { type BatchRow, BatchStore } from './batch.store.js';
import { BatchVerbsService } from './batch.verbs.service.js';
import { walk } from './batch.walk.js';

const chunkRows = 500;
/** Behind every row. */
const end = 2 ** 31 - 1;

/** Planning, doing and taking back, in chunks that commit with what became of each of their rows. */
@Injectable()
export class BatchWork {
  constructor(
    private readonly db: Database,
    private readonly store: BatchStore,
    private readonly verbs: BatchVerbsService,
    private readonly config: Config,
  ) {}

  @JobHandler('batch.run')
  async handle({ batchId, step }: JobPayload<'batch.run'>, run: JobRun): Promise<Record<string, number>> {
    await this[step](batchId, run);
    return { ...(await this.store.find(batchId)).counts };
  }

  async plan(id: number, run?: JobRun): Promise<void> {
    const verb = this.verbs.of((await this.store.find(id)).kind);
    const total = await this.db.transaction(async () => {
      const batch = await this.store.find(id, true);
      return batch.counts.rows ?? this.store.freeze(batch, await verb.select(batch));
    });
    await walk(this.db, run, {
      from: 0,
      total,
      chunk: async ({ at, done }) => {
        const batch = await this.store.find(id, true);
        const rows = await this.store.toPlan(id, at, chunkRows);
        if (rows.length === 0) return null;
        await this.store.judge(id, await verb.plan(batch, rows));
        return { at: rows.at(-1)!.at, done: done + rows.length };
      },
    });
    await this.store.end(id, 'planned');
    await this.store.clear(this.config.env.BATCHES_KEPT_DAYS);
  }

  async apply(id: number, run?: JobRun): Promise<void> {
    const { kind, counts } = await this.store.find(id);
    const verb = this.verbs.of(kind);
    await walk(this.db, run, {
      from: 0,
      total: counts.do ?? 0,
      chunk: async ({ at, done }) => {
        // Whoever was thought dead and is not waits here, and then finds that its job is another's.
        const batch = await this.store.find(id, true);
        const rows = await this.store.toApply(id, at, chunkRows);
        if (rows.length === 0) return null;
        await this.store.mark(id, await verb.apply(batch, rows, doer(batch)), ['done', 'left']);
        return { at: rows.at(-1)!.at, done: done + rows.length };
      },
    });
    await this.store.end(id, 'applied');
  }

  async undo(id: number, run?: JobRun): Promise<void> {
    const { kind, counts } = await this.store.find(id);
    const verb = this.verbs.of(kind);
    await walk(this.db, run, {
      from: end,
      total: counts.done ?? 0,
      chunk: async ({ at, done }) => {
        const batch = await this.store.find(id, true);
        const rows = await this.store.toUndo(id, at, chunkRows);
        if (rows.length === 0) return null;
        await this.store.mark(id, await verb.undo(batch, rows, doer(batch)), ['undone', 'kept']);
        return { at: rows.at(-1)!.at, done: done + rows.length };
      },
    });
    await this.store.end(id, 'undone');
  }
}

/** Whoever set it going is who did it; what they may was asked then. */
function doer({ actingId, actingBy, pid }: BatchRow): Caller {
  return { ...systemCaller(actingBy ?? 'system'), accountId: actingId, requestId: pid };
}
