import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a further name of a person or place is (字, 号, 避讳), and looking whole names up without reading every record. */
export class NameVariants20261121064000 implements MigrationInterface {
  name = 'NameVariants20261121064000';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['agent', 'place']) {
      await db.query(`
        ALTER TABLE ${table} ADD COLUMN variant_kinds jsonb NOT NULL DEFAULT '{}';
        CREATE INDEX ${table}_forms ON ${table} USING gin (string_to_array(search_text, E'\\n'));
      `);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['agent', 'place']) {
      await db.query(`DROP INDEX ${table}_forms; ALTER TABLE ${table} DROP COLUMN variant_kinds;`);
    }
  }
}
