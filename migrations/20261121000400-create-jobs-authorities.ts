import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs with their logs; vocabularies, agents and places owned by the platform (library_id null) or by one library. */
export class CreateJobsAuthorities20261121000400 implements MigrationInterface {
  name = 'CreateJobsAuthorities20261121000400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE job (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        collection_id bigint,
        kind text NOT NULL,
        -- Jobs of the same key that still wait are one job.
        key text,
        payload jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopping', 'stopped')),
        attempt integer NOT NULL DEFAULT 0,
        max_attempts integer NOT NULL DEFAULT 5,
        done_count bigint NOT NULL DEFAULT 0,
        total_count bigint,
        checkpoint jsonb,
        result jsonb,
        problem jsonb,
        subject_pid text,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        run_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        heartbeat_at timestamptz,
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX job_waiting_key ON job (kind, key) WHERE key IS NOT NULL AND state = 'queued';
      CREATE INDEX job_library ON job (library_id, id DESC);
      CREATE INDEX job_unfinished ON job (state, run_at) WHERE state IN ('queued', 'running', 'stopping');

      CREATE TABLE job_log (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        job_id bigint NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        at timestamptz NOT NULL DEFAULT now(),
        level text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
        code text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX job_log_job ON job_log (job_id, id);

      CREATE TABLE vocabulary (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint REFERENCES library (id),
        key text NOT NULL,
        name jsonb NOT NULL,
        ordered boolean NOT NULL DEFAULT true,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX vocabulary_key ON vocabulary (coalesce(library_id, 0), key);

      CREATE TABLE term (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        vocabulary_id bigint NOT NULL REFERENCES vocabulary (id) ON DELETE CASCADE,
        parent_id bigint REFERENCES term (id),
        code text NOT NULL,
        label jsonb NOT NULL,
        variants jsonb NOT NULL DEFAULT '[]',
        ord integer NOT NULL DEFAULT 0,
        external jsonb NOT NULL DEFAULT '{}',
        from_year integer,
        to_year integer,
        merged_into bigint REFERENCES term (id),
        version integer NOT NULL DEFAULT 1,
        UNIQUE (vocabulary_id, code)
      );
      CREATE INDEX term_parent ON term (parent_id, ord);

      CREATE TABLE agent (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint REFERENCES library (id),
        kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'family', 'body')),
        name jsonb NOT NULL,
        sort_text text NOT NULL DEFAULT '',
        dynasty text,
        birth_year integer,
        death_year integer,
        variants jsonb NOT NULL DEFAULT '[]',
        note jsonb NOT NULL DEFAULT '{}',
        external jsonb NOT NULL DEFAULT '{}',
        merged_into bigint REFERENCES agent (id),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX agent_sort ON agent (coalesce(library_id, 0), sort_text);

      CREATE TABLE place (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint REFERENCES library (id),
        parent_id bigint REFERENCES place (id),
        name jsonb NOT NULL,
        sort_text text NOT NULL DEFAULT '',
        modern_name jsonb NOT NULL DEFAULT '{}',
        latitude double precision,
        longitude double precision,
        variants jsonb NOT NULL DEFAULT '[]',
        external jsonb NOT NULL DEFAULT '{}',
        merged_into bigint REFERENCES place (id),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX place_sort ON place (coalesce(library_id, 0), sort_text);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE place, agent, term, vocabulary, job_log, job;`);
  }
}
