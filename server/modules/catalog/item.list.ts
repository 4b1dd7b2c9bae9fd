import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ItemState, ListQuestion } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import { scopeWith } from '../../contract/permissions.js';
import { fold } from '../../contract/text/index.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { Bound, ListConditions, type ListSizes, type Selection, usualSizes } from './list.filter.js';
import {
  microsOf,
  momentOf,
  type Position,
  readTurn,
  type Stretch,
  stretchesOf,
  type Turn,
  writeTurn,
} from './list.order.js';
import { type Found, ListPages } from './list.pages.js';

type List = Answer<'GET /collections/:collection/items'>;
type Query = Input<'GET /collections/:collection/items'>['query'];
type Everywhere = Answer<'GET /items'>;

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
  /** To the microsecond, as cursors keep it. */
  updated_key: string;
  updated_by: string | null;
  values: Values | null;
}

const columns = `item.id, item.pid, item.title, item.identifier, item.state, item.published_revision IS NOT NULL AS public, item.version,
  (SELECT count(*) FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL) AS pages,
  coalesce((SELECT pid FROM page WHERE page.id = item.cover_page_id AND page.removed_at IS NULL),
    (SELECT pid FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL ORDER BY ord LIMIT 1)) AS cover,
  collection.pid AS collection_pid, collection.name AS collection_name, item.updated_at,
  ${microsOf('item.updated_at')} AS updated_key, account.name AS updated_by`;

const tables = `FROM item JOIN collection ON collection.id = item.collection_id LEFT JOIN account ON account.id = item.updated_by`;

/** Of the list of everything: where a cursor of it stands. */
const newest: Stretch[] = stretchesOf({} as CollectionConfig, { sort: 'updated', direction: 'desc' });

