import { Injectable } from '@nestjs/common';
import type { BatchCounts, batchRowFilters } from '../../contract/api/batch.routes.js';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { type StoredBatch, batchView, mostHeldBytes, type SourceProblem, type StoredState } from './batch.row.js';
import type {
  BatchItem,
  BatchLine,
  BatchOrder,
  BatchSaid,
  DoneAlone,
  LineVerdict,
  Outcome,
  Selected,
  Verdict,
  Why,
} from './batch.verb.js';

type Rows = Answer<'GET /batches/:batch/rows'>;
export type RowFilter = (typeof batchRowFilters)[number];
/** Every column; those of items are null in rows of files, and the other way round. */
export type PlannedRow = BatchItem & BatchLine;

const select = `
  SELECT b.id, b.pid, b.kind, b.library_id AS "libraryId", b.collection_id AS "collectionId",
         b.vocabulary_id AS "vocabularyId", b.problem, b.file, c.pid AS collection, c.name AS "collectionName",
         b.selection, b.parameters, b.state, b.counts, b.reasons, j.pid AS "jobPid", j.state AS "jobState", j.done_count AS "jobDone",
         j.total_count AS "jobTotal", j.problem AS "jobProblem", maker.name AS "createdBy", b.created_at AS "createdAt",
         b.acting_by AS "actingId", actor.name AS "actingBy", b.acted_at AS "actedAt",
         b.job_pid IS NULL AND coalesce(b.acted_at, b.created_at) > now() - interval '1 minute' AS awaited
    FROM batch b LEFT JOIN collection c ON c.id = b.collection_id LEFT JOIN job j ON j.pid = b.job_pid
    LEFT JOIN account maker ON maker.id = b.created_by LEFT JOIN account actor ON actor.id = b.acting_by`;

const row = `at, item_id AS "itemId", line, given, subject, version, written, before, after, problem`;
/** Rows that are looked at or done together. */
const nextRows = (where: string, order: 'at' | 'at DESC') => `
  SELECT ${row} FROM (
    SELECT r.*, sum(r.bytes) OVER (ORDER BY r.${order}) - r.bytes AS ahead FROM (
      SELECT *, octet_length(concat(given, before, after)) AS bytes FROM batch_row
       WHERE batch_id = $1 AND ${where} ORDER BY ${order} LIMIT $3) AS r) AS r
   WHERE ahead < ${mostHeldBytes} ORDER BY ${order}`;

/** Each as a condition that the rows' key, or the index of problems, leads to. */
const filters: Record<RowFilter, string> = {
  do: `r.action = 'do'`,
  same: `r.action = 'same'`,
  cannot: `r.problem IS NOT NULL AND r.action = 'cannot'`,
  left: `r.problem IS NOT NULL AND r.done = 'left'`,
  kept: `r.problem IS NOT NULL AND r.done = 'kept'`,
};
const problems = `r.problem IS NOT NULL`;
/** As the index of those that are open has it. */
const open = `AND b.state IN ('applying', 'undoing')`;
/** What counts as one reason: a state that does not fit is another for each state. */
const reasonOf = ({ code, params }: Why): string =>
  typeof params['state'] === 'string' ? `${code} ${params['state']}` : code;

/** Plans that one person may have open at once. */
const mostPlans = 20;
/** Of their files, together: their rows stay in the database until then. One may be as large as any. */
const mostPlanBytes = 1024 * 1024 * 1024;
/** Rows taken away in one statement, so that no lock lasts. */
const purgedAtOnce = 20_000;

/** Batches and their rows. */
@Injectable()
export class BatchStore {
  constructor(private readonly db: Database) {}

  async insert(order: Omit<BatchOrder, 'pid'>, caller: Caller, file: string | null = null): Promise<StoredBatch> {
    const made = await this.db.one<{ id: number }>(
      `INSERT INTO batch (pid, library_id, collection_id, vocabulary_id, kind, selection, parameters, created_by, acting_by, file)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) RETURNING id`,
      [
        newPid(),
        order.libraryId,
        order.collectionId,
        order.vocabularyId,
        order.kind,
        order.selection ? JSON.stringify(order.selection) : null,
        JSON.stringify(order.parameters),
        caller.accountId,
        file,
      ],
    );
    return this.find(made!.id);
  }

  async find(key: string | number, lock = false): Promise<StoredBatch> {
    const found = await this.seek(key, lock);
    if (!found) throw new Problem('batch.not-found');
    return found;
  }

