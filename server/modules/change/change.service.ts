import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import {
  type Change,
  changeChannel,
  type ChangeKind,
  type ChangePosition,
  type ChangeSubject,
  columns,
  sinceSql,
} from './change.log.js';
import { ChangeFollower } from './follower.service.js';

export { behindSql, type Change, type ChangeKind, logBegin } from './change.log.js';

/**
 * The log of what a reader or a harvester could notice, written in the transaction that causes it. It is only ever added
 * to: what is gone stays in it as gone.
 */
@Injectable()
export class ChangeService {
  constructor(
    private readonly db: Database,
    private readonly follower: ChangeFollower,
  ) {}

  async items(kind: ChangeKind, itemIds: readonly number[]): Promise<void> {
    this.db.requireTransaction('logging a change');
    if (itemIds.length === 0) return;
    await this.db.query(
      `WITH written AS (
         INSERT INTO change (subject, kind, library_id, item_id, pid)
         SELECT 'item', $2, library_id, id, pid FROM item WHERE id = ANY ($1) ORDER BY id)
       SELECT pg_notify($3, '')`,
      [itemIds, kind, changeChannel],
    );
    await this.tell('item');
  }

  async append(kind: ChangeKind, about: ChangeSubject): Promise<void> {
    this.db.requireTransaction('logging a change');
    await this.db.query(
      `WITH written AS (INSERT INTO change (subject, kind, library_id, pid) VALUES ($1, $2, $3, $4))
       SELECT pg_notify($5, '')`,
      [about.subject, kind, about.libraryId, about.subject === 'site' ? null : about.pid, changeChannel],
    );
    await this.tell(about.subject);
  }

  private tell(subject: Change['subject']): Promise<void> {
    return this.db.afterCommit(() => this.follower.tell([{ subject }]));
  }

  /**
   * In order, from a place in it on. Only what stands before the oldest transaction that still writes: nothing can come
   * to stand before it any more, so that a harvester who goes on from its last row misses none.
   */
  read(after: ChangePosition, limit: number): Promise<Change[]> {
    return this.db.query<Change>(
      `SELECT ${columns} FROM change c
        WHERE (c.xid, c.id) > ($1::xid8, $2) AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY c.xid, c.id LIMIT $3`,
      [after.xid, after.id, limit],
    );
  }

  /**
   * For consumers to whom the order means nothing: everything that was committed since the last time, each row once,
   * without waiting for transactions that are still under way. The work and the cursor commit together. `everything`
   * where there is no cursor yet, or one that came from another cluster with a copy of the database, whose transactions
   * had other numbers. Answers false where somebody else is at it.
   */
  consume(consumer: string, work: (changes: Change[] | 'everything') => Promise<void>): Promise<boolean> {
    return this.db.transaction(async () => {
      await this.db.query(
        `INSERT INTO change_cursor (consumer, seen) SELECT $1, '9223372036854775806:9223372036854775806:'::pg_snapshot
          WHERE NOT EXISTS (SELECT 1 FROM change_cursor WHERE consumer = $1) ON CONFLICT DO NOTHING`,
        [consumer],
      );
      const cursor = await this.db.one<{ seen: string; foreign: boolean }>(
        `SELECT seen::text AS seen, pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot()) AS foreign
           FROM change_cursor WHERE consumer = $1 FOR UPDATE SKIP LOCKED`,
        [consumer],
      );
      if (!cursor) return false;
      const rows = await this.db.query<Change & { seen: string }>(sinceSql('$1::pg_snapshot'), [cursor.seen]);
      await work(cursor.foreign ? 'everything' : rows.filter(({ id }) => id !== null));
      await this.db.query(`UPDATE change_cursor SET seen = $2::pg_snapshot, at = now() WHERE consumer = $1`, [
        consumer,
        rows[0]!.seen,
      ]);
      return true;
    });
  }
}
