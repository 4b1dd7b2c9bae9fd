import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { FieldDefinition } from '../../contract/collection.js';
import { Database } from '../../platform/database/database.js';
import { SchemaService } from './schema.service.js';

/** A value may stand in what is worked on, in what readers see, and in what somebody has typed and not yet saved. */
const holding = (row: string): string => `jsonb_array_length(coalesce(${row}."values" -> field.id, '[]')) > 0`;

/** How many records hold something of a field: those in the bin count, as they come back. */
@Injectable()
export class FieldHolders {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
  ) {}

  /**
   * What is worked on is asked by its projection: to find that none of 200,000 records holds a field, none of them is read.
   * Fields out of use are not projected, nor is everything while a changed configuration is being carried through.
   */
  async count(collectionId: number, fields: readonly FieldDefinition[]): Promise<Map<string, number>> {
    if (fields.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; count: number }>(
      `SELECT field.id, count(DISTINCT held.item_id) AS count FROM unnest($2::text[], $3::boolean[]) AS field (id, removed)
         CROSS JOIN LATERAL (
           SELECT v.item_id FROM item_value v WHERE v.collection_id = $1 AND v.field_id = field.id
           UNION ALL
           SELECT item.id FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.head_revision
            WHERE item.collection_id = $1 AND ${holding('r')} AND (field.removed OR EXISTS (
              SELECT 1 FROM job WHERE job.collection_id = $1 AND job.kind = 'catalog.apply' AND job.state <> 'done'))
           UNION ALL
           SELECT item.id FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision
            WHERE item.collection_id = $1 AND item.published_revision <> item.head_revision AND ${holding('r')}
           UNION ALL
           SELECT item.id FROM item_draft d JOIN item ON item.id = d.item_id WHERE item.collection_id = $1 AND ${holding('d')}
         ) AS held
        GROUP BY field.id`,
      [collectionId, fields.map(({ id }) => id), fields.map(({ removed }) => removed === true)],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  async of(pid: string, field: string): Promise<Answer<'GET /collections/:collection/fields/:field/use'>> {
    const row = await this.schema.byPid(pid);
    const { schema } = await this.schema.configOf(row.id);
    const known = schema.fields.find((one) => one.id === field);
    return {
      items: known ? ((await this.count(row.id, [known])).get(field) ?? 0) : 0,
      meaning: known?.core ?? null,
    };
  }
}
