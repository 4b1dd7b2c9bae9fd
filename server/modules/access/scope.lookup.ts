import { Injectable } from '@nestjs/common';
import type { ScopeKind } from '../../contract/api/define.js';
import type { Scope } from '../../contract/permissions.js';
import { isPid } from '../../contract/pid.js';
import type { ProblemCode } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';

export type RowScope = Exclude<ScopeKind, 'platform'>;

/** A row with the place it stands in. */
export interface PlacedRow extends Scope {
  id: number;
  libraryId: number | null;
  collectionId: number | null;
}

/** Each is one look-up by a unique key. A row that was removed for good still stands somewhere: services say the rest. */
const lookUps: Record<RowScope, { sql: string; missing: ProblemCode }> = {
  library: {
    sql: `SELECT id, id AS "libraryId", NULL::bigint AS "collectionId" FROM library WHERE pid = $1`,
    missing: 'library.not-found',
  },
  collection: {
    sql: `SELECT id, library_id AS "libraryId", id AS "collectionId" FROM collection WHERE pid = $1 AND state <> 'removed'`,
    missing: 'collection.not-found',
  },
  item: {
    sql: `SELECT id, library_id AS "libraryId", collection_id AS "collectionId" FROM item WHERE pid = $1`,
    missing: 'item.not-found',
  },
  page: {
    sql: `SELECT p.id, p.library_id AS "libraryId", i.collection_id AS "collectionId"
            FROM page p JOIN item i ON i.id = p.item_id WHERE p.pid = $1`,
    missing: 'page.not-found',
  },
  file: {
    sql: `SELECT f.id, f.library_id AS "libraryId", i.collection_id AS "collectionId"
            FROM file f LEFT JOIN item i ON i.id = f.item_id WHERE f.pid = $1`,
    missing: 'file.not-found',
  },
  job: {
    sql: `SELECT id, library_id AS "libraryId", collection_id AS "collectionId" FROM job WHERE pid = $1`,
    missing: 'job.not-found',
  },
  batch: {
    sql: `SELECT id, library_id AS "libraryId", collection_id AS "collectionId" FROM batch WHERE pid = $1 AND collection_id IS NOT NULL`,
    missing: 'batch.not-found',
  },
  grant: {
    sql: `SELECT id, library_id AS "libraryId", collection_id AS "collectionId" FROM role_grant WHERE pid = $1`,
    missing: 'grant.not-found',
  },
  invitation: {
    sql: `SELECT 0 AS id, library_id AS "libraryId", (grants -> 0 ->> 'collectionId')::bigint AS "collectionId"
            FROM account_token WHERE pid = $1 AND kind = 'invitation'`,
    missing: 'invitation.not-found',
  },
};

@Injectable()
export class ScopeLookup {
  constructor(private readonly database: Database) {}

  /** A mistyped id is told from its check character, without asking the database. */
  async find(kind: RowScope, pid: string): Promise<PlacedRow | undefined> {
    return isPid(pid) ? this.database.one<PlacedRow>(lookUps[kind].sql, [pid]) : undefined;
  }

  missing(kind: RowScope): ProblemCode {
    return lookUps[kind].missing;
  }
}
