import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A title as one lexeme that no question can hold: see title.lexeme.ts. */
const lexemes = (sign: string, titles: string): string =>
  `ARRAY(SELECT '${sign}' || left(encode(sha256(convert_to(title, 'UTF8')), 'hex'), 32) FROM unnest(${titles}) AS title)`;

/** Searching reads no wide rows: words, what is counted and sorted by, and the card are kept each in a table of its own. */
export class HoldWordsApart20261129121500 implements MigrationInterface {
  name = 'HoldWordsApart20261129121500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Long vectors are put aside early: what a scan of matches reads is little more than ids.
      CREATE TABLE search_vector (
        item_id bigint PRIMARY KEY REFERENCES search_document (item_id) ON DELETE CASCADE,
        library_id bigint,
        title_vector tsvector NOT NULL,
        vector tsvector NOT NULL
      ) WITH (toast_tuple_target = 128);
      INSERT INTO search_vector (item_id, library_id, title_vector, vector)
        SELECT item_id, library_id,
               title_vector || array_to_tsvector(${lexemes('==', 'titles_exact')} || ${lexemes('=~', 'titles_folded')}), vector
          FROM search_document WHERE NOT gone;
      CREATE INDEX search_vector_words ON search_vector USING gin (vector) WITH (fastupdate = off);
      CREATE INDEX search_vector_titles ON search_vector USING gin (title_vector) WITH (fastupdate = off);
      ALTER TABLE search_page SET (toast_tuple_target = 128);

      -- One row. Whoever writes documents moves it on and holds it until the commit, so that ticks are seen in their order.
      CREATE TABLE search_clock (
        "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
        tick bigint NOT NULL
      );
      INSERT INTO search_clock (tick) VALUES (1);

      -- What is counted, narrowed and sorted by. Each process that searches keeps these in memory and follows them by tick.
      CREATE TABLE search_fact (
        item_id bigint PRIMARY KEY REFERENCES search_document (item_id) ON DELETE CASCADE,
        library_id bigint,
        tick bigint NOT NULL,
        gone boolean NOT NULL,
        collection_id bigint NOT NULL DEFAULT 0,
        labels text[] NOT NULL DEFAULT '{}',
        facets integer[] NOT NULL DEFAULT '{}',
        from_year integer,
        to_year integer,
        sort_title text COLLATE "C",
        sort_stroke text COLLATE "C",
        sort_day integer,
        newest bigint NOT NULL DEFAULT 0,
        text_slots text[] COLLATE "C" NOT NULL DEFAULT '{}',
        number_slots double precision[] NOT NULL DEFAULT '{}',
        day_slots integer[] NOT NULL DEFAULT '{}'
      );
      INSERT INTO search_fact (item_id, library_id, tick, gone, collection_id, labels, facets, from_year, to_year,
                               sort_title, sort_stroke, sort_day, newest, text_slots, number_slots, day_slots)
        SELECT item_id, library_id, 1, gone, collection_id, labels, facets, from_year, to_year,
               sort_title, sort_stroke, sort_day, newest, text_slots, number_slots, day_slots FROM search_document;
      CREATE INDEX search_fact_tick ON search_fact (tick, item_id);

      DROP INDEX search_document_vector, search_document_title, search_document_facets, search_document_collection;
      ALTER TABLE search_document
        DROP COLUMN collection_id, DROP COLUMN labels, DROP COLUMN titles_exact, DROP COLUMN titles_folded,
        DROP COLUMN title_vector, DROP COLUMN vector, DROP COLUMN facets, DROP COLUMN from_year, DROP COLUMN to_year,
        DROP COLUMN sort_title, DROP COLUMN sort_stroke, DROP COLUMN sort_day, DROP COLUMN newest,
        DROP COLUMN text_slots, DROP COLUMN number_slots, DROP COLUMN day_slots;
      -- Written anew, since the room of columns that are gone is only given back so.
      ALTER TABLE search_document ALTER COLUMN recipe TYPE integer USING recipe + 0;
    `);
    for (const table of ['search_vector', 'search_fact']) {
      // Only what is published is ever written there. Told by a constant, so that words are looked up in their index.
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY keep ON ${table}
          USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
        CREATE POLICY read ON ${table} FOR SELECT USING (true);`);
    }
    // Ids of what matches, as one text. The planner knows nothing of what reading a vector costs: it is not asked.
    await db.query(`
      CREATE FUNCTION search_holding(words tsquery) RETURNS text LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT string_agg(item_id::text, ',') FROM search_vector WHERE vector @@ words $$;
      CREATE FUNCTION search_titled(words tsquery) RETURNS text LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT string_agg(item_id::text, ',') FROM search_vector WHERE title_vector @@ words $$;
      CREATE FUNCTION search_paged(words tsquery, reader text[]) RETURNS text LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT string_agg(item_id::text, ',')
          FROM (SELECT DISTINCT item_id FROM search_page WHERE vector @@ words AND labels && reader) found $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION search_holding(tsquery);
      DROP FUNCTION search_titled(tsquery);
      DROP FUNCTION search_paged(tsquery, text[]);
      ALTER TABLE search_document
        ADD COLUMN collection_id bigint NOT NULL DEFAULT 0,
        ADD COLUMN labels text[] NOT NULL DEFAULT '{}',
        ADD COLUMN titles_exact text[] NOT NULL DEFAULT '{}',
        ADD COLUMN titles_folded text[] NOT NULL DEFAULT '{}',
        ADD COLUMN title_vector tsvector NOT NULL DEFAULT '',
        ADD COLUMN vector tsvector NOT NULL DEFAULT '',
        ADD COLUMN facets integer[] NOT NULL DEFAULT '{}',
        ADD COLUMN from_year integer,
        ADD COLUMN to_year integer,
        ADD COLUMN sort_title text COLLATE "C",
        ADD COLUMN sort_stroke text COLLATE "C",
        ADD COLUMN sort_day integer,
        ADD COLUMN newest bigint NOT NULL DEFAULT 0,
        ADD COLUMN text_slots text[] COLLATE "C" NOT NULL DEFAULT '{}',
        ADD COLUMN number_slots double precision[] NOT NULL DEFAULT '{}',
        ADD COLUMN day_slots integer[] NOT NULL DEFAULT '{}';
      UPDATE search_document d
         SET collection_id = f.collection_id, labels = f.labels, facets = f.facets, from_year = f.from_year, to_year = f.to_year,
             sort_title = f.sort_title, sort_stroke = f.sort_stroke, sort_day = f.sort_day, newest = f.newest,
             text_slots = f.text_slots, number_slots = f.number_slots, day_slots = f.day_slots,
             title_vector = v.title_vector, vector = v.vector
        FROM search_fact f JOIN search_vector v ON v.item_id = f.item_id WHERE f.item_id = d.item_id;
      -- Whole titles are not kept here: everything is indexed once more.
      DELETE FROM search_state;
      CREATE INDEX search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off);
      CREATE INDEX search_document_title ON search_document USING gin (title_vector) WITH (fastupdate = off);
      CREATE INDEX search_document_facets ON search_document USING gin (facets) WITH (fastupdate = off);
      CREATE INDEX search_document_collection ON search_document (collection_id) WHERE NOT gone;
      ALTER TABLE search_page RESET (toast_tuple_target);
      DROP TABLE search_fact, search_vector, search_clock;
    `);
  }
}
