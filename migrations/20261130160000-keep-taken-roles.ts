import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the wall of libraries: asked once a statement, not once a row. */
const own = `((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]))`;

/**
 * A role that was taken away is kept for a while as it was given, so that it can be given back without a new invitation.
 * Going down, nobody gets a role by it: who had which stands in the audit.
 */
export class KeepTakenRoles20261130160000 implements MigrationInterface {
  name = 'KeepTakenRoles20261130160000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE role_taken (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL REFERENCES library (id) ON DELETE CASCADE,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        role text NOT NULL,
        collection_id bigint,
        -- As it was given: whoever gets it back has the same.
        grant_pid text NOT NULL,
        granted_by bigint REFERENCES account (id) ON DELETE SET NULL,
        granted_at timestamptz NOT NULL,
        taken_by bigint REFERENCES account (id) ON DELETE SET NULL,
        taken_at timestamptz NOT NULL DEFAULT now(),
        given_back_at timestamptz,
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX role_taken_library ON role_taken (library_id, id DESC);
      CREATE INDEX role_taken_account ON role_taken (account_id);
      CREATE INDEX role_taken_age ON role_taken (taken_at);
      CREATE INDEX item_draft_account ON item_draft (account_id);

      ALTER TABLE role_taken ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON role_taken USING ${own};
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX item_draft_account; DROP TABLE role_taken;`);
  }
}
