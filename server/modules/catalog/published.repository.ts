import { Injectable } from '@nestjs/common';
import type { MaterialKind } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import { familyKinds } from '../../contract/relations.js';
import type { Json, Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import type { ItemLabels } from '../access/reader.rule.js';
import {
  goneItem,
  openPart,
  type ReaderIn,
  readerIn,
  takenText,
  visibleCount,
  visibleItem,
} from '../access/visible.sql.js';
import type { ItemRow } from './item.row.js';
import { microsOf, momentOf } from './list.order.js';
import { type ItemLinkRow, linksOfItem, memberCountsOf } from './link.repository.js';
import { waiting } from './release.service.js';

export interface PublishedRow extends ItemRow {
  values: Values;
  library_pid: string;
  library_slug: string;
  library_name: LocalizedText;
  library_labels: string[];
  collection_pid: string;
  collection_slug: string;
  collection_name: LocalizedText;
  collection_kind: MaterialKind;
  collection_labels: string[];
  page_count: number;
  seconds: number | null;
  cover: PublishedPageRow | null;
}

/** Where an item stands among others. */
export interface WithLinks {
  /** What it belongs to, and what that belongs to: each step once. */
  above: { member: number; id: number; pid: string }[];
  links: ItemLinkRow[];
}

/** Which items are wanted for one page, all at once: by name, and the newest. */
export interface Wanted {
  pids: readonly string[];
  /** A row of cards of the newest of these collections, or of everything. */
  newest: readonly number[] | 'all';
  /** How many of them, where it is not a row of cards. */
  most?: number;
  /** Collections of which the newest few are wanted. */
  fewOf: readonly number[];
}

/** An item by its names, to be shown as a card. */
export interface NamedRow {
  id: number;
  pid: string;
  library_id: number;
  collection_id: number;
  first_published_at: Date;
}

/** So many make a row of cards. */
export const newestShown = 12;
/** So many of a collection are looked at for a picture. */
export const fewLookedAt = 3;

export interface PublishedPageRow {
  item_id: number;
  page_id: number;
  pid: string;
  label: string;
  kind: string;
  source: {
    page?: number;
    crop?: [number, number, number, number];
    time?: [number, number];
    focus?: [number, number];
  };
  has_text: boolean;
  image_labels: string[] | null;
  text_labels: string[] | null;
  file_pid: string | null;
  file_name: string | null;
  handler: string | null;
  media_type: string | null;
  size: number | null;
  state: string | null;
  technical: Record<string, Json> | null;
  derivatives: { kind: string; mediaType: string; size: number; technical: Record<string, Json> }[] | null;
  captions: CaptionRef[] | null;
}

/** A page where it stands; `within` the stretch that was asked for. */
export interface PlacedPageRow extends PublishedPageRow {
  ord: number;
  within: boolean;
}

/** An item where it stands among those of its collection, as they were first published. */
export interface InTurn {
  id: number;
  pid: string;
  micros: string;
}

/** The page that stands for its item, with how much the item has. */
export interface CoverRow extends PublishedPageRow {
  page_count: number;
  seconds: number | null;
}

/** What a reader may see now of an item and of the page that stood for it when it was indexed. */
export interface SeenRow extends ItemLabels {
  id: number;
  collection_id: number;
  find_labels: string[];
  /** Null where that page is not there any more. */
  cover_pid: string | null;
  cover_image_labels: string[] | null;
  cover_text_labels: string[] | null;
  /** Members of its own, by kind. */
  member_counts: { kind: string; count: number }[];
  found: FoundPage[];
}

/** A page on which something was found. */
export interface FoundPage {
  id: number;
  pid: string;
  label: string;
  text: string;
  /** This reader may read it. */
  open: boolean;
}

/** Captions of the page's file. */
export interface CaptionRef {
  pid: string;
  kind: 'captions' | 'subtitles';
  language: string;
  label: string;
}

const amounts = (item: string): string => `
    (SELECT count(*) FROM page_published counted WHERE counted.item_id = ${item}) AS page_count,
    (SELECT sum((played.technical ->> 'duration')::float8) FROM page_published counted JOIN file played ON played.id = counted.file_id
      WHERE counted.item_id = ${item} AND played.technical ? 'duration') AS seconds`;

const pageColumns = `page.item_id, page.page_id, page.pid, page.label, page.kind, page.source, page.text_id IS NOT NULL AS has_text, page.image_labels, page.text_labels,
    file.pid AS file_pid, file.name AS file_name, file.handler, file.media_type, file.size, file.state, file.technical,
    (SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'mediaType', d.media_type, 'size', d.size, 'technical', d.technical) ORDER BY d.kind)
       FROM file_derivative d WHERE d.file_id = file.id AND d.kind NOT LIKE '${waiting('%')}') AS derivatives,
    (SELECT jsonb_agg(jsonb_build_object('pid', c.pid, 'kind', c.kind, 'language', c.language, 'label', c.label) ORDER BY c.id)
       FROM caption c WHERE c.file_id = file.id AND c.published_at IS NOT NULL) AS captions`;

const pages = `SELECT ${pageColumns} FROM page_published page LEFT JOIN file ON file.id = page.file_id`;

/** The page that stands for an item: the chosen cover, else the first that has a file. */
const standsFor = (page: string): string =>
  `${page}.page_id IS NOT DISTINCT FROM item.published_cover_id DESC, ${page}.file_id IS NULL, ${page}.ord`;

const published = `
  SELECT item.*, revision.title, revision."values", library.pid AS library_pid, library.slug AS library_slug, library.name AS library_name,
    library.labels AS library_labels, collection.pid AS collection_pid, collection.slug AS collection_slug, collection.name AS collection_name,
    collection.kind AS collection_kind, collection.labels AS collection_labels,${amounts('item.id')},
    to_jsonb(cover) AS cover
  FROM item
  JOIN item_revision revision ON revision.item_id = item.id AND revision.number = item.published_revision
  JOIN library ON library.id = item.library_id
  JOIN collection ON collection.id = item.collection_id
  LEFT JOIN LATERAL (${pages} WHERE page.item_id = item.id ORDER BY ${standsFor('page')} LIMIT 1) AS cover ON true`;

/** Wholes of wholes: higher than this is a mistake and not a family. $4 are the kinds of links that make one. */
const highest = 8;
const above = (item: string, reader: ReaderIn): string => {
  const wholes = (from: string) => `item_link_published link ON link.from_item_id = ${from} AND link.kind = ANY ($4)
      JOIN item whole ON whole.id = link.to_item_id AND ${visibleItem(reader, 'whole')}`;
  return `(WITH RECURSIVE up AS (
      SELECT link.from_item_id AS member, whole.id, whole.pid, 1 AS level FROM (SELECT 1) AS start JOIN ${wholes(`${item}.id`)}
      UNION SELECT link.from_item_id, whole.id, whole.pid, up.level + 1 FROM up JOIN ${wholes('up.id')} WHERE up.level < ${highest})
    SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('member', member, 'id', id, 'pid', pid)), '[]') FROM up) AS above`;
};

/** What readers see, as rows: the published revision and the copy of its pages. Labels are checked by the caller in SQL. */
@Injectable()
export class PublishedRepository {
  constructor(private readonly db: Database) {}

  async byPids(pids: string[], labels: string[], collections: number[]): Promise<PublishedRow[]> {
    return this.db.query<PublishedRow>(
      keptPlan(`${published} WHERE item.pid = ANY ($1) AND ${visibleItem(readerIn('$2', '$3'))}`),
      [pids, labels, collections],
    );
  }

  /** The same of one, with what it is linked to and all that it belongs to. */
  async byPid(
    pid: string,
    labels: string[],
    collections: number[],
    mostLinks: number,
  ): Promise<(PublishedRow & WithLinks) | undefined> {
    const reader = readerIn('$2', '$3');
    return this.db.one<PublishedRow & WithLinks>(
      keptPlan(`SELECT shown.*, ${above('shown', reader)},
         (SELECT coalesce(jsonb_agg(link), '[]') FROM (${linksOfItem('shown.id', '$5', reader)}) AS link) AS links
       FROM (${published} WHERE item.pid = $1 AND ${visibleItem(reader)}) AS shown`),
      [pid, labels, collections, familyKinds, mostLinks],
    );
  }

  /** Whether readers once saw it and no longer may. */
  async wasPublished(pid: string, labels: string[], collections: number[]): Promise<boolean> {
    const row = await this.db.one(keptPlan(`SELECT 1 FROM item WHERE pid = $1 AND ${goneItem(readerIn('$2', '$3'))}`), [
      pid,
      labels,
      collections,
    ]);
    return row !== undefined;
  }

  /** All that a page wants to show, the newest first. What it does not want is not planned either: see `keptPlan`. */
  async wanted(
    labels: string[],
    collections: number[],
    { pids, newest, fewOf, most = newestShown }: Wanted,
  ): Promise<NamedRow[]> {
    const reader = readerIn('$1', '$2');
    const given: unknown[] = [labels, collections];
    const bound = (value: unknown) => `$${given.push(value)}`;
    const columns = (item: string) =>
      ['id', 'pid', 'library_id', 'collection_id', 'first_published_at'].map((name) => `${item}.${name}`).join(', ');
    const first = (item: string, many: number) =>
      `ORDER BY ${item}.first_published_at DESC, ${item}.id DESC LIMIT ${many}`;
    const visible = (item: string, where: string) =>
      `SELECT ${columns(item)} FROM item ${item} WHERE ${where} AND ${visibleItem(reader, item)}`;
    const newestOf = (places: readonly number[], many: number) =>
      `SELECT own.* FROM unnest(${bound(places)}::bigint[]) AS place (id)
       CROSS JOIN LATERAL (${visible('one', 'one.collection_id = place.id')} ${first('one', many)}) AS own`;
    const parts: string[] = [];
    if (pids.length > 0) parts.push(visible('named', `named.pid = ANY (${bound(pids)})`));
    if (newest === 'all') parts.push(`(${visible('fresh', 'true')} ${first('fresh', most)})`);
    else if (newest.length > 0) parts.push(`(${newestOf(newest, most)} ${first('own', most)})`);
    if (fewOf.length > 0) parts.push(newestOf(fewOf, fewLookedAt));
    if (parts.length === 0) return [];
    return this.db.query<NamedRow>(
      keptPlan(`SELECT id, pid, library_id, collection_id, first_published_at FROM (${parts.join(' UNION ')}) AS item
        ORDER BY first_published_at DESC, id DESC`),
      given,
    );
  }

  pagesOf(itemId: number): Promise<PublishedPageRow[]> {
    return this.db.query<PublishedPageRow>(keptPlan(`${pages} WHERE page.item_id = $1 ORDER BY page.ord`), [itemId]);
  }

  /** Pages after a position, and others of the item that show the same files: what may be seen of a page hangs on those too. */
  pagesAfter(itemId: number, after: number, most: number): Promise<PlacedPageRow[]> {
    return this.db.query<PlacedPageRow>(
      keptPlan(`WITH stretch AS (
         SELECT page_id, file_id FROM page_published WHERE item_id = $1 AND ord > $2 ORDER BY ord LIMIT $3)
       SELECT ${pageColumns}, page.ord, page.page_id IN (SELECT page_id FROM stretch) AS within
       FROM page_published page LEFT JOIN file ON file.id = page.file_id
       WHERE page.item_id = $1 AND (page.page_id IN (SELECT page_id FROM stretch) OR page.file_id IN (SELECT file_id FROM stretch))
       ORDER BY page.ord`),
      [itemId, after, most],
    );
  }

  /** What this reader may see of a collection, as it was first published: newcomers come last, and nothing changes places. */
  itemsAfter(
    collectionId: number,
    after: { micros: string; id: number },
    most: number,
    labels: string[],
    collections: number[],
  ): Promise<InTurn[]> {
    return this.db.query<InTurn>(
      keptPlan(`SELECT item.id, item.pid, ${microsOf('item.first_published_at')} AS micros FROM item
       WHERE item.collection_id = $3 AND (item.first_published_at, item.id) > (${momentOf('$4::bigint')}, $5)
         AND ${visibleItem(readerIn('$1', '$2'))}
       ORDER BY item.first_published_at, item.id LIMIT $6`),
      [labels, collections, collectionId, after.micros, after.id, most],
    );
  }

  /** One page an item to stand for it: the chosen cover, else the first that has a file. */
  coversOf(itemIds: number[]): Promise<CoverRow[]> {
    return this.db.query<CoverRow>(
      keptPlan(`SELECT ${pageColumns}, ${amounts('page.item_id')} FROM page_published page LEFT JOIN file ON file.id = page.file_id JOIN (
         SELECT DISTINCT ON (p.item_id) p.page_id FROM page_published p JOIN item ON item.id = p.item_id
         WHERE p.item_id = ANY ($1)
         ORDER BY p.item_id, ${standsFor('p')}) AS cover ON cover.page_id = page.page_id`),
      [itemIds],
    );
  }

  /** What this reader may see now of items, of the pages that stood for them, and of pages that something was found on. */
  seenNow(
    hits: readonly { id: number; cover: number | null }[],
    labels: string[],
    collections: number[],
    found: readonly number[] = [],
  ): Promise<SeenRow[]> {
    const reader = readerIn('$1', '$2');
    return this.db.query<SeenRow>(
      keptPlan(`SELECT item.id, item.collection_id, item.thumbnail_labels, item.image_labels, item.text_labels, item.download_labels, item.find_labels,
         cover.pid AS cover_pid, cover.image_labels AS cover_image_labels, cover.text_labels AS cover_text_labels,
         (SELECT coalesce(jsonb_agg(member), '[]') FROM (${memberCountsOf('item.id', '$5::text[]', reader)}) AS member) AS member_counts,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', page.page_id, 'pid', page.pid, 'label', page.label, 'text', t.text,
             'open', ${openPart(reader, 'text')})), '[]')
           FROM page_published page JOIN page_text t ON t.id = page.text_id
          WHERE page.item_id = item.id AND page.page_id = ANY ($6::bigint[])) AS found
       FROM unnest($3::bigint[], $4::bigint[]) AS hit (item_id, cover_id) JOIN item ON item.id = hit.item_id
       LEFT JOIN page_published cover ON cover.page_id = hit.cover_id AND cover.item_id = item.id
       WHERE ${visibleItem(reader)}`),
      [labels, collections, hits.map(({ id }) => id), hits.map(({ cover }) => cover), familyKinds, found],
    );
  }

  async textOf(pagePid: string, labels: string[], collections: number[]) {
    return this.db.one<{
      text: string;
      lines: Buffer | null;
      language: string | null;
      source: 'supplied' | 'recognised' | 'corrected';
    }>(
      keptPlan(`SELECT page_text.text, page_text.lines, page_text.language, page_text.source
       FROM page_published page JOIN item ON item.id = page.item_id JOIN page_text ON page_text.id = page.text_id
       WHERE page.pid = $1 AND ${openPart(readerIn('$2', '$3'), 'text')}`),
      [pagePid, labels, collections],
    );
  }

  /** What stands on these pages, as far as this reader may still read it and take it away, in their order. */
  textsOf(pageIds: readonly number[], labels: string[], collections: number[]) {
    return this.db.query<{ label: string; text: string }>(
      keptPlan(`SELECT page.label, page_text.text
       FROM page_published page JOIN item ON item.id = page.item_id JOIN page_text ON page_text.id = page.text_id
       WHERE page.page_id = ANY ($1) AND ${takenText(readerIn('$2', '$3'))} ORDER BY page.ord`),
      [pageIds, labels, collections],
    );
  }

  counts(labels: string[], collections: number[]) {
    return this.db.query<{
      library_pid: string;
      collection_pid: string;
      kind: MaterialKind;
      items: number;
      pages: number;
      seconds: number;
    }>(
      keptPlan(`SELECT library.pid AS library_pid, collection.pid AS collection_pid, collection.kind,
         sum(kept.items)::bigint AS items, sum(kept.pages)::bigint AS pages, sum(kept.seconds)::float8 AS seconds
       FROM kept_count kept JOIN collection ON collection.id = kept.collection_id JOIN library ON library.id = kept.library_id
       WHERE ${visibleCount(readerIn('$1', '$2'))}
       GROUP BY library.pid, collection.pid, collection.kind`),
      [labels, collections],
    );
  }
}
