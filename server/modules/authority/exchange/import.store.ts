import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import type { JobState } from '../../../contract/jobs.js';
import { newPid } from '../../../contract/pid.js';
import { Problem } from '../../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../../platform/database/cursor.js';
import { Database } from '../../../platform/database/database.js';
import { columnsFor } from './columns.js';
import type { FileProblem } from './file.text.js';
import type { Planned } from './plan.js';
import { blank, type Records, type RowProblem } from './records.js';
import type { Written } from './term.shelf.js';

export type ImportView = Answer<'GET /authorities/imports/:import'>;
type Rows = Answer<'GET /authorities/imports/:import/rows'>;
type Counts = ImportView['counts'];

/** Whose records a file brings: a vocabulary's, or the people or places of an owner. */
export interface Shelf {
  kind: AuthorityKind;
  libraryId: number | null;
  vocabularyId: number | null;
}

export interface ImportRow extends Shelf {
  id: number;
  pid: string;
  name: string;
  state: 'reading' | 'read' | 'refused' | 'applying' | 'applied' | 'undoing' | 'undone';
  problem: { code: FileProblem; value: string; row: number } | null;
  counts: Partial<Counts>;
  jobPid: string | null;
  jobState: JobState | null;
  jobDone: number | null;
  jobTotal: number | null;
  createdBy: string | null;
  createdAt: Date;
}

export interface StoredRow {
  at: number;
  row: number;
  pid: string;
  action: Planned<unknown>['action'];
  version: number | null;
  written: number | null;
  ord: number;
  before: Records[AuthorityKind] | null;
  after: Records[AuthorityKind];
  problems: RowProblem[];
  done: 'written' | 'left' | 'undone' | 'kept' | null;
}

const select = `
  SELECT i.id, i.pid, i.library_id AS "libraryId", i.kind, i.vocabulary_id AS "vocabularyId", i.name, i.state, i.problem, i.counts,
         i.job_pid AS "jobPid", j.state AS "jobState", j.done_count AS "jobDone", j.total_count AS "jobTotal",
         a.name AS "createdBy", i.created_at AS "createdAt"
    FROM authority_import i LEFT JOIN job j ON j.pid = i.job_pid LEFT JOIN account a ON a.id = i.created_by`;
const none: Counts = { add: 0, change: 0, same: 0, bad: 0, written: 0, left: 0, undone: 0, kept: 0 };
const rowsAtOnce = 2000;

/** Files on their way in, and their rows. */
@Injectable()
export class ImportStore {
  constructor(private readonly db: Database) {}

  /** What was only looked at goes after a week, what was done and can be taken back after ninety days. */
  async clear(): Promise<void> {
    await this.db.query(
      `DELETE FROM authority_import WHERE created_at < now() - interval '90 days' AND state NOT IN ('applying', 'undoing')
          OR created_at < now() - interval '7 days' AND state IN ('reading', 'read', 'refused')`,
    );
  }

