import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
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

  async count(collectionId: number, fields: readonly string[]): Promise<Map<string, number>> {
    if (fields.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; count: number }>(
      `SELECT field.id, count(*) AS count FROM unnest($2::text[]) AS field (id)
         JOIN item ON item.collection_id = $1 AND (
           EXISTS (SELECT 1 FROM item_revision r WHERE r.item_id = item.id
             AND r.number IN (item.head_revision, item.published_revision) AND ${holding('r')})
           OR EXISTS (SELECT 1 FROM item_draft d WHERE d.item_id = item.id AND ${holding('d')}))
        GROUP BY field.id`,
      [collectionId, fields],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  async of(pid: string, field: string): Promise<Answer<'GET /collections/:collection/fields/:field/use'>> {
    const row = await this.schema.byPid(pid);
    const { schema } = await this.schema.configOf(row.id);
    const known = schema.fields.find((one) => one.id === field);
    return { items: (await this.count(row.id, [field])).get(field) ?? 0, meaning: known?.core ?? null };
  }
}
