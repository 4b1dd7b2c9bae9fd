import type { Database } from '../../../platform/database/database.js';

/** Whether one of these stands below itself: somebody may have moved what a file does not speak of, since it was read. */
export async function ringAmong(db: Database, table: 'term' | 'place', pids: readonly string[]): Promise<boolean> {
  if (pids.length === 0) return false;
  const ring = await db.one(
    `WITH RECURSIVE up AS (
       SELECT id AS own, parent_id AS above, 0 AS depth FROM ${table} WHERE pid = ANY ($1)
       UNION ALL SELECT up.own, t.parent_id, depth + 1 FROM up JOIN ${table} t ON t.id = up.above
        WHERE up.above <> up.own AND depth < 500
     ) SELECT 1 FROM up WHERE above = own OR depth >= 500 LIMIT 1`,
    [pids],
  );
  return ring !== undefined;
}
