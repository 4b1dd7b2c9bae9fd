import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Acts that can be taken back say in the log what was kept for that, and are found by it: those of a person, and those of a
 * library. What is done to one item alone is kept like what is done to many, and stands not among those.
 */
export class FindRecentActs20261130160100 implements MigrationInterface {
  name = 'FindRecentActs20261130160100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX audit_entry_kept ON audit_entry (account_id, id DESC) WHERE detail ? 'kept';
      CREATE INDEX audit_entry_library_kept ON audit_entry (library_id, id DESC) WHERE detail ? 'kept';
      CREATE INDEX batch_many ON batch (collection_id, id DESC) WHERE NOT parameters ? 'alone';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // Nobody could tell them from what was done to many.
    await db.query(`
      DROP INDEX audit_entry_kept, audit_entry_library_kept, batch_many;
      DELETE FROM batch WHERE parameters ? 'alone';
    `);
  }
}