/** The console's lists: SQL over heads and their projection, page by page, by indexes. */
@Injectable()
export class ItemList {
  /** Others are for whoever wants to see the ways of long lists at short ones. */
  sizes: ListSizes = usualSizes;

  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
  ) {}

  async inCollection(collectionPid: string, query: Query, caller: Caller): Promise<List> {
    const collection = await this.schema.byPid(collectionPid);
    const config = await this.schema.configOf(collection.id);
    const conditions = new ListConditions(collection.id, config, this.valueRules, query, this.sizes);
    const stretches = stretchesOf(config, query);
    const turn = readTurn(query.cursor, stretches);
    const pages = new ListPages(this.db, collection.id, conditions, stretches, this.sizes);
    const [counts, filling] = [await this.counts(collection.id), await this.isFilling(collection.id)];
    const count = async () => (conditions.none ? foundIn(counts, query.state) : await pages.found());
    const found = turn.from === null ? await count() : null;
    if (turn.few) await pages.found();
    const few = turn.few || (found !== null && !conditions.none && !found.more);
    const { shown, previous, next } =
      found?.items === 0
        ? nothing
        : turned(await pages.positions(turn, query.limit + 1), turn, { limit: query.limit, few });
    const rows = await this.rows(shown);
    const wanted = query.columns.split(',').filter(Boolean);
    const columns = await this.columnsOf(config, wanted, rows, caller, collection.libraryId);
    return { rows: rows.map((row) => view(row, columns.get(row.id))), previous, next, counts, found, filling };
  }

  /** Everything that the list shows, on all its pages: to be frozen as a selection, or counted. */
  async everything(collectionId: number, question: ListQuestion): Promise<Selection> {
    const config = await this.schema.configOf(collectionId);
    const bound = new Bound(collectionId);
    const among = new ListConditions(collectionId, config, this.valueRules, question).among(bound);
    return { sql: `SELECT item.id FROM item WHERE ${among}`, parameters: bound.parameters };
  }

  async everywhere(query: Input<'GET /items'>['query'], caller: Caller): Promise<Everywhere> {
    const held = scopeWith(caller.grants, 'item.read');
    const { from } = readTurn(query.cursor, newest);
    const mine = `($2::bigint IS NULL OR item.created_by = $2 OR item.updated_by = $2)
      AND ($4::bigint[] IS NULL OR item.library_id = ANY ($4) OR item.collection_id = ANY ($5)) AND item.state <> 'removed'`;
    const parameters: unknown[] = [
      query.state ?? null,
      query.mine ? caller.accountId : null,
      query.q ? `%${escapeLike(fold(query.q))}%` : null,
      held === 'all' ? null : held.libraries,
      held === 'all' ? null : held.collections,
    ];
    const rows = await this.db.query<Row>(
      `SELECT ${columns} ${tables}
       WHERE ${mine} AND ($1::text IS NULL OR item.state = $1) AND ($3::text IS NULL OR item.title_folded LIKE $3 OR lower(item.identifier) LIKE $3)
         AND ($6::bigint IS NULL OR (item.updated_at, item.id) < (${momentOf('$6::bigint')}, $7::bigint))
       ORDER BY item.updated_at DESC, item.id DESC LIMIT $8`,
      [...parameters, from?.key ?? null, from?.id ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((row) => view(row)),
      next: rows.length > query.limit && last ? writeTurn(false, false, { key: last.updated_key, id: last.id }) : null,
      counts: query.mine ? await this.countsOfMine(mine, parameters) : await this.countsOfAll(parameters.slice(3)),
    };
  }

  /** By state; kept, not counted. */
  private async counts(collectionId: number): Promise<Record<string, number>> {
    return byState(
      await this.db.query<Count>(
        `SELECT state, sum(items)::int AS count FROM item_tally WHERE collection_id = $1 GROUP BY state HAVING sum(items) > 0`,
        [collectionId],
      ),
    );
  }

  private async countsOfAll(held: unknown[]): Promise<Record<string, number>> {
    return byState(
      await this.db.query<Count>(
        `SELECT state, sum(items)::int AS count FROM item_tally item
          WHERE ($1::bigint[] IS NULL OR item.library_id = ANY ($1) OR item.collection_id = ANY ($2)) AND state <> 'removed'
          GROUP BY state HAVING sum(items) > 0`,
        held,
      ),
    );
  }

  private async countsOfMine(mine: string, parameters: unknown[]): Promise<Record<string, number>> {
    return byState(
      await this.db.query<Count>(
        `SELECT item.state, count(*) AS count FROM item WHERE ${mine} AND $1::text IS NOT DISTINCT FROM $1 AND $3::text IS NOT DISTINCT FROM $3 GROUP BY item.state`,
        parameters,
      ),
    );
  }

  private async isFilling(collectionId: number): Promise<boolean> {
    const row = await this.db.one(
      `SELECT 1 FROM job WHERE kind = 'catalog.apply' AND collection_id = $1 AND state IN ('queued', 'running') LIMIT 1`,
      [collectionId],
    );
    return row !== undefined;
  }

  /** In the order of the positions. */
  private async rows(positions: readonly Position[]): Promise<Row[]> {
    if (positions.length === 0) return [];
    const rows = await this.db.query<Row>(
      `SELECT ${columns}, head."values" ${tables}
       LEFT JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
         AND head.item_id = ANY ($1) WHERE item.id = ANY ($1)`,
      [positions.map(({ id }) => id)],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return positions.flatMap(({ id }) => byId.get(id) ?? []);
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
        .map((stored) => this.valueRules.forms.displayOf(config, field, stored, caller.locale))
        .join('；');
    return new Map(
      filled.map(({ id }, at) => [
        id,
        Object.fromEntries(fields.map((field) => [field.id, words(field, resolved[at]!)])),
      ]),
    );
  }
}

interface Count {
  state: string;
  count: number;
}

interface Shown {
  shown: Position[];
  previous: string | null;
  next: string | null;
}

const nothing: Shown = { shown: [], previous: null, next: null };

const byState = (rows: readonly Count[]): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [row.state, row.count]));

function foundIn(counts: Record<string, number>, state: ItemState | undefined): Found {
  const items = Object.entries(counts).reduce(
    (sum, [one, count]) => sum + ((state ? one === state : one !== 'removed') ? count : 0),
    0,
  );
  return { items, more: false };
}

/** What was read one further than the page, in the order of the list whichever way one went. */
function turned(read: Position[], { back, from }: Turn, { limit, few }: { limit: number; few: boolean }): Shown {
  const more = read.length > limit;
  const shown = read.slice(0, limit);
  if (back) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return nothing;
  return {
    shown,
    previous: (back ? more : from !== null) ? writeTurn(true, few, first) : null,
    next: (back ? true : more) ? writeTurn(false, few, last) : null,
  };
}

function view(row: Row, columns: Record<string, string> = {}): List['rows'][number] {
  return {
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
    columns,
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
