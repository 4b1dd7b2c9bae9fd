import { Injectable } from '@nestjs/common';
import { foldEmail } from '../../contract/email.js';
import type { Locale } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import type { Where } from '../../platform/database/rows.js';
import { AccountEntity } from './account.entity.js';

export interface AccountRow {
  id: number;
  pid: string;
  email: string;
  name: string;
  locale: Locale;
  state: 'active' | 'disabled';
  passwordHash: string | null;
}

export interface NewAccount {
  email: string;
  name: string;
  locale?: Locale | undefined;
  passwordHash: string | null;
}

const shown = { id: true, pid: true, email: true, name: true, locale: true, state: true, passwordHash: true } as const;
const returned = `id, pid, email, name, locale, state, password_hash AS "passwordHash"`;

@Injectable()
export class AccountRepository {
  constructor(private readonly database: Database) {}

  byEmail(email: string): Promise<AccountRow | undefined> {
    return this.find({ emailFolded: foldEmail(email) });
  }

  byId(id: number): Promise<AccountRow | undefined> {
    return this.find({ id });
  }

  byPid(pid: string): Promise<AccountRow | undefined> {
    return this.find({ pid });
  }

  /** Whoever else wants to change it waits. */
  lock(of: { id: number } | { pid: string }): Promise<AccountRow | undefined> {
    return this.find(of, 'pessimistic_write');
  }

  /** Whether it can still be entered by this password; it stays so until the transaction ends. */
  async isOpenedBy(id: number, passwordHash: string): Promise<boolean> {
    return (await this.find({ id, state: 'active', passwordHash }, 'pessimistic_read')) !== undefined;
  }

  /** Nothing where somebody has the address already, also when both come at once. */
  create({ email, name, locale, passwordHash }: NewAccount): Promise<AccountRow | undefined> {
    return this.database.one<AccountRow>(
      `INSERT INTO account (pid, email, email_folded, name, locale, password_hash, password_changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, now()) ON CONFLICT (email_folded) DO NOTHING RETURNING ${returned}`,
      [newPid(), email, foldEmail(email), name, locale ?? 'zh-CN', passwordHash],
    );
  }

  /** There afterwards; what somebody has set for themselves stays. */
  async ensure({ email, name, locale, passwordHash }: NewAccount): Promise<AccountRow> {
    const row = await this.database.one<AccountRow>(
      `INSERT INTO account AS known (pid, email, email_folded, name, locale, password_hash, password_changed_at)
       VALUES ($1, $2, $6, $3, $4, $5::text, CASE WHEN $5::text IS NOT NULL THEN now() END)
       ON CONFLICT (email_folded) DO UPDATE SET updated_at = now(),
         name = CASE WHEN known.password_hash IS NULL THEN excluded.name ELSE known.name END,
         password_hash = coalesce(known.password_hash, excluded.password_hash),
         password_changed_at = coalesce(known.password_changed_at, excluded.password_changed_at)
       RETURNING ${returned}`,
      [newPid(), email, name, locale ?? 'zh-CN', passwordHash, foldEmail(email)],
    );
    return row!;
  }

  async setPassword(id: number, passwordHash: string | null): Promise<void> {
    const passwordChangedAt = passwordHash === null ? null : now;
    await this.rows.update({ id }, { passwordHash, passwordChangedAt, updatedAt: now });
  }

  async setState(id: number, state: AccountRow['state']): Promise<void> {
    await this.rows.update({ id }, { state, updatedAt: now });
  }

  async seen(id: number): Promise<void> {
    await this.rows.update({ id }, { lastSeenAt: now });
  }

  /** What is not given stays. */
  async change(
    id: number,
    { name, locale }: { name?: string | undefined; locale?: Locale | undefined },
  ): Promise<AccountRow | undefined> {
    await this.rows.update({ id }, { name, locale, updatedAt: now });
    return this.byId(id);
  }

  /** Names of the libraries that somebody works for. */
  async libraryNames(id: number): Promise<string[]> {
    const rows = await this.database.query<{ names: string[] }>(
      `SELECT ARRAY (SELECT value FROM jsonb_each_text(l.name)) || l.slug AS names FROM library l
        WHERE l.id IN (SELECT library_id FROM role_grant WHERE account_id = $1)`,
      [id],
    );
    return rows.flatMap((row) => row.names);
  }

  private get rows() {
    return this.database.rows(AccountEntity);
  }

  private async find(
    where: Where<AccountEntity>,
    lock?: 'pessimistic_write' | 'pessimistic_read',
  ): Promise<AccountRow | undefined> {
    const row = await this.rows.findOne({ select: shown, where, ...(lock && { lock: { mode: lock } }) });
    return row ?? undefined;
  }
}
