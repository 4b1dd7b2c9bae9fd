import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { Shelf } from './import.verb.js';
import type { RowProblemCode } from './records.js';
import { settle, type Ways } from './tree.js';

/** Numbers that are fetched, and rows that are written, in one statement. */
const atOnce = 20_000;

/** What stands against a row behind what stood there already. */
const withProblem = (
  code: string,
  value: string,
): string => `jsonb_build_object('code', 'import.row', 'fields', '[]'::jsonb,
  'params', jsonb_build_object('problems', coalesce(r.problem #> '{params,problems}', '[]') || jsonb_build_array(
    jsonb_build_object('code', ${code}, 'value', ${value}))))`;

/** Terms by their codes, places by their public ids; all that is there, with what each stands below. */
const records: Record<'term' | 'place', string> = {
  term: `WITH RECURSIVE kept AS (
      SELECT id AS own, id, code, merged_into FROM term WHERE vocabulary_id = $1
      UNION SELECT kept.own, n.id, n.code, n.merged_into FROM kept JOIN term n ON n.id = kept.merged_into
    ) SELECT t.code AS key, p.code AS above FROM term t LEFT JOIN kept p ON p.own = t.parent_id AND p.merged_into IS NULL
       WHERE t.vocabulary_id = $1 AND t.merged_into IS NULL`,
  place: `SELECT p.pid AS key, up.pid AS above FROM place p LEFT JOIN place up ON up.id = p.parent_id
     WHERE p.library_id IS NULL OR p.library_id = $1`,
};

/**
 * What only a whole file can tell of its rows: which of them are one record, what the places above are called, and how the
 * rows hang together. By statements over all rows, and a few numbers a row in memory, however long the file is.
 */
@Injectable()
export class ImportSettle {
  constructor(private readonly db: Database) {}

  async settle(shelf: Shelf, id: number): Promise<void> {
    this.db.requireTransaction('settling a file');
    await this.refuseTwice(id);
    if (shelf.kind === 'agent') return;
    if (shelf.kind === 'place') await this.nameParents(shelf, id);
    await this.hang(shelf.kind, shelf.kind === 'term' ? shelf.vocabularyId : shelf.libraryId, id);
  }

