import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';

/** How long a role can be given back as it was. */
const remembered = '30 days';
const forgottenAtOnce = 200;

/** A role as it was when it was taken. */
export interface TakenRow {
  id: number;
  pid: string;
  role: Role;
  accountId: number;
  accountPid: string;
  accountName: string;
  email: string;
  libraryId: number;
  collectionId: number | null;
  library: { pid: string; name: LocalizedText };
  collection: { pid: string; name: LocalizedText } | null;
  collectionGone: boolean;
  grantPid: string;
  takenBy: string | null;
  takenAt: Date;
  until: Date;
  givenBack: boolean;
}

const select = `
  SELECT t.id, t.pid, t.role, t.account_id AS "accountId", a.pid AS "accountPid", a.name AS "accountName", a.email,
         t.library_id AS "libraryId", t.collection_id AS "collectionId", t.grant_pid AS "grantPid",
         jsonb_build_object('pid', l.pid, 'name', l.name) AS library,
         CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('pid', c.pid, 'name', c.name) END AS collection,
         coalesce(c.state = 'removed', false) AS "collectionGone", taker.name AS "takenBy", t.taken_at AS "takenAt",
         t.taken_at + interval '${remembered}' AS until, t.given_back_at IS NOT NULL AS "givenBack"
    FROM role_taken t JOIN account a ON a.id = t.account_id JOIN library l ON l.id = t.library_id
    LEFT JOIN collection c ON c.id = t.collection_id LEFT JOIN account taker ON taker.id = t.taken_by`;
const inTime = `t.taken_at > now() - interval '${remembered}'`;
/** Whoever has it again, by whatever way, needs it no more. */
const heldAgain = `EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = t.account_id AND g.role = t.role
  AND g.library_id = t.library_id AND g.collection_id IS NOT DISTINCT FROM t.collection_id)`;

/** Roles on their way out: each leaves a copy, from which it can be given back. */
@Injectable()
export class TakenRoles {
  constructor(private readonly database: Database) {}

  /** By the grants: what each is called by whoever gives it back. Of the platform's own roles none is kept. */
  async take(grants: readonly number[], caller: Caller): Promise<Map<number, string>> {
    this.database.requireTransaction('taking roles');
    await this.database.query(
      `DELETE FROM role_taken WHERE id IN (SELECT id FROM role_taken t WHERE NOT (${inTime}) LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [forgottenAtOnce],
    );
    const rows = await this.database.query<{ id: number; pid: string | null }>(
      `WITH gone AS (DELETE FROM role_grant WHERE id = ANY ($1) RETURNING *),
         kept AS (
           INSERT INTO role_taken (pid, library_id, account_id, role, collection_id, grant_pid, granted_by, granted_at, taken_by)
           SELECT named.pid, gone.library_id, gone.account_id, gone.role, gone.collection_id, gone.pid, gone.granted_by, gone.created_at, $3
             FROM gone JOIN unnest($1::bigint[], $2::text[]) AS named (id, pid) ON named.id = gone.id
            WHERE gone.library_id IS NOT NULL RETURNING pid, grant_pid)
       SELECT gone.id, kept.pid FROM gone JOIN kept ON kept.grant_pid = gone.pid ORDER BY gone.id`,
      [grants, grants.map(() => newPid()), caller.accountId],
    );
    return new Map(rows.map(({ id, pid }) => [id, pid!]));
  }

  /** Held until the transaction ends; of this library alone, and while it is time. */
  lock(libraryPid: string, pids: readonly string[]): Promise<TakenRow[]> {
    return this.database.query<TakenRow>(
      `${select} WHERE l.pid = $1 AND t.pid = ANY ($2) AND ${inTime} ORDER BY t.id FOR UPDATE OF t`,
      [libraryPid, pids],
    );
  }

  page(libraryId: number, before: number | null, limit: number): Promise<TakenRow[]> {
    return this.database.query<TakenRow>(
      `${select} WHERE t.library_id = $1 AND t.given_back_at IS NULL AND ${inTime} AND c.state IS DISTINCT FROM 'removed'
         AND NOT ${heldAgain} AND ($2::bigint IS NULL OR t.id < $2) ORDER BY t.id DESC LIMIT $3`,
      [libraryId, before, limit],
    );
  }

  /** Of these, those that there is still time for; and whether each is held again. */
  among(pids: readonly string[]): Promise<(TakenRow & { held: boolean })[]> {
    return this.database.query(
      `SELECT known.*, EXISTS (SELECT 1 FROM role_taken t WHERE t.id = known.id AND ${heldAgain}) AS held
         FROM (${select} WHERE t.pid = ANY ($1) AND ${inTime}) AS known`,
      [pids],
    );
  }

  /** The very grant that it was; false where they have the role already. */
  async giveBack(id: number): Promise<boolean> {
    const given = await this.database.query(
      `INSERT INTO role_grant (pid, account_id, role, library_id, collection_id, granted_by, created_at)
       SELECT grant_pid, account_id, role, library_id, collection_id, granted_by, granted_at FROM role_taken WHERE id = $1
       ON CONFLICT (account_id, role, (coalesce(library_id, 0)), (coalesce(collection_id, 0))) DO NOTHING RETURNING id`,
      [id],
    );
    if (given.length === 0) return false;
    await this.database.query('UPDATE role_taken SET given_back_at = now() WHERE id = $1', [id]);
    return true;
  }
}
