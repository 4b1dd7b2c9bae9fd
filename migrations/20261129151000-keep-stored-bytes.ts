import type { MigrationInterface, QueryRunner } from 'typeorm';

const own = `((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]))`;

/**
 * How many bytes a library keeps is a sum of differences, written with its files: the same bytes under many names count
 * once, and nobody adds up all files to learn whether one more fits. What a file holds never changes; only then is the sum right.
 */
export class KeepStoredBytes20261129151000 implements MigrationInterface {
  name = 'KeepStoredBytes20261129151000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Differences; their sum is what there is.
      CREATE TABLE file_tally (
        library_id bigint NOT NULL,
        bytes bigint NOT NULL
      );
      CREATE INDEX file_tally_library ON file_tally (library_id);
      ALTER TABLE file_tally ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON file_tally USING (${own});
      CREATE POLICY read ON file_tally FOR SELECT USING (false);

      CREATE FUNCTION file_tally_add() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE touched bigint[];
        BEGIN
          -- Of two who bring the same bytes, or take them away, the second has to see what the first did.
          IF (SELECT count(*) FROM (SELECT 1 FROM moved LIMIT 1001) AS few) > 1000 THEN
            LOCK TABLE file IN SHARE ROW EXCLUSIVE MODE;
          ELSE
            PERFORM pg_advisory_xact_lock(hashtextextended(storage_key, 0))
              FROM (SELECT DISTINCT storage_key FROM moved ORDER BY storage_key OFFSET 0) AS sorted;
          END IF;
          IF TG_OP = 'INSERT' THEN
            WITH come AS (SELECT library_id, sha256, max(size) AS size, count(*) AS files FROM moved GROUP BY 1, 2),
              added AS (INSERT INTO file_tally (library_id, bytes)
                SELECT library_id, sum(size) FROM come
                 WHERE (SELECT count(*) FROM (SELECT 1 FROM file f WHERE f.library_id = come.library_id AND f.sha256 = come.sha256
                   LIMIT come.files + 1) AS same) = come.files
                 GROUP BY library_id RETURNING library_id)
            SELECT array_agg(library_id) INTO touched FROM added;
          ELSE
            WITH gone AS (SELECT library_id, sha256, max(size) AS size FROM moved GROUP BY 1, 2),
              added AS (INSERT INTO file_tally (library_id, bytes)
                SELECT library_id, -sum(size) FROM gone
                 WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.library_id = gone.library_id AND f.sha256 = gone.sha256)
                 GROUP BY library_id RETURNING library_id)
            SELECT array_agg(library_id) INTO touched FROM added;
          END IF;
          IF touched IS NOT NULL THEN
            -- What others hold just now they will put together themselves.
            WITH free AS (SELECT ctid AS place FROM file_tally WHERE library_id = ANY (touched) LIMIT 1000 FOR UPDATE SKIP LOCKED),
              taken AS (DELETE FROM file_tally t USING free WHERE t.ctid = free.place RETURNING t.library_id, t.bytes)
            INSERT INTO file_tally (library_id, bytes)
              SELECT library_id, sum(bytes) FROM taken GROUP BY 1 HAVING sum(bytes) <> 0;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER file_tally_insert AFTER INSERT ON file REFERENCING NEW TABLE AS moved
        FOR EACH STATEMENT EXECUTE FUNCTION file_tally_add();
      CREATE TRIGGER file_tally_delete AFTER DELETE ON file REFERENCING OLD TABLE AS moved
        FOR EACH STATEMENT EXECUTE FUNCTION file_tally_add();

      CREATE FUNCTION file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a file keeps its library and its bytes'; END $$;
      CREATE TRIGGER file_stays BEFORE UPDATE OF library_id, sha256, size ON file FOR EACH ROW
        WHEN ((OLD.library_id, OLD.sha256, OLD.size) IS DISTINCT FROM (NEW.library_id, NEW.sha256, NEW.size))
        EXECUTE FUNCTION file_stays();

      -- After the triggers, which have waited for whoever was adding files.
      INSERT INTO file_tally (library_id, bytes)
        SELECT library_id, sum(size) FROM (
          SELECT library_id, sha256, max(size) AS size FROM file GROUP BY 1, 2) AS kept
         GROUP BY 1 HAVING sum(size) <> 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER file_stays ON file; DROP TRIGGER file_tally_insert ON file; DROP TRIGGER file_tally_delete ON file;
      DROP FUNCTION file_stays(); DROP FUNCTION file_tally_add();
      DROP TABLE file_tally;
    `);
  }
}
