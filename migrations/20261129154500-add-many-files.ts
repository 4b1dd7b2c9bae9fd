import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Differences, as the files that came or went make them; `wait` says how two who are at the same bytes wait for one another. */
const tally = (wait: string): string => `
  CREATE OR REPLACE FUNCTION file_tally_add() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched bigint[];
    BEGIN
      -- Of two who bring the same bytes, or take them away, the second has to see what the first did.
      ${wait}
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
        WITH free AS (SELECT ctid AS at FROM file_tally WHERE library_id = ANY (touched) LIMIT 1000 FOR UPDATE SKIP LOCKED),
          taken AS (DELETE FROM file_tally t USING free WHERE t.ctid = free.at RETURNING t.library_id, t.bytes)
        INSERT INTO file_tally (library_id, bytes)
          SELECT library_id, sum(bytes) FROM taken GROUP BY 1 HAVING sum(bytes) <> 0;
      END IF;
      RETURN NULL;
    END $$;`;

const byBytes = `PERFORM pg_advisory_xact_lock(hashtextextended(storage_key, 0))
          FROM (SELECT DISTINCT storage_key FROM moved ORDER BY storage_key OFFSET 0) AS sorted;`;
const many = `(SELECT count(*) FROM (SELECT 1 FROM moved LIMIT 1001) AS few) > 1000`;
const all = `hashtextextended('file_tally', 0)`;

/**
 * Many files that come or go in one statement waited for the whole table, which their own statement already held in a weaker
 * way: two of them waited for each other. Now what is many waits for all who are adding up, by a lock that nobody holds before.
 */
export class AddManyFiles20261129154500 implements MigrationInterface {
  name = 'AddManyFiles20261129154500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tally(`IF ${many} THEN
        PERFORM pg_advisory_xact_lock(${all});
      ELSE
        PERFORM pg_advisory_xact_lock_shared(${all});
        ${byBytes}
      END IF;`),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      tally(`IF ${many} THEN
        LOCK TABLE file IN SHARE ROW EXCLUSIVE MODE;
      ELSE
        ${byBytes}
      END IF;`),
    );
  }
}
