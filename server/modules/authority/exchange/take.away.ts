import type { Database } from '../../../platform/database/database.js';

/**
 * Takes records away again that nobody has changed, that nothing was merged into, and below which nothing stays: whatever
 * keeps one keeps all that it stands below. They are locked before it is looked: whoever is at one in this moment has changed
 * it. Answers which are gone.
 */
export async function takeAway(
  db: Database,
  table: 'term' | 'agent' | 'place',
  { column, id }: { column: 'vocabulary_id' | 'library_id'; id: number | null },
  rows: readonly { pid: string; version: number | null }[],
): Promise<string[]> {
  const tree = table !== 'agent';
  const gone = await db.query<{ pid: string }>(
    `WITH RECURSIVE own AS MATERIALIZED (
       SELECT n.id, ${tree ? 'n.parent_id' : 'NULL::bigint'} AS above
         FROM ${table} n JOIN jsonb_to_recordset($1) AS t (pid text, version int) ON n.pid = t.pid AND n.version = t.version
        WHERE n.${column} IS NOT DISTINCT FROM $2 AND n.merged_into IS NULL FOR UPDATE OF n
     ), held (id) AS (
       (SELECT own.id FROM own JOIN ${table} other ON other.merged_into = own.id
        ${tree ? `UNION SELECT own.id FROM own JOIN ${table} other ON other.parent_id = own.id WHERE other.id NOT IN (SELECT id FROM own)` : ''})
       UNION SELECT own.above FROM held JOIN own ON own.id = held.id WHERE own.above IN (SELECT id FROM own)
     )
     DELETE FROM ${table} n USING own WHERE n.id = own.id AND NOT EXISTS (SELECT 1 FROM held WHERE held.id = own.id) RETURNING n.pid`,
    [JSON.stringify(rows), id],
  );
  return gone.map(({ pid }) => pid);
}
