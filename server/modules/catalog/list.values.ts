import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { SchemaService } from '../schema/schema.service.js';
import { Bound, pieceOf } from './list.filter.js';

type Query = Input<'GET /collections/:collection/items/values'>['query'];

/** What the items of a collection say in one field, so that one can choose instead of writing. */
@Injectable()
export class ListValues {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
  ) {}

  async of(
    collectionPid: string,
    { field: id, q, limit }: Query,
    { locale }: Caller,
  ): Promise<Answer<'GET /collections/:collection/items/values'>> {
    const { id: collectionId } = await this.schema.byPid(collectionPid);
    const { schema } = await this.schema.configOf(collectionId);
    const known = schema.fields.some((field) => field.id === id && !field.removed);
    if (!known) throw new Problem('request.invalid', {}, [{ path: 'query.field', code: 'list.unknown-field' }]);
    const piece = pieceOf(q);
    if (piece === '' && q.trim() !== '') return { values: [], more: false };
    const english = locale === 'en';
    const bound = new Bound(collectionId);
    const field = bound.add(id, 'text');
    const key = english ? 'coalesce(v.folded_en, v.folded)' : 'v.folded';
    const like = piece === '' ? null : bound.add(piece, 'text');
    // Counted from the index alone; how a value is written is looked up for those that are shown.
    const rows = await this.db.query<{ text: string; items: number }>(
      `WITH common AS MATERIALIZED (
         SELECT ${key} AS said, count(DISTINCT v.item_id)::int AS items FROM item_value v
          WHERE v.collection_id = $1 AND v.field_id = ${field} AND v.folded <> ''
            AND NOT EXISTS (SELECT 1 FROM item WHERE item.id = v.item_id AND item.collection_id = $1 AND item.state = 'removed')
            ${like ? `AND strpos(${key}, ${like}) > 0` : ''}
          GROUP BY 1 ORDER BY ${like ? `starts_with(${key}, ${like}) DESC, ` : ''} 2 DESC, 1 LIMIT ${limit + 1})
       SELECT shown.text, common.items FROM common CROSS JOIN LATERAL (
         SELECT ${english ? 'coalesce(v.said_en, v.said)' : 'v.said'} AS text FROM item_value v
          WHERE v.collection_id = $1 AND v.field_id = ${field}
            AND ${english ? '(v.folded_en = common.said OR v.folded = common.said AND v.folded_en IS NULL)' : 'v.folded = common.said'}
          LIMIT 1) AS shown
       ORDER BY ${like ? `starts_with(common.said, ${like}) DESC, ` : ''} common.items DESC, common.said`,
      bound.parameters,
    );
    return { values: rows.slice(0, limit), more: rows.length > limit };
  }
}
