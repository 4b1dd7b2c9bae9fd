import { Injectable } from '@nestjs/common';
import { Problem } from '../../../contract/problems.js';
import { Database } from '../../../platform/database/database.js';
import { type Existing, finish, newTarget, type Planned, planRows } from './plan.js';
import { ringAmong } from './rings.js';
import type { Incoming, TermRecord } from './records.js';
import { takeAway } from './take.away.js';
import type { Identified } from './table.js';

interface Row extends TermRecord {
  pid: string;
  version: number;
  merged: boolean;
}

/** A row on its way into the database. */
export interface Writing<R> {
  pid: string;
  /** Null is a new one; another is written only where nobody changed it since. */
  version: number | null;
  ord: number;
  record: R;
}

export interface Written {
  pid: string;
  version: number;
}

/** The terms of one vocabulary: out of the database, and into it in parts. */
@Injectable()
export class TermShelf {
  constructor(private readonly db: Database) {}

  async all(vocabularyId: number): Promise<Identified<TermRecord>[]> {
    const rows = await this.rows(vocabularyId);
    return rows.flatMap((row) => (row.merged ? [] : [{ id: row.code, record: recordOf(row) }]));
  }

  /** Each row by itself; its code is how the others of its file know it. */
  async plan(vocabularyId: number, incoming: readonly Incoming<TermRecord>[]): Promise<Planned<TermRecord>[]> {
    const rows = await this.rows(
      vocabularyId,
      incoming.map(({ id }) => id),
    );
    const stored = new Map(rows.map((row) => [row.code, row]));
    const targets = incoming.map(({ id }) => {
      const row = stored.get(id);
      if (!row) return newTarget<TermRecord>();
      if (row.merged) return newTarget<TermRecord>({ code: 'merged', value: id });
      const existing: Existing<TermRecord> = { pid: row.pid, version: row.version, record: recordOf(row) };
      return { pid: row.pid, existing, problem: undefined };
    });
    const planned = planRows('term', incoming, targets);
    for (const row of planned) if (row.after.code !== '') row.keys = [`=${row.after.code}`];
    finish(planned);
    return planned;
  }

  /** Behind what new terms stand. */
  async last(vocabularyId: number): Promise<number> {
    const row = await this.db.one<{ ord: number }>(
      'SELECT coalesce(max(ord), 0)::int AS ord FROM term WHERE vocabulary_id = $1',
      [vocabularyId],
    );
    return row!.ord;
  }

  /** Writes what nobody has changed since it was read, and says what was written. */
  async write(vocabularyId: number, rows: readonly Writing<TermRecord>[]): Promise<Written[]> {
    const table = JSON.stringify(rows.map(({ record, ...row }) => ({ ...row, ...record })));
    const written = await this.db.query<Written>(
      `WITH t AS (
         SELECT * FROM jsonb_to_recordset($1) AS t (pid text, version int, ord int, code text, label jsonb, variants jsonb,
           "variantLangs" jsonb, note jsonb, external jsonb, "fromYear" int, "toYear" int)
       ), made AS (
         INSERT INTO term (pid, vocabulary_id, code, label, variants, variant_langs, note, external, from_year, to_year, ord)
         SELECT pid, $2, code, label, variants, "variantLangs", note, external, "fromYear", "toYear", ord FROM t
          WHERE version IS NULL ORDER BY ord
         ON CONFLICT DO NOTHING RETURNING pid, version
       ), mended AS (
         UPDATE term SET label = t.label, variants = t.variants, variant_langs = t."variantLangs", note = t.note,
                external = t.external, from_year = t."fromYear", to_year = t."toYear", version = term.version + 1
           FROM t WHERE term.vocabulary_id = $2 AND term.pid = t.pid AND term.version = t.version AND term.merged_into IS NULL
         RETURNING term.pid, term.version
       ) SELECT pid, version FROM made UNION ALL SELECT pid, version FROM mended`,
      [table, vocabularyId],
    );
    const done = new Set(written.map(({ pid }) => pid));
    const places = rows.flatMap(({ pid, record }) => (done.has(pid) ? [{ pid, parent: record.parent }] : []));
    await this.db.query(
      `UPDATE term SET parent_id = above.id
         FROM jsonb_to_recordset($1) AS t (pid text, parent text)
         LEFT JOIN term above ON above.vocabulary_id = $2 AND above.code = t.parent
        WHERE term.vocabulary_id = $2 AND term.pid = t.pid AND term.parent_id IS DISTINCT FROM above.id`,
      [JSON.stringify(places), vocabularyId],
    );
    const mended = rows.flatMap(({ pid, version }) => (version !== null && done.has(pid) ? [pid] : []));
    if (await ringAmong(this.db, 'term', mended)) throw new Problem('term.ring', { code: '' });
    await this.touch(vocabularyId);
    return written;
  }

  /** Takes terms away again that nobody has changed, and below which nothing stands. */
  async remove(vocabularyId: number, rows: readonly Written[]): Promise<string[]> {
    const gone = await takeAway(this.db, 'term', { column: 'vocabulary_id', id: vocabularyId }, rows);
    await this.touch(vocabularyId);
    return gone;
  }

  private async touch(vocabularyId: number): Promise<void> {
    await this.db.query('UPDATE vocabulary SET version = version + 1 WHERE id = $1', [vocabularyId]);
  }

  /** All, or those of some codes. What stands below a merged term stands below the one that was kept. */
  private rows(vocabularyId: number, codes?: readonly string[]): Promise<Row[]> {
    return this.db.query<Row>(
      `WITH RECURSIVE asked AS (
         SELECT * FROM term WHERE vocabulary_id = $1 ${codes ? 'AND code = ANY ($2)' : ''}
       ), kept AS (
         SELECT id AS own, id, code, merged_into FROM term WHERE id IN (SELECT parent_id FROM asked)
         UNION SELECT kept.own, n.id, n.code, n.merged_into FROM kept JOIN term n ON n.id = kept.merged_into
       )
       SELECT t.pid, t.version, t.code, t.label, t.variants, t.variant_langs AS "variantLangs", t.note, t.external,
              t.from_year AS "fromYear", t.to_year AS "toYear", t.merged_into IS NOT NULL AS merged, p.code AS parent
         FROM asked t LEFT JOIN kept p ON p.own = t.parent_id AND p.merged_into IS NULL ORDER BY t.ord, t.id`,
      codes ? [vocabularyId, codes] : [vocabularyId],
    );
  }
}

const recordOf = ({ pid: _pid, version: _version, merged: _merged, ...record }: Row): TermRecord => record;
