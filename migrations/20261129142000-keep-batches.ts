import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the wall of libraries: asked once a statement, not once a row. */
const own = `((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]))`;

/**
 * One thing done to many items: what was chosen, frozen as rows; what would happen to each; what became of it, and how
 * it stood before. A row has no key to its item: a million of them would each hold their item for as long as they are
 * written, and an item goes only with its library, as its batches do.
 */
export class KeepBatches20261129142000 implements MigrationInterface {
  name = 'KeepBatches20261129142000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE batch (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        kind text NOT NULL,
        parameters jsonb NOT NULL DEFAULT '{}',
        -- The words of a list of which all was meant; null where items were chosen one by one.
        selection jsonb,
        state text NOT NULL DEFAULT 'planning' CHECK (state IN ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone')),
        counts jsonb NOT NULL DEFAULT '{}',
        -- How many cannot, by why.
        reasons jsonb NOT NULL DEFAULT '{}',
        job_pid text,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- Who last set it going.
        acting_by bigint REFERENCES account (id) ON DELETE SET NULL,
        acted_at timestamptz,
        UNIQUE (library_id, id),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX batch_collection ON batch (collection_id, id DESC);
      CREATE INDEX batch_age ON batch (created_at);

      CREATE TABLE batch_row (
        batch_id bigint NOT NULL,
        at integer NOT NULL,
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        -- The item's version when it was looked at, and after something was done to it.
        version integer,
        written integer,
        action text CHECK (action IN ('do', 'same', 'cannot')),
        before jsonb,
        -- Why it cannot, was left, or stays as it is.
        problem jsonb,
        done text CHECK (done IN ('done', 'left', 'undone', 'kept')),
        PRIMARY KEY (batch_id, at),
        FOREIGN KEY (library_id, batch_id) REFERENCES batch (library_id, id) ON DELETE CASCADE
      ) WITH (fillfactor = 70);
      CREATE INDEX batch_row_problem ON batch_row (batch_id, at) WHERE problem IS NOT NULL;

      ALTER TABLE batch ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON batch USING ${own};
      ALTER TABLE batch_row ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON batch_row USING ${own};

      -- Lines of single items in a batch are asked for by item; the list of what people did passes over them.
      CREATE INDEX audit_entry_said ON audit_entry (id DESC) WHERE NOT detail ? 'batch';
      CREATE INDEX audit_entry_library_said ON audit_entry (library_id, id DESC) WHERE NOT detail ? 'batch';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX audit_entry_said, audit_entry_library_said;
      DELETE FROM job WHERE kind = 'batch.run';
      DROP TABLE batch_row, batch;
    `);
  }
}
