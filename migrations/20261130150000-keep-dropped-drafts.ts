import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody typed and gave up, or what a colleague took over, stays for a while: it can be taken back. Going down it is
 * a draft again, so that nothing typed is lost.
 */
export class KeepDroppedDrafts20261130150000 implements MigrationInterface {
  name = 'KeepDroppedDrafts20261130150000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item_draft ADD COLUMN dropped_at timestamptz,
        ADD COLUMN dropped_by bigint REFERENCES account (id) ON DELETE SET NULL;
      CREATE INDEX item_draft_dropped ON item_draft (dropped_at) WHERE dropped_at IS NOT NULL;
      CREATE INDEX item_draft_dropped_by ON item_draft (dropped_by) WHERE dropped_by IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE item_draft DROP COLUMN dropped_at, DROP COLUMN dropped_by`);
  }
}
