import { Injectable } from '@nestjs/common';
import type { FieldDefinition } from '../../contract/collection.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';

/** Which field ids are taken, by which collection, and of which type each is. */
@Injectable()
export class FieldRegister {
  constructor(private readonly db: Database) {}

  /** A field id is this collection's for good, with the type it was made with. */
  async register(libraryId: number, collectionId: number, fields: readonly FieldDefinition[]): Promise<void> {
    const byId = new Map(fields.map(({ id, key, type }) => [id, { id, key, type }]));
    const rows = await this.db.query<{ id: string; collectionId: number; type: string }>(
      `INSERT INTO field (id, library_id, collection_id, key, type)
       SELECT id, $1, $2, key, type FROM jsonb_to_recordset($3) AS f (id text, key text, type text) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET key = CASE WHEN field.collection_id = $2 THEN excluded.key ELSE field.key END
       RETURNING id, collection_id AS "collectionId", type`,
      [libraryId, collectionId, JSON.stringify([...byId.values()])],
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const { id, type } of fields) {
      const { collectionId: owner, type: from } = known.get(id)!;
      if (owner !== collectionId) {
        throw new Problem('config.invalid', {}, [{ path: `fields.${id}`, code: 'field.foreign' }]);
      }
      if (from !== type) {
        throw new Problem('config.invalid', {}, [
          { path: `fields.${id}.type`, code: 'field.retyped', params: { from, to: type } },
        ]);
      }
    }
  }
}
