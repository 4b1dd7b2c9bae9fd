import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { MailOutbox } from '../../platform/mail/mail.outbox.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountRepository } from './account.repository.js';
import { type FactorChange, factorChanges } from './factor.changes.js';
import { hasFactorSql, isAdminSql } from './factor.sql.js';
import { PasskeyRepository } from './passkey.repository.js';
import { newRecoveryCode, recoveryCount, recoveryHash } from './recovery.codes.js';
import { SecuritySettings } from './security.settings.js';
import { SessionService } from './session.service.js';

export type FactorsView = Answer<'GET /account/factors'>;
export type SecondMethod = 'code' | 'passkey' | 'recovery';

export interface FactorOwner {
  id: number;
  pid: string;
  email: string;
  name: string;
  locale: Locale;
}

/** All of somebody's factors together: what there is, what follows from the first and the last, and who is told. */
@Injectable()
export class FactorService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly passkeys: PasskeyRepository,
    private readonly config: Config,
    private readonly settings: SecuritySettings,
    private readonly sessions: SessionService,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditService,
  ) {}

  /** Browsers make passkeys for names only, and only where nobody can listen. */
  get passkeysPossible(): boolean {
    const { protocol, hostname } = new URL(this.config.env.publicUrl);
    if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
    return protocol === 'https:' && !/^[\d.]+$|^\[/.test(hostname);
  }

  async view(accountId: number): Promise<FactorsView> {
    const sql = `SELECT (SELECT confirmed_at FROM account_totp WHERE account_id = a.id) AS "totpSince", ${isAdminSql} AS admin,
              (SELECT count(*)::integer FROM account_recovery_code WHERE account_id = a.id AND used_at IS NULL) AS "recoveryLeft"
         FROM account a WHERE a.id = $1`;
    const row = await this.database.asSystem(
      'whether somebody is an admin hangs on their roles, wherever those are',
      () => this.database.one<{ totpSince: Date | null; recoveryLeft: number; admin: boolean }>(sql, [accountId]),
    );
    if (!row) throw new Problem('account.not-found');
    const passkeys = await this.passkeys.of(accountId);
    return {
      totpSince: row.totpSince?.toISOString() ?? null,
      passkeys: passkeys.map((one) => ({
        pid: one.pid,
        name: one.name,
        createdAt: one.createdAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
      })),
      recoveryLeft: row.recoveryLeft,
      required: row.admin && (await this.settings.rules()).requireFactor,
      passkeysPossible: this.passkeysPossible,
    };
  }

  /** Empty for whoever signs in with the password alone. */
  async methods(accountId: number): Promise<SecondMethod[]> {
    const view = await this.view(accountId);
    const own: SecondMethod[] = [
      ...(view.totpSince ? (['code'] as const) : []),
      ...(view.passkeys.length ? (['passkey'] as const) : []),
    ];
    return own.length && view.recoveryLeft ? [...own, 'recovery'] : own;
  }

  async owner(accountId: number): Promise<FactorOwner> {
    // Whoever changes factors waits for whoever else does: the last one is then really the last.
    const row = await this.accounts.lock({ id: accountId });
    if (!row) throw new Problem('account.not-found');
    return row;
  }

  async has(accountId: number): Promise<boolean> {
    const row = await this.database.one<{ has: boolean }>(
      `SELECT ${hasFactorSql} AS has FROM account a WHERE a.id = $1`,
      [accountId],
    );
    return row?.has ?? false;
  }

  /**
   * After one was added. With the first come recovery codes, and every other browser, which knew the password alone,
   * is signed out.
   */
  async added(
    caller: Caller,
    owner: FactorOwner,
    change: FactorChange,
    first: boolean,
    token: string | undefined,
  ): Promise<string[] | null> {
    await this.tell(caller, owner, change);
    if (!first) return null;
    await this.sessions.closeAll(owner.id, token);
    return this.makeCodes(owner.id);
  }

  async removed(caller: Caller, owner: FactorOwner, change: FactorChange): Promise<FactorsView> {
    const view = await this.view(owner.id);
    if (!view.totpSince && view.passkeys.length === 0) {
      if (view.required) throw new Problem('factor.last');
      await this.database.query(`DELETE FROM account_recovery_code WHERE account_id = $1`, [owner.id]);
    }
    await this.tell(caller, owner, change);
    return this.view(owner.id);
  }

  /** Nothing that somebody set up is asked for, or let in, any more. */
  async forgetAll(accountId: number): Promise<void> {
    this.database.requireTransaction('taking all factors away');
    for (const table of [
      'account_totp',
      'account_passkey',
      'account_recovery_code',
      'factor_attempt',
      'sign_in_step',
    ]) {
      await this.database.query(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    }
  }

  async makeCodes(accountId: number): Promise<string[]> {
    this.database.requireTransaction('making recovery codes');
    const codes = Array.from({ length: recoveryCount }, newRecoveryCode);
    await this.database.query(`DELETE FROM account_recovery_code WHERE account_id = $1`, [accountId]);
    await this.database.query(
      `INSERT INTO account_recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])`,
      [accountId, codes.map(recoveryHash)],
    );
    return codes;
  }

  /** One line in the log and one mail: whoever did not do it must hear of it. */
  async tell(caller: Caller, owner: FactorOwner, change: FactorChange, detail: object = {}): Promise<void> {
    const subject: AuditSubject = { libraryId: null, kind: 'account', pid: owner.pid, title: owner.name };
    await this.audit.record(caller, `factor.${change}`, subject, { ...detail });
    const params = {
      name: owner.name,
      change: factorChanges[change][owner.locale],
      link: `${this.config.env.publicUrl}/console/account`,
    };
    await this.outbox.put({ to: owner.email, template: 'factor-changed', locale: owner.locale, params });
  }
}
