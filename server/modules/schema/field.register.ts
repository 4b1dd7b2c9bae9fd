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
    for (const field of fields) {
      const known = await this.db.one<{ collectionId: number; type: string }>(
        `INSERT INTO field (id, library_id, collection_id, key, type) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET key = CASE WHEN field.collection_id = $3 THEN excluded.key ELSE field.key END
         RETURNING collection_id AS "collectionId", type`,
        [field.id, libraryId, collectionId, field.key, field.type],
      );
      if (known!.collectionId !== collectionId) {
        throw new Problem('config.invalid', {}, [{ path: `fields.${field.id}`, code: 'field.foreign' }]);
      }
      if (known!.type !== field.type) {
        throw new Problem('config.invalid', {}, [
          { path: `fields.${field.id}.type`, code: 'field.retyped', params: { from: known!.type, to: field.type } },
        ]);
      }
    }
  }
}
