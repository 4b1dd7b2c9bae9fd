import { Injectable } from '@nestjs/common';
import type { PageSource } from '../../contract/item.page.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Json, Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { anybodyIn, goneItem, openPart, openWhole, readerIn, visibleItem } from '../access/visible.sql.js';

export interface ManifestItem {
  id: number;
  pid: string;
  title: string;
  library_id: number;
  library_pid: string;
  library_slug: string;
  library_name: LocalizedText;
  collection_id: number;
  collection_pid: string;
  collection_name: LocalizedText;
  values: Values;
  /** Changes with anything that a manifest says, and with whom it says it to. */
  stamp: string;
  cover_pid: string | null;
  thumbnail_labels: string[];
  image_labels: string[];
  text_labels: string[];
  download_labels: string[];
  /** Labels that single pages have of their own. */
  page_labels: string[];
  /** Anybody may see every part of every page. */
  open_to_all: boolean;
}

export interface ManifestPage {
  pid: string;
  label: string;
  kind: string;
  source: PageSource;
  has_text: boolean;
  image_labels: string[] | null;
  text_labels: string[] | null;
  file_pid: string | null;
  name: string | null;
  media_type: string | null;
  handler: string | null;
  technical: Record<string, Json> | null;
  derivatives: { kind: string; mediaType: string; technical: Record<string, Json> }[];
  captions: { pid: string; language: string; label: string }[] | null;
}

const member = readerIn('$2', 'ARRAY[$1]');

/** Published rows as manifests need them: only of items whose metadata this reader may see. */
@Injectable()
export class ManifestRepository {
  constructor(private readonly db: Database) {}

  /** $2 are the reader's labels, $3 the collections that they may come across, $4 those that anybody may. */
  item(pid: string, labels: string[], collections: number[], open: number[]): Promise<ManifestItem | undefined> {
    return this.db.one<ManifestItem>(
      `SELECT i.id, i.pid, r.title, i.library_id, l.pid AS library_pid, l.slug AS library_slug, l.name AS library_name,
         i.collection_id, c.pid AS collection_pid, c.name AS collection_name, r."values",
         concat_ws('.', i.doc_version, i.published_revision, i.version, c.schema_version, c.presentation_version, c.version, l.version,
           md5(concat_ws('|', i.thumbnail_labels::text, i.image_labels::text, i.text_labels::text, i.download_labels::text,
             (SELECT string_agg(concat_ws(' ', p.pid, p.image_labels::text, p.text_labels::text), ',' ORDER BY p.ord)
               FROM page_published p WHERE p.item_id = i.id AND (p.image_labels IS NOT NULL OR p.text_labels IS NOT NULL))))) AS stamp,
         (SELECT p.pid FROM page_published p WHERE p.item_id = i.id
           ORDER BY p.page_id IS NOT DISTINCT FROM i.published_cover_id DESC, p.file_id IS NULL, p.ord LIMIT 1) AS cover_pid,
         i.thumbnail_labels, i.image_labels, i.text_labels, i.download_labels,
         (SELECT coalesce(array_agg(DISTINCT own.one), '{}') FROM page_published p, unnest(p.image_labels || p.text_labels) AS own (one)
           WHERE p.item_id = i.id) AS page_labels,
         ${openWhole(anybodyIn('$4'), 'i')} AS open_to_all
       FROM item i JOIN library l ON l.id = i.library_id JOIN collection c ON c.id = i.collection_id
         JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision
       WHERE i.pid = $1 AND ${visibleItem(readerIn('$2', '$3'), 'i')}`,
      [pid, labels, collections, open],
    );
  }

  async wasPublished(pid: string, labels: string[], collections: number[]): Promise<boolean> {
    const row = await this.db.one(`SELECT 1 FROM item WHERE pid = $1 AND ${goneItem(readerIn('$2', '$3'))}`, [
      pid,
      labels,
      collections,
    ]);
    return row !== undefined;
  }

