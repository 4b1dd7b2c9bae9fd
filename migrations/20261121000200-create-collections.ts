import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Collections with their two versioned parts of configuration, the registry of fields, and who holds which role. */
export class CreateCollections20261121000200 implements MigrationInterface {
  name = 'CreateCollections20261121000200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE collection (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL REFERENCES library (id),
        slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
        name jsonb NOT NULL,
        description jsonb NOT NULL DEFAULT '{}',
        kind text NOT NULL,
        template_key text NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'removed')),
        labels text[] NOT NULL DEFAULT '{public}',
        -- Labels that a new item of this collection starts with, by part.
        default_labels jsonb NOT NULL DEFAULT '{}',
        schema_version integer NOT NULL DEFAULT 0,
        presentation_version integer NOT NULL DEFAULT 0,
        ord integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (library_id, id),
        UNIQUE (library_id, slug)
      );

      -- A field id never changes its type: the pair is what composite keys elsewhere point to.
      CREATE TABLE field (
        id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]{4,16}$'),
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        key text NOT NULL,
        type text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );
      CREATE INDEX field_collection ON field (collection_id);

      CREATE TABLE collection_config (
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        part text NOT NULL CHECK (part IN ('schema', 'presentation')),
        version integer NOT NULL,
        document jsonb NOT NULL,
        note text NOT NULL DEFAULT '',
        author_id bigint REFERENCES account (id) ON DELETE SET NULL,
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (collection_id, part, version),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );

      CREATE TABLE collection_config_draft (
        library_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        part text NOT NULL CHECK (part IN ('schema', 'presentation')),
        base_version integer NOT NULL,
        document jsonb NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        author_id bigint REFERENCES account (id) ON DELETE SET NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (collection_id, part),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE
      );

      CREATE TABLE role_grant (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('platform-admin', 'library-admin', 'reviewer', 'cataloger', 'reader')),
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        collection_id bigint,
        granted_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (library_id, collection_id) REFERENCES collection (library_id, id) ON DELETE CASCADE,
        CHECK ((role = 'platform-admin') = (library_id IS NULL)),
        CHECK (collection_id IS NULL OR role IN ('reviewer', 'cataloger', 'reader'))
      );
      CREATE UNIQUE INDEX role_grant_key ON role_grant (account_id, role, coalesce(library_id, 0), coalesce(collection_id, 0));
      CREATE INDEX role_grant_library ON role_grant (library_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE role_grant, collection_config_draft, collection_config, field, collection;`);
  }
}
