import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The dictionary of facet values and what suggestions are typed by, and the tables of the PostgreSQL search engine. */
export class CreateSearch20261121000600 implements MigrationInterface {
  name = 'CreateSearch20261121000600';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row a facet value, as "group=key": its label, its place in lists, and a small number that engines may count by.
      CREATE TABLE facet_value (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        entry text NOT NULL UNIQUE COLLATE "C",
        label jsonb NOT NULL DEFAULT '{}',
        sort_pinyin text NOT NULL DEFAULT '' COLLATE "C",
        sort_stroke text NOT NULL DEFAULT '' COLLATE "C",
        ord integer,
        depth smallint NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      -- What may be typed to be offered a value or a title: the folded text, its pinyin, its initials.
      CREATE TABLE suggestion_key (
        key text NOT NULL COLLATE "C",
        facet_id integer REFERENCES facet_value (id) ON DELETE CASCADE,
        item_id bigint REFERENCES item (id) ON DELETE CASCADE,
        CHECK ((facet_id IS NULL) <> (item_id IS NULL))
      );
      CREATE INDEX suggestion_key_key ON suggestion_key (key);
      CREATE INDEX suggestion_key_facet ON suggestion_key (facet_id) WHERE facet_id IS NOT NULL;
      CREATE INDEX suggestion_key_item ON suggestion_key (item_id) WHERE item_id IS NOT NULL;

      -- No foreign key to item: the engine is behind a port, and a stub must outlive what it stands for.
      CREATE TABLE search_document (
        item_id bigint PRIMARY KEY,
        version bigint NOT NULL,
        recipe integer NOT NULL,
        gone boolean NOT NULL DEFAULT false,
        collection_id bigint NOT NULL DEFAULT 0,
        labels text[] NOT NULL DEFAULT '{}',
        titles_exact text[] NOT NULL DEFAULT '{}',
        titles_folded text[] NOT NULL DEFAULT '{}',
        title_vector tsvector NOT NULL DEFAULT '',
        vector tsvector NOT NULL DEFAULT '',
        facets integer[] NOT NULL DEFAULT '{}',
        from_year integer,
        to_year integer,
        sort_title text COLLATE "C",
        sort_stroke text COLLATE "C",
        sort_day integer,
        newest bigint NOT NULL DEFAULT 0,
        text_slots text[] COLLATE "C" NOT NULL DEFAULT '{}',
        number_slots double precision[] NOT NULL DEFAULT '{}',
        day_slots integer[] NOT NULL DEFAULT '{}',
        card jsonb
      );
      CREATE INDEX search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off);
      CREATE INDEX search_document_title ON search_document USING gin (title_vector) WITH (fastupdate = off);
      CREATE INDEX search_document_facets ON search_document USING gin (facets) WITH (fastupdate = off);
      CREATE INDEX search_document_collection ON search_document (collection_id) WHERE NOT gone;

      -- Long pages are several parts: PostgreSQL counts positions to 16383 and keeps 255 of a lexeme.
      CREATE TABLE search_page (
        item_id bigint NOT NULL REFERENCES search_document (item_id) ON DELETE CASCADE,
        page_id bigint NOT NULL,
        part integer NOT NULL,
        ord integer NOT NULL,
        labels text[] NOT NULL,
        -- The end of this page with the beginning of the next.
        seam boolean NOT NULL,
        vector tsvector NOT NULL,
        PRIMARY KEY (item_id, page_id, part)
      );
      CREATE INDEX search_page_vector ON search_page USING gin (vector) WITH (fastupdate = off);

      -- Which engine has indexed everything last, by which recipe: another one has to begin with a rebuild.
      CREATE TABLE search_state (
        "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
        engine text NOT NULL,
        recipe integer NOT NULL,
        filled_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE search_state, search_page, search_document, suggestion_key, facet_value;`);
  }
}
