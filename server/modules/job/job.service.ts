import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type JobKind, type JobPayload, jobs, type JobState, type Lane } from '../../contract/jobs.js';
import { scopeWith } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { Answer, Input } from '../../contract/api/index.js';
import { Database } from '../../platform/database/database.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { AuditService } from '../audit/audit.service.js';
import { JobRepository } from './job.repository.js';
import { jobView, type JobRow, jobSelect } from './job.view.js';

export interface JobOrder {
  libraryId?: number | null;
  collectionId?: number | null;
  /** Jobs of one kind and key that still wait are one job, with the newest payload. */
  key?: string;
  subjectPid?: string;
  caller?: Caller;
}

/** What a kind of job is a step of, where that has rules of its own: who may stop it or set it going again, and as whom. */
export interface JobOwner<K extends JobKind> {
  stop(job: { pid: string; payload: JobPayload<K> }, caller: Caller): Promise<unknown>;
  retry(job: { pid: string; payload: JobPayload<K> }, caller: Caller): Promise<unknown>;
}

const hiddenKinds = Object.entries(jobs).flatMap(([kind, job]) => (job.hidden ? [kind] : []));

@Injectable()
export class JobService {
  private readonly owners = new Map<string, JobOwner<JobKind>>();

  constructor(
    private readonly db: Database,
    private readonly jobs: JobRepository,
    private readonly audit: AuditService,
  ) {}

  /** Commits with the write that causes it, or not at all. */
  async enqueue<K extends JobKind>(kind: K, payload: JobPayload<K>, order: JobOrder = {}): Promise<string> {
    this.db.requireTransaction(`enqueueing ${kind}`);
    const job = jobs[kind];
    const sql = `INSERT INTO job (pid, library_id, collection_id, kind, key, payload, max_attempts, subject_pid, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (kind, key) WHERE key IS NOT NULL AND state = 'queued' DO UPDATE SET payload = excluded.payload
       RETURNING id, pid`;
    const parameters = [
      newPid(),
      order.libraryId ?? null,
      order.collectionId ?? null,
      kind,
      order.key ?? null,
      JSON.stringify(job.payload.parse(payload)),
      job.attempts,
      order.subjectPid ?? null,
      order.caller?.accountId ?? null,
    ];
    const insert = () => this.db.one<{ id: number; pid: string }>(sql, parameters);
    const row = await (order.libraryId == null
      ? this.db.asSystem('mail and the like are no library’s', insert)
      : insert());
    await this.wake(row!.id, job.lane);
    return row!.pid;
  }

  /** Many of one kind and place, each with a key of its own: as many statements as one takes. */
  async enqueueAll<K extends JobKind>(
    kind: K,
    each: readonly { key: string; payload: JobPayload<K> }[],
    order: Omit<JobOrder, 'key' | 'libraryId'> & { libraryId: number },
  ): Promise<void> {
    this.db.requireTransaction(`enqueueing ${kind}`);
    if (each.length === 0) return;
    const job = jobs[kind];
    const rows = each.map(({ key, payload }) => ({ pid: newPid(), key, payload: job.payload.parse(payload) }));
    await this.db.query(
      `WITH made AS (
         INSERT INTO job (pid, library_id, collection_id, kind, key, payload, max_attempts, subject_pid, created_by)
         SELECT pid, $2, $3, $4, key, payload, $5, $6, $7 FROM jsonb_to_recordset($1) AS row (pid text, key text, payload jsonb)
         ON CONFLICT (kind, key) WHERE key IS NOT NULL AND state = 'queued' DO UPDATE SET payload = excluded.payload RETURNING id)
       SELECT count(graphile_worker.add_job($8, json_build_object('id', id), job_key := 'job-' || id, max_attempts := 1)) FROM made`,
      [
        JSON.stringify(rows),
        order.libraryId,
        order.collectionId ?? null,
        kind,
        job.attempts,
        order.subjectPid ?? null,
        order.caller?.accountId ?? null,
        `job-${job.lane}`,
      ],
    );
  }

  /** The queue library only wakes workers; a wake-up for finished work does nothing. */
  async wake(id: number, lane: Lane, at?: Date): Promise<void> {
    await this.db.query(
      `SELECT graphile_worker.add_job($1, json_build_object('id', $2::bigint), job_key := $3, max_attempts := 1, run_at := coalesce($4, now()))`,
      [`job-${lane}`, id, `job-${id}`, at ?? null],
    );
  }

