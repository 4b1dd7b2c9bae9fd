import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { AccountService } from './account.service.js';
import { assertMayGive, fitsScope } from './grant.rules.js';

type View = Answer<'PATCH /grants/:grant'>;

interface GrantRow extends View {
  id: number;
  accountId: number;
  accountPid: string;
  accountName: string;
  libraryId: number | null;
  collectionId: number | null;
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

const viewOf = ({ pid, role, library, collection }: GrantRow): View => ({ pid, role, library, collection });

/** Any number: whoever takes away a platform admin waits for whoever else does. */
const platformAdminsLock = 4_730_215;

/** Who holds which role. A change is in force with the person's next request: sessions carry no roles. */
@Injectable()
export class GrantService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountService,
    private readonly audit: AuditService,
  ) {}

  give(caller: Caller, { params, body }: Input<'POST /libraries/:library/people/:person/grants'>): Promise<View> {
    return this.database.transaction(async () => {
      const person = await this.personOf(params.library, params.person);
      const collection = body.collection ? await this.collectionOf(person.libraryId, body.collection) : null;
      const place = { libraryId: person.libraryId, collectionId: collection };
      this.assertFits(body.role, place);
      assertMayGive(caller, body.role, place);
      const pid = await this.accounts.give(person.id, { role: body.role, ...place }, caller.accountId);
      if (pid === null) throw new Problem('grant.exists');
      const row = await this.mustFind(pid);
      await this.record(caller, row, 'grant.give');
      return viewOf(row);
    });
  }

  change(caller: Caller, { params, body }: Input<'PATCH /grants/:grant'>): Promise<View> {
    return this.database.transaction(async () => {
      const before = await this.mustFind(params.grant);
      this.assertFits(body.role, before);
      assertMayGive(caller, before.role, before);
      assertMayGive(caller, body.role, before);
      if (before.role === body.role) return viewOf(before);
      const held = await this.database.one(
        `SELECT 1 FROM role_grant WHERE account_id = $1 AND role = $2
            AND library_id IS NOT DISTINCT FROM $3 AND collection_id IS NOT DISTINCT FROM $4`,
        [before.accountId, body.role, before.libraryId, before.collectionId],
      );
      if (held) throw new Problem('grant.exists');
      await this.keepOneAdmin(before.libraryId, async () => {
        await this.database.query(`UPDATE role_grant SET role = $2 WHERE id = $1`, [before.id, body.role]);
      });
      const row = await this.mustFind(params.grant);
      await this.record(caller, row, 'grant.change', { from: before.role });
      return viewOf(row);
    });
  }

  take(caller: Caller, pid: string): Promise<{ done: true }> {
    return this.database.transaction(async () => {
      const row = await this.mustFind(pid);
      assertMayGive(caller, row.role, row);
      await this.keepOneAdmin(row.libraryId, async () => {
        await this.database.query(`DELETE FROM role_grant WHERE id = $1`, [row.id]);
      });
      await this.record(caller, row, 'grant.take');
      return { done: true as const };
    });
  }

  takeAll(caller: Caller, { params }: Input<'DELETE /libraries/:library/people/:person'>): Promise<{ done: true }> {
    return this.database.transaction(async () => {
      const person = await this.personOf(params.library, params.person);
      const rows = await this.database.query<GrantRow>(
        `${select} WHERE g.account_id = $1 AND g.library_id = $2 ORDER BY g.id`,
        [person.id, person.libraryId],
      );
      for (const row of rows) assertMayGive(caller, row.role, row);
      await this.keepOneAdmin(person.libraryId, async () => {
        await this.database.query(`DELETE FROM role_grant WHERE account_id = $1 AND library_id = $2`, [
          person.id,
          person.libraryId,
        ]);
      });
      for (const row of rows) await this.record(caller, row, 'grant.take');
      return { done: true as const };
    });
  }

  /** Runs the change, and refuses it if it leaves a place without the admin it had. One such change at a time. */
  async keepOneAdmin(libraryId: number | null, work: () => Promise<void>): Promise<void> {
    this.database.requireTransaction('keeping an admin');
    if (libraryId === null) await this.database.query(`SELECT pg_advisory_xact_lock($1)`, [platformAdminsLock]);
    else await this.database.query(`SELECT 1 FROM library WHERE id = $1 FOR UPDATE`, [libraryId]);
    const before = await this.admins(libraryId);
    await work();
    if (before > 0 && (await this.admins(libraryId)) === 0) throw new Problem('account.last-admin');
  }

  private async admins(libraryId: number | null): Promise<number> {
    const row = await this.database.one<{ count: number }>(
      `SELECT count(*) AS count FROM role_grant g JOIN account a ON a.id = g.account_id
        WHERE a.state = 'active' AND g.library_id IS NOT DISTINCT FROM $1 AND g.collection_id IS NULL
          AND g.role = CASE WHEN $1::bigint IS NULL THEN 'platform-admin' ELSE 'library-admin' END`,
      [libraryId],
    );
    return row!.count;
  }

  /** Only people whom the library has invited before: nobody's account is found out by trying. */
  private async personOf(libraryPid: string, personPid: string): Promise<{ id: number; libraryId: number }> {
    const row = await this.database.one<{ id: number; libraryId: number }>(
      `SELECT a.id, l.id AS "libraryId" FROM account a JOIN library l ON l.pid = $1
        WHERE a.pid = $2 AND EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.library_id = l.id)`,
      [libraryPid, personPid],
    );
    if (!row) throw new Problem('account.not-found');
    return row;
  }

  private async collectionOf(libraryId: number, pid: string): Promise<number> {
    const row = await this.database.one<{ id: number }>(
      `SELECT id FROM collection WHERE pid = $1 AND library_id = $2 AND state <> 'removed'`,
      [pid, libraryId],
    );
    if (!row) throw new Problem('collection.not-found');
    return row.id;
  }

  private assertFits(role: Role, place: { libraryId: number | null; collectionId: number | null }): void {
    if (fitsScope(role, place)) return;
    throw new Problem('request.invalid', { where: 'body' }, [{ path: 'body.role', code: 'place' }]);
  }

  private async mustFind(pid: string): Promise<GrantRow> {
    const row = await this.database.one<GrantRow>(`${select} WHERE g.pid = $1 FOR UPDATE OF g`, [pid]);
    if (!row) throw new Problem('grant.not-found');
    return row;
  }

  private record(caller: Caller, row: GrantRow, action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const subject = { libraryId: row.libraryId, kind: 'account', pid: row.accountPid, title: row.accountName };
    return this.audit.record(caller, action, subject, {
      role: row.role,
      collection: row.collection?.pid ?? null,
      ...detail,
    });
  }
}
