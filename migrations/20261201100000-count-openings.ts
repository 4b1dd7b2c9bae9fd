import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often published items are opened: how many times a day, and nothing of whoever did. Beside the days stand their sums
 * over a week, a month and a year, made of nothing else, so that the most opened of a collection are read where they stand.
 */
export class CountOpenings20261201100000 implements MigrationInterface {
  name = 'CountOpenings20261201100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE item_opening (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        day date NOT NULL,
        openings integer NOT NULL CHECK (openings > 0),
        PRIMARY KEY (item_id, day),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE TABLE item_opened (
        item_id bigint PRIMARY KEY,
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        -- The last day of the three stretches.
        day date NOT NULL,
        week integer NOT NULL,
        month integer NOT NULL,
        year integer NOT NULL,
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
    `);
    for (const stretch of ['week', 'month', 'year']) {
      await db.query(`CREATE INDEX item_opened_${stretch} ON item_opened (collection_id, ${stretch} DESC, item_id DESC)
        WHERE ${stretch} > 0`);
    }
    for (const [table, read] of [
      ['item_opening', 'false'],
      // Numbers alone: whose they are is asked of the item. A subquery here would read all items for the first twelve.
      ['item_opened', 'true'],
    ]) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY keep ON ${table}
          USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
        CREATE POLICY read ON ${table} FOR SELECT USING (${read});`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE item_opening, item_opened`);
  }
}
