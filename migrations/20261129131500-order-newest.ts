import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest of one collection are read where they stand, however many the others have published since. */
export class OrderNewest20261129131500 implements MigrationInterface {
  name = 'OrderNewest20261129131500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX item_newest_of ON item (collection_id, first_published_at DESC, id DESC)
      WHERE published_revision IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX item_newest_of`);
  }
}
