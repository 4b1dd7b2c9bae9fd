import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Resumable uploads under way. Their bytes are in storage; whose they are and what became of them is here. */
export class CreateUploads20261121000700 implements MigrationInterface {
  name = 'CreateUploads20261121000700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE upload (
        token text PRIMARY KEY CHECK (token ~ '^[0-9a-f]{32}$'),
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        name text NOT NULL,
        size bigint NOT NULL,
        with_page boolean NOT NULL DEFAULT true,
        state text NOT NULL DEFAULT 'receiving' CHECK (state IN ('receiving', 'done', 'refused')),
        file_id bigint,
        -- What was answered, to be answered again.
        outcome jsonb,
        -- Only one request writes at a time, whichever server it reached. A lease, because servers die.
        lock_owner text,
        lock_until timestamptz,
        lock_wanted boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        touched_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        FOREIGN KEY (library_id, file_id) REFERENCES file (library_id, id) ON DELETE SET NULL (file_id)
      );
      CREATE INDEX upload_touched ON upload (state, touched_at);
      -- Which objects of the storage are still meant: asked by the sweep, one by one.
      CREATE INDEX file_storage_key ON file (storage_key);
      CREATE INDEX file_derivative_storage_key ON file_derivative (storage_key);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX file_derivative_storage_key;
      DROP INDEX file_storage_key;
      DROP TABLE upload;
    `);
  }
}
