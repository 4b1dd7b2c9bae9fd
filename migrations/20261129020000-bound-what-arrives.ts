import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is arriving takes room already; what brought down who looked at it is known by its bytes; one finishes an upload. */
export class BoundWhatArrives20261129020000 implements MigrationInterface {
  name = 'BoundWhatArrives20261129020000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE content_look (
        sha256 text PRIMARY KEY,
        -- Whoever looks at these bytes now, until when without a word from them.
        owner text,
        until timestamptz,
        -- How often the looking brought down the child that did it, and how often nobody heard of it again.
        deaths integer NOT NULL DEFAULT 0,
        interrupted integer NOT NULL DEFAULT 0,
        died text,
        marked_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX content_look_marked ON content_look (marked_at);

      -- Forms on their way in. Uploads that can be resumed have their own rows.
      CREATE TABLE arriving (
        id text PRIMARY KEY,
        library_id bigint NOT NULL REFERENCES library (id) ON DELETE CASCADE,
        account_id bigint REFERENCES account (id) ON DELETE CASCADE,
        bytes bigint NOT NULL,
        until timestamptz NOT NULL
      );
      CREATE INDEX arriving_library ON arriving (library_id);
      CREATE INDEX arriving_account ON arriving (account_id);

      ALTER TABLE upload ADD COLUMN finish_owner text, ADD COLUMN finish_until timestamptz;
      CREATE INDEX upload_open_library ON upload (library_id) WHERE state = 'receiving';
      CREATE INDEX upload_open_account ON upload (account_id) WHERE state = 'receiving';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX upload_open_library, upload_open_account;
      ALTER TABLE upload DROP COLUMN finish_owner, DROP COLUMN finish_until;
      DROP TABLE arriving, content_look;
    `);
  }
}
