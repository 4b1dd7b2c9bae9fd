import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is typed is looked up among names and among titles apart. Each has an index that says whose key it is, so that of
 * the many that two letters begin no row is read.
 */
export class FindSuggestions20261129143000 implements MigrationInterface {
  name = 'FindSuggestions20261129143000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX suggestion_key_of_title ON suggestion_key (key, item_id) WHERE item_id IS NOT NULL;
      CREATE INDEX suggestion_key_of_name ON suggestion_key (key, facet_id) WHERE facet_id IS NOT NULL;
      DROP INDEX suggestion_key_key;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX suggestion_key_key ON suggestion_key (key);
      DROP INDEX suggestion_key_of_title, suggestion_key_of_name;
    `);
  }
}
