import type { MigrationInterface, QueryRunner } from 'typeorm';

const own = (library: string): string =>
  `((SELECT linlang_everything()) OR ${library} = ANY ((SELECT linlang_libraries())::bigint[]))`;

/** Sort keys of an item's first value in a field, in the order of their bytes. */
const orders = { pinyin: 'sort_text', stroke: 'stroke', natural: 'natural' };

/**
 * Lists of the console find what they show: the projection holds what is shown of a value and what it is found by, and has an
 * index for each question that is asked of it; those that nothing asked are gone. How many items a collection has in each
 * state is kept by whoever changes it: differences are added, and put together by the next to come, so that nobody waits.
 */
export class FindInLists20261129140000 implements MigrationInterface {
  name = 'FindInLists20261129140000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX item_value_text; DROP INDEX item_value_ref; DROP INDEX item_value_number; DROP INDEX item_value_days;
      ALTER TABLE item_value
        ADD COLUMN said text,
        ADD COLUMN said_en text,
        ADD COLUMN folded text COLLATE "C",
        ADD COLUMN folded_en text COLLATE "C",
        ADD COLUMN words text,
        ADD COLUMN stroke text COLLATE "C",
        ADD COLUMN "natural" text COLLATE "C";
      CREATE INDEX item_value_said ON item_value (collection_id, field_id, folded, item_id) INCLUDE (folded_en, library_id);
      CREATE INDEX item_value_said_en ON item_value (collection_id, field_id, folded_en, item_id) INCLUDE (library_id) WHERE folded_en IS NOT NULL;
      CREATE INDEX item_value_number ON item_value (collection_id, field_id, number, item_id) INCLUDE (ord, library_id) WHERE number IS NOT NULL;
      CREATE INDEX item_value_days ON item_value (collection_id, field_id, from_day, to_day, item_id) INCLUDE (library_id) WHERE from_day IS NOT NULL;
    `);
    for (const [order, key] of Object.entries(orders)) {
      await db.query(`CREATE INDEX item_value_${order} ON item_value (collection_id, field_id, "${key}" COLLATE "C", item_id)
        INCLUDE (library_id) WHERE ord = 0 AND "${key}" IS NOT NULL`);
    }
    await db.query(`
      -- What one box over a whole list looks in. Each token begins with its collection's number: a word that is common
      -- elsewhere costs nothing here.
      CREATE TABLE item_words (
        item_id bigint PRIMARY KEY,
        library_id bigint NOT NULL,
        vector tsvector NOT NULL,
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX item_words_vector ON item_words USING gin (vector) WITH (fastupdate = off);

      -- Differences; their sum is what there is.
      CREATE TABLE item_tally (
        collection_id bigint NOT NULL,
        library_id bigint NOT NULL,
        state text NOT NULL,
        items bigint NOT NULL
      );
      CREATE INDEX item_tally_collection ON item_tally (collection_id);
      INSERT INTO item_tally (collection_id, library_id, state, items)
        SELECT collection_id, library_id, state, count(*) FROM item GROUP BY collection_id, library_id, state;

      DROP INDEX item_collection_state;
      CREATE INDEX item_collection_state ON item (collection_id, state, updated_at DESC, id DESC);
      CREATE INDEX item_collection_order ON item (collection_id, id);
      CREATE INDEX item_updated ON item (updated_at DESC, id DESC);
    `);
    for (const table of ['item_words', 'item_tally']) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY keep ON ${table} USING (${own('library_id')});
        CREATE POLICY read ON ${table} FOR SELECT USING (false);`);
    }
    await db.query(`
      -- The index of words is asked behind the wall, by the same rule: its operator could tell of rows.
      CREATE FUNCTION item_words_with(words tsquery, most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE
        SECURITY DEFINER SET search_path = public, pg_temp ROWS 1000 AS $$
        SELECT r.item_id FROM item_words r WHERE r.vector @@ $1 AND ${own('r.library_id')} LIMIT $2 $$;

      CREATE FUNCTION item_tally_add() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE touched bigint[];
        BEGIN
          IF TG_OP = 'INSERT' THEN
            WITH added AS (INSERT INTO item_tally (collection_id, library_id, state, items)
              SELECT collection_id, library_id, state, count(*) FROM come GROUP BY 1, 2, 3 RETURNING collection_id)
            SELECT array_agg(DISTINCT collection_id) INTO touched FROM added;
          ELSIF TG_OP = 'DELETE' THEN
            WITH added AS (INSERT INTO item_tally (collection_id, library_id, state, items)
              SELECT collection_id, library_id, state, -count(*) FROM gone GROUP BY 1, 2, 3 RETURNING collection_id)
            SELECT array_agg(DISTINCT collection_id) INTO touched FROM added;
          ELSE
            WITH added AS (INSERT INTO item_tally (collection_id, library_id, state, items)
              SELECT collection_id, library_id, state, sum(n) FROM (
                SELECT collection_id, library_id, state, 1 AS n FROM come
                UNION ALL SELECT collection_id, library_id, state, -1 FROM gone) AS moved
               GROUP BY 1, 2, 3 HAVING sum(n) <> 0 RETURNING collection_id)
            SELECT array_agg(DISTINCT collection_id) INTO touched FROM added;
          END IF;
          IF touched IS NOT NULL THEN
            -- What others hold just now they will put together themselves.
            WITH free AS (SELECT ctid AS place FROM item_tally WHERE collection_id = ANY (touched) LIMIT 1000 FOR UPDATE SKIP LOCKED),
              taken AS (DELETE FROM item_tally t USING free WHERE t.ctid = free.place RETURNING t.collection_id, t.library_id, t.state, t.items)
            INSERT INTO item_tally (collection_id, library_id, state, items)
              SELECT collection_id, library_id, state, sum(items) FROM taken GROUP BY 1, 2, 3 HAVING sum(items) <> 0;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER item_tally_insert AFTER INSERT ON item REFERENCING NEW TABLE AS come
        FOR EACH STATEMENT EXECUTE FUNCTION item_tally_add();
      CREATE TRIGGER item_tally_update AFTER UPDATE ON item REFERENCING OLD TABLE AS gone NEW TABLE AS come
        FOR EACH STATEMENT EXECUTE FUNCTION item_tally_add();
      CREATE TRIGGER item_tally_delete AFTER DELETE ON item REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION item_tally_add();
    `);
    // What values say only their types can tell: the ordinary job does that, chunk by chunk. Public ids end in a check character.
    await db.query(`
      INSERT INTO job (pid, library_id, collection_id, kind, key, payload)
      SELECT body || substr(alphabet, 1 + mod((SELECT sum((strpos(alphabet, substr(body, place, 1)) - 1) * place)
               FROM generate_series(1, 8) AS place), 29)::int, 1),
             c.library_id, c.id, 'catalog.apply', c.id::text, jsonb_build_object('collectionId', c.id)
        FROM (SELECT '0123456789bcdfghjkmnpqrstvwxz' AS alphabet) letters
        CROSS JOIN collection c
        CROSS JOIN LATERAL (
          SELECT string_agg(letter, '') AS body FROM (
            SELECT substr(alphabet, 1 + floor(random() * 29)::int, 1) AS letter FROM generate_series(1, 8) WHERE c.id IS NOT NULL
          ) AS letters_of_one
        ) AS made
       WHERE EXISTS (SELECT 1 FROM item WHERE collection_id = c.id)
      ON CONFLICT DO NOTHING`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER item_tally_insert ON item; DROP TRIGGER item_tally_update ON item; DROP TRIGGER item_tally_delete ON item;
      DROP FUNCTION item_tally_add(); DROP FUNCTION item_words_with(tsquery, bigint);
      DROP TABLE item_tally, item_words;
      DROP INDEX item_updated; DROP INDEX item_collection_order; DROP INDEX item_collection_state;
      CREATE INDEX item_collection_state ON item (collection_id, state);
      DROP INDEX item_value_said; DROP INDEX item_value_said_en; DROP INDEX item_value_number; DROP INDEX item_value_days;
      ${Object.keys(orders)
        .map((order) => `DROP INDEX item_value_${order};`)
        .join(' ')}
      ALTER TABLE item_value DROP COLUMN said, DROP COLUMN said_en, DROP COLUMN folded, DROP COLUMN folded_en, DROP COLUMN words,
        DROP COLUMN stroke, DROP COLUMN "natural";
      CREATE INDEX item_value_text ON item_value (collection_id, field_id, sort_text, item_id);
      CREATE INDEX item_value_ref ON item_value (ref, field_id) WHERE ref IS NOT NULL;
      CREATE INDEX item_value_number ON item_value (collection_id, field_id, number, item_id) WHERE number IS NOT NULL;
      CREATE INDEX item_value_days ON item_value (collection_id, field_id, from_day, item_id) WHERE from_day IS NOT NULL;
    `);
  }
}
