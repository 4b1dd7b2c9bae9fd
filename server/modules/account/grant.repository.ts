import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { LocalizedText } from '../../contract/localized.js';
import type { Grant, Role } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { GrantEntity } from './grant.entity.js';

export interface GrantScope {
  libraryId: number | null;
  collectionId: number | null;
}

/** A grant as it is shown and told of: whose, and where. */
export interface GrantRow extends GrantScope {
  id: number;
  pid: string;
  role: Role;
  accountId: number;
  accountPid: string;
  accountName: string;
  library: { pid: string; name: LocalizedText } | null;
  collection: { pid: string; name: LocalizedText } | null;
}

const select = `
  SELECT g.id, g.pid, g.role, g.account_id AS "accountId", g.library_id AS "libraryId", g.collection_id AS "collectionId",
         a.pid AS "accountPid", a.name AS "accountName",
         CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('pid', l.pid, 'name', l.name) END AS library,
         CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('pid', c.pid, 'name', c.name) END AS collection
    FROM role_grant g JOIN account a ON a.id = g.account_id
    LEFT JOIN library l ON l.id = g.library_id LEFT JOIN collection c ON c.id = g.collection_id`;

/** Any number: whoever takes away a platform admin waits for whoever else does. */
const platformAdminsLock = 4_730_215;

@Injectable()
export class GrantRepository {
  constructor(private readonly database: Database) {}

  /** Held until the transaction ends. */
  lock(pid: string): Promise<GrantRow | undefined> {
    return this.database.one<GrantRow>(`${select} WHERE g.pid = $1 FOR UPDATE OF g`, [pid]);
  }

  /** Held until the transaction ends. */
  inLibrary(accountId: number, libraryId: number): Promise<GrantRow[]> {
    return this.database.query<GrantRow>(
      `${select} WHERE g.account_id = $1 AND g.library_id = $2 ORDER BY g.id FOR UPDATE OF g`,
      [accountId, libraryId],
    );
  }

  /** What somebody may; nothing where nobody may come in by that account. */
  inForce(accountId: number): Promise<Grant[]> {
    return this.database.query<Grant>(
      `SELECT g.role, g.library_id AS "libraryId", g.collection_id AS "collectionId"
         FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.id = $1 AND a.state = 'active'`,
      [accountId],
    );
  }

  holds(accountId: number, role: Role, scope: GrantScope): Promise<boolean> {
    return this.rows.existsBy({
      accountId,
      role,
      libraryId: scope.libraryId ?? IsNull(),
      collectionId: scope.collectionId ?? IsNull(),
    });
  }

  /** Its public id; null where they had it already. */
  async give(
    accountId: number,
    { role, libraryId, collectionId }: Grant,
    grantedBy: number | null,
  ): Promise<string | null> {
    const row = await this.database.one<{ pid: string }>(
      `INSERT INTO role_grant (pid, account_id, role, library_id, collection_id, granted_by)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id, role, (coalesce(library_id, 0)), (coalesce(collection_id, 0))) DO NOTHING RETURNING pid`,
      [newPid(), accountId, role, libraryId, collectionId, grantedBy],
    );
    return row?.pid ?? null;
  }

  async setRole(id: number, role: Role): Promise<void> {
    await this.rows.update({ id }, { role });
  }

  /** Nobody else changes who is an admin there until the transaction ends. */
  async lockAdmins(libraryId: number | null): Promise<void> {
    this.database.requireTransaction('keeping an admin');
    if (libraryId === null) await this.database.query(`SELECT pg_advisory_xact_lock($1)`, [platformAdminsLock]);
    else await this.database.query(`SELECT 1 FROM library WHERE id = $1 FOR UPDATE`, [libraryId]);
  }

  async countAdmins(libraryId: number | null): Promise<number> {
    const row = await this.database.one<{ count: number }>(
      `SELECT count(*) AS count FROM role_grant g JOIN account a ON a.id = g.account_id
        WHERE a.state = 'active' AND g.library_id IS NOT DISTINCT FROM $1 AND g.collection_id IS NULL
          AND g.role = CASE WHEN $1::bigint IS NULL THEN 'platform-admin' ELSE 'library-admin' END`,
      [libraryId],
    );
    return row!.count;
  }

  /** Only people whom the library has invited before: nobody's account is found out by trying. */
  personOf(libraryPid: string, personPid: string): Promise<{ id: number; libraryId: number } | undefined> {
    return this.database.one<{ id: number; libraryId: number }>(
      `SELECT a.id, l.id AS "libraryId" FROM account a JOIN library l ON l.pid = $1
        WHERE a.pid = $2 AND EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.library_id = l.id)`,
      [libraryPid, personPid],
    );
  }

  async collectionOf(libraryId: number, pid: string): Promise<number | undefined> {
    const row = await this.database.one<{ id: number }>(
      `SELECT id FROM collection WHERE pid = $1 AND library_id = $2 AND state <> 'removed'`,
      [pid, libraryId],
    );
    return row?.id;
  }

  private get rows() {
    return this.database.rows(GrantEntity);
  }
}
