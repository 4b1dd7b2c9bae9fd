import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What terms say beside their names, and files of authorities on their way in: each row with what it would do, so that
 * it can be seen before, done in parts, and taken back.
 */
export class ExchangeAuthorities20261121111000 implements MigrationInterface {
  name = 'ExchangeAuthorities20261121111000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE term ADD COLUMN note jsonb NOT NULL DEFAULT '{}', ADD COLUMN variant_langs jsonb NOT NULL DEFAULT '{}';
      CREATE INDEX place_parent ON place (parent_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE authority_import (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        -- Whose records it brings; nobody's is the platform's.
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('term', 'agent', 'place')),
        vocabulary_id bigint REFERENCES vocabulary (id) ON DELETE CASCADE,
        name text NOT NULL,
        -- The file, until it has been read.
        bytes bytea,
        state text NOT NULL DEFAULT 'reading' CHECK (state IN ('reading', 'read', 'refused', 'applying', 'applied', 'undoing', 'undone')),
        problem jsonb,
        counts jsonb NOT NULL DEFAULT '{}',
        job_pid text,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((kind = 'term') = (vocabulary_id IS NOT NULL))
      );
      CREATE INDEX authority_import_age ON authority_import (created_at);

      CREATE TABLE authority_import_row (
        import_id bigint NOT NULL REFERENCES authority_import (id) ON DELETE CASCADE,
        -- The order in which rows are done: what is above comes before what is below.
        at integer NOT NULL,
        row integer NOT NULL,
        action text NOT NULL CHECK (action IN ('add', 'change', 'same', 'bad')),
        pid text NOT NULL,
        -- The record's version when it was read, and after it was written.
        version integer,
        written integer,
        ord integer NOT NULL,
        before jsonb,
        after jsonb NOT NULL,
        problems jsonb NOT NULL DEFAULT '[]',
        -- What became of it: written, left because somebody changed the record meanwhile, taken back.
        done text CHECK (done IN ('written', 'left', 'undone', 'kept')),
        PRIMARY KEY (import_id, at)
      );
      CREATE INDEX authority_import_row_action ON authority_import_row (import_id, action, row);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE authority_import_row, authority_import;
      DROP INDEX place_parent;
      ALTER TABLE term DROP COLUMN note, DROP COLUMN variant_langs;
    `);
  }
}
