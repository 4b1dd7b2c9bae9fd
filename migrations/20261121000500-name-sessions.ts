import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People end single sessions of theirs by name, and look through the audit log by person and by action. */
export class NameSessions20261121000500 implements MigrationInterface {
  name = 'NameSessions20261121000500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM session;
      ALTER TABLE session ADD COLUMN pid text NOT NULL UNIQUE;
      CREATE INDEX audit_entry_account ON audit_entry (account_id, id DESC);
      CREATE INDEX audit_entry_action ON audit_entry (action, id DESC);
      CREATE INDEX role_grant_collection ON role_grant (collection_id) WHERE collection_id IS NOT NULL;
      CREATE INDEX account_token_email ON account_token (lower(email), kind) WHERE used_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX account_token_email, role_grant_collection, audit_entry_action, audit_entry_account;
      ALTER TABLE session DROP COLUMN pid;
    `);
  }
}