  async list(caller: Caller, query: Input<'GET /jobs'>['query']): Promise<Answer<'GET /jobs'>> {
    const { where, parameters } = this.narrow(caller, query);
    const before = query.cursor ? decodeCursor(query.cursor, ['id'])[0] : null;
    const rows = await this.db.query<JobRow>(
      `${jobSelect} WHERE ${where} AND ($${parameters.length + 1}::bigint IS NULL OR job.id < $${parameters.length + 1})
         AND ($${parameters.length + 2}::text IS NULL OR job.state = $${parameters.length + 2})
       ORDER BY job.id DESC LIMIT $${parameters.length + 3}`,
      [...parameters, before, query.state ?? null, query.limit + 1],
    );
    const counts = await this.db.query<{ state: JobState; count: number }>(
      `SELECT job.state, count(*) AS count FROM job LEFT JOIN library ON library.id = job.library_id WHERE ${where} GROUP BY job.state`,
      parameters,
    );
    const shown = rows.slice(0, query.limit);
    return {
      rows: shown.map(jobView),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
      counts: Object.fromEntries(counts.map((row) => [row.state, row.count])),
    };
  }

  private narrow(
    caller: Caller,
    query: { kind?: string; library?: string; mine: boolean },
  ): { where: string; parameters: unknown[] } {
    const held = scopeWith(caller.grants, query.mine ? 'job.control' : 'job.read');
    const parameters: unknown[] = [hiddenKinds, query.kind ?? null, query.library ?? null];
    let where = `job.kind <> ALL ($1) AND ($2::text IS NULL OR job.kind = $2) AND ($3::text IS NULL OR library.pid = $3)`;
    if (query.mine) where += ' AND job.put_away_at IS NULL';
    if (held !== 'all') {
      parameters.push(held.libraries, held.collections);
      where += ` AND (job.library_id = ANY ($4) OR job.collection_id = ANY ($5))`;
    }
    return { where, parameters };
  }

  async get(pid: string): Promise<Answer<'GET /jobs/:job'>> {
    const row = await this.db.one<JobRow>(`${jobSelect} WHERE job.pid = $1`, [pid]);
    if (!row) throw new Problem('job.not-found');
    const log = await this.jobs.linesOf(row.id);
    return { ...jobView(row), log: log.map((line) => ({ ...line, at: line.at.toISOString() })) };
  }

  /** Modules whose jobs are theirs to stop and to retry say so here when they begin. */
  own<K extends JobKind>(kind: K, owner: JobOwner<K>): void {
    if (this.owners.has(kind)) throw new Error(`two owners of the job ${kind}`);
    this.owners.set(kind, owner as JobOwner<JobKind>);
  }

  /** Asked for by the job itself: whoever owns its kind decides, and else it is done. */
  async control(pid: string, what: 'stop' | 'retry', caller: Caller): Promise<{ done: true }> {
    const job = await this.jobs.find(pid);
    if (!job) throw new Problem('job.not-found');
    const owner = this.owners.get(job.kind);
    if (!owner) return this[what](pid, caller);
    await owner[what]({ pid, payload: jobs[job.kind].payload.parse(job.payload) }, caller);
    return { done: true };
  }

  async stop(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const row = await this.db.one<JobRow>(
        `UPDATE job SET state = CASE state WHEN 'queued' THEN 'stopped' ELSE 'stopping' END,
           finished_at = CASE state WHEN 'queued' THEN now() END
         WHERE pid = $1 AND state IN ('queued', 'running', 'stopping') RETURNING id, kind, library_id`,
        [pid],
      );
      if (!row) throw new Problem('job.wrong-state');
      await this.record(caller, 'job.stop', pid, row);
    });
    return { done: true };
  }

  async retry(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const row = await this.db.one<JobRow & { kind: JobKind }>(
        // A job of the same key may be waiting already: then that one does the work.
        `UPDATE job SET state = 'queued', attempt = 0, problem = NULL, finished_at = NULL, put_away_at = NULL, run_at = now(),
           key = CASE WHEN EXISTS (SELECT 1 FROM job other WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'queued') THEN NULL ELSE key END
         WHERE pid = $1 AND state IN ('failed', 'stopped') RETURNING id, kind, library_id`,
        [pid],
      );
      if (!row) throw new Problem('job.wrong-state');
      await this.wake(row.id, jobs[row.kind].lane);
      await this.record(caller, 'job.retry', pid, row);
    });
    return { done: true };
  }

  /** Seen, and not to be tried again; or, after all, to be. What it was to do stays undone. */
  async putAway(pid: string, away: boolean, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const row = await this.db.one<JobRow>(
        `UPDATE job SET put_away_at = CASE WHEN $2 THEN now() END
         WHERE pid = $1 AND state IN ('failed', 'stopped') RETURNING id, kind, library_id`,
        [pid, away],
      );
      if (!row) throw new Problem('job.wrong-state');
      await this.record(caller, away ? 'job.put-away' : 'job.bring-back', pid, row);
    });
    return { done: true };
  }

  private async record(caller: Caller, action: string, pid: string, row: { kind: string; library_id: number | null }) {
    await this.audit.record(caller, action, { libraryId: row.library_id, kind: 'job', pid, title: row.kind });
  }
}
