import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a list asks of each item, and what the wall asks, is in the index that has them in order: 200,000 rows of items need not be read. */
export class ReadListsFromIndex20261129152000 implements MigrationInterface {
  name = 'ReadListsFromIndex20261129152000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX item_collection_order;
      CREATE INDEX item_collection_order ON item (collection_id, id) INCLUDE (state, library_id, first_published_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX item_collection_order;
      CREATE INDEX item_collection_order ON item (collection_id, id);
    `);
  }
}
