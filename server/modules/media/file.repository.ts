import { Injectable } from '@nestjs/common';
import type { MediaFile } from '../../contract/api/media.routes.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';

export interface FileRow {
  id: number;
  pid: string;
  library_id: number;
  library_pid: string;
  item_id: number | null;
  sha256: Buffer;
  size: number;
  media_type: string;
  handler: string | null;
  name: string;
  storage_key: string;
  state: MediaFile['state'];
  problem: { code: string; params: Record<string, Json> } | null;
  technical: Record<string, Json>;
  created_at: Date;
  used: boolean;
  derivatives: { kind: string; recipe: string; mediaType: string; size: number }[];
}

export interface NewFile {
  libraryId: number;
  itemId: number | null;
  sha256: string;
  size: number;
  mediaType: string;
  handler: string;
  name: string;
  storageKey: string;
  technical: Record<string, Json>;
  accountId: number | null;
}

const select = `
  SELECT file.*, library.pid AS library_pid,
    EXISTS (SELECT 1 FROM page WHERE page.file_id = file.id AND page.removed_at IS NULL)
      OR EXISTS (SELECT 1 FROM page_published page WHERE page.file_id = file.id) AS used,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'recipe', d.recipe, 'mediaType', d.media_type, 'size', d.size) ORDER BY d.kind)
       FROM file_derivative d WHERE d.file_id = file.id), '[]') AS derivatives
  FROM file JOIN library ON library.id = file.library_id`;

/** Bytes are named by what they are, in their library: the same bytes twice are one object. */
export function originalKey(libraryPid: string, sha256: string): string {
  return `${libraryPid}/original/${sha256.slice(0, 2)}/${sha256}`;
}

export function derivedKey(
  libraryPid: string,
  filePid: string,
  kind: string,
  recipe: string,
  mediaType: string,
): string {
  const ending = mediaType.split('/')[1]!.replace(/[^a-z0-9]/g, '');
  return `${libraryPid}/derived/${filePid}/${kind}-${recipe}.${ending}`;
}

@Injectable()
export class FileRepository {
  constructor(private readonly db: Database) {}

  async byPid(pid: string): Promise<FileRow> {
    const row = await this.db.one<FileRow>(keptPlan(`${select} WHERE file.pid = $1`), [pid]);
    if (!row) throw new Problem('file.not-found');
    return row;
  }

  byId(id: number): Promise<FileRow | undefined> {
    return this.db.one<FileRow>(keptPlan(`${select} WHERE file.id = $1`), [id]);
  }

  byIds(ids: number[]): Promise<FileRow[]> {
    return this.db.query<FileRow>(`${select} WHERE file.id = ANY ($1) ORDER BY file.id`, [ids]);
  }

  ofItem(itemPid: string): Promise<FileRow[]> {
    return this.db.query<FileRow>(
      `${select} WHERE file.item_id = (SELECT id FROM item WHERE item.pid = $1) ORDER BY file.id`,
      [itemPid],
    );
  }

  /** Their ids, in the same order. */
  async insert(files: readonly NewFile[]): Promise<number[]> {
    this.db.requireTransaction('adding files');
    if (files.length === 0) return [];
    const rows = files.map((file) => ({ ...file, pid: newPid() }));
    const made = await this.db.query<{ id: number; pid: string }>(
      `INSERT INTO file (pid, library_id, item_id, sha256, size, media_type, handler, name, storage_key, technical, created_by)
       SELECT pid, "libraryId", "itemId", decode(sha256, 'hex'), size, "mediaType", handler, name, "storageKey", technical, "accountId"
       FROM jsonb_to_recordset($1) AS row (pid text, "libraryId" bigint, "itemId" bigint, sha256 text, size bigint, "mediaType" text,
         handler text, name text, "storageKey" text, technical jsonb, "accountId" bigint)
       RETURNING id, pid`,
      [JSON.stringify(rows)],
    );
    const byPid = new Map(made.map(({ id, pid }) => [pid, id]));
    return rows.map(({ pid }) => byPid.get(pid)!);
  }

  /** Which of these bytes are kept and meant already. */
  async kept(libraryId: number, sha256: readonly string[]): Promise<Set<string>> {
    if (sha256.length === 0) return new Set();
    const rows = await this.db.query<{ sha256: string }>(
      `SELECT given AS sha256 FROM unnest($2::text[]) AS given
       WHERE EXISTS (SELECT 1 FROM file WHERE library_id = $1 AND sha256 = decode(given, 'hex'))`,
      [libraryId, sha256],
    );
    return new Set(rows.map((row) => row.sha256));
  }

  /** Which of these objects no row names. */
  async unnamed(keys: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(
      `SELECT key FROM unnest($1::text[]) AS key WHERE NOT EXISTS (SELECT 1 FROM file WHERE storage_key = key)
         AND NOT EXISTS (SELECT 1 FROM file_derivative WHERE storage_key = key)`,
      [keys],
    );
    return rows.map((row) => row.key);
  }

  /** Keeps a removal and an arrival of the same bytes apart until the transaction ends. Always in one order: nobody waits for each other. */
  async lockBytes(storageKeys: readonly string[]): Promise<void> {
    this.db.requireTransaction('locking bytes');
    await this.db.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(key, 0))
       FROM (SELECT DISTINCT key FROM unnest($1::text[]) AS key ORDER BY key OFFSET 0) AS sorted`,
      [storageKeys],
    );
  }

  async setState(id: number, state: MediaFile['state'], problem: FileRow['problem'] = null): Promise<void> {
    await this.db.query(keptPlan(`UPDATE file SET state = $2, problem = $3 WHERE id = $1`), [
      id,
      state,
      problem ? JSON.stringify(problem) : null,
    ]);
  }

  /** A derivative of the kind takes the place of an older one, but for a poster that somebody chose. Older objects go with the next sweep. */
  async putDerivative(
    file: { id: number; library_id: number },
    derivative: { kind: string; recipe: string; storageKey: string; mediaType: string; size: number; technical: Json },
  ): Promise<void> {
    await this.db.query(
      keptPlan(`INSERT INTO file_derivative (library_id, file_id, kind, recipe, storage_key, media_type, size, technical)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (file_id, kind) DO UPDATE SET recipe = excluded.recipe, storage_key = excluded.storage_key,
         media_type = excluded.media_type, size = excluded.size, technical = excluded.technical, created_at = now()
       WHERE file_derivative.recipe NOT LIKE 'given-%' OR excluded.recipe LIKE 'given-%'`),
      [
        file.library_id,
        file.id,
        derivative.kind,
        derivative.recipe,
        derivative.storageKey,
        derivative.mediaType,
        derivative.size,
        JSON.stringify(derivative.technical),
      ],
    );
  }

  view(row: FileRow): MediaFile {
    return {
      pid: row.pid,
      name: row.name,
      mediaType: row.media_type,
      size: row.size,
      sha256: row.sha256.toString('hex'),
      state: row.state,
      handler: row.handler,
      problem: row.problem,
      technical: row.technical,
      derivatives: row.derivatives.map(({ kind, mediaType, size }) => ({ kind, mediaType, size })),
      used: row.used,
      createdAt: row.created_at.toISOString(),
    };
  }
}
