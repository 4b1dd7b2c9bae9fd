import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How much of what is published there is, by collection and by who may know of it: kept from the log of changes, and made
 * of nothing else than items, so that it can be made anew. No foreign keys: they would have whoever counts wait for
 * whoever writes.
 */
export class KeepCounts20261129121000 implements MigrationInterface {
  name = 'KeepCounts20261129121000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- As whoever asks: a view of the owner would stand outside the policies.
      CREATE VIEW item_counting WITH (security_invoker = true) AS
        SELECT item.id AS item_id, item.library_id, item.collection_id,
               ARRAY(SELECT DISTINCT label FROM unnest(item.metadata_labels) AS label ORDER BY label) AS labels,
               shown.pages, shown.seconds
          FROM item CROSS JOIN LATERAL (
            SELECT count(*) AS pages, coalesce(sum((file.technical ->> 'duration')::numeric), 0) AS seconds
              FROM page_published page LEFT JOIN file ON file.id = page.file_id WHERE page.item_id = item.id) AS shown
         WHERE item.published_revision IS NOT NULL;

      -- With what each item is counted just now.
      CREATE TABLE item_counted (
        item_id bigint PRIMARY KEY,
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        labels text[] NOT NULL,
        pages bigint NOT NULL,
        seconds numeric NOT NULL
      );
      CREATE TABLE kept_count (
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        labels text[] NOT NULL,
        items bigint NOT NULL,
        pages bigint NOT NULL,
        seconds numeric NOT NULL,
        PRIMARY KEY (collection_id, labels)
      );

      INSERT INTO item_counted (item_id, library_id, collection_id, labels, pages, seconds)
        SELECT item_id, library_id, collection_id, labels, pages, seconds FROM item_counting;
      INSERT INTO kept_count (library_id, collection_id, labels, items, pages, seconds)
        SELECT library_id, collection_id, labels, count(*), sum(pages), sum(seconds) FROM item_counted
         GROUP BY library_id, collection_id, labels;
      INSERT INTO change_cursor (consumer, seen) VALUES ('counts', pg_current_snapshot());
    `);
    for (const [table, read] of [
      ['item_counted', 'false'],
      ['kept_count', 'true'],
    ]) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY keep ON ${table}
          USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
        CREATE POLICY read ON ${table} FOR SELECT USING (${read});`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE kept_count, item_counted;
      DROP VIEW item_counting;
      DELETE FROM change_cursor WHERE consumer = 'counts';
    `);
  }
}
