import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newPid } from '../server/contract/pid.js';

/** Everything that a value points to, a compound's parts included: so that a changed name is found wherever it is used. */
export class ProjectAllReferences20261121080000 implements MigrationInterface {
  name = 'ProjectAllReferences20261121080000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item_value ADD COLUMN refs text[] NOT NULL DEFAULT '{}';
      UPDATE item_value SET refs = ARRAY[ref] WHERE ref IS NOT NULL;
      CREATE INDEX item_value_refs ON item_value USING gin (refs) WHERE refs <> '{}';
    `);
    // What a compound holds only its type can tell: the ordinary job does that, and a worker wakes it.
    const collections = (await db.query(`
      SELECT c.id, c.library_id FROM collection c
      JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version
      WHERE d.document @? '$.fields[*] ? (@.type == "compound")' AND EXISTS (SELECT 1 FROM item WHERE collection_id = c.id)
    `)) as { id: number; library_id: number }[];
    for (const { id, library_id } of collections) {
      await db.query(
        `INSERT INTO job (pid, library_id, collection_id, kind, key, payload)
         VALUES ($1, $2, $3, 'catalog.apply', $4, jsonb_build_object('collectionId', $3::bigint)) ON CONFLICT DO NOTHING`,
        [newPid(), library_id, id, String(id)],
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX item_value_refs; ALTER TABLE item_value DROP COLUMN refs;`);
  }
}
