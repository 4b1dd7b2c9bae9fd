import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import type { ItemCard } from '../../contract/reader.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { inReach } from '../authority/usage.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { FieldViews } from './field.views.js';
import { PublishedService } from './published.service.js';

/** A record, and how items say that they mean it; see `OpenRecordService.refsOf`. */
export interface LinkTarget {
  kind: AuthorityKind;
  libraryId: number | null;
  vocabulary: string | null;
  refs: readonly { ref: string; branch: string | null }[];
}

export interface LinkNarrow {
  relation: string | null;
  /** Public id. */
  collection: string | null;
  page: number;
  size: number;
}

/** How an item is linked: by what somebody did (撰, 刻), else by the field that says so, which then has a label. */
export interface LinkRelation {
  key: string;
  role: string | null;
  label: string;
  items: number;
}

export interface LinkedItems {
  /** However it is narrowed. */
  all: number;
  total: number;
  relations: LinkRelation[];
  collections: { pid: string; name: string; items: number }[];
  /** Items by branch: a term's narrower terms. */
  branches: Map<string, number>;
  rows: { card: ItemCard; relations: string[] }[];
}

interface Count {
  of: 'all' | 'total' | 'relation' | 'collection' | 'branch';
  key: string | null;
  items: number;
}

const none: LinkedItems = { all: 0, total: 0, relations: [], collections: [], branches: new Map(), rows: [] };
/** Before the key of a field that is itself what links: no role begins with it. */
const byField = '~';

/**
 * One row for each way in which an item that this reader may see is linked. Where head and published revision are the
 * same, the projection of the head says it; where readers see another revision, that one is read itself.
 */
const links = `
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a(ref, branch)),
  place AS (SELECT * FROM unnest($3::bigint[], $4::text[], $5::text[]) AS p(collection_id, field_id, field_key)),
  shown AS NOT MATERIALIZED (
    SELECT item.id, item.collection_id, item.head_revision, item.published_revision FROM item
     WHERE item.published_revision IS NOT NULL AND item.metadata_labels && $6::text[] AND item.collection_id = ANY ($7::bigint[])
       AND ($8::bigint IS NULL OR item.library_id = $8) AND ${inReach('item', '$9', '$10')}
  ),
  link AS MATERIALIZED (
    SELECT shown.id, shown.collection_id, asked.branch,
           coalesce(CASE WHEN said.value ->> 'ref' = asked.ref THEN nullif(trim(said.value ->> 'role'), '') END, '${byField}' || place.field_key) AS relation
      FROM item_value v
      JOIN shown ON shown.id = v.item_id AND shown.published_revision = shown.head_revision
      JOIN place ON place.collection_id = v.collection_id AND place.field_id = v.field_id
      CROSS JOIN LATERAL unnest(v.refs) AS one
      JOIN asked ON asked.ref = one
      LEFT JOIN LATERAL (
        SELECT r."values" -> v.field_id -> v.ord -> 'value' AS value FROM item_revision r
         WHERE $11 AND r.item_id = shown.id AND r.number = shown.published_revision) AS said ON true
     WHERE v.refs <> '{}' AND v.refs && $1::text[]
    UNION
    SELECT shown.id, shown.collection_id, asked.branch,
           coalesce(CASE WHEN stored -> 'value' ->> 'ref' = asked.ref THEN nullif(trim(stored -> 'value' ->> 'role'), '') END, '${byField}' || place.field_key)
      FROM shown
      JOIN item_revision r ON r.item_id = shown.id AND r.number = shown.published_revision
      JOIN place ON place.collection_id = shown.collection_id
      CROSS JOIN LATERAL jsonb_path_query(r."values" -> place.field_id, '$[*]') AS stored
      CROSS JOIN LATERAL jsonb_path_query(stored -> 'value', $12::jsonpath) AS found
      JOIN asked ON regexp_replace(asked.ref, '^[^/]*/', '') = found #>> '{}'
     WHERE shown.published_revision <> shown.head_revision
  )`;

const counts = `${links},
  narrow AS (SELECT link.*, $13::text IS NULL OR relation = $13 AS by_relation, $14::bigint IS NULL OR collection_id = $14 AS by_collection FROM link)
  SELECT 'all' AS of, NULL AS key, count(DISTINCT id)::int AS items FROM narrow
  UNION ALL SELECT 'total', NULL, count(DISTINCT id)::int FROM narrow WHERE by_relation AND by_collection
  UNION ALL SELECT 'relation', relation, count(DISTINCT id)::int FROM narrow WHERE by_collection GROUP BY relation
  UNION ALL SELECT 'collection', collection_id::text, count(DISTINCT id)::int FROM narrow WHERE by_relation GROUP BY collection_id
  UNION ALL SELECT 'branch', branch, count(DISTINCT id)::int FROM narrow WHERE branch IS NOT NULL GROUP BY branch`;

