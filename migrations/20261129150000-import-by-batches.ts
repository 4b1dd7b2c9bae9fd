import type { MigrationInterface, QueryRunner } from 'typeorm';

const own = (library: string): string =>
  `((SELECT linlang_everything()) OR ${library} = ANY ((SELECT linlang_libraries())::bigint[]))`;

/** What a file of authorities was in, and what a batch calls that. */
const states = `(VALUES ('reading', 'planning'), ('read', 'planned'), ('refused', 'refused'), ('applying', 'applying'),
  ('applied', 'applied'), ('undoing', 'undoing'), ('undone', 'undone')) AS s (old, new)`;

/**
 * Files of authorities are batches: brought, planned, done and taken back as what is done to many items is. A batch may have
 * a file, which lies in the storage until its rows are here; a row may be one of a file. What was brought before is carried
 * over as it stands, half done too; a file that was not yet read stays in its row until it is.
 */
export class ImportByBatches20261129150000 implements MigrationInterface {
  name = 'ImportByBatches20261129150000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Nobody's is the platform's. What is of no collection is of a list, or of a library's names.
      ALTER TABLE batch ALTER library_id DROP NOT NULL, ALTER collection_id DROP NOT NULL,
        ADD COLUMN vocabulary_id bigint REFERENCES vocabulary (id) ON DELETE CASCADE,
        -- What the storage calls its file, until that has been read; one from before lay here.
        ADD COLUMN file text, ADD COLUMN bytes bytea,
        -- Why the file cannot be read.
        ADD COLUMN problem jsonb,
        ADD CONSTRAINT batch_place CHECK (library_id IS NOT NULL AND collection_id IS NOT NULL OR kind = 'authorities');
      ALTER TABLE batch DROP CONSTRAINT batch_state_check;
      ALTER TABLE batch ADD CONSTRAINT batch_state_check
        CHECK (state IN ('planning', 'planned', 'refused', 'applying', 'applied', 'undoing', 'undone', 'clearing'));
      CREATE INDEX batch_elsewhere ON batch (id DESC) WHERE collection_id IS NULL;
      CREATE INDEX batch_file ON batch (file) WHERE file IS NOT NULL;
      CREATE INDEX batch_vocabulary ON batch (vocabulary_id) WHERE vocabulary_id IS NOT NULL;

      ALTER TABLE batch_row ALTER library_id DROP NOT NULL, ALTER item_id DROP NOT NULL,
        -- Of a file: the row as a spreadsheet counts, what stands in it until it is looked at, the record that it is or
        -- will be, that record then, and what it goes by among the other rows.
        ADD COLUMN line integer, ADD COLUMN given jsonb, ADD COLUMN subject text, ADD COLUMN after jsonb, ADD COLUMN keys text[],
        ADD CONSTRAINT batch_row_of CHECK ((item_id IS NULL) <> (line IS NULL) AND (item_id IS NULL OR library_id IS NOT NULL));
      CREATE INDEX batch_row_line ON batch_row (batch_id, action, (version IS NULL), line, at) WHERE line IS NOT NULL;

      INSERT INTO batch (pid, library_id, vocabulary_id, kind, parameters, state, counts, job_pid, created_by, created_at,
                         acting_by, acted_at, problem, bytes)
      SELECT i.pid, i.library_id, i.vocabulary_id, 'authorities',
             jsonb_build_object('authority', i.kind, 'file', i.name, 'after',
               coalesce((SELECT min(r.ord) - min(r.row) FROM authority_import_row r WHERE r.import_id = i.id), 0)),
             s.new,
             CASE WHEN i.counts = '{}' THEN '{}' ELSE jsonb_build_object(
               'rows', coalesce((i.counts->>'add')::int, 0) + coalesce((i.counts->>'change')::int, 0)
                 + coalesce((i.counts->>'same')::int, 0) + coalesce((i.counts->>'bad')::int, 0),
               'do', coalesce((i.counts->>'add')::int, 0) + coalesce((i.counts->>'change')::int, 0),
               'new', coalesce((i.counts->>'add')::int, 0), 'same', coalesce((i.counts->>'same')::int, 0),
               'cannot', coalesce((i.counts->>'bad')::int, 0)) || (
               -- Counted from the rows: what was half done had its count only at its end.
               SELECT jsonb_build_object('done', count(*) FILTER (WHERE done IN ('written', 'undone', 'kept')),
                 'left', count(*) FILTER (WHERE done = 'left'), 'undone', count(*) FILTER (WHERE done = 'undone'),
                 'kept', count(*) FILTER (WHERE done = 'kept')) FROM authority_import_row r WHERE r.import_id = i.id) END,
             i.job_pid, i.created_by, i.created_at, i.created_by,
             CASE WHEN i.state NOT IN ('reading', 'read', 'refused') THEN i.created_at END, i.problem, i.bytes
        FROM authority_import i JOIN ${states} ON s.old = i.state ORDER BY i.id;

