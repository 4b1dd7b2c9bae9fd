import { Injectable } from '@nestjs/common';
import { type Caller, systemCaller } from '../../contract/caller.js';
import type { JobPayload } from '../../contract/jobs.js';
import { Problem } from '../../contract/problems.js';
import { wholeText } from '../../contract/whole.text.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { AccountService } from '../account/account.service.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { BatchFilesService } from './batch.files.service.js';
import { BatchLinesService } from './batch.lines.service.js';
import type { StoredBatch, StoredState } from './batch.row.js';
import { BatchStore, type PlannedRow } from './batch.store.js';
import { type BatchStep, type FileVerb, SourceRefused } from './batch.verb.js';
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
    private readonly lines: BatchLinesService,
    private readonly files: BatchFilesService,
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

  /** Of a file with more than `few` rows no more is done than to begin: whoever waits for it would wait long. */
  async plan(id: number, run?: JobRun, few = Infinity): Promise<void> {
    const batch = await this.store.find(id);
    if (batch.state !== 'planning') return;
    const verb = this.verbs.of(batch.kind);
    const total =
      'read' in verb
        ? await this.bring(batch, verb, run, few)
        : await this.db.transaction(async () => {
            const now = await this.store.find(id, true);
            return now.counts.rows ?? this.store.freeze(now, await verb.select(now));
          });
    if (total === null) return;
    await this.through(id, 'planning', run, total, async (now, at) => {
      const rows = await this.store.toPlan(id, at, chunkRows);
      if (rows.length > 0) await this.store.judge(id, await verb.plan(now, rows));
      return rows;
    });
    await this.db.transaction(async () => {
      const now = await this.store.seek(id, true);
      if (now?.state !== 'planning') return;
      if ('settle' in verb) {
        await verb.settle(now, id);
        await this.store.recount(id);
      }
      await this.store.end(id, 'planning', 'planned');
    });
    // There may be a million rows of what is put away, and whoever waits does not wait for those.
    const parts = run ? Infinity : 1;
    for (const key of await this.store.clear(this.config.env.BATCHES_KEPT_DAYS, parts)) await this.files.remove(key);
    if (run) await this.files.sweep();
  }

  /**
   * The rows of a file, in parts that commit: whoever takes over from a dead worker reads past those that are there. Answers
   * how many there are; null where it cannot be read, and where there are more than `few`.
   */
  private async bring(
    batch: StoredBatch,
    verb: FileVerb,
    run: JobRun | undefined,
    few: number,
  ): Promise<number | null> {
    const { id } = batch;
    const source = await this.files.of(id);
    if (!source) return batch.counts.rows ?? 0;
    try {
      const { said, lines } = await verb.read(batch, source);
      const next = lines[Symbol.asyncIterator]();
      try {
        let staged = await this.lines.staged(id);
        for (let past = 0; past < staged; past++) await next.next();
        for (let before = -1; before < staged;) {
          run?.pause();
          if (staged > few) return null;
          before = staged;
          const at = await this.db.transaction(async () => {
            const now = await this.store.seek(id, true);
            // Put away for newer ones, or another has been at it.
            if (now?.state !== 'planning' || (await this.lines.staged(id)) !== before) return null;
            const there = await this.lines.stage(now, next, before, few + 1);
            await run?.save(null, there);
            return there;
          });
          if (at === null) return null;
          staged = at;
        }
        await this.store.taken(id, staged, said);
        return staged;
      } finally {
        await next.return?.();
      }
    } catch (error) {
      if (!(error instanceof SourceRefused)) throw error;
      const { code, value, row } = error;
      await this.store.refuse(id, { code, value: wholeText(value, 300), row });
      await this.lines.forget(id);
      return null;
    } finally {
      if (batch.file && !(await this.files.of(id))) await this.files.remove(batch.file);
    }
  }

  async apply(id: number, run?: JobRun): Promise<void> {
    const { kind, counts } = await this.store.find(id);
    const verb = this.verbs.of(kind);
    await this.through(id, 'applying', run, counts.do ?? 0, async (batch, at) => {
      const rows = await this.store.toApply(id, at, chunkRows);
      if (rows.length > 0) await this.mustStill(batch, 'apply');
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
      if (rows.length > 0) await this.mustStill(batch, 'undo');
      if (rows.length > 0) await this.store.mark(id, await verb.undo(batch, rows, doer(batch)), ['undone', 'kept']);
      return rows;
    });
    await this.store.end(id, 'undoing', 'undone');
  }

  /** A long batch outlives a change of roles: it halts there, and whoever may goes on with it. */
  private async mustStill(batch: StoredBatch, step: BatchStep): Promise<void> {
    const grants = batch.actingId === null ? [] : await this.accounts.grantsOf(batch.actingId);
    try {
      this.verbs.of(batch.kind).assert({ ...doer(batch), grants }, batch, step);
    } catch (error) {
      throw error instanceof Problem ? new Problem('access.denied') : error;
    }
  }

  private through(
    id: number,
    state: StoredState,
    run: JobRun | undefined,
    total: number,
    chunk: (batch: StoredBatch, at: number) => Promise<PlannedRow[]>,
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
function doer({ actingId, actingBy, pid }: StoredBatch): Caller {
  return { ...systemCaller(actingBy ?? 'system'), accountId: actingId, requestId: pid };
}