  async begin(shelf: Shelf, name: string, bytes: Buffer, caller: Caller): Promise<ImportRow> {
    const pid = newPid();
    await this.db.query(
      `INSERT INTO authority_import (pid, library_id, kind, vocabulary_id, name, bytes, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [pid, shelf.libraryId, shelf.kind, shelf.vocabularyId, name.slice(0, 300), bytes, caller.accountId],
    );
    return this.find(pid);
  }

  async find(key: string | number, lock = false): Promise<ImportRow> {
    const where = typeof key === 'number' ? 'i.id = $1' : 'i.pid = $1';
    const row = await this.db.one<ImportRow>(`${select} WHERE ${where} ${lock ? 'FOR UPDATE OF i' : ''}`, [key]);
    if (!row) throw new Problem('import.not-found');
    return row;
  }

  latest({ kind, libraryId, vocabularyId }: Shelf): Promise<ImportRow[]> {
    return this.db.query<ImportRow>(
      `${select} WHERE i.kind = $1 AND i.library_id IS NOT DISTINCT FROM $2 AND i.vocabulary_id IS NOT DISTINCT FROM $3
        ORDER BY i.id DESC LIMIT 20`,
      [kind, libraryId, vocabularyId],
    );
  }

  async bytes(id: number): Promise<Buffer | null> {
    const row = await this.db.one<{ bytes: Buffer | null }>('SELECT bytes FROM authority_import WHERE id = $1', [id]);
    return row?.bytes ?? null;
  }

  async refuse(id: number, problem: NonNullable<ImportRow['problem']>): Promise<void> {
    await this.db.query(`UPDATE authority_import SET state = 'refused', problem = $2, bytes = NULL WHERE id = $1`, [
      id,
      JSON.stringify(problem),
    ]);
  }

  async keepPlan(id: number, rows: readonly Planned<Records[AuthorityKind]>[]): Promise<void> {
    await this.db.query('DELETE FROM authority_import_row WHERE import_id = $1', [id]);
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const some = rows.slice(from, from + rowsAtOnce).map((row, at) => ({ ...row, at: from + at }));
      await this.db.query(
        `INSERT INTO authority_import_row (import_id, at, row, action, pid, version, ord, before, after, problems)
         SELECT $1, at, row, action, pid, version, ord, nullif(before, 'null'), after, problems FROM jsonb_to_recordset($2)
           AS t (at int, row int, action text, pid text, version int, ord int, before jsonb, after jsonb, problems jsonb)`,
        [id, JSON.stringify(some)],
      );
    }
    await this.db.query(`UPDATE authority_import SET state = 'read', bytes = NULL WHERE id = $1`, [id]);
    await this.recount(id);
  }

  async go(id: number, state: ImportRow['state'], job: string | null): Promise<void> {
    await this.db.query('UPDATE authority_import SET state = $2, job_pid = $3 WHERE id = $1', [id, state, job]);
  }

  async end(id: number, state: ImportRow['state']): Promise<void> {
    await this.recount(id);
    await this.db.query('UPDATE authority_import SET state = $2 WHERE id = $1', [id, state]);
  }

  /** What is still to be done of it behind one row, from the top of the tree; or to be taken back, from its leaves. */
  chunk(id: number, way: 'do' | 'undo', at: number, limit: number): Promise<StoredRow[]> {
    const wanted =
      way === 'do'
        ? `at > $2 AND action IN ('add', 'change') AND done IS NULL ORDER BY at`
        : `at < $2 AND done = 'written' ORDER BY at DESC`;
    return this.db.query<StoredRow>(
      `SELECT at, row, pid, action, version, written, ord, before, after, problems, done FROM authority_import_row
        WHERE import_id = $1 AND ${wanted} LIMIT $3`,
      [id, at, limit],
    );
  }

  async left(id: number, way: 'do' | 'undo'): Promise<number> {
    const wanted = way === 'do' ? `action IN ('add', 'change') AND done IS NULL` : `done = 'written'`;
    return (await this.db.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM authority_import_row WHERE import_id = $1 AND ${wanted}`,
      [id],
    ))!.n;
  }

  async mark(id: number, rows: readonly StoredRow[], done: readonly Written[], words: [yes: string, no: string]) {
    await this.db.query(
      `UPDATE authority_import_row r SET done = CASE WHEN w.pid IS NULL THEN $5 ELSE $4 END, written = w.version
         FROM unnest($2::int[]) AS mine (at) JOIN authority_import_row own ON own.import_id = $1 AND own.at = mine.at
         LEFT JOIN jsonb_to_recordset($3) AS w (pid text, version int) ON w.pid = own.pid
        WHERE r.import_id = $1 AND r.at = mine.at`,
      [id, rows.map(({ at }) => at), JSON.stringify(done), ...words],
    );
  }

  async rows(
    { id, kind }: ImportRow,
    query: Input<'GET /authorities/imports/:import/rows'>['query'],
    chinese: boolean,
  ): Promise<Rows> {
    const after = query.cursor === undefined ? [-1, -1] : decodeCursor(query.cursor, ['int', 'int']);
    const rows = await this.db.query<StoredRow>(
      `SELECT at, row, pid, action, version, written, ord, before, after, problems, done FROM authority_import_row
        WHERE import_id = $1 AND ($2::text IS NULL OR action = $2) AND (row, at) > ($3, $4) ORDER BY row, at LIMIT $5`,
      [id, query.action ?? null, after[0], after[1], query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((row) => rowView(kind, row, chinese)),
      next: rows.length > query.limit && last ? encodeCursor([last.row, last.at]) : null,
    };
  }

  private async recount(id: number): Promise<void> {
    await this.db.query(
      `UPDATE authority_import SET counts = (SELECT coalesce(jsonb_object_agg(name, n), '{}') FROM (
          SELECT action AS name, count(*) AS n FROM authority_import_row WHERE import_id = $1 GROUP BY action
          UNION ALL SELECT done, count(*) FROM authority_import_row WHERE import_id = $1 AND done IS NOT NULL GROUP BY done) AS c)
        WHERE id = $1`,
      [id],
    );
  }
}

export function importView(row: ImportRow): ImportView {
  const halted = row.jobState === 'stopped' || row.jobState === 'failed' ? row.jobState : undefined;
  const under = row.state === 'reading' || row.state === 'applying' || row.state === 'undoing';
  return {
    pid: row.pid,
    kind: row.kind,
    name: row.name,
    state: under && halted ? halted : row.state,
    problem: row.problem,
    counts: { ...none, ...row.counts },
    job:
      row.jobPid && row.jobState
        ? { pid: row.jobPid, state: row.jobState, done: row.jobDone ?? 0, total: row.jobTotal }
        : null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

function rowView<K extends AuthorityKind>(kind: K, row: StoredRow, chinese: boolean): Rows['rows'][number] {
  const [before, after] = [(row.before ?? blank[kind]()) as Records[K], row.after as Records[K]];
  const changes = columnsFor(kind, [before, after]).flatMap((column) => {
    const [was, is] = [column.write(before), column.write(after)];
    const name = chinese && column.zh ? column.zh : column.head;
    return was === is ? [] : [{ column: name, before: was.slice(0, 500), after: is.slice(0, 500) }];
  });
  return {
    row: row.row,
    action: row.action,
    id: 'code' in after ? after.code : row.before ? row.pid : '',
    name: 'label' in after ? after.label : after.name,
    problems: row.problems,
    changes,
    done: row.done,
  };
}
