import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identifiers set aside for a collection, in runs of numbers, and how far each run has been handed out. */
export class CreateNumberBlocks20261121083500 implements MigrationInterface {
  name = 'CreateNumberBlocks20261121083500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE number_block (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL REFERENCES library (id) ON DELETE CASCADE,
        collection_id bigint NOT NULL,
        -- What stands before the figures, and how many figures there are: 越金- and 4.
        prefix text NOT NULL,
        width smallint NOT NULL CHECK (width BETWEEN 1 AND 9),
        first_number integer NOT NULL CHECK (first_number >= 0),
        last_number integer NOT NULL CHECK (last_number >= first_number),
        -- The next number that nobody has been given; past the last one when the run is used up.
        next_number integer NOT NULL,
        note text NOT NULL DEFAULT '',
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (next_number BETWEEN first_number AND last_number + 1),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX number_block_prefix ON number_block (library_id, prefix, width);
      CREATE INDEX number_block_collection ON number_block (collection_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE number_block;`);
  }
}