  /** Two rows that are one record: the second is refused. */
  private async refuseTwice(id: number): Promise<void> {
    await this.db.query(
      `UPDATE batch_row r SET action = 'cannot',
              problem = ${withProblem(`'twice'`, `left(coalesce(r.after ->> 'code', r.after #>> '{name,zh-CN}', (SELECT min(one.value) FROM jsonb_each_text(r.after -> 'name') AS one), ''), 80)`)}
         FROM (SELECT DISTINCT at FROM (
           SELECT at, row_number() OVER (PARTITION BY key ORDER BY at) AS nth FROM batch_row, unnest(keys) AS key
            WHERE batch_id = $1 AND starts_with(key, '=')) AS said WHERE nth > 1) AS again
        WHERE r.batch_id = $1 AND r.at = again.at`,
      [id],
    );
  }

  /** In a file the place above stands by its number there, by its number here, or by its name where only one has it. */
  private async nameParents({ libraryId }: Shelf, id: number): Promise<void> {
    await this.db.query(
      `WITH asked AS (
         SELECT DISTINCT after ->> 'parent' AS text FROM batch_row
          WHERE batch_id = $1 AND after ->> 'parent' IS NOT NULL AND before ->> 'parent' IS DISTINCT FROM after ->> 'parent'
       ), key AS (
         SELECT subject, left(key, 1) AS sort, substr(key, 2) AS text FROM batch_row, unnest(keys) AS key WHERE batch_id = $1
       ), numbered AS (
         SELECT text, max(subject) AS pid FROM key WHERE sort = '#' GROUP BY text
       ), named AS (
         SELECT text, min(subject) AS pid, count(DISTINCT subject) AS n FROM key WHERE sort = '@' GROUP BY text
       ), there AS (
         SELECT one.value AS text, p.pid, p.library_id IS NOT DISTINCT FROM $2 AS own
           FROM place p, jsonb_each_text(p.name) AS one
          WHERE p.merged_into IS NULL AND (p.library_id IS NULL OR p.library_id = $2) AND one.value IN (SELECT text FROM asked)
       ), called AS (
         -- A library's own place stands before the platform's of the same name.
         SELECT text, min(pid) FILTER (WHERE own) AS own, count(DISTINCT pid) FILTER (WHERE own) AS owns,
                min(pid) AS any, count(DISTINCT pid) AS n FROM there GROUP BY text
       ), meant AS (
         SELECT asked.text, coalesce(numbered.pid, p.pid, CASE
             WHEN named.n > 1 THEN NULL WHEN named.n = 1 THEN named.pid
             WHEN called.owns > 1 THEN NULL WHEN called.owns = 1 THEN called.own WHEN called.n = 1 THEN called.any END) AS pid
           FROM asked LEFT JOIN numbered USING (text) LEFT JOIN named USING (text) LEFT JOIN called USING (text)
           LEFT JOIN place p ON p.pid = asked.text AND p.merged_into IS NULL AND (p.library_id IS NULL OR p.library_id = $2)
       )
       UPDATE batch_row r SET after = jsonb_set(r.after, '{parent}', to_jsonb(meant.pid)),
              action = CASE WHEN r.action = 'do' AND r.before = jsonb_set(r.after, '{parent}', to_jsonb(meant.pid)) THEN 'same' ELSE r.action END
         FROM meant WHERE r.batch_id = $1 AND meant.pid IS NOT NULL AND r.after ->> 'parent' = meant.text
          AND r.before ->> 'parent' IS DISTINCT FROM r.after ->> 'parent'`,
      [id, libraryId],
    );
  }

  /** What is above is done before what is below: each level one whole file further on. */
  private async hang(kind: 'term' | 'place', owner: number | null, id: number): Promise<void> {
    const { ways, lines, total } = await this.ways(kind, owner, id);
    const { refused, depth } = settle(ways);
    for (let from = 0; from < refused.length; from += atOnce) {
      const some = refused.slice(from, from + atOnce);
      await this.refuse(id, kind, some.map(({ row, code }) => ({ at: lines[row]!, code }))); // prettier-ignore
    }
    for (let from = 0; from < depth.length; from += atOnce) {
      const deep: number[] = [];
      for (let row = from; row < Math.min(depth.length, from + atOnce); row++) if (depth[row]! > 0) deep.push(row);
      if (deep.length === 0) continue;
      await this.db.query(
        `UPDATE batch_row r SET at = r.at + $2 * deep.levels FROM unnest($3::int[], $4::int[]) AS deep (at, levels)
          WHERE r.batch_id = $1 AND r.at = deep.at`,
        [id, total, deep.map((row) => lines[row]!), deep.map((row) => depth[row]!)],
      );
    }
  }

  private async refuse(
    id: number,
    kind: 'term' | 'place',
    rows: readonly { at: number; code: RowProblemCode }[],
  ): Promise<void> {
    const own = kind === 'term' ? `r.after ->> 'code'` : 'r.subject';
    const value = `left(CASE bad.code WHEN 'no-parent' THEN r.after ->> 'parent' ELSE ${own} END, 80)`;
    await this.db.query(
      `UPDATE batch_row r SET action = 'cannot', problem = ${withProblem('bad.code', value)}
         FROM unnest($2::int[], $3::text[]) AS bad (at, code) WHERE r.batch_id = $1 AND r.at = bad.at`,
      [id, rows.map(({ at }) => at), rows.map(({ code }) => code)],
    );
  }

  private async ways(
    kind: 'term' | 'place',
    owner: number | null,
    id: number,
  ): Promise<{ ways: Ways; lines: Int32Array; total: number }> {
    const key = kind === 'term' ? `after ->> 'code'` : 'subject';
    await this.db.query(`CREATE TEMPORARY TABLE import_node (n int, at int, key text, above text) ON COMMIT DROP`);
    await this.db.query(
      `INSERT INTO import_node SELECT row_number() OVER (ORDER BY at) - 1, at, ${key}, after ->> 'parent'
         FROM batch_row WHERE batch_id = $1 AND action <> 'cannot'`,
      [id],
    );
    await this.db.query(
      `INSERT INTO import_node SELECT (SELECT count(*) FROM import_node) + row_number() OVER () - 1, NULL, key, above
         FROM (${records[kind]}) AS there`,
      [owner],
    );
    await this.db.query('ANALYZE import_node');
    await this.db.query(
      `CREATE TEMPORARY TABLE import_way ON COMMIT DROP AS
         SELECT node.n, node.at, coalesce(line.n, -1) AS line, coalesce(record.n, -1) AS record, node.above IS NULL AS top
           FROM import_node node LEFT JOIN import_node line ON line.key = node.above AND line.at IS NOT NULL
           LEFT JOIN import_node record ON record.key = node.above AND record.at IS NULL`,
    );
    await this.db.query('CREATE INDEX ON import_way (n)');
    const [size] = await this.db.query<{ nodes: number; rows: number; total: number }>(
      `SELECT count(*)::int AS nodes, count(at)::int AS rows, (SELECT max(at) FROM batch_row WHERE batch_id = $1) AS total FROM import_way`,
      [id],
    );
    const { nodes, rows, total } = size!;
    const ways: Ways = { rows, row: new Int32Array(nodes), record: new Int32Array(nodes), top: new Uint8Array(nodes) };
    const lines = new Int32Array(rows);
    for (let from = 0; from < nodes; from += atOnce) {
      const some = await this.db.query<{ n: number; at: number | null; line: number; record: number; top: boolean }>(
        'SELECT n, at, line, record, top FROM import_way WHERE n >= $1 AND n < $2',
        [from, from + atOnce],
      );
      for (const { n, at, line, record, top } of some) {
        ways.row[n] = line;
        ways.record[n] = record;
        ways.top[n] = top ? 1 : 0;
        if (at !== null) lines[n] = at;
      }
    }
    return { ways, lines, total: total ?? 0 };
  }
}
