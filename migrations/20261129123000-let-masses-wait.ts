import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A collection that is to be indexed as a whole waits behind what people have saved meanwhile: a withdrawal never waits for it. */
export class LetMassesWait20261129123000 implements MigrationInterface {
  name = 'LetMassesWait20261129123000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE search_outbox ADD COLUMN mass boolean NOT NULL DEFAULT false;
      DROP INDEX search_outbox_at;
      CREATE INDEX search_outbox_order ON search_outbox (mass, at, item_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX search_outbox_order;
      CREATE INDEX search_outbox_at ON search_outbox (at);
      ALTER TABLE search_outbox DROP COLUMN mass;
    `);
  }
}
