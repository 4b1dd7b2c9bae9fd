import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { type StoredBatch, mostHeldBytes } from './batch.row.js';
import type { Line } from './batch.verb.js';

/** Rows handed over in one transaction. */
const stagedAtOnce = 20_000;
const forgottenAtOnce = 20_000;

export type LineAction = 'do' | 'same' | 'cannot';

/** A row of a file, as whoever reads the file shows it. */
export interface StoredLine {
  at: number;
  line: number;
  subject: string | null;
  action: LineAction | null;
  version: number | null;
  before: unknown;
  after: unknown;
  problem: { params: Record<string, unknown> } | null;
  done: 'done' | 'left' | 'undone' | 'kept' | null;
}

/** Rows of files, as they are brought and as they are looked at. */
@Injectable()
export class BatchLinesService {
  constructor(private readonly db: Database) {}

  async staged(id: number): Promise<number> {
    const row = await this.db.one<{ at: number | null }>('SELECT max(at) AS at FROM batch_row WHERE batch_id = $1', [
      id,
    ]);
    return row?.at ?? 0;
  }

  /**
   * The next rows of a file, behind those that are there, `most` of them at the most; answers how many are there then. No
   * more of them is held than what is on its way to the database.
   */
  async stage(
    { id, libraryId }: StoredBatch,
    lines: AsyncIterator<Line>,
    behind: number,
    most: number,
  ): Promise<number> {
    this.db.requireTransaction('staging rows');
    await this.db.query('CREATE TEMPORARY TABLE arriving_line (at int, line int, given jsonb) ON COMMIT DROP');
    let at = behind;
    let broken: unknown;
    const rows = async function* () {
      while (at < behind + Math.min(stagedAtOnce, most)) {
        let next: IteratorResult<Line, unknown>;
        try {
          next = await lines.next();
        } catch (error) {
          // What the file is refused for is not the database's to tell.
          broken = error;
          return;
        }
        if (next.done) return;
        // A cell of its own: text and lists are JSON as well.
        yield [++at, next.value.line, JSON.stringify(next.value.given)];
      }
    };
    await this.db.copy('arriving_line', ['at', 'line', 'given'], rows());
    if (broken !== undefined) throw broken;
    await this.db.query(
      `INSERT INTO batch_row (batch_id, library_id, at, line, given) SELECT $1, $2, at, line, given FROM arriving_line`,
      [id, libraryId],
    );
    return at;
  }

  /** All rows of what is refused as a whole, in parts. */
  async forget(id: number): Promise<void> {
    for (let more = true; more;) {
      const gone = await this.db.query(
        `DELETE FROM batch_row WHERE batch_id = $1 AND at IN
           (SELECT at FROM batch_row WHERE batch_id = $1 LIMIT ${forgottenAtOnce}) RETURNING 1`,
        [id],
      );
      more = gone.length === forgottenAtOnce;
    }
  }

  /**
   * In the order of their file, behind one of them; of several sorts each is looked up by itself. Of long rows there are
   * fewer, but always one; `more` says whether others follow.
   */
  async page(
    id: number,
    sorts: readonly { action: LineAction; fresh: boolean }[],
    [line, at]: [number, number],
    limit: number,
  ): Promise<{ rows: StoredLine[]; more: boolean }> {
    const found = await this.db.query<StoredLine & { found: number }>(
      `SELECT * FROM (
         SELECT r.*, count(*) OVER () AS found, sum(r.bytes) OVER (ORDER BY r.line, r.at) - r.bytes AS ahead FROM (
           SELECT r.*, octet_length(concat(r.before, r.after)) AS bytes
             FROM unnest($2::text[], $3::boolean[]) AS sort (action, fresh) CROSS JOIN LATERAL (
               SELECT at, line, subject, action, version, before, after, problem, done FROM batch_row r
                WHERE batch_id = $1 AND line IS NOT NULL AND r.action = sort.action AND (r.version IS NULL) = sort.fresh
                  AND (line, at) > ($4, $5) ORDER BY line, at LIMIT $6) AS r
            ORDER BY r.line, r.at LIMIT $6) AS r) AS r
        WHERE ahead < ${mostHeldBytes} ORDER BY line, at`,
      [id, sorts.map(({ action }) => action), sorts.map(({ fresh }) => fresh), line, at, limit + 1],
    );
    const rows = found.slice(0, limit);
    return { rows, more: rows.length < (found[0]?.found ?? 0) };
  }
}
