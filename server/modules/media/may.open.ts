import { Injectable } from '@nestjs/common';
import type { PageSource } from '../../contract/item.page.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { isPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { Part } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { AccessService } from '../access/access.service.js';
import {
  anybodyIn,
  goneItem,
  openFile,
  openPart,
  openSomewhere,
  openUse,
  type PageUse,
  readerIn,
  visibleItem,
} from '../access/visible.sql.js';
import { openLibrary } from '../library/open.sql.js';

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
  /** Whoever asks works with files there; all others have what readers have. */
  staff: boolean;
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
  /** So is all else that it cannot be told apart from. */
  whole: boolean;
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

// $2 labels, $3 collections the caller may come across, $4 those that anybody may.
const mine = readerIn('$2', '$3');
const anybody = anybodyIn('$4');

// Derivatives of later pages of a file carry the page's number in their kind.
const kindsOfPage = `(SELECT array_agg(CASE WHEN (s.source ->> 'page')::int > 1 THEN k || '-' || (s.source ->> 'page') ELSE k END) FROM unnest($5::text[]) AS k)::text[]`;

const fileColumns = (kinds: string) => `
  f.pid AS file_pid, f.name, f.media_type, f.handler, f.state, f.size, f.storage_key, encode(f.sha256, 'hex') AS sha256, f.technical,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'recipe', d.recipe, 'storageKey', d.storage_key,
      'mediaType', d.media_type, 'size', d.size, 'technical', d.technical, 'stamp', extract(epoch FROM d.created_at)::text)), '[]')
    FROM file_derivative d WHERE d.file_id = f.id AND d.kind = ANY (${kinds})) AS derivatives`;

const byPage = (part: Part, use: PageUse) => `
  SELECT s.pid, i.pid AS item_pid, i.library_id, i.collection_id, s.published AND i.published_revision IS NOT NULL AS published,
    ${goneItem(mine, 'i')} AS gone, ${visibleItem(mine, 'i')} AS known,
    ${openPart(mine, part, 'i', 's')} AS open, ${openUse(mine, part, use, 's')} AS whole,
    ${openPart(anybody, part, 'i', 's')} AND ${openUse(anybody, part, use, 's')} AS public, s.source, ${fileColumns(kindsOfPage)}
  FROM (
    SELECT pid, item_id, file_id, source, image_labels, text_labels, true AS published FROM page_published WHERE pid = $1
    UNION ALL
    SELECT pid, item_id, file_id, source, image_labels, text_labels, false FROM page WHERE pid = $1 AND removed_at IS NULL
  ) AS s
  JOIN item i ON i.id = s.item_id LEFT JOIN file f ON f.id = s.file_id
  ORDER BY (s.published AND i.published_revision IS NOT NULL) DESC`;

// A file without an item is the library's own: its logo, a picture of its home page.
const byFile = (part: Part) => `
  SELECT f.pid, owner.pid AS item_pid, f.library_id, owner.collection_id, true AS published, coalesce(${goneItem(mine, 'owner')}, false) AS gone,
    CASE WHEN f.item_id IS NULL THEN ${openLibrary('$2')} ELSE ${openSomewhere(mine, 'metadata')} END AS known,
    CASE WHEN f.item_id IS NULL THEN ${openLibrary('$2')} ELSE ${openSomewhere(mine, part)} END AS open,
    CASE WHEN f.item_id IS NULL THEN true ELSE ${openFile(mine, part)} END AS whole,
    CASE WHEN f.item_id IS NULL THEN ${openLibrary(`'{public}'`)} ELSE ${openFile(anybody, part)} END AS public,
    '{}'::jsonb AS source, ${fileColumns('$5::text[]')}
  FROM file f JOIN library l ON l.id = f.library_id LEFT JOIN item owner ON owner.id = f.item_id
  WHERE f.pid = $1`;

const missing = { page: 'page.not-found', file: 'file.not-found' } as const;

/** Who may open what of a page or a file: the same answer for bytes, tiles and manifests, in one statement. */
@Injectable()
export class MayOpen {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
  ) {}

  /** `use` says whether the page's own picture is wanted, or more of the file than one page may be. */
  page(caller: Caller, pid: string, part: Part, use: PageUse, kinds: string[] = []): Promise<Opened> {
    return this.find('page', byPage(part, use), caller, pid, part, kinds);
  }

  /** The file itself, with everything in it. */
  file(caller: Caller, pid: string, part: Part, kinds: string[] = []): Promise<Opened> {
    return this.find('file', byFile(part), caller, pid, part, kinds);
  }

  private async find(
    what: keyof typeof missing,
    statement: string,
    caller: Caller,
    pid: string,
    part: Part,
    kinds: string[],
  ): Promise<Opened> {
    if (!isPid(pid)) throw new Problem(missing[what]);
    const [readable, open] = await Promise.all([
      this.access.readableCollections(caller),
      this.access.openCollections(),
    ]);
    const rows = await this.db.query<Found>(keptPlan(statement), [pid, caller.labels, readable, open, kinds]);
    const row = rows[0];
    if (!row) throw new Problem(missing[what]);
    const staff = may(caller.grants, 'file.read', { libraryId: row.library_id, collectionId: row.collection_id });
    if (!staff) {
      if (!row.published || !row.known) throw new Problem(row.gone ? 'item.gone' : missing[what]);
      if (!row.open) throw new Problem(caller.accountId === null ? 'session.required' : 'access.denied', { part });
      if (!row.whole && row.file_pid !== null) throw new Problem('file.not-whole');
    }
    if (row.file_pid === null) throw new Problem('file.not-found');
    return {
      pid: row.pid,
      itemPid: row.item_pid,
      staff,
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
