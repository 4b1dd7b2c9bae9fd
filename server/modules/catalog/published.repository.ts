import { Injectable } from '@nestjs/common';
import type { MaterialKind } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Json, Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { goneItem, openPart, readerIn, visibleCount, visibleItem } from '../access/visible.sql.js';
import type { ItemRow } from './item.row.js';
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
}

export interface PublishedPageRow {
  item_id: number;
  pid: string;
  label: string;
  kind: string;
  source: { page?: number; crop?: [number, number, number, number]; time?: [number, number] };
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

/** Captions of the page's file. */
export interface CaptionRef {
  pid: string;
  kind: 'captions' | 'subtitles';
  language: string;
  label: string;
}

const published = `
  SELECT item.*, revision.title, revision."values", library.pid AS library_pid, library.slug AS library_slug, library.name AS library_name,
    library.labels AS library_labels, collection.pid AS collection_pid, collection.slug AS collection_slug, collection.name AS collection_name,
    collection.kind AS collection_kind, collection.labels AS collection_labels,
    (SELECT count(*) FROM page_published page WHERE page.item_id = item.id) AS page_count,
    (SELECT sum((file.technical ->> 'duration')::float8) FROM page_published page JOIN file ON file.id = page.file_id
      WHERE page.item_id = item.id AND file.technical ? 'duration') AS seconds
  FROM item
  JOIN item_revision revision ON revision.item_id = item.id AND revision.number = item.published_revision
  JOIN library ON library.id = item.library_id
  JOIN collection ON collection.id = item.collection_id`;

const pages = `
  SELECT page.item_id, page.pid, page.label, page.kind, page.source, page.text_id IS NOT NULL AS has_text, page.image_labels, page.text_labels,
    file.pid AS file_pid, file.name AS file_name, file.handler, file.media_type, file.size, file.state, file.technical,
    (SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'mediaType', d.media_type, 'size', d.size, 'technical', d.technical) ORDER BY d.kind)
       FROM file_derivative d WHERE d.file_id = file.id AND d.kind NOT LIKE '${waiting('%')}') AS derivatives,
    (SELECT jsonb_agg(jsonb_build_object('pid', c.pid, 'kind', c.kind, 'language', c.language, 'label', c.label) ORDER BY c.id)
       FROM caption c WHERE c.file_id = file.id AND c.published_at IS NOT NULL) AS captions
  FROM page_published page LEFT JOIN file ON file.id = page.file_id`;

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

  /** Whether readers once saw it and no longer may. */
  async wasPublished(pid: string, labels: string[], collections: number[]): Promise<boolean> {
    const row = await this.db.one(keptPlan(`SELECT 1 FROM item WHERE pid = $1 AND ${goneItem(readerIn('$2', '$3'))}`), [
      pid,
      labels,
      collections,
    ]);
    return row !== undefined;
  }

  async newest(
    labels: string[],
    collections: number[],
    narrow: { collection?: string; libraryId?: number; library?: string; limit: number },
  ): Promise<PublishedRow[]> {
    return this.db.query<PublishedRow>(
      `${published} WHERE ${visibleItem(readerIn('$1', '$2'))} AND ($3::text IS NULL OR collection.pid = $3)
         AND ($4::bigint IS NULL OR item.library_id = $4) AND ($5::text IS NULL OR library.pid = $5)
       ORDER BY item.first_published_at DESC, item.id DESC LIMIT $6`,
      [labels, collections, narrow.collection ?? null, narrow.libraryId ?? null, narrow.library ?? null, narrow.limit],
    );
  }

  pagesOf(itemId: number): Promise<PublishedPageRow[]> {
    return this.db.query<PublishedPageRow>(keptPlan(`${pages} WHERE page.item_id = $1 ORDER BY page.ord`), [itemId]);
  }

  /** One page an item to stand for it: the chosen cover, else the first that has a file. */
  coversOf(itemIds: number[]): Promise<PublishedPageRow[]> {
    return this.db.query<PublishedPageRow>(
      keptPlan(`${pages} JOIN (
         SELECT DISTINCT ON (p.item_id) p.page_id FROM page_published p JOIN item ON item.id = p.item_id
         WHERE p.item_id = ANY ($1)
         ORDER BY p.item_id, p.page_id IS NOT DISTINCT FROM item.published_cover_id DESC, p.file_id IS NULL, p.ord) AS cover ON cover.page_id = page.page_id`),
      [itemIds],
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

  counts(labels: string[], collections: number[]) {
    return this.db.query<{
      library_pid: string;
      collection_pid: string;
      kind: MaterialKind;
      items: number;
      pages: number;
      seconds: number;
    }>(
      `SELECT library.pid AS library_pid, collection.pid AS collection_pid, collection.kind,
         sum(kept.items)::bigint AS items, sum(kept.pages)::bigint AS pages, sum(kept.seconds)::float8 AS seconds
       FROM kept_count kept JOIN collection ON collection.id = kept.collection_id JOIN library ON library.id = kept.library_id
       WHERE ${visibleCount(readerIn('$1', '$2'))}
       GROUP BY library.pid, collection.pid, collection.kind`,
      [labels, collections],
    );
  }

  /** Everything public that changes writes a line of audit: its newest number is a version of the whole site. Signing in changes nothing. */
  async newestChange(): Promise<number> {
    const newest = await this.db.asSystem('a number says nothing of who did what', () =>
      this.db.one<{ id: number | null }>(`SELECT max(id) AS id FROM audit_entry WHERE subject_kind <> 'session'`),
    );
    return newest?.id ?? 0;
  }
}
