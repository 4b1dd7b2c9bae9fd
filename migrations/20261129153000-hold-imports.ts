import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is of no collection goes with its library, and rows that are nobody's with their batch: keys of two columns ask
 * nothing of what has one of them empty.
 */
export class HoldImports20261129153000 implements MigrationInterface {
  name = 'HoldImports20261129153000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM batch b WHERE library_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM library WHERE library.id = b.library_id);
      DELETE FROM batch_row r WHERE library_id IS NULL AND NOT EXISTS (SELECT 1 FROM batch WHERE batch.id = r.batch_id);
      ALTER TABLE batch ADD CONSTRAINT batch_library FOREIGN KEY (library_id) REFERENCES library (id) ON DELETE CASCADE;

      -- No key of its own: a million rows would each look their batch up twice.
      CREATE FUNCTION batch_rows_go() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM batch_row r USING gone WHERE gone.library_id IS NULL AND r.batch_id = gone.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER batch_rows_go AFTER DELETE ON batch REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION batch_rows_go();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER batch_rows_go ON batch; DROP FUNCTION batch_rows_go();
      ALTER TABLE batch DROP CONSTRAINT batch_library;
    `);
  }
}