  /** Done before it is written down: nobody plans it or waits for it. */
  async keepAlone(pid: string, one: DoneAlone, caller: Caller): Promise<void> {
    const said: BatchSaid = { alone: true };
    await this.db.query(
      `WITH made AS (
         INSERT INTO batch (pid, library_id, collection_id, kind, parameters, state, counts, created_by, acting_by, acted_at)
         VALUES ($1, $2, $3, $4, $5, 'applied', '{"rows": 1, "do": 1, "done": 1}', $6, $6, now()) RETURNING id, library_id)
       INSERT INTO batch_row (batch_id, at, library_id, item_id, version, written, action, before, done)
       SELECT id, 1, library_id, $7, $8, $9, 'do', $10, 'done' FROM made`,
      [
        ...[pid, one.libraryId, one.collectionId, one.kind, JSON.stringify(said), caller.accountId],
        ...[one.itemId, one.version, one.written, JSON.stringify(one.before)],
      ],
    );
  }

  /** Those that are there; and of them those of one item that somebody was at since. */
  async seekAll(pids: readonly string[]): Promise<{ batches: StoredBatch[]; touched: Set<string> }> {
    const batches = await this.db.query<StoredBatch>(`${select} WHERE b.pid = ANY ($1) AND b.state <> 'clearing'`, [
      pids,
    ]);
    const alone = batches.flatMap(({ pid, parameters }) => (parameters.alone ? [pid] : []));
    const touched = await this.db.query<{ pid: string }>(
      `SELECT b.pid FROM batch b JOIN batch_row r ON r.batch_id = b.id JOIN item ON item.id = r.item_id
        WHERE b.pid = ANY ($1) AND item.version <> r.written`,
      [alone],
    );
    return { batches, touched: new Set(touched.map(({ pid }) => pid)) };
  }

  /** One that is being cleared away is there for nobody. */
  seek(key: string | number, lock = false): Promise<StoredBatch | undefined> {
    const where = typeof key === 'number' ? 'b.id = $1' : 'b.pid = $1';
    return this.db.one<StoredBatch>(
      keptPlan(`${select} WHERE ${where} AND b.state <> 'clearing' ${lock ? 'FOR UPDATE OF b' : ''}`),
      [key],
    );
  }