/** In the order of their titles, as lists in the console sort them. */
const page = `${links}
  SELECT item.pid, array_agg(DISTINCT link.relation) AS relations FROM link JOIN item ON item.id = link.id
    LEFT JOIN unnest($15::bigint[], $16::text[]) AS t(collection_id, field_id) ON t.collection_id = item.collection_id
    LEFT JOIN item_value title ON title.item_id = item.id AND title.field_id = t.field_id AND title.ord = 0
   WHERE ($13::text IS NULL OR relation = $13) AND ($14::bigint IS NULL OR link.collection_id = $14)
   GROUP BY item.id, title.sort_text ORDER BY title.sort_text COLLATE "C" NULLS LAST, item.id LIMIT $17 OFFSET $18`;

/** The published items that are linked to a record, as far as this reader may see them and the field that links. */
@Injectable()
export class LinkedService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly fields: FieldViews,
    private readonly published: PublishedService,
  ) {}

  async items(caller: Caller, target: LinkTarget, narrow: LinkNarrow): Promise<LinkedItems> {
    const collections = await this.collections(caller, target);
    if (collections.length === 0) return none;
    const chosen = narrow.collection === null ? null : collections.find(({ pid }) => pid === narrow.collection);
    const ids = collections.map(({ id }) => id);
    const places = collections.flatMap(({ id, fields }) => fields.map((field) => ({ id, field })));
    const scope = [
      target.refs.map(({ ref }) => ref),
      target.refs.map(({ branch }) => branch),
      places.map(({ id }) => id),
      places.map(({ field }) => field.id),
      places.map(({ field }) => field.key),
      caller.labels,
      ids,
      caller.siteLibraryId,
      target.libraryId,
      target.vocabulary,
      target.kind === 'agent',
      target.kind === 'term' ? '$.**.code' : '$.**.ref',
      narrow.relation,
      // Somebody else's collection, or none at all: nothing is in it.
      chosen === undefined ? 0 : (chosen?.id ?? null),
    ];
    const rows = await this.db.query<Count>(counts, scope);
    const of = (what: Count['of']) => rows.filter((row) => row.of === what);
    const total = of('total')[0]?.items ?? 0;
    const titles = collections.flatMap(({ id, title }) => (title === undefined ? [] : [{ id, title }]));
    const found =
      total === 0
        ? []
        : await this.db.query<{ pid: string; relations: string[] }>(page, [
            ...scope,
            titles.map(({ id }) => id),
            titles.map(({ title }) => title),
            narrow.size,
            (narrow.page - 1) * narrow.size,
          ]);
    const cards = new Map(
      (
        await this.published.cards(
          caller,
          found.map(({ pid }) => pid),
        )
      ).map((card) => [card.pid, card]),
    );
    const labels = new Map(places.map(({ field }) => [field.key, localize(field.label, caller.locale)]));
    const names = new Map(collections.map((one) => [String(one.id), one]));
    return {
      all: of('all')[0]?.items ?? 0,
      total,
      relations: of('relation')
        .map(({ key, items }) => ({ ...this.relation(key ?? '', labels), items }))
        .sort((a, b) => b.items - a.items || (a.key < b.key ? -1 : 1)),
      collections: of('collection')
        .flatMap(({ key, items }) => {
          const one = names.get(key ?? '');
          return one ? [{ pid: one.pid, name: localize(one.name, caller.locale), items }] : [];
        })
        .sort((a, b) => b.items - a.items),
      branches: new Map(of('branch').map(({ key, items }) => [key ?? '', items])),
      rows: found.flatMap(({ pid, relations }) => {
        const card = cards.get(pid);
        return card ? [{ card, relations }] : [];
      }),
    };
  }

  private relation(key: string, labels: ReadonlyMap<string, string>): Omit<LinkRelation, 'items'> {
    if (!key.startsWith(byField)) return { key, role: key, label: key };
    return { key, role: null, label: labels.get(key.slice(byField.length)) ?? '' };
  }

  /** Those that may hold such items, with the fields that may say so and that the public may see. */
  private async collections(caller: Caller, { refs, vocabulary }: LinkTarget) {
    const rows = await this.db.query<{ id: number; pid: string; name: LocalizedText }>(
      `SELECT c.id, c.pid, c.name FROM collection c WHERE c.id = ANY ($1) AND ($3::bigint IS NULL OR c.library_id = $3) AND (
         EXISTS (SELECT 1 FROM item_value v WHERE v.refs && $2::text[] AND v.refs <> '{}' AND v.collection_id = c.id)
         OR EXISTS (SELECT 1 FROM item WHERE item.collection_id = c.id AND item.published_revision <> item.head_revision))
       ORDER BY c.id`,
      [await this.access.readableCollections(caller), refs.map(({ ref }) => ref), caller.siteLibraryId],
    );
    return Promise.all(
      rows.map(async (row) => {
        const config = await this.schema.configOf(row.id);
        // A field that never names the vocabulary means another list when it says the same code.
        const fields = this.fields
          .publicFields(config)
          .filter((field) => vocabulary === null || JSON.stringify(field).includes(JSON.stringify(vocabulary)));
        return { ...row, fields, title: this.fields.core(config, 'title')?.id };
      }),
    );
  }
}
