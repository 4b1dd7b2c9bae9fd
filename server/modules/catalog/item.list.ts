import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ListWords } from '../../contract/api/batch.routes.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import { placesWith } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { fold } from '../../contract/text/index.js';
import type { Values } from '../../contract/values.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';

type List = Answer<'GET /collections/:collection/items'>;
type Query = Input<'GET /collections/:collection/items'>['query'];

interface Row {
  id: number;
  pid: string;
  title: string;
  identifier: string | null;
  state: ItemState;
  public: boolean;
  version: number;
  pages: number;
  cover: string | null;
  collection_pid: string;
  collection_name: LocalizedText;
  updated_at: Date;
  updated_by: string | null;
  sort_key: string | number;
  values: Values | null;
}

const columns = `item.id, item.pid, item.title, item.identifier, item.state, item.published_revision IS NOT NULL AS public, item.version,
  (SELECT count(*) FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL) AS pages,
  coalesce((SELECT pid FROM page WHERE page.id = item.cover_page_id AND page.removed_at IS NULL),
    (SELECT pid FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL ORDER BY ord LIMIT 1)) AS cover,
  collection.pid AS collection_pid, collection.name AS collection_name, item.updated_at, account.name AS updated_by`;

/** Numbers with many digits compare as text once they are as long as each other. */
const sortable = {
  updated: `to_char(item.updated_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')`,
  title: `item.title_folded`,
  identifier: `coalesce(item.identifier, '')`,
};

