import type { Database } from '../../server/platform/database/database.js';

export interface Kept {
  revisions: number;
  bytes: number;
}

const rows = (table: string, item: string) =>
  `SELECT count(*) AS count, coalesce(sum(pg_column_size(r.*)), 0)::bigint AS bytes FROM ${table} r
   WHERE r.item_id = (SELECT id FROM item WHERE pid = '${item}')`;

/** Revisions of an item and what is kept of them, row by row as they are stored. */
export async function keptOf(database: Database, item: string): Promise<Kept> {
  const [heads] = await database.query<{ count: number; bytes: number }>(rows('item_revision', item));
  const [pages] = await database.query<{ count: number; bytes: number }>(rows('item_revision_page', item));
  return { revisions: heads!.count, bytes: heads!.bytes + pages!.bytes };
}

/**
 * What revisions came to when each kept all pages: the item's pages as they are now, sent one by one, written as they were
 * written then into a table of the same kind.
 */
export async function wholeListsOf(
  database: Database,
  asOwner: (sql: string) => Promise<void>,
  item: string,
): Promise<Kept> {
  await asOwner(`
    CREATE TABLE IF NOT EXISTS whole_list (LIKE item_revision INCLUDING DEFAULTS, pages jsonb NOT NULL);
    ALTER TABLE whole_list DROP COLUMN visited_at;
    INSERT INTO whole_list (library_id, item_id, number, schema_version, "values", pages, labels, title, note, author_id)
    SELECT head.library_id, head.item_id, page.at, head.schema_version, head."values",
      (SELECT jsonb_agg(jsonb_build_object('id', one.id, 'label', one.label, 'kind', one.kind, 'file', one.file_id, 'source', one.source,
         'text', one.text_id, 'image_labels', one.image_labels, 'text_labels', one.text_labels) ORDER BY one.ord)
       FROM page one WHERE one.item_id = item.id AND one.removed_at IS NULL AND one.ord <= page.ord),
      head.labels, head.title, head.note, head.author_id
    FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = 1
    JOIN (SELECT item_id, ord, row_number() OVER (ORDER BY ord) AS at FROM page
          WHERE removed_at IS NULL AND item_id = (SELECT id FROM item WHERE pid = '${item}')) AS page ON page.item_id = item.id;
    GRANT SELECT ON whole_list TO PUBLIC;`);
  const [{ count, bytes } = { count: 0, bytes: 0 }] = await database.query<{ count: number; bytes: number }>(
    rows('whole_list', item),
  );
  await asOwner('DROP TABLE whole_list');
  return { revisions: count, bytes };
}