      INSERT INTO batch_row (batch_id, library_id, at, line, subject, version, written, action, before, after, problem, done)
      SELECT b.id, b.library_id, r.at + 1, r.row, r.pid, r.version, r.written,
             CASE r.action WHEN 'same' THEN 'same' WHEN 'bad' THEN 'cannot' ELSE 'do' END, r.before, r.after,
             CASE WHEN r.done IN ('left', 'kept') OR r.problems <> '[]' THEN jsonb_build_object(
               'code', CASE WHEN r.done IN ('left', 'kept') THEN 'import.changed' ELSE 'import.row' END, 'fields', '[]'::jsonb,
               'params', jsonb_build_object('problems', r.problems)) END,
             CASE r.done WHEN 'written' THEN 'done' ELSE r.done END
        FROM authority_import_row r JOIN authority_import i ON i.id = r.import_id JOIN batch b ON b.pid = i.pid;

      -- Rows were numbered from nothing. A job whose file was cleared away has nothing to do.
      UPDATE job SET kind = 'batch.run',
             payload = jsonb_build_object('batchId', coalesce((SELECT b.id FROM authority_import i JOIN batch b ON b.pid = i.pid
                 WHERE i.id = (job.payload->>'importId')::bigint), 0),
               'step', CASE job.payload->>'step' WHEN 'read' THEN 'plan' ELSE job.payload->>'step' END),
             checkpoint = CASE WHEN jsonb_typeof(checkpoint->'at') = 'number' AND (checkpoint->>'at')::bigint < 2147483647
               THEN jsonb_set(checkpoint, '{at}', to_jsonb((checkpoint->>'at')::bigint + 1)) ELSE checkpoint END
       WHERE kind = 'authority.import';
      DROP TABLE authority_import_row, authority_import;

