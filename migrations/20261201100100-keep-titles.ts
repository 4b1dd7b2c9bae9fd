import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Under which letter, and under how many strokes, the titles of published items stand, and how many stand there: kept from
 * the log of changes, and made of nothing else than items, so that it can be made anew. No foreign keys: they would have
 * whoever keeps it wait for whoever writes. Nothing is filled in here: the keys are not made by SQL, and whoever follows the
 * log without a place in it begins with everything.
 */
export class KeepTitles20261201100100 implements MigrationInterface {
  name = 'KeepTitles20261201100100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The section comes first in a key: a letter or two digits of strokes, ~ for what has neither and comes last.
      CREATE TABLE item_title (
        item_id bigint PRIMARY KEY,
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        labels text[] NOT NULL,
        letter text NOT NULL,
        strokes text NOT NULL,
        pinyin text COLLATE "C" NOT NULL,
        stroke text COLLATE "C" NOT NULL
      );
      CREATE TABLE title_count (
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        labels text[] NOT NULL,
        letter text NOT NULL,
        strokes text NOT NULL,
        items bigint NOT NULL,
        PRIMARY KEY (collection_id, labels, letter, strokes)
      );
    `);
    for (const key of ['pinyin', 'stroke']) {
      await db.query(`
        CREATE INDEX item_title_${key} ON item_title (${key}, item_id);
        CREATE INDEX item_title_library_${key} ON item_title (library_id, ${key}, item_id);
        CREATE INDEX item_title_collection_${key} ON item_title (collection_id, ${key}, item_id);`);
    }
    for (const table of ['item_title', 'title_count']) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY keep ON ${table}
          USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
        -- Made of what is published alone.
        CREATE POLICY read ON ${table} FOR SELECT USING (true);`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE title_count, item_title;
      DELETE FROM change_cursor WHERE consumer = 'titles';
    `);
  }
}
