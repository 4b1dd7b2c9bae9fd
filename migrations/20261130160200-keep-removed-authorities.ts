import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the wall of libraries: asked once a statement, not once a row. */
const own = `((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]))`;

/** A term, a person or a place that was deleted is kept for a while as it was, for whoever deleted the wrong one. */
export class KeepRemovedAuthorities20261130160200 implements MigrationInterface {
  name = 'KeepRemovedAuthorities20261130160200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE authority_removed (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        -- Null is the platform.
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('term', 'agent', 'place')),
        record text NOT NULL,
        "row" jsonb NOT NULL,
        removed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX authority_removed_record ON authority_removed (record, id DESC);
      CREATE INDEX authority_removed_age ON authority_removed (removed_at);

      ALTER TABLE authority_removed ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON authority_removed USING ${own};
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE authority_removed`);
  }
}
