import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import type { Permission } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { csvLines } from '../../platform/csv.lines.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { JobService } from '../job/job.service.js';
import { type BatchRow, BatchStore, batchView, haltedOf, isUnderWay } from './batch.store.js';
import { BatchVerbsService } from './batch.verbs.service.js';

type View = Answer<'GET /batches/:batch'>;
const stateOf = { plan: 'planning', apply: 'applying', undo: 'undoing' } as const;
const stepOf = { planning: 'plan', applying: 'apply', undoing: 'undo' } as const;

/** One thing done to many items: planned first, then done, stopped, gone on with, taken back. */
@Injectable()
export class BatchService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly store: BatchStore,
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
    const order = { kind: body.kind, libraryId: libraryId!, collectionId: id, selection: body.all ?? null };
    this.ask(caller, order, this.verbs.of(body.kind).permissions.apply);
    const parameters = { note: body.note.trim(), ...(body.visibility ? { visibility: body.visibility } : {}) };
    // A list that cannot be asked for is refused here, and not by the job.
    if (body.all) await this.verbs.of(body.kind).select({ ...order, pid: '', parameters });
    return this.db.transaction(async () => {
      const batch = await this.store.insert({ ...order, parameters }, caller);
      if (body.items) await this.store.choose(batch, body.items);
      await this.order(batch, 'plan', caller);
      await this.store.keepNewest(caller.accountId);
      return batchView(await this.store.find(batch.id));
    });
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

  /** As a table that can be mended in a spreadsheet, part by part: it may be as long as the batch. */
  async *problems(pid: string): AsyncGenerator<string> {
    const { id } = await this.store.find(pid);
    yield csvLines([['pid', 'identifier', 'title', 'outcome', 'problem', 'fields']], { mark: true });
    for await (const rows of this.store.problems(id)) {
      yield csvLines(
        rows.map(({ item, action, done, problem }) => [
          item.pid,
          item.identifier ?? '',
          item.title,
          done ?? action ?? '',
          problem?.code ?? '',
          (problem?.fields ?? []).map(({ path, code }) => `${path} ${code}`).join('; '),
        ]),
      );
    }
  }

  apply(pid: string, note: string | undefined, caller: Caller): Promise<View> {
    return this.step(pid, caller, 'apply', async (batch) => {
      if (batch.state !== 'planned' || (batch.counts.do ?? 0) === 0) throw new Problem('batch.wrong-state');
      await this.order(batch, 'apply', caller, note?.trim());
    });
  }

  undo(pid: string, caller: Caller): Promise<View> {
    return this.step(pid, caller, 'undo', async (batch) => {
      const half = batch.state === 'applying' && haltedOf(batch) !== undefined;
      if ((batch.state !== 'applied' && !half) || (batch.counts.done ?? 0) === 0)
        throw new Problem('batch.wrong-state');
      await this.order(batch, 'undo', caller);
    });
  }

  async stop(pid: string, caller: Caller): Promise<View> {
    const batch = await this.store.find(pid);
    if (!isUnderWay(batch) || haltedOf(batch) || batch.jobPid === null) throw new Problem('batch.wrong-state');
    this.ask(caller, batch, this.needed(batch));
    await this.jobs.stop(batch.jobPid, caller);
    return this.get(pid);
  }

  /** What was stopped or failed goes on where it was, as whoever says so now. */
  resume(pid: string, caller: Caller): Promise<View> {
    return this.step(pid, caller, 'resume', async (batch) => {
      if (!haltedOf(batch)) throw new Problem('batch.wrong-state');
      const step = stepOf[batch.state as keyof typeof stepOf];
      if (batch.jobPid === null) return this.order(batch, step, caller);
      await this.store.go(batch.id, batch.state, batch.jobPid, caller);
      await this.jobs.retry(batch.jobPid, caller);
    });
  }

  /** The job that the batch hangs on is the batch; one from before finds nothing to do, and is only told apart. */
  private async byJob(job: string, id: number, caller: Caller, what: 'stop' | 'resume'): Promise<void> {
    const batch = await this.store.find(id);
    if (batch.jobPid === job) await this[what](batch.pid, caller);
    else {
      this.ask(caller, batch, this.needed(batch));
      await this.jobs[what === 'stop' ? 'stop' : 'retry'](job, caller);
    }
  }

  /** For what it is in, or comes to next. */
  private needed({ kind, state }: BatchRow): Permission[] {
    const { apply, undo } = this.verbs.of(kind).permissions;
    return state === 'undoing' || state === 'undone' ? undo : apply;
  }

  private async step(
    pid: string,
    caller: Caller,
    what: 'apply' | 'undo' | 'resume',
    work: (batch: BatchRow) => Promise<void>,
  ): Promise<View> {
    await this.db.transaction(async () => {
      const batch = await this.store.find(pid, true);
      this.ask(caller, batch, what === 'undo' ? this.verbs.of(batch.kind).permissions.undo : this.needed(batch));
      await work(batch);
      const title = localize(batch.collectionName, 'zh-CN');
      const subject = { libraryId: batch.libraryId, kind: 'batch', pid: batch.pid, title };
      const { kind, counts, selection, parameters } = await this.store.find(batch.id);
      const meant = { ...(selection ? { selection } : {}), ...parameters };
      await this.audit.record(caller, `batch.${what}`, subject, { kind, ...counts, ...meant });
    });
    return this.get(pid);
  }

  private async order(batch: BatchRow, step: 'plan' | 'apply' | 'undo', caller: Caller, note?: string): Promise<void> {
    const { id, pid, libraryId, collectionId } = batch;
    const order = { libraryId, collectionId, key: `${pid} ${step}`, caller };
    const job = await this.jobs.enqueue('batch.run', { batchId: id, step }, order);
    await this.store.go(id, stateOf[step], job, caller, note);
  }

  private ask(caller: Caller, place: { libraryId: number; collectionId: number }, permissions: Permission[]): void {
    for (const permission of permissions) this.access.assert(caller, permission, place, 'batch.not-found');
  }
}
