import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ConfigPart } from '../../contract/api/schema.routes.js';
import { Database } from '../../platform/database/database.js';
import { ConfigDraftEntity } from './config.draft.entity.js';
import { ConfigEntity } from './config.entity.js';

/** Which part of which collection's configuration, and who writes it. */
export interface Written {
  libraryId: number;
  collectionId: number;
  part: ConfigPart;
  document: object;
  authorId: number | null;
}

export interface DraftRow {
  part: ConfigPart;
  baseVersion: number;
  revision: number;
  document: unknown;
  author: string | null;
  updatedAt: Date;
}

export interface VersionRow {
  part: ConfigPart;
  version: number;
  note: string;
  author: string | null;
  publishedAt: Date;
}

const draftSelect = `
  SELECT d.part, d.base_version AS "baseVersion", d.revision, d.document, a.name AS author, d.updated_at AS "updatedAt"
    FROM collection_config_draft d LEFT JOIN account a ON a.id = d.author_id`;

const versionSelect = `
  SELECT v.part, v.version, v.note, a.name AS author, v.published_at AS "publishedAt"
    FROM collection_config v LEFT JOIN account a ON a.id = v.author_id`;

/** Drafts of a collection's configuration, and the versions that were published. */
@Injectable()
export class ConfigRepository {
  constructor(private readonly database: Database) {}

  drafts(collectionId: number): Promise<DraftRow[]> {
    return this.database.query<DraftRow>(`${draftSelect} WHERE d.collection_id = $1 ORDER BY d.part`, [collectionId]);
  }

  draft(collectionId: number, part: ConfigPart): Promise<DraftRow | undefined> {
    return this.database.one<DraftRow>(`${draftSelect} WHERE d.collection_id = $1 AND d.part = $2`, [
      collectionId,
      part,
    ]);
  }

  /** In the place of the one before, as its next revision. */
  async putDraft(
    { libraryId, collectionId, part, document, authorId }: Written,
    baseVersion: number,
  ): Promise<DraftRow> {
    await this.database.query(
      `INSERT INTO collection_config_draft (library_id, collection_id, part, base_version, document, author_id)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (collection_id, part) DO UPDATE SET document = excluded.document, author_id = excluded.author_id,
         base_version = excluded.base_version, revision = collection_config_draft.revision + 1, updated_at = now()`,
      [libraryId, collectionId, part, baseVersion, document, authorId],
    );
    return (await this.draft(collectionId, part))!;
  }

  async dropDrafts(collectionId: number, parts: ConfigPart[]): Promise<void> {
    await this.drafted.delete({ collectionId, part: In(parts) });
  }

  versions(collectionId: number): Promise<VersionRow[]> {
    return this.database.query<VersionRow>(
      `${versionSelect} WHERE v.collection_id = $1 ORDER BY v.published_at DESC, v.version DESC, v.part`,
      [collectionId],
    );
  }

  version(collectionId: number, part: ConfigPart, version: number): Promise<VersionRow | undefined> {
    return this.database.one<VersionRow>(
      `${versionSelect} WHERE v.collection_id = $1 AND v.part = $2 AND v.version = $3`,
      [collectionId, part, version],
    );
  }

  /** Behind all that were published before. Whoever adds one holds the collection's row. */
  async addVersion(written: Written, note: string): Promise<number> {
    const { libraryId, collectionId, part, document, authorId } = written;
    const newest = await this.published.findOne({
      select: { version: true },
      where: { collectionId, part },
      order: { version: 'DESC' },
    });
    const version = (newest?.version ?? 0) + 1;
    await this.published.insert({ libraryId, collectionId, part, version, document, note, authorId });
    return version;
  }

  private get published() {
    return this.database.rows(ConfigEntity);
  }

  private get drafted() {
    return this.database.rows(ConfigDraftEntity);
  }
}