      -- Asked for each term that is taken away again.
      CREATE INDEX term_merged ON term (merged_into) WHERE merged_into IS NOT NULL;
      -- Numbers that others give, found without reading all: a part of a file asks for those of its own rows.
      CREATE FUNCTION linlang_numbers(external jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(one.key || ' ' || one.value), '{}') FROM jsonb_each_text(external) AS one $$;
    `);
    for (const table of ['agent', 'place']) {
      await db.query(`
        CREATE INDEX ${table}_number ON ${table} USING gin (linlang_numbers(external)) WHERE external <> '{}';
        CREATE FUNCTION ${table}_numbered(numbers text[]) RETURNS SETOF ${table} LANGUAGE sql STABLE PARALLEL SAFE
          SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
          SELECT * FROM ${table} r WHERE r.external <> '{}' AND linlang_numbers(r.external) && $1
            AND (${own('r.library_id')} OR r.library_id IS NULL OR (SELECT linlang_reading())) $$;`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['agent', 'place'])
      await db.query(`DROP FUNCTION ${table}_numbered(text[]); DROP INDEX ${table}_number;`);
    await db.query(`
      DROP FUNCTION linlang_numbers(jsonb);
      DROP INDEX term_merged;
      CREATE TABLE authority_import (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('term', 'agent', 'place')),
        vocabulary_id bigint REFERENCES vocabulary (id) ON DELETE CASCADE,
        name text NOT NULL,
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
        at integer NOT NULL,
        row integer NOT NULL,
        action text NOT NULL CHECK (action IN ('add', 'change', 'same', 'bad')),
        pid text NOT NULL,
        version integer,
        written integer,
        ord integer NOT NULL,
        before jsonb,
        after jsonb NOT NULL,
        problems jsonb NOT NULL DEFAULT '[]',
        done text CHECK (done IN ('written', 'left', 'undone', 'kept')),
        PRIMARY KEY (import_id, at)
      );
      CREATE INDEX authority_import_row_action ON authority_import_row (import_id, action, row);

      -- A file that lies in the storage cannot come back into its row, nor a plan that is half made: such is to be sent again.
      INSERT INTO authority_import (pid, library_id, kind, vocabulary_id, name, bytes, state, problem, counts, job_pid, created_by, created_at)
      SELECT b.pid, b.library_id, b.parameters->>'authority', b.vocabulary_id, b.parameters->>'file', b.bytes,
             CASE WHEN b.state = 'planning' AND b.bytes IS NULL THEN 'refused' ELSE s.old END,
             CASE WHEN b.state = 'planning' AND b.bytes IS NULL THEN '{"code": "empty", "value": "", "row": 1}' ELSE b.problem END,
             CASE WHEN b.counts = '{}' THEN '{}' ELSE jsonb_build_object(
               'add', coalesce((b.counts->>'new')::int, 0), 'change', coalesce((b.counts->>'do')::int, 0) - coalesce((b.counts->>'new')::int, 0),
               'same', coalesce((b.counts->>'same')::int, 0), 'bad', coalesce((b.counts->>'cannot')::int, 0),
               'written', coalesce((b.counts->>'done')::int, 0) - coalesce((b.counts->>'undone')::int, 0) - coalesce((b.counts->>'kept')::int, 0),
               'left', coalesce((b.counts->>'left')::int, 0), 'undone', coalesce((b.counts->>'undone')::int, 0),
               'kept', coalesce((b.counts->>'kept')::int, 0)) END,
             b.job_pid, b.created_by, b.created_at
        FROM batch b JOIN ${states} ON s.new = b.state WHERE b.kind = 'authorities' ORDER BY b.id;

      INSERT INTO authority_import_row (import_id, at, row, action, pid, version, written, ord, before, after, problems, done)
      SELECT i.id, r.at - 1, r.line,
             CASE r.action WHEN 'same' THEN 'same' WHEN 'cannot' THEN 'bad' ELSE CASE WHEN r.version IS NULL THEN 'add' ELSE 'change' END END,
             r.subject, r.version, r.written, coalesce((b.parameters->>'after')::int, 0) + r.line, r.before, r.after,
             coalesce(r.problem #> '{params,problems}', '[]'), CASE r.done WHEN 'done' THEN 'written' ELSE r.done END
        FROM batch_row r JOIN batch b ON b.id = r.batch_id JOIN authority_import i ON i.pid = b.pid
       WHERE i.state NOT IN ('reading', 'refused') AND r.action IS NOT NULL;

      UPDATE job SET kind = 'authority.import',
             payload = jsonb_build_object('importId', coalesce((SELECT i.id FROM authority_import i JOIN batch b ON b.pid = i.pid
                 WHERE b.id = (job.payload->>'batchId')::bigint), 0),
               'step', CASE job.payload->>'step' WHEN 'plan' THEN 'read' ELSE job.payload->>'step' END),
             checkpoint = CASE WHEN jsonb_typeof(checkpoint->'at') = 'number' AND (checkpoint->>'at')::bigint < 2147483647
               THEN jsonb_set(checkpoint, '{at}', to_jsonb((checkpoint->>'at')::bigint - 1)) ELSE checkpoint END
       WHERE kind = 'batch.run' AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = (job.payload->>'batchId')::bigint AND b.kind <> 'authorities')
         AND ((job.payload->>'batchId')::bigint = 0 OR EXISTS (SELECT 1 FROM batch b WHERE b.id = (job.payload->>'batchId')::bigint));
      DELETE FROM batch_row WHERE batch_id IN (SELECT id FROM batch WHERE kind = 'authorities');
      DELETE FROM batch WHERE kind = 'authorities';

      DROP INDEX batch_elsewhere, batch_file, batch_vocabulary, batch_row_line;
      ALTER TABLE batch_row DROP CONSTRAINT batch_row_of,
        DROP COLUMN line, DROP COLUMN given, DROP COLUMN subject, DROP COLUMN after, DROP COLUMN keys,
        ALTER library_id SET NOT NULL, ALTER item_id SET NOT NULL;
      ALTER TABLE batch DROP CONSTRAINT batch_place, DROP COLUMN vocabulary_id, DROP COLUMN file, DROP COLUMN bytes, DROP COLUMN problem,
        ALTER library_id SET NOT NULL, ALTER collection_id SET NOT NULL;
      ALTER TABLE batch DROP CONSTRAINT batch_state_check;
      ALTER TABLE batch ADD CONSTRAINT batch_state_check
        CHECK (state IN ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone', 'clearing'));
      ALTER TABLE authority_import ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON authority_import USING (${own('library_id')});
      CREATE POLICY read ON authority_import FOR SELECT USING (false);
      ALTER TABLE authority_import_row ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON authority_import_row USING (EXISTS (SELECT 1 FROM authority_import i WHERE i.id = import_id));
      CREATE POLICY read ON authority_import_row FOR SELECT USING (false);
    `);
  }
}
