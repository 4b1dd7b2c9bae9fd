import { Injectable } from '@nestjs/common';
import { type Caller, systemCaller } from '../../contract/caller.js';
import type { JobPayload } from '../../contract/jobs.js';
import { may, type Permission } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { AccountService } from '../account/account.service.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { type BatchRow, BatchStore, type StoredState } from './batch.store.js';
import type { BatchItem } from './batch.verb.js';
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
    private readonly accounts: AccountService,
    private readonly config: Config,
  ) {}

  @JobHandler('batch.run')
  async handle({ batchId, step }: JobPayload<'batch.run'>, run: JobRun): Promise<Record<string, number>> {
    // A plan may be put away for newer ones while it waits, and while it is made.
    if (await this.store.seek(batchId)) await this[step](batchId, run);
    return { ...(await this.store.seek(batchId))?.counts };
  }

  async plan(id: number, run?: JobRun): Promise<void> {
    const batch = await this.store.find(id);
    if (batch.state !== 'planning') return;
    const verb = this.verbs.of(batch.kind);
    const total = await this.db.transaction(async () => {
      const now = await this.store.find(id, true);
      return now.counts.rows ?? this.store.freeze(now, await verb.select(now));
    });
    await this.through(id, 'planning', run, total, async (now, at) => {
      const rows = await this.store.toPlan(id, at, chunkRows);
      if (rows.length > 0) await this.store.judge(id, await verb.plan(now, rows));
      return rows;
    });
    await this.store.end(id, 'planning', 'planned');
    await this.store.clear(this.config.env.BATCHES_KEPT_DAYS);
  }

  async apply(id: number, run?: JobRun): Promise<void> {
    const { kind, counts } = await this.store.find(id);
    const verb = this.verbs.of(kind);
    await this.through(id, 'applying', run, counts.do ?? 0, async (batch, at) => {
      const rows = await this.store.toApply(id, at, chunkRows);
      if (rows.length > 0) await this.mustStill(batch, verb.permissions.apply);
      if (rows.length > 0) await this.store.mark(id, await verb.apply(batch, rows, doer(batch)), ['done', 'left']);
      return rows;
    });
    await this.store.end(id, 'applying', 'applied');
  }

  async undo(id: number, run?: JobRun): Promise<void> {
    const { kind, counts } = await this.store.find(id);
    const verb = this.verbs.of(kind);
    await this.through(id, 'undoing', run, counts.done ?? 0, async (batch, at) => {
      const rows = await this.store.toUndo(id, at, chunkRows);
      if (rows.length > 0) await this.mustStill(batch, verb.permissions.undo);
      if (rows.length > 0) await this.store.mark(id, await verb.undo(batch, rows, doer(batch)), ['undone', 'kept']);
      return rows;
    });
    await this.store.end(id, 'undoing', 'undone');
  }

  /** A long batch outlives a change of roles: it halts there, and whoever may goes on with it. */
  private async mustStill(batch: BatchRow, permissions: Permission[]): Promise<void> {
    const grants = batch.actingId === null ? [] : await this.accounts.grantsOf(batch.actingId);
    if (!permissions.every((permission) => may(grants, permission, batch))) throw new Problem('access.denied');
  }

  private through(
    id: number,
    state: StoredState,
    run: JobRun | undefined,
    total: number,
    chunk: (batch: BatchRow, at: number) => Promise<BatchItem[]>,
  ): Promise<void> {
    return walk(this.db, run, {
      from: state === 'undoing' ? end : 0,
      total,
      chunk: async ({ at, done }) => {
        // Whoever was thought dead and is not waits here, and then finds that its job is another's.
        const batch = await this.store.seek(id, true);
        // An old job that somebody tries again after the batch went on to something else has nothing to do.
        const rows = batch?.state === state ? await chunk(batch, at) : [];
        const last = rows.at(-1);
        return last ? { at: last.at, done: done + rows.length } : null;
      },
    });
  }
}

/** Whoever set it going is who did it; what they may is asked with every chunk. */
function doer({ actingId, actingBy, pid }: BatchRow): Caller {
  return { ...systemCaller(actingBy ?? 'system'), accountId: actingId, requestId: pid };
}