  pages(itemId: number): Promise<ManifestPage[]> {
    return this.db.query<ManifestPage>(
      keptPlan(`SELECT p.pid, p.label, p.kind, p.source, p.text_id IS NOT NULL AS has_text, p.image_labels, p.text_labels,
         f.pid AS file_pid, f.name, f.media_type, f.handler, f.technical,
         coalesce(d.list, '[]') AS derivatives,
         (SELECT jsonb_agg(jsonb_build_object('pid', c.pid, 'language', c.language, 'label', c.label) ORDER BY c.id)
            FROM caption c WHERE c.file_id = f.id AND c.published_at IS NOT NULL) AS captions
       FROM page_published p LEFT JOIN file f ON f.id = p.file_id
         LEFT JOIN LATERAL (
           SELECT jsonb_agg(jsonb_build_object('kind', split_part(d.kind, '-', 1), 'mediaType', d.media_type, 'technical', d.technical)) AS list
           FROM file_derivative d WHERE d.file_id = f.id
             AND d.kind LIKE CASE WHEN (p.source ->> 'page')::int > 1 THEN '%-' || (p.source ->> 'page') ELSE '%' END
             AND ((p.source ->> 'page')::int > 1 OR d.kind NOT LIKE '%-%')) AS d ON true
       WHERE p.item_id = $1 ORDER BY p.ord`),
      [itemId],
    );
  }

  /** Whether a page is one of this item's: an address that mixes two things leads nowhere. */
  async hasPage(itemPid: string, pagePid: string): Promise<boolean> {
    const row = await this.db.one(
      `SELECT 1 FROM page_published p JOIN item i ON i.id = p.item_id WHERE i.pid = $1 AND p.pid = $2`,
      [itemPid, pagePid],
    );
    return row !== undefined;
  }

  collection(pid: string, collections: number[]) {
    return this.db.one<{
      id: number;
      pid: string;
      slug: string;
      name: LocalizedText;
      description: LocalizedText;
      library_pid: string;
      library_slug: string;
      library_name: LocalizedText;
    }>(
      `SELECT c.id, c.pid, c.slug, c.name, c.description, l.pid AS library_pid, l.slug AS library_slug, l.name AS library_name
       FROM collection c JOIN library l ON l.id = c.library_id WHERE c.pid = $1 AND c.id = ANY ($2)`,
      [pid, collections],
    );
  }

  /** Collections among these that have something, by library and name; of one library on its own host. */
  collections(ids: number[], libraryId: number | null) {
    return this.db.query<{ pid: string; name: LocalizedText; library_slug: string; library_name: LocalizedText }>(
      `SELECT c.pid, c.name, l.slug AS library_slug, l.name AS library_name
       FROM collection c JOIN library l ON l.id = c.library_id
       WHERE c.id = ANY ($1) AND ($2::bigint IS NULL OR c.library_id = $2) ORDER BY l.id, c.id`,
      [ids, libraryId],
    );
  }

  /** Of one collection, which the reader may come across. */
  async count(collectionId: number, labels: string[]): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `SELECT count(*) AS count FROM item WHERE collection_id = $1 AND ${visibleItem(member)}`,
      [collectionId, labels],
    );
    return row?.count ?? 0;
  }

  members(collectionId: number, labels: string[], offset: number, limit: number) {
    return this.db.query<{ pid: string; title: string; cover_pid: string | null }>(
      `SELECT i.pid, r.title,
         (
           SELECT p.pid FROM page_published p JOIN file_derivative d ON d.file_id = p.file_id AND d.kind = 'thumbnail'
           WHERE p.item_id = i.id AND ${openPart(member, 'thumbnail', 'i', 'p')}
           ORDER BY p.page_id IS NOT DISTINCT FROM i.published_cover_id DESC, p.ord LIMIT 1) AS cover_pid
       -- Covers are looked for of those that are listed, and not of all that stand before them.
       FROM (SELECT item.* FROM item WHERE item.collection_id = $1 AND ${visibleItem(member)}
              ORDER BY item.id OFFSET $3 LIMIT $4) AS i
         JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision
       ORDER BY i.id`,
      [collectionId, labels, offset, limit],
    );
  }
}
