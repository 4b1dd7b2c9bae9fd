import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of facet values are kept in the memory of each process, which follows them by tick as it follows what is counted. */
export class CountFacetNames20261129131000 implements MigrationInterface {
  name = 'CountFacetNames20261129131000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row. Whoever writes names moves it on and holds it until the commit, so that ticks are seen in their order.
      CREATE TABLE facet_clock (
        "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
        tick bigint NOT NULL
      );
      INSERT INTO facet_clock (tick) VALUES (1);
      ALTER TABLE facet_value ADD COLUMN tick bigint NOT NULL DEFAULT 1;
      CREATE INDEX facet_value_tick ON facet_value (tick);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX facet_value_tick;
      ALTER TABLE facet_value DROP COLUMN tick;
      DROP TABLE facet_clock;
    `);
  }
}
