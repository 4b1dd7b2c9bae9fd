import type { MigrationInterface, QueryRunner } from 'typeorm';

const REVISION_PARTITIONS = 16;

/** Items with a head and a published revision, their pages between item and file, and the texts of pages. */
export class CreateItems20261121000300 implements MigrationInterface {
  name = 'CreateItems20261121000300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE item (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        -- Shelf-mark and the like: data, unique in its library when given, never an address.
        identifier text,
        title text NOT NULL DEFAULT '',
        -- Simplified, lower case: lists are searched by it whatever characters the record is in.
        title_folded text NOT NULL DEFAULT '',
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'removed')),
        head_revision integer NOT NULL DEFAULT 0,
        published_revision integer,
        submitted_revision integer,
        version integer NOT NULL DEFAULT 1,
        -- Bumped in the transaction of whatever dirties the search document.
        doc_version bigint NOT NULL DEFAULT 1,
        metadata_labels text[] NOT NULL DEFAULT '{public}',
        thumbnail_labels text[] NOT NULL DEFAULT '{public}',
        image_labels text[] NOT NULL DEFAULT '{public}',
        text_labels text[] NOT NULL DEFAULT '{public}',
        download_labels text[] NOT NULL DEFAULT '{public}',
        -- Found by its text without the text being shown (可检不可看).
        find_labels text[] NOT NULL DEFAULT '{public}',
        cover_page_id bigint,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        updated_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz,
        first_published_at timestamptz,
        withdrawn_at timestamptz,
        UNIQUE (library_id, id),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id)
      );
      CREATE UNIQUE INDEX item_identifier_key ON item (library_id, identifier) WHERE identifier IS NOT NULL AND state <> 'removed';
      CREATE INDEX item_collection ON item (collection_id, updated_at DESC, id DESC);
      CREATE INDEX item_collection_state ON item (collection_id, state);
      CREATE INDEX item_newest ON item (first_published_at DESC) WHERE published_revision IS NOT NULL;

      CREATE TABLE item_revision (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        number integer NOT NULL,
        schema_version integer NOT NULL,
        "values" jsonb NOT NULL,
        pages jsonb NOT NULL DEFAULT '[]',
        labels jsonb NOT NULL DEFAULT '{}',
        title text NOT NULL,
        note text NOT NULL DEFAULT '',
        review text CHECK (review IN ('submitted', 'approved', 'returned')),
        review_note text NOT NULL DEFAULT '',
        reviewed_by bigint REFERENCES account (id) ON DELETE SET NULL,
        author_id bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (item_id, number),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      ) PARTITION BY HASH (item_id);
    `);
    for (let part = 0; part < REVISION_PARTITIONS; part++) {
      await db.query(
        `CREATE TABLE item_revision_${part} PARTITION OF item_revision FOR VALUES WITH (MODULUS ${REVISION_PARTITIONS}, REMAINDER ${part})`,
      );
    }
    await db.query(`
      -- Autosave: one draft per item and person, so that two people typing never overwrite each other.
      CREATE TABLE item_draft (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        base_version integer NOT NULL,
        "values" jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (item_id, account_id),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );

      CREATE TABLE item_link (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        library_id bigint NOT NULL,
        from_item_id bigint NOT NULL,
        to_item_id bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('part-of', 'impression-of', 'copy-of', 'joins-with', 'related')),
        ord integer NOT NULL DEFAULT 0,
        note text NOT NULL DEFAULT '',
        UNIQUE (from_item_id, kind, to_item_id),
        CHECK (from_item_id <> to_item_id),
        FOREIGN KEY (library_id, from_item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        FOREIGN KEY (library_id, to_item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX item_link_to ON item_link (to_item_id, kind, ord);

      -- A rebuildable projection of the head, for the console's lists.
      CREATE TABLE item_value (
        collection_id bigint NOT NULL,
        field_id text NOT NULL,
        item_id bigint NOT NULL,
        ord integer NOT NULL,
        library_id bigint NOT NULL,
        sort_text text,
        number double precision,
        from_day integer,
        to_day integer,
        ref text,
        PRIMARY KEY (item_id, field_id, ord),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX item_value_text ON item_value (collection_id, field_id, sort_text, item_id);
      CREATE INDEX item_value_ref ON item_value (ref, field_id) WHERE ref IS NOT NULL;
      CREATE INDEX item_value_number ON item_value (collection_id, field_id, number, item_id) WHERE number IS NOT NULL;
      CREATE INDEX item_value_days ON item_value (collection_id, field_id, from_day, item_id) WHERE from_day IS NOT NULL;

      CREATE TABLE file (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL REFERENCES library (id),
        item_id bigint,
        sha256 bytea NOT NULL,
        size bigint NOT NULL,
        media_type text NOT NULL,
        handler text,
        name text NOT NULL,
        storage_key text NOT NULL,
        state text NOT NULL DEFAULT 'stored' CHECK (state IN ('stored', 'processing', 'ready', 'failed')),
        problem jsonb,
        technical jsonb NOT NULL DEFAULT '{}',
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (library_id, id),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id)
      );
      CREATE INDEX file_item ON file (item_id);
      CREATE INDEX file_sha256 ON file (library_id, sha256);

      CREATE TABLE file_derivative (
        library_id bigint NOT NULL,
        file_id bigint NOT NULL,
        kind text NOT NULL,
        recipe text NOT NULL,
        storage_key text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL,
        technical jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (file_id, kind),
        FOREIGN KEY (library_id, file_id) REFERENCES file (library_id, id) ON DELETE CASCADE
      );

      CREATE TABLE page (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        ord integer NOT NULL,
        label text NOT NULL DEFAULT '',
        kind text NOT NULL DEFAULT 'text' CHECK (kind IN ('cover', 'text', 'blank', 'missing', 'plate', 'other')),
        file_id bigint,
        -- A page of a document, a crop of an image or a stretch of time: {page} | {crop:[x,y,w,h]} | {time:[from,to]}.
        source jsonb NOT NULL DEFAULT '{}',
        text_id bigint,
        -- Null where the page inherits its item's labels.
        image_labels text[],
        text_labels text[],
        removed_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (library_id, id),
        UNIQUE (item_id, ord) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        FOREIGN KEY (library_id, file_id) REFERENCES file (library_id, id)
      );
      CREATE INDEX page_file ON page (file_id);

      -- Immutable: a corrected text is a new row, so that a published page keeps the text it was published with.
      CREATE TABLE page_text (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        page_id bigint NOT NULL,
        text text NOT NULL,
        -- Lines with their boxes: gzip of JSON, never searched.
        lines bytea,
        language text,
        source text NOT NULL DEFAULT 'supplied' CHECK (source IN ('supplied', 'recognised', 'corrected')),
        author_id bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        FOREIGN KEY (library_id, page_id) REFERENCES page (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX page_text_page ON page_text (page_id, id DESC);
      ALTER TABLE page ADD FOREIGN KEY (text_id) REFERENCES page_text (id) ON DELETE SET NULL;

      -- What readers turn: a copy of the pages made when a revision passes. Tiles are authorised by one look-up here.
      CREATE TABLE page_published (
        page_id bigint PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        ord integer NOT NULL,
        label text NOT NULL,
        kind text NOT NULL,
        file_id bigint,
        source jsonb NOT NULL,
        text_id bigint REFERENCES page_text (id) ON DELETE SET NULL,
        image_labels text[],
        text_labels text[],
        UNIQUE (item_id, ord) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        FOREIGN KEY (library_id, file_id) REFERENCES file (library_id, id)
      );
      CREATE INDEX page_published_file ON page_published (file_id);
      ALTER TABLE item ADD FOREIGN KEY (library_id, cover_page_id) REFERENCES page (library_id, id) ON DELETE SET NULL (cover_page_id);

      -- One coalesced row an item whose search document is out of date.
      CREATE TABLE search_outbox (
        item_id bigint PRIMARY KEY,
        doc_version bigint NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX search_outbox_at ON search_outbox (at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item DROP CONSTRAINT item_library_id_cover_page_id_fkey;
      ALTER TABLE page DROP CONSTRAINT page_text_id_fkey;
      DROP TABLE search_outbox, page_published, page_text, page, file_derivative, file, item_value, item_link, item_draft, item_revision, item;
    `);
  }
}
