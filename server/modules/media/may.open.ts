import { Injectable } from '@nestjs/common';
import type { PageSource } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { isPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { Part } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { ReadableMemo } from './readable.memo.js';

export interface OpenedDerivative {
  kind: string;
  recipe: string;
  storageKey: string;
  mediaType: string;
  size: number;
  technical: Record<string, Json>;
  /** Changes when it was made again. */
  stamp: string;
}

/** A file that this caller may open, with all that serving it needs. */
export interface Opened {
  /** The page, or the file, by which it was asked for. */
  pid: string;
  itemPid: string | null;
  /** The caller works on it, and may see what is not published yet. */
  works: boolean;
  /** Anybody may have it: then caches that others share may keep it for a while. */
  public: boolean;
  /** Where the page shows only a part of the file. */
  source: PageSource;
  file: {
    pid: string;
    name: string;
    mediaType: string;
    handler: string | null;
    state: 'stored' | 'processing' | 'ready' | 'failed';
    size: number;
    storageKey: string;
    sha256: string;
    technical: Record<string, Json>;
  };
  derivatives: OpenedDerivative[];
}

interface Found {
  pid: string;
  item_pid: string | null;
  library_id: number;
  collection_id: number | null;
  published: boolean;
  /** Readers once saw it, and it was taken from them. */
  gone: boolean;
  known: boolean;
  open: boolean;
  public: boolean;
  source: PageSource;
  file_pid: string | null;
  name: string;
  media_type: string;
  handler: string | null;
  state: Opened['file']['state'];
  size: number;
  storage_key: string;
  sha256: string;
  technical: Record<string, Json>;
  derivatives: OpenedDerivative[];
}

/**
 * The rule in SQL: the reader's labels and the part's overlap. A page's own labels come before its item's; and where a
 * page is narrower than its item, its thumbnail and its download are too. Whoever may not know of the item (metadata)
 * may open nothing of it.
 */
const partRule: Record<Part, (labels: string) => string> = {
  metadata: () => 'true',
  thumbnail: (labels) => `i.thumbnail_labels && ${labels} AND (s.image_labels IS NULL OR s.image_labels && ${labels})`,
  image: (labels) => `coalesce(s.image_labels, i.image_labels) && ${labels}`,
  text: (labels) => `coalesce(s.text_labels, i.text_labels) && ${labels}`,
  download: (labels) => `i.download_labels && ${labels} AND (s.image_labels IS NULL OR s.image_labels && ${labels})`,
  find: (labels) => `i.find_labels && ${labels}`,
};

// $2 labels, $3 collections the caller may come across, $4 those that anybody may.
const open = (part: Part) =>
  `(i.metadata_labels && $2 AND i.collection_id = ANY ($3::bigint[]) AND ${partRule[part]('$2')})`;
const openToAll = (part: Part) =>
  `(i.metadata_labels && '{public}' AND i.collection_id = ANY ($4::bigint[]) AND ${partRule[part](`'{public}'::text[]`)})`;
const reachable = (item: string) => `${item}.metadata_labels && $2 AND ${item}.collection_id = ANY ($3::bigint[])`;
const gone = (item: string) =>
  `(${item}.published_revision IS NULL AND ${item}.first_published_at IS NOT NULL AND ${reachable(item)})`;

// Derivatives of later pages of a file carry the page's number in their kind.
const kindsOfPage = `(SELECT array_agg(CASE WHEN (s.source ->> 'page')::int > 1 THEN k || '-' || (s.source ->> 'page') ELSE k END) FROM unnest($5::text[]) AS k)::text[]`;

const fileColumns = (kinds: string) => `
  f.pid AS file_pid, f.name, f.media_type, f.handler, f.state, f.size, f.storage_key, encode(f.sha256, 'hex') AS sha256, f.technical,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'recipe', d.recipe, 'storageKey', d.storage_key,
      'mediaType', d.media_type, 'size', d.size, 'technical', d.technical, 'stamp', extract(epoch FROM d.created_at)::text)), '[]')
    FROM file_derivative d WHERE d.file_id = f.id AND d.kind = ANY (${kinds})) AS derivatives`;

const byPage = (part: Part) => `
  SELECT s.pid, i.pid AS item_pid, i.library_id, i.collection_id, s.published AND i.published_revision IS NOT NULL AS published,
    ${gone('i')} AS gone, ${reachable('i')} AS known, ${open(part)} AS open, ${openToAll(part)} AS public, s.source, ${fileColumns(kindsOfPage)}
  FROM (
    SELECT pid, item_id, file_id, source, image_labels, text_labels, true AS published FROM page_published WHERE pid = $1
    UNION ALL
    SELECT pid, item_id, file_id, source, image_labels, text_labels, false FROM page WHERE pid = $1 AND removed_at IS NULL
  ) AS s
  JOIN item i ON i.id = s.item_id LEFT JOIN file f ON f.id = s.file_id
  ORDER BY (s.published AND i.published_revision IS NOT NULL) DESC`;

const shownBy = (rule: string) => `
  EXISTS (SELECT 1 FROM page_published s JOIN item i ON i.id = s.item_id
           WHERE s.file_id = f.id AND i.published_revision IS NOT NULL AND ${rule})`;

// A file without an item is the library's own: its logo, a picture of its home page.
const librarys = (labels: string) => `l.state = 'active' AND l.labels && ${labels}`;

const byFile = (part: Part) => `
  SELECT f.pid, mine.pid AS item_pid, f.library_id, mine.collection_id, true AS published, coalesce(${gone('mine')}, false) AS gone,
    CASE WHEN f.item_id IS NULL THEN ${librarys('$2')} ELSE ${shownBy(reachable('i'))} END AS known,
    CASE WHEN f.item_id IS NULL THEN ${librarys('$2')} ELSE ${shownBy(open(part))} END AS open,
    CASE WHEN f.item_id IS NULL THEN ${librarys(`'{public}'`)} ELSE ${shownBy(openToAll(part))} END AS public,
    '{}'::jsonb AS source, ${fileColumns('$5::text[]')}
  FROM file f JOIN library l ON l.id = f.library_id LEFT JOIN item mine ON mine.id = f.item_id
  WHERE f.pid = $1`;

const statements = { page: byPage, file: byFile };
const missing = { page: 'page.not-found', file: 'file.not-found' } as const;

/** Who may open what of a page or a file: the same answer for bytes, tiles and manifests, in one statement. */
@Injectable()
export class MayOpen {
  constructor(
    private readonly db: Database,
    private readonly readable: ReadableMemo,
  ) {}

  page(caller: Caller, pid: string, part: Part, kinds: string[] = []): Promise<Opened> {
    return this.find('page', caller, pid, part, kinds);
  }

  file(caller: Caller, pid: string, part: Part, kinds: string[] = []): Promise<Opened> {
    return this.find('file', caller, pid, part, kinds);
  }

  private async find(what: 'page' | 'file', caller: Caller, pid: string, part: Part, kinds: string[]): Promise<Opened> {
    if (!isPid(pid)) throw new Problem(missing[what]);
    const [mine, anybody] = await Promise.all([this.readable.of(caller), this.readable.ofAnybody(caller)]);
    const rows = await this.db.query<Found>(statements[what](part), [pid, caller.labels, mine, anybody, kinds]);
    const row = rows[0];
    if (!row) throw new Problem(missing[what]);
    const works = may(caller.grants, 'file.read', { libraryId: row.library_id, collectionId: row.collection_id });
    if (!works) {
      if (!row.published || !row.known) throw new Problem(row.gone ? 'item.gone' : missing[what]);
      if (!row.open) throw new Problem(caller.accountId === null ? 'session.required' : 'access.denied', { part });
    }
    if (row.file_pid === null) throw new Problem('file.not-found');
    return {
      pid: row.pid,
      itemPid: row.item_pid,
      works,
      public: row.published && row.public,
      source: row.source,
      file: {
        pid: row.file_pid,
        name: row.name,
        mediaType: row.media_type,
        handler: row.handler,
        state: row.state,
        size: row.size,
        storageKey: row.storage_key,
        sha256: row.sha256,
        technical: row.technical,
      },
      derivatives: row.derivatives,
    };
  }
}