/** The console's lists: SQL over heads and their projection, page by page, never past what is shown. */
@Injectable()
export class ItemList {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
  ) {}

  async inCollection(collectionPid: string, query: Query, caller: Caller): Promise<List> {
    const collection = await this.schema.byPid(collectionPid);
    const config = await this.schema.configOf(collection.id);
    const { where, parameters } = this.shown(collection.id, query);
    const order = this.orderOf(config, query, parameters);
    const rows = await this.page(where, order, parameters, query, true);
    const counts = await this.db.query<{ state: string; count: number }>(
      `SELECT state, count(*) AS count FROM item WHERE collection_id = $1 GROUP BY state`,
      [collection.id],
    );
    const shown = query.columns.split(',').filter(Boolean);
    return {
      ...this.answer(rows, query, await this.columnsOf(config, shown, rows, caller, collection.libraryId)),
      counts: Object.fromEntries(counts.map((row) => [row.state, row.count])),
    };
  }

  /** Every item of a collection that its list shows for these words, whatever page it is on: one row an id. */
  everything(collectionId: number, words: ListWords): { sql: string; parameters: unknown[] } {
    const { where, parameters } = this.shown(collectionId, words);
    return { sql: `SELECT item.id FROM item WHERE ${where}`, parameters };
  }

  private shown(collectionId: number, { state, q, field, value }: ListWords): { where: string; parameters: unknown[] } {
    const parameters: unknown[] = [collectionId, state ?? null, q ? `%${escapeLike(fold(q))}%` : null];
    let where = `item.collection_id = $1 AND ($2::text IS NULL AND item.state <> 'removed' OR item.state = $2)
      AND ($3::text IS NULL OR item.title_folded LIKE $3 OR lower(item.identifier) LIKE $3
        OR EXISTS (SELECT 1 FROM item_value found WHERE found.item_id = item.id AND found.sort_text LIKE $3))`;
    if (field && value) {
      parameters.push(field, `%${escapeLike(fold(value))}%`, value);
      where += ` AND EXISTS (SELECT 1 FROM item_value picked WHERE picked.item_id = item.id AND picked.field_id = $4 AND (picked.sort_text LIKE $5 OR picked.ref = $6))`;
    }
    return { where, parameters };
  }

  async everywhere(query: Input<'GET /items'>['query'], caller: Caller): Promise<Answer<'GET /items'>> {
    const places = placesWith(caller.grants, 'item.read');
    const parameters: unknown[] = [
      query.state ?? null,
      query.mine ? caller.accountId : null,
      query.q ? `%${escapeLike(fold(query.q))}%` : null,
      places === 'all' ? null : places.libraries,
      places === 'all' ? null : places.collections,
    ];
    const mine = `($2::bigint IS NULL OR item.created_by = $2 OR item.updated_by = $2)
      AND ($4::bigint[] IS NULL OR item.library_id = ANY ($4) OR item.collection_id = ANY ($5)) AND item.state <> 'removed'`;
    const where = `${mine} AND ($1::text IS NULL OR item.state = $1) AND ($3::text IS NULL OR item.title_folded LIKE $3 OR lower(item.identifier) LIKE $3)`;
    const order = { key: sortable.updated, join: '', direction: 'desc' as const };
    const rows = await this.page(where, order, parameters, query, false);
    const counts = await this.db.query<{ state: string; count: number }>(
      `SELECT item.state, count(*) AS count FROM item WHERE ${mine} AND $1::text IS NOT DISTINCT FROM $1 AND $3::text IS NOT DISTINCT FROM $3 GROUP BY item.state`,
      parameters,
    );
    return {
      ...this.answer(rows, query),
      counts: Object.fromEntries(counts.map((row) => [row.state, row.count])),
    };
  }

  private orderOf(config: CollectionConfig, query: Query, parameters: unknown[]) {
    const direction = query.direction;
    if (Object.hasOwn(sortable, query.sort))
      return { key: sortable[query.sort as keyof typeof sortable], join: '', direction };
    const field = config.schema.fields.find((one) => one.id === query.sort);
    if (!field) throw new Problem('request.invalid', {}, [{ path: 'query.sort', code: 'sort' }]);
    parameters.push(field.id);
    const join = `LEFT JOIN item_value sorted ON sorted.item_id = item.id AND sorted.field_id = $${parameters.length} AND sorted.ord = 0`;
    // Days and numbers as text of one length, with room for years before our era.
    const key = `coalesce(to_char(coalesce(sorted.from_day, sorted.number) + 1e9, 'FM0000000000000.000'), sorted.sort_text, '')`;
    return { key, join, direction };
  }

  private page(
    where: string,
    order: { key: string; join: string; direction: 'asc' | 'desc' },
    parameters: unknown[],
    query: { cursor?: string; limit: number },
    withValues: boolean,
  ): Promise<Row[]> {
    const compare = order.direction === 'asc' ? '>' : '<';
    const all = [...parameters];
    let after = '';
    if (query.cursor) {
      all.push(...decodeCursor(query.cursor, ['text', 'id']));
      after = `AND ((${order.key}) COLLATE "C", item.id) ${compare} ($${all.length - 1}::text COLLATE "C", $${all.length}::bigint)`;
    }
    all.push(query.limit + 1);
    return this.db.query<Row>(
      `SELECT ${columns}, (${order.key}) AS sort_key ${withValues ? ', head."values"' : ''}
       FROM item JOIN collection ON collection.id = item.collection_id LEFT JOIN account ON account.id = item.updated_by ${order.join}
       ${withValues ? 'LEFT JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision' : ''}
       WHERE ${where} ${after}
       ORDER BY (${order.key}) COLLATE "C" ${order.direction}, item.id ${order.direction} LIMIT $${all.length}`,
      all,
    );
  }

  /** The columns that somebody chose, by item. */
  private async columnsOf(
    config: CollectionConfig,
    shown: string[],
    rows: readonly Row[],
    caller: Caller,
    libraryId: number,
  ): Promise<Map<number, Record<string, string>>> {
    const fields = shown.flatMap((id) => config.schema.fields.find((one) => one.id === id) ?? []);
    const filled = fields.length === 0 ? [] : rows.flatMap(({ id, values }) => (values ? [{ id, values }] : []));
    const resolved = await this.valueRules.resolveAll(filled.map(({ values }) => ({ config, values, libraryId })));
    const words = (field: FieldDefinition, values: Values): string =>
      (values[field.id] ?? [])
        .map((stored) => this.valueRules.displayOf(config, field, stored, caller.locale))
        .join('；');
    return new Map(
      filled.map(({ id }, at) => [
        id,
        Object.fromEntries(fields.map((field) => [field.id, words(field, resolved[at]!)])),
      ]),
    );
  }

  private answer(
    rows: Row[],
    query: { limit: number },
    columns: ReadonlyMap<number, Record<string, string>> = new Map(),
  ): Omit<List, 'counts'> {
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((row) => ({
        pid: row.pid,
        title: row.title,
        identifier: row.identifier,
        state: row.state,
        public: row.public,
        version: row.version,
        pages: row.pages,
        cover: row.cover,
        collection: { pid: row.collection_pid, name: row.collection_name },
        updatedAt: row.updated_at.toISOString(),
        updatedBy: row.updated_by,
        columns: columns.get(row.id) ?? {},
      })),
      next: rows.length > query.limit && last ? encodeCursor([String(last.sort_key), last.id]) : null,
    };
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
