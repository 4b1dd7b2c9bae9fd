import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { LinkEnd } from '../../contract/api/link.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig } from '../../contract/collection.js';
import { type LocalizedText } from '../../contract/localized.js';
import { may, scopeWith } from '../../contract/permissions.js';
import { isPid } from '../../contract/pid.js';
import { knownParts, rolesOfKind } from '../../contract/relations.js';
import { fold } from '../../contract/text/index.js';
import type { Values } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import { readerIn, visibleItem } from '../access/visible.sql.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { Database } from '../../platform/database/database.js';
import { FieldViews } from './field.views.js';
import { ItemRepository } from './item.repository.js';

const most = 500;

interface OtherRow {
  id: number;
  pid: string;
  library_id: number;
  collection_id: number;
  identifier: string | null;
  state: ItemState;
  /** Whether this caller sees it as a reader. */
  seen: boolean;
  public: boolean;
  title: string;
  values: Values;
  published_title: string | null;
  published_values: Values | null;
  cover: string | null;
  published_cover: string | null;
  library_pid: string;
  library_name: LocalizedText;
  collection_pid: string;
  collection_name: LocalizedText;
}

interface LinkRow {
  kind: string;
  forward: boolean;
  own: boolean;
  field_id: string | null;
  part: string;
  note: string;
  other_id: number;
  total: number;
}

/** Of a page of the head, and of one that readers see. */
const cover = (table: string, alive: string) =>
  `(SELECT p.pid FROM ${table} WHERE p.item_id = other.id ${alive} AND p.file_id IS NOT NULL ORDER BY p.ord LIMIT 1)`;

const seen = visibleItem(readerIn('$1', '$2'), 'other');

const others = `
  SELECT other.id, other.pid, other.library_id, other.collection_id, other.identifier, other.state,
    other.published_revision IS NOT NULL AS public,
    ${seen} AS seen,
    other.title, head."values", shown.title AS published_title, shown."values" AS published_values,
    ${cover('page p', 'AND p.removed_at IS NULL')} AS cover, ${cover('page_published p', '')} AS published_cover,
    library.pid AS library_pid, library.name AS library_name, collection.pid AS collection_pid, collection.name AS collection_name
  FROM item other
  -- Another library's head is not ours to see, nor a collection that it has closed.
  LEFT JOIN item_revision head ON head.item_id = other.id AND head.number = other.head_revision
  LEFT JOIN item_revision shown ON shown.item_id = other.id AND shown.number = other.published_revision
  JOIN library ON library.id = other.library_id LEFT JOIN collection ON collection.id = other.collection_id`;