  async page(
    collectionId: number,
    query: { cursor?: string; limit: number; open: boolean },
  ): Promise<Answer<'GET /collections/:collection/batches'>> {
    const before = query.cursor ? decodeCursor(query.cursor, ['id'])[0] : null;
    const rows = await this.db.query<StoredBatch>(
      `${select} WHERE b.collection_id = $1 AND b.state <> 'clearing' AND NOT b.parameters ? 'alone' AND ($2::bigint IS NULL OR b.id < $2)
         ${query.open ? open : ''} ORDER BY b.id DESC LIMIT $3`,
      [collectionId, before, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    return {
      rows: shown.map(batchView),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  }

  /** The last files that were brought in for the same records. */
  latest(order: Pick<BatchOrder, 'kind' | 'libraryId' | 'vocabularyId' | 'parameters'>): Promise<StoredBatch[]> {
    return this.db.query<StoredBatch>(
      `${select} WHERE b.collection_id IS NULL AND b.kind = $1 AND b.library_id IS NOT DISTINCT FROM $2 AND b.vocabulary_id IS NOT DISTINCT FROM $3
         AND b.parameters @> $4 AND b.state <> 'clearing' ORDER BY b.id DESC LIMIT 20`,
      [order.kind, order.libraryId, order.vocabularyId, JSON.stringify(order.parameters)],
    );
  }

  /** Chosen one by one: those that are of this collection. Whoever names another one is told that there is none. */
  async choose({ id, libraryId, collectionId }: StoredBatch, pids: string[]): Promise<void> {
    const wanted = [...new Set(pids)];
    const rows = await this.db.query(
      `INSERT INTO batch_row (batch_id, at, library_id, item_id)
       SELECT $1, row_number() OVER (ORDER BY chosen.ord), $2, item.id
         FROM unnest($4::text[]) WITH ORDINALITY AS chosen (pid, ord) JOIN item ON item.pid = chosen.pid AND item.collection_id = $3
       RETURNING at`,
      [id, libraryId, collectionId, wanted],
    );
    if (rows.length < wanted.length) throw new Problem('item.not-found');
    await this.count(id, { rows: rows.length });
  }

  /** Everything that a list shows now, whatever comes to it later. */
  async freeze({ id, libraryId }: StoredBatch, { sql, parameters }: Selected): Promise<number> {
    const at = parameters.length;
    const [{ count } = { count: 0 }] = await this.db.query<{ count: number }>(
      `WITH frozen AS (INSERT INTO batch_row (batch_id, at, library_id, item_id)
         SELECT $${at + 1}, row_number() OVER (ORDER BY chosen.id), $${at + 2}, chosen.id FROM (${sql}) AS chosen RETURNING 1)
       SELECT count(*) AS count FROM frozen`,
      [...parameters, id, libraryId],
    );
    await this.count(id, { rows: count });
    return count;
  }

  /** Rows in their order, behind one of them. */
  toPlan(id: number, at: number, limit: number): Promise<PlannedRow[]> {
    return this.db.query<PlannedRow>(nextRows('at > $2 AND action IS NULL', 'at'), [id, at, limit]);
  }

  toApply(id: number, at: number, limit: number): Promise<PlannedRow[]> {
    return this.db.query<PlannedRow>(nextRows(`at > $2 AND action = 'do' AND done IS NULL`, 'at'), [id, at, limit]);
  }

  /** The last first: what was given free last is taken back before what was taken for it. */
  toUndo(id: number, at: number, limit: number): Promise<PlannedRow[]> {
    return this.db.query<PlannedRow>(nextRows(`at < $2 AND done = 'done'`, 'at DESC'), [id, at, limit]);
  }

  async judge(id: number, verdicts: readonly (Verdict | LineVerdict)[]): Promise<void> {
    await this.db.query(
      `UPDATE batch_row r SET action = v.action, version = v.version, before = nullif(v.before, 'null'), problem = nullif(v.problem, 'null'),
              given = NULL, subject = v.subject, after = v.after, keys = v.keys
         FROM jsonb_to_recordset($2) AS v (at int, action text, version int, before jsonb, problem jsonb, subject text, after jsonb, keys text[])
        WHERE r.batch_id = $1 AND r.at = v.at`,
      [id, JSON.stringify(verdicts)],
    );
    const reasons: Record<string, number> = {};
    for (const { action, problem } of verdicts) {
      if (action !== 'cannot' || !problem) continue;
      const reason = reasonOf(problem);
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    const of = (action: Verdict['action']) => verdicts.filter((one) => one.action === action).length;
    await this.count(id, { do: of('do'), same: of('same'), cannot: of('cannot') }, reasons);
  }

  async mark(id: number, outcomes: readonly Outcome[], [yes, no]: ['done', 'left'] | ['undone', 'kept']) {
    await this.db.query(
      `UPDATE batch_row r SET done = CASE WHEN nullif(o.problem, 'null') IS NULL THEN $3 ELSE $4 END,
         written = coalesce(o.written, r.written), before = coalesce(nullif(o.before, 'null'), r.before),
         problem = coalesce(nullif(o.problem, 'null'), r.problem)
         FROM jsonb_to_recordset($2) AS o (at int, written int, before jsonb, problem jsonb)
        WHERE r.batch_id = $1 AND r.at = o.at`,
      [id, JSON.stringify(outcomes), yes, no],
    );
    const bad = outcomes.filter(({ problem }) => problem !== null).length;
    await this.count(id, { [yes]: outcomes.length - bad, [no]: bad });
  }

  /** Once, where a file as a whole has said more of its rows than each of them by itself. */
  async recount(id: number): Promise<void> {
    await this.db.query(
      `UPDATE batch SET counts = counts || (SELECT jsonb_build_object('do', count(*) FILTER (WHERE action = 'do'),
           'new', count(*) FILTER (WHERE action = 'do' AND version IS NULL), 'same', count(*) FILTER (WHERE action = 'same'),
           'cannot', count(*) FILTER (WHERE action = 'cannot')) FROM batch_row WHERE batch_id = $1) WHERE id = $1`,
      [id],
    );
  }

  /** All rows of its file are there, which two may say; what was read with them is known from now on. */
  async taken(id: number, rows: number, said: BatchSaid): Promise<void> {
    await this.db.query(
      `UPDATE batch SET file = NULL, bytes = NULL, parameters = parameters || $2, counts = counts || jsonb_build_object('rows', $3::int)
        WHERE id = $1 AND state = 'planning'`,
      [id, JSON.stringify(said), rows],
    );
  }

  async refuse(id: number, problem: SourceProblem): Promise<void> {
    await this.db.query(
      `UPDATE batch SET state = 'refused', problem = $2, file = NULL, bytes = NULL WHERE id = $1 AND state = 'planning'`,
      [id, JSON.stringify(problem)],
    );
  }

  /** Added to what stands there: however many rows there are, nothing is counted again. */
  private async count(id: number, more: Partial<BatchCounts>, reasons: Record<string, number> = {}): Promise<void> {
    const sum = (column: string, parameter: string) =>
      `${column} || coalesce((SELECT jsonb_object_agg(key, coalesce((${column} ->> key)::int, 0) + value::int) FROM jsonb_each_text(${parameter}::jsonb)), '{}')`;
    await this.db.query(
      `UPDATE batch SET counts = ${sum('counts', '$2')}, reasons = ${sum('reasons', '$3')} WHERE id = $1`,
      [id, JSON.stringify(more), JSON.stringify(reasons)],
    );
  }

  /** Under way, by this job; `note` where it was written under the plan. */
  async go(id: number, state: StoredState, job: string | null, caller: Caller, note?: string): Promise<void> {
    await this.db.query(
      `UPDATE batch SET state = $2, job_pid = $3, acting_by = $4, acted_at = CASE WHEN $2 <> 'planning' THEN now() END,
         parameters = CASE WHEN $5::text IS NULL THEN parameters ELSE parameters || jsonb_build_object('note', $5::text) END WHERE id = $1`,
      [id, state, job, caller.accountId, note ?? null],
    );
  }

  async end(id: number, from: StoredState, state: StoredState): Promise<void> {
    await this.db.query('UPDATE batch SET state = $3 WHERE id = $1 AND state = $2', [id, from, state]);
  }

  async rows(id: number, query: { cursor?: string; limit: number; only?: RowFilter }): Promise<Rows> {
    const after = query.cursor ? decodeCursor(query.cursor, ['int'])[0] : 0;
    const found = await this.read(id, after, query.limit + 1, query.only && filters[query.only]);
    const shown = found.slice(0, query.limit);
    return { rows: shown, next: found.length > query.limit ? encodeCursor([shown.at(-1)!.at]) : null };
  }

  /** All that went wrong, in parts. */
  async *problems(id: number): AsyncGenerator<Rows['rows']> {
    for (let after = 0; ;) {
      const some = await this.read(id, after, 1000, problems);
      if (some.length === 0) return;
      yield some;
      after = some.at(-1)!.at;
    }
  }

  private async read(id: number, after: number, limit: number, where = 'true'): Promise<Rows['rows']> {
    const found = await this.db.query<
      Omit<Rows['rows'][number], 'item' | 'state'> & {
        pid: string;
        title: string;
        identifier: string | null;
        before: { state?: Rows['rows'][number]['state'] } | null;
      }
    >(
      `SELECT r.at, item.pid, item.title, item.identifier, r.action, r.done, r.problem, r.before
         FROM (SELECT * FROM batch_row r WHERE r.batch_id = $1 AND r.at > $2 AND ${where} ORDER BY r.at LIMIT $3) AS r
         JOIN item ON item.id = r.item_id ORDER BY r.at`,
      [id, after, limit],
    );
    return found.map(({ pid, title, identifier, before, ...rest }) => ({
      ...rest,
      item: { pid, title, identifier },
      state: before?.state ?? null,
    }));
  }

  /** The newest plans of one person are kept: an older one that nobody went on with is put away for them. */
  async keepNewest(accountId: number | null): Promise<void> {
    await this.db.query(
      `UPDATE batch SET state = 'clearing' WHERE id IN (SELECT id FROM batch
         WHERE state IN ('planning', 'planned') AND id IN (SELECT id FROM (
           SELECT id, row_number() OVER newest AS nth, sum(coalesce((parameters ->> 'size')::bigint, 0)) OVER newest AS bytes
             FROM batch WHERE created_by = $1 AND state IN ('planning', 'planned') WINDOW newest AS (ORDER BY id DESC)) AS open
           WHERE nth > ${mostPlans} OR nth > 1 AND bytes > ${mostPlanBytes})
         FOR UPDATE SKIP LOCKED)`,
      [accountId],
    );
  }

  /**
   * What was only looked at goes after a week; what was done, with how everything stood before, when nobody undoes it any
   * more. Each is first put out of reach: one whose rows are half gone could be done or undone by half; so many parts of
   * them go now. Answers what the storage calls the files that nobody has read.
   */
  async clear(keptDays: number, parts = Infinity): Promise<string[]> {
    await this.db.query(
      `UPDATE batch SET state = 'clearing' WHERE id IN (SELECT id FROM batch
         WHERE state IN ('planning', 'planned', 'refused') AND created_at < now() - interval '7 days'
            OR $1 > 0 AND state IN ('applied', 'undone') AND coalesce(acted_at, created_at) < now() - make_interval(days => $1)
         FOR UPDATE SKIP LOCKED)`,
      [keptDays],
    );
    for (let part = 0, more = true; more && part < parts; part++) {
      const gone = await this.db.query(
        `DELETE FROM batch_row WHERE (batch_id, at) IN (SELECT r.batch_id, r.at FROM batch_row r JOIN batch b ON b.id = r.batch_id
           WHERE b.state = 'clearing' LIMIT ${purgedAtOnce}) RETURNING at`,
      );
      more = gone.length === purgedAtOnce;
    }
    const cleared = await this.db.query<{ file: string | null }>(
      `DELETE FROM batch b WHERE state = 'clearing' AND NOT EXISTS (SELECT 1 FROM batch_row r WHERE r.batch_id = b.id)
       RETURNING file`,
    );
    return cleared.flatMap(({ file }) => file ?? []);
  }
}
