import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names, variants and readings of an authority, folded: what somebody types is looked for in this one column. */
export class AddAuthoritySearch20261121000520 implements MigrationInterface {
  name = 'AddAuthoritySearch20261121000520';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE agent ADD COLUMN search_text text NOT NULL DEFAULT '';
      ALTER TABLE place ADD COLUMN search_text text NOT NULL DEFAULT '';
      CREATE INDEX agent_merged ON agent (merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX place_merged ON place (merged_into) WHERE merged_into IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE agent DROP COLUMN search_text;
      ALTER TABLE place DROP COLUMN search_text;
      DROP INDEX agent_merged, place_merged;
    `);
  }
}
