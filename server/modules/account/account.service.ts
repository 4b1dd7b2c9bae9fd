import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { foldEmail } from '../../contract/email.js';
import type { Locale } from '../../contract/localized.js';
import type { Grant } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { hashPassword } from './password.js';

export interface AccountRow {
  id: number;
  pid: string;
  email: string;
  name: string;
  locale: Locale;
  state: 'active' | 'disabled';
  passwordHash: string | null;
}

export interface WantedAccount {
  email: string;
  name: string;
  /** Without one the account waits for its owner to set it by a link. */
  password?: string;
  locale?: Locale;
  grants?: Grant[];
}

const columns = `id, pid, email, name, locale, state, password_hash AS "passwordHash"`;

@Injectable()
export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
  ) {}

  byEmail(email: string): Promise<AccountRow | undefined> {
    return this.database.one<AccountRow>(`SELECT ${columns} FROM account WHERE email_folded = $1`, [foldEmail(email)]);
  }

  byId(id: number): Promise<AccountRow | undefined> {
    return this.database.one<AccountRow>(`SELECT ${columns} FROM account WHERE id = $1`, [id]);
  }

  /** What somebody may now, whatever they could when they began; nothing where nobody may come in by that account. */
  grantsOf(id: number): Promise<Grant[]> {
    return this.database.query<Grant>(
      `SELECT g.role, g.library_id AS "libraryId", g.collection_id AS "collectionId"
         FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.id = $1 AND a.state = 'active'`,
      [id],
    );
  }

  /** Nothing where somebody has the address already, also when both come at once: an account that exists is its owner's. */
  async create(wanted: WantedAccount & { password: string }): Promise<AccountRow | undefined> {
    const passwordHash = await hashPassword(wanted.password);
    return this.database.one<AccountRow>(
      `INSERT INTO account (pid, email, email_folded, name, locale, password_hash, password_changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, now()) ON CONFLICT (email_folded) DO NOTHING RETURNING ${columns}`,
      [newPid(), wanted.email, foldEmail(wanted.email), wanted.name, wanted.locale ?? 'zh-CN', passwordHash],
    );
  }

  /** For the demo and the command line: there afterwards, however often it is asked for. */
  async ensureAccount(wanted: WantedAccount): Promise<AccountRow> {
    const passwordHash = wanted.password === undefined ? null : await hashPassword(wanted.password);
    return this.database.transaction(async () => {
      const row = await this.database.one<AccountRow>(
        `INSERT INTO account AS known (pid, email, email_folded, name, locale, password_hash, password_changed_at)
         VALUES ($1, $2, $6, $3, $4, $5::text, CASE WHEN $5::text IS NOT NULL THEN now() END)
         ON CONFLICT (email_folded) DO UPDATE SET updated_at = now(),
           name = CASE WHEN known.password_hash IS NULL THEN excluded.name ELSE known.name END,
           password_hash = coalesce(known.password_hash, excluded.password_hash),
           password_changed_at = coalesce(known.password_changed_at, excluded.password_changed_at)
         RETURNING ${columns}`,
        [newPid(), wanted.email, wanted.name, wanted.locale ?? 'zh-CN', passwordHash, foldEmail(wanted.email)],
      );
      for (const grant of wanted.grants ?? []) await this.give(row!.id, grant, null);
      return row!;
    });
  }

  /** Whether it was new. */
  async give(accountId: number, grant: Grant, grantedBy: number | null): Promise<string | null> {
    const row = await this.database.one<{ pid: string }>(
      `INSERT INTO role_grant (pid, account_id, role, library_id, collection_id, granted_by)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id, role, (coalesce(library_id, 0)), (coalesce(collection_id, 0))) DO NOTHING RETURNING pid`,
      [newPid(), accountId, grant.role, grant.libraryId, grant.collectionId, grantedBy],
    );
    return row?.pid ?? null;
  }

  async setPassword(accountId: number, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.database.query(
      `UPDATE account SET password_hash = $2, password_changed_at = now(), updated_at = now() WHERE id = $1`,
      [accountId, passwordHash],
    );
  }

  /** As if it had just been made: whoever set its password without owning the address has nothing of it any more. */
  async forgetPassword(accountId: number): Promise<void> {
    await this.database.query(
      `UPDATE account SET password_hash = NULL, password_changed_at = NULL, updated_at = now() WHERE id = $1`,
      [accountId],
    );
  }

  /** Still opened by the password that was just tried: it may have been changed while it was being compared. */
  async assertUnchanged(account: AccountRow): Promise<void> {
    const row = await this.database.one(
      `SELECT 1 FROM account WHERE id = $1 AND state = 'active' AND password_hash = $2 FOR SHARE`,
      [account.id, account.passwordHash],
    );
    if (!row) throw new Problem('session.wrong-credentials');
  }

  /** What those who guess know of somebody: their libraries are public. */
  async libraryNames(accountId: number): Promise<string[]> {
    const sql = `SELECT ARRAY (SELECT value FROM jsonb_each_text(l.name)) || l.slug AS names FROM library l
        WHERE l.id IN (SELECT library_id FROM role_grant WHERE account_id = $1)`;
    const rows = await this.database.asSystem('a password is set before anybody works anywhere', () =>
      this.database.query<{ names: string[] }>(sql, [accountId]),
    );
    return rows.flatMap((row) => row.names);
  }

  async change(caller: Caller, input: Input<'PATCH /account'>): Promise<Answer<'PATCH /account'>> {
    return this.database.transaction(async () => {
      const row = await this.database.one<AccountRow>(
        `UPDATE account SET name = coalesce($2, name), locale = coalesce($3, locale), updated_at = now()
          WHERE id = $1 RETURNING ${columns}`,
        [caller.accountId, input.body.name ?? null, input.body.locale ?? null],
      );
      if (!row) throw new Problem('account.not-found');
      const subject = { libraryId: null, kind: 'account', pid: row.pid, title: row.name };
      await this.audit.record(caller, 'account.edit', subject, { ...input.body });
      return { pid: row.pid, email: row.email, name: row.name, locale: row.locale };
    });
  }
}
