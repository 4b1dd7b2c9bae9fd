import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { jsonLines } from '../../platform/http/answer.lines.js';
import { log } from '../../platform/log/log.js';
import { AccessService } from '../access/access.service.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { JobService } from '../job/job.service.js';
import { type BatchFile, BatchFilesService } from './batch.files.service.js';
import { BatchLinesService, type LineAction, type StoredLine } from './batch.lines.service.js';
import { type StoredBatch, batchView, haltedOf, isUnderWay } from './batch.row.js';
import { BatchStore } from './batch.store.js';
import type { BatchOrder, BatchStep, DoneAlone } from './batch.verb.js';
import { BatchVerbsService } from './batch.verbs.service.js';
import { BatchWork } from './batch.work.js';

type View = Answer<'GET /batches/:batch'>;
type Step = BatchStep | 'plan';
const stateOf = { plan: 'planning', apply: 'applying', undo: 'undoing' } as const;
const stepOf = { planning: 'plan', applying: 'apply', undoing: 'undo' } as const;

/** One thing done to many items: planned first, then done, stopped, gone on with, taken back. */
@Injectable()
export class BatchService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly store: BatchStore,
    private readonly lines: BatchLinesService,
    private readonly files: BatchFilesService,
    private readonly work: BatchWork,
    private readonly verbs: BatchVerbsService,
    private readonly access: AccessService,
    private readonly jobs: JobService,
    private readonly audit: AuditService,
  ) {}

  /** Who may go on with a job does not so become one who may do, or undo, what the batch does. */
  onModuleInit(): void {
    this.jobs.own('batch.run', {
      stop: ({ pid, payload }, caller) => this.byJob(pid, payload.batchId, caller, 'stop'),
      retry: ({ pid, payload }, caller) => this.byJob(pid, payload.batchId, caller, 'resume'),
    });
  }

  async begin(
    collectionPid: string,
    body: Input<'POST /collections/:collection/batches'>['body'],
    caller: Caller,
  ): Promise<View> {
    const { id, libraryId } = await this.access.mustFind('collection', collectionPid);
    const { visibility, seen } = body;
    const parameters = {
      note: body.note.trim(),
      ...(visibility ? { visibility } : {}),
      ...(seen ? { seen } : {}),
    };
    const scope = { libraryId, collectionId: id, vocabularyId: null };
    const order: BatchOrder = { pid: '', kind: body.kind, ...scope, selection: body.all ?? null, parameters };
    const verb = this.verbs.of(body.kind);
    verb.assert(caller, order, 'apply');
    // A list that cannot be asked for is refused here, and not by the job.
    if (body.all && 'select' in verb) await verb.select(order);
    return this.db.transaction(async () => {
      const batch = await this.store.insert(order, caller);
      if (body.items) await this.store.choose(batch, body.items);
      await this.order(batch, 'plan', caller);
      await this.store.keepNewest(caller.accountId);
      return batchView(await this.store.find(batch.id));
    });
  }

  /** What a file says; read while one waits where it has no more than `few` rows. */
  async bring(order: Omit<BatchOrder, 'pid'>, file: BatchFile, few: number, caller: Caller): Promise<StoredBatch> {
    const { id } = await this.db
      .transaction(async () => {
        this.verbs.of(order.kind).assert(caller, { ...order, pid: '' }, 'apply');
        const batch = await this.store.insert(order, caller, file.key);
        if (few > 0) await this.store.go(batch.id, 'planning', null, caller);
        else await this.order(batch, 'plan', caller);
        await this.store.keepNewest(caller.accountId);
        return batch;
      })
      .catch(async (error: unknown) => {
        await this.files.remove(file.key);
        throw error;
      });
    if (few > 0) await this.awaited(id, 'plan', caller, () => this.work.plan(id, undefined, few));
    return this.store.find(id);
  }

  /** What was done to one item by itself is taken back like what was done to many. In the transaction that did it. */
  keepAlone(pid: string, one: DoneAlone, caller: Caller): Promise<void> {
    return this.store.keepAlone(pid, one, caller);
  }

  /** For whoever shows batches of their own; others are looked at by `get`. */
  row(pid: string): Promise<StoredBatch | undefined> {
    return this.store.seek(pid);
  }

  latest(order: Pick<BatchOrder, 'kind' | 'libraryId' | 'vocabularyId' | 'parameters'>): Promise<StoredBatch[]> {
    return this.store.latest(order);
  }

  linesOf(
    id: number,
    sorts: readonly { action: LineAction; fresh: boolean }[],
    behind: [line: number, at: number],
    limit: number,
  ): Promise<{ rows: StoredLine[]; more: boolean }> {
    return this.lines.page(id, sorts, behind, limit);
  }

  async list(collectionPid: string, query: Input<'GET /collections/:collection/batches'>['query']) {
    const { id } = await this.access.mustFind('collection', collectionPid);
    return this.store.page(id, query);
  }

  async get(pid: string): Promise<View> {
    return batchView(await this.store.find(pid));
  }

  async rows(
    pid: string,
    query: Input<'GET /batches/:batch/rows'>['query'],
  ): Promise<Answer<'GET /batches/:batch/rows'>> {
    return this.store.rows((await this.store.find(pid)).id, query);
  }

  /** A row on a line, part by part: there may be as many as the batch has. Whoever reads them puts them into words. */
  async *problems(pid: string): AsyncGenerator<string, void> {
    const { id } = await this.store.find(pid);
    for await (const rows of this.store.problems(id)) yield jsonLines(rows);
  }

  async apply(pid: string, note: string | undefined, caller: Caller): Promise<View> {
    await this.take(pid, 'apply', caller, { note });
    return this.get(pid);
  }

  async undo(pid: string, caller: Caller): Promise<View> {
    await this.take(pid, 'undo', caller);
    return this.get(pid);
  }

  async stop(pid: string, caller: Caller): Promise<View> {
    await this.halt(pid, caller);
    return this.get(pid);
  }

  async resume(pid: string, caller: Caller): Promise<View> {
    await this.goOn(pid, caller);
    return this.get(pid);
  }

  /** A step of it; while one waits where no more than `few` rows are left. */
  async take(
    pid: string,
    step: BatchStep,
    caller: Caller,
    { note, few = 0 }: { note?: string | undefined; few?: number } = {},
  ): Promise<void> {
    const atOnce = await this.step(pid, caller, step, async (batch) => {
      const { do: todo = 0, done = 0 } = batch.counts;
      const half = batch.state === 'applying' && haltedOf(batch) !== undefined;
      const time = step === 'apply' ? batch.state === 'planned' : batch.state === 'applied' || half;
      const rows = step === 'apply' ? todo : done;
      if (!time || rows === 0) throw this.wrongState(batch);
      const most = batch.parameters.alone ? Math.max(few, 1) : few;
      if (rows > most) await this.order(batch, step, caller, note?.trim());
      else await this.store.go(batch.id, stateOf[step], null, caller, note?.trim());
      return rows > most ? undefined : batch.id;
    });
    if (atOnce !== undefined) await this.awaited(atOnce, step, caller, () => this.work[step](atOnce));
  }

  /** Done while one waits; what does not come to its end so, since it is long or something fails, is left to a job. */
  private async awaited(id: number, step: Step, caller: Caller, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, batch: id, step }, 'a batch is left to a job');
    }
    await this.db.transaction(async () => {
      const batch = await this.store.seek(id, true);
      if (batch?.state === stateOf[step] && batch.jobPid === null) await this.order(batch, step, caller);
    });
  }

  async halt(pid: string, caller: Caller): Promise<void> {
    const batch = await this.store.find(pid);
    // Who may not is told no more than that.
    this.ask(caller, batch, this.comesTo(batch));
    if (!isUnderWay(batch) || haltedOf(batch) || batch.jobPid === null) throw this.wrongState(batch);
    await this.jobs.stop(batch.jobPid, caller);
  }

  /** What was stopped or failed goes on where it was, as whoever says so now. */
  async goOn(pid: string, caller: Caller): Promise<void> {
    await this.step(pid, caller, 'resume', async (batch) => {
      if (!haltedOf(batch)) throw this.wrongState(batch);
      const step = stepOf[batch.state as keyof typeof stepOf];
      if (batch.jobPid === null || batch.jobState === null) return this.order(batch, step, caller);
      await this.store.go(batch.id, batch.state, batch.jobPid, caller);
      await this.jobs.retry(batch.jobPid, caller);
    });
  }

  /** The job that the batch hangs on is the batch; one from before finds nothing to do, and is only told apart. */
  private async byJob(job: string, id: number, caller: Caller, what: 'stop' | 'resume'): Promise<void> {
    const batch = await this.store.find(id);
    if (batch.jobPid === job) await this[what === 'stop' ? 'halt' : 'goOn'](batch.pid, caller);
    else {
      this.ask(caller, batch, this.comesTo(batch));
      await this.jobs[what === 'stop' ? 'stop' : 'retry'](job, caller);
    }
  }

  /** What it is in, or comes to next. */
  private comesTo({ state }: StoredBatch): BatchStep {
    return state === 'undoing' || state === 'undone' ? 'undo' : 'apply';
  }

  private wrongState({ kind }: StoredBatch): Problem {
    return new Problem(`${this.verbs.of(kind).noun}.wrong-state`);
  }

  private step<T>(
    pid: string,
    caller: Caller,
    what: BatchStep | 'resume',
    work: (batch: StoredBatch) => Promise<T>,
  ): Promise<T> {
    return this.db.transaction(async () => {
      const batch = await this.store.find(pid, true);
      const { told } = this.verbs.of(batch.kind);
      const kept = what === 'apply' ? { kept: batch.pid } : {};
      this.ask(caller, batch, what === 'resume' ? this.comesTo(batch) : what);
      const result = await work(batch);
      const { id, kind, libraryId } = batch;
      const { counts, selection, parameters } = await this.store.find(id);
      if (told) {
        // That it goes on is told by its job.
        if (what === 'resume') return result;
        const { action, kind: subject, title } = told(batch, what);
        await this.audit.record(
          caller,
          action,
          { libraryId, kind: subject, pid: batch.pid, title },
          { ...counts, ...kept },
        );
        return result;
      }
      // Of one item, its own line says it.
      if (parameters.alone) return result;
      const title = localize(batch.collectionName!, 'zh-CN');
      const subject: AuditSubject = { libraryId, kind: 'batch', pid: batch.pid, title };
      const meant = { ...(selection ? { selection } : {}), ...parameters };
      await this.audit.record(caller, `batch.${what}`, subject, { kind, ...counts, ...meant, ...kept });
      return result;
    });
  }

  private async order(batch: StoredBatch, step: Step, caller: Caller, note?: string): Promise<void> {
    const { id, pid, libraryId, collectionId } = batch;
    const order = { libraryId, collectionId, key: `${pid} ${step}`, caller };
    const job = await this.jobs.enqueue('batch.run', { batchId: id, step }, order);
    await this.store.go(id, stateOf[step], job, caller, note);
  }

  private ask(caller: Caller, batch: StoredBatch, step: BatchStep): void {
    this.verbs.of(batch.kind).assert(caller, batch, step);
  }
}