/** Links as those who work on them see them: both ends, each as far as the caller may know it. */
@Injectable()
export class LinkViews {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly access: AccessService,
  ) {}

  async of(pid: string, caller: Caller): Promise<Answer<'GET /items/:item/links'>> {
    const item = await this.items.byPid(pid);
    const config = await this.schema.configOf(item.collection_id);
    const rows = await this.db.query<LinkRow>(
      // Of other libraries only what readers see is known: their drafts say nothing here.
      `WITH said AS (
         SELECT kind, from_item_id, to_item_id, item_id, field_id, part, note, ord FROM item_link
          WHERE library_id = $2 AND (from_item_id = $1 OR to_item_id = $1)
         UNION ALL SELECT kind, from_item_id, to_item_id, item_id, field_id, part, note, ord FROM item_link_published
          WHERE library_id <> $2 AND (from_item_id = $1 OR to_item_id = $1)),
       linked AS (
         SELECT kind, from_item_id = $1 AS forward, bool_or(item_id = $1) AS own, max(field_id) FILTER (WHERE item_id = $1) AS field_id,
           max(part) AS part, max(note) AS note, CASE WHEN from_item_id = $1 THEN to_item_id ELSE from_item_id END AS other_id,
           min(ord) FILTER (WHERE item_id = $1) AS ord
         FROM said GROUP BY kind, from_item_id, to_item_id)
       SELECT linked.*, count(*) OVER () AS total FROM linked JOIN item other ON other.id = linked.other_id
         LEFT JOIN item_place place ON place.item_id = $1 AND place.member_id = linked.other_id AND NOT linked.forward
       WHERE linked.own OR other.state <> 'removed'
       ORDER BY linked.kind, linked.forward DESC, place.ord NULLS LAST, array_position($3::text[], linked.part) NULLS LAST,
         linked.ord NULLS LAST, other.kin_day NULLS LAST, other.id LIMIT ${most}`,
      [item.id, item.library_id, knownParts.map(({ key }) => key)],
    );
    const found = new Map((await this.rows(caller, `other.id = ANY ($3)`, rows.map((row) => row.other_id))).map((row) => [row.id, row])); // prettier-ignore
    const views = await this.views([...found.values()], caller);
    const links: Answer<'GET /items/:item/links'>['links'] = [];
    for (const row of rows) {
      const role = rolesOfKind(row.kind)?.[row.forward ? 0 : 1].role;
      const other = found.get(row.other_id);
      const shown = views.get(row.other_id);
      if (role === undefined || !other || (!shown && !row.own)) continue;
      const field = config.schema.fields.find((one) => one.id === row.field_id);
      const { part, note, own } = row;
      links.push({ kind: role, part, note, own, field: field?.label ?? null, item: shown ?? unseen(other) });
    }
    return { links, more: Math.max(0, (rows[0]?.total ?? 0) - rows.length) };
  }

  async targets(
    pid: string,
    { q, limit }: Input<'GET /items/:item/links/targets'>['query'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item/links/targets'>> {
    const item = await this.items.byPid(pid);
    const address = /\/i\/([^/?#]+)/.exec(q)?.[1] ?? q;
    const held = scopeWith(caller.grants, 'item.read');
    const like = `%${fold(q).replace(/[\\%_]/g, '\\$&')}%`;
    const mine = `($5::bigint[] IS NULL OR other.library_id = ANY ($5) OR other.collection_id = ANY ($6))`;
    const rows = await this.rows(
      caller,
      `other.id <> $3 AND other.state <> 'removed' AND (${mine} OR ${seen}) AND (other.pid = $4
         -- The words of a head that readers do not see yet are nobody else's to find it by.
         OR (other.title_folded LIKE $7 OR lower(other.identifier) LIKE $7) AND (${mine} OR other.state = 'published'))
       ORDER BY other.pid = $4 DESC, other.library_id = $8 DESC, other.updated_at DESC LIMIT $9`,
      item.id,
      isPid(address) ? address : '',
      held === 'all' ? null : held.libraries,
      held === 'all' ? null : held.collections,
      like,
      item.library_id,
      limit,
    );
    const views = await this.views(rows, caller);
    return { rows: rows.flatMap(({ id }) => views.get(id) ?? []) };
  }

  private async rows(caller: Caller, where: string, ...more: unknown[]): Promise<OtherRow[]> {
    const collections = await this.access.readableCollections(caller);
    return this.db.query<OtherRow>(`${others} WHERE ${where}`, [caller.labels, collections, ...more]);
  }

  /** By item; those that the caller may not know of are missing. */
  private async views(rows: readonly OtherRow[], caller: Caller): Promise<Map<number, LinkEnd>> {
    const known = rows.flatMap((row) => {
      const inside = may(caller.grants, 'item.read', { libraryId: row.library_id, collectionId: row.collection_id });
      return inside || row.seen ? [{ row, inside }] : [];
    });
    const configs = await this.schema.configsOf(known.map(({ row }) => row.collection_id));
    const records = known.map(({ row, inside }) => ({
      config: configs.get(row.collection_id)!,
      values: inside ? row.values : row.published_values!,
      libraryId: row.library_id,
    }));
    const resolved = await this.valueRules.resolveAll(records);
    return new Map(
      known.map(({ row, inside }, at) => [row.id, this.view(row, inside, records[at]!.config, resolved[at]!, caller)]),
    );
  }

  private view(row: OtherRow, inside: boolean, config: CollectionConfig, values: Values, { locale }: Caller): LinkEnd {
    const line = this.fields.runs(config, config.presentation.card.subtitle, values, locale);
    return {
      pid: row.pid,
      title: inside ? row.title : row.published_title!,
      line: line.map((run) => run.text).join(' · '),
      identifier: inside ? row.identifier : this.valueRules.forms.identifierOf(config, values),
      library: { pid: row.library_pid, name: row.library_name },
      collection: { pid: row.collection_pid, name: row.collection_name },
      state: inside ? row.state : null,
      public: row.public,
      cover: inside ? row.cover : row.published_cover,
    };
  }
}

/** It was linked when everybody saw it. That it stands there is known; what has become of it is its library's to say. */
const unseen = (row: OtherRow): LinkEnd => ({
  pid: row.pid,
  title: '',
  line: '',
  identifier: null,
  library: { pid: row.library_pid, name: row.library_name },
  collection: { pid: row.collection_pid, name: {} },
  state: null,
  public: false,
  cover: null,
});
