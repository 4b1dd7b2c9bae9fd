import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Acts are kept for taking back for a while only: by when they were done, the list ends there, and reads none that is older. */
export class EndRecentActs20261130220100 implements MigrationInterface {
  name = 'EndRecentActs20261130220100';

  async up(db: QueryRunner): Promise<void> {
    await this.index(db, 'at DESC, id DESC');
  }

  async down(db: QueryRunner): Promise<void> {
    await this.index(db, 'id DESC');
  }

  private async index(db: QueryRunner, order: string): Promise<void> {
    await db.query(`
      DROP INDEX audit_entry_kept, audit_entry_library_kept;
      CREATE INDEX audit_entry_kept ON audit_entry (account_id, ${order}) WHERE detail ? 'kept';
      CREATE INDEX audit_entry_library_kept ON audit_entry (library_id, ${order}) WHERE detail ? 'kept';
    `);
  }
}
