import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Configurations that a library offers as templates: to itself, or to every library. */
export class CreateCollectionTemplates20261121074500 implements MigrationInterface {
  name = 'CreateCollectionTemplates20261121074500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE collection_template (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        -- Nobody's in particular: every library may begin with it.
        library_id bigint REFERENCES library (id) ON DELETE CASCADE,
        name jsonb NOT NULL,
        description jsonb NOT NULL DEFAULT '{}',
        -- The same file that an export makes.
        document jsonb NOT NULL,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX collection_template_library ON collection_template (library_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE collection_template;`);
  }
}
