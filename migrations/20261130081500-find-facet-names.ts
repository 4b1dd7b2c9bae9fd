import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whole lists of a facet are looked through by name: folded, by pinyin and by initials, a line each. Filled as documents are made anew. */
export class FindFacetNames20261130081500 implements MigrationInterface {
  name = 'FindFacetNames20261130081500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE facet_value ADD COLUMN names text NOT NULL DEFAULT '' COLLATE "C"`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE facet_value DROP COLUMN names`);
  }
}
