import { Injectable } from '@nestjs/common';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import type { ProjectedValue } from '../schema/value.service.js';

/** A field of an item names a record: by what somebody did there, where the value says it. */
export interface Naming {
  fieldId: string;
  ref: string;
  role: string;
}

const columns = 'library_id, item_id, collection_id, field_id, ref, role, title_sort';

/** Under which title an item stands among others that name the same; of the items in $1. */
const titles = `title AS MATERIALIZED (
  SELECT item.id AS item_id, t.sort_text FROM item
    JOIN (SELECT c.id, (SELECT f ->> 'id' FROM jsonb_array_elements(s.document -> 'fields') AS f
             WHERE f ->> 'core' = 'title' AND NOT coalesce((f ->> 'removed')::boolean, false) LIMIT 1) AS field_id
            FROM collection c JOIN collection_config s ON s.collection_id = c.id AND s.part = 'schema' AND s.version = c.schema_version
           WHERE c.id IN (SELECT collection_id FROM item WHERE id = ANY ($1))) AS of ON of.id = item.collection_id
    JOIN item_value t ON t.item_id = item.id AND t.field_id = of.field_id AND t.ord = 0
   WHERE item.id = ANY ($1))`;

/**
 * What the published heads of the items in $1 name. A role stands beside a reference of its own: terms have none, and a value
 * that holds several is read for none of them.
 */
export const namingsOfHeads = `WITH ${titles}
  INSERT INTO item_naming (${columns})
  SELECT DISTINCT v.library_id, v.item_id, v.collection_id, v.field_id, one.ref,
    CASE WHEN said.value ->> 'ref' = one.ref THEN coalesce(trim(said.value ->> 'role'), '') ELSE '' END, title.sort_text
  FROM item JOIN item_value v ON v.item_id = item.id AND v.refs <> '{}'
    JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision AND r.item_id = ANY ($1)
    CROSS JOIN LATERAL unnest(v.refs) AS one(ref)
    CROSS JOIN LATERAL (SELECT CASE WHEN strpos(one.ref, '/') = 0 THEN r."values" -> v.field_id -> v.ord -> 'value' END AS value) AS said
    LEFT JOIN title ON title.item_id = item.id
  WHERE item.id = ANY ($1) AND item.published_revision = item.head_revision`;

/**
 * Which records of authorities readers' items name, made when a revision passes and gone with it: so that the page of a name that
 * stands in thousands reads narrow rows, and no revision. Who may see an item is asked of the item.
 */
@Injectable()
export class NamingRepository {
  constructor(private readonly db: Database) {}

  /** The heads of these items are what readers see from now on. */
  async release(itemIds: number[]): Promise<void> {
    await this.hide(itemIds);
    await this.db.query(namingsOfHeads, [itemIds]);
  }

  /** What the values of a revision name that is not the head. */
  async releaseOlder(entries: { itemId: number; names: Naming[] }[]): Promise<void> {
    if (entries.length === 0) return;
    const ids = entries.map(({ itemId }) => itemId);
    await this.hide(ids);
    await this.db.query(
      `WITH ${titles}
       INSERT INTO item_naming (${columns})
       SELECT DISTINCT item.library_id, item.id, item.collection_id, said."fieldId", said.ref, said.role, title.sort_text
       FROM jsonb_to_recordset($2) AS said ("itemId" bigint, "fieldId" text, ref text, role text) JOIN item ON item.id = said."itemId"
         LEFT JOIN title ON title.item_id = item.id`,
      [ids, JSON.stringify(entries.flatMap(({ itemId, names }) => names.map((name) => ({ ...name, itemId }))))],
    );
  }

  async hide(itemIds: number[]): Promise<void> {
    this.db.requireTransaction('publishing what is named');
    await this.db.query(`DELETE FROM item_naming WHERE item_id = ANY ($1)`, [itemIds]);
  }
}

/** What these values name, told by their projection. */
export function namingsIn(index: readonly ProjectedValue[], values: Values): Naming[] {
  return index.flatMap(({ fieldId, ord, refs }) => {
    const value = values[fieldId]?.[ord]?.value as { ref?: unknown; role?: unknown } | undefined;
    return refs.map((ref): Naming => {
      const role = value?.ref === ref && typeof value.role === 'string' ? value.role.trim() : '';
      return { fieldId, ref, role };
    });
  });
}
