import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything that a value points to, a compound's parts included: so that a changed name is found wherever it is used. */
export class ProjectAllReferences20261121080000 implements MigrationInterface {
  name = 'ProjectAllReferences20261121080000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item_value ADD COLUMN refs text[] NOT NULL DEFAULT '{}';
      UPDATE item_value SET refs = ARRAY[ref] WHERE ref IS NOT NULL;
      CREATE INDEX item_value_refs ON item_value USING gin (refs) WHERE refs <> '{}';
    `);
    // What a compound holds only its type can tell: the ordinary job does that, and a worker wakes it. Public ids end in a check character.
    await db.query(`
      INSERT INTO job (pid, library_id, collection_id, kind, key, payload)
      SELECT body || substr(alphabet, 1 + mod((SELECT sum((strpos(alphabet, substr(body, place, 1)) - 1) * place)
               FROM generate_series(1, 8) AS place), 29)::int, 1),
             c.library_id, c.id, 'catalog.apply', c.id::text, jsonb_build_object('collectionId', c.id)
        FROM (SELECT '0123456789bcdfghjkmnpqrstvwxz' AS alphabet) letters
        CROSS JOIN collection c
        JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version
        CROSS JOIN LATERAL (
          SELECT string_agg(letter, '') AS body FROM (
            SELECT substr(alphabet, 1 + floor(random() * 29)::int, 1) AS letter FROM generate_series(1, 8) WHERE c.id IS NOT NULL
          ) AS letters_of_one
        ) AS made
       WHERE d.document @? '$.fields[*] ? (@.type == "compound")' AND EXISTS (SELECT 1 FROM item WHERE collection_id = c.id)
      ON CONFLICT DO NOTHING`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX item_value_refs; ALTER TABLE item_value DROP COLUMN refs;`);
  }
}
