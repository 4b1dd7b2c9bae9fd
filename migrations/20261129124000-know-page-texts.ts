import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the words of an indexed page were made from: a page that says the same is not written again. Null: nobody knows yet. */
export class KnowPageTexts20261129124000 implements MigrationInterface {
  name = 'KnowPageTexts20261129124000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE search_page ADD COLUMN digest text`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE search_page DROP COLUMN digest`);
  }
}
