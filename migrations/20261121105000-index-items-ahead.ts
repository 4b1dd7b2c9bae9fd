import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Items that readers see in another revision than their head: few, and asked for wherever names are looked up. */
export class IndexItemsAhead20261121105000 implements MigrationInterface {
  name = 'IndexItemsAhead20261121105000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX item_ahead ON item (collection_id) WHERE published_revision <> head_revision`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX item_ahead`);
  }
}
