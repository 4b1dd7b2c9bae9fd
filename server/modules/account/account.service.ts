import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import type { Grant } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountRepository, type AccountRow } from './account.repository.js';
import { GrantRepository } from './grant.repository.js';
import { hashPassword } from './password.js';

export type { AccountRow } from './account.repository.js';

export interface WantedAccount {
  email: string;
  name: string;
  /** Without one the account waits for its owner to set it by a link. */
  password?: string;
  locale?: Locale;
  grants?: Grant[];
}

@Injectable()
export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly grants: GrantRepository,
    private readonly audit: AuditService,
  ) {}

  byEmail(email: string): Promise<AccountRow | undefined> {
    return this.accounts.byEmail(email);
  }

  byId(id: number): Promise<AccountRow | undefined> {
    return this.accounts.byId(id);
  }

  /** What somebody may now, whatever they could when they began; nothing where nobody may come in by that account. */
  grantsOf(id: number): Promise<Grant[]> {
    return this.grants.inForce(id);
  }

  /** Nothing where somebody has the address already, also when both come at once: an account that exists is its owner's. */
  async create(wanted: WantedAccount & { password: string }): Promise<AccountRow | undefined> {
    return this.accounts.create({ ...wanted, passwordHash: await hashPassword(wanted.password) });
  }

  /** For the demo and the command line: there afterwards, however often it is asked for. */
  async ensureAccount(wanted: WantedAccount): Promise<AccountRow> {
    const passwordHash = wanted.password === undefined ? null : await hashPassword(wanted.password);
    return this.database.transaction(async () => {
      const row = await this.accounts.ensure({ ...wanted, passwordHash });
      for (const grant of wanted.grants ?? []) await this.grants.give(row.id, grant, null);
      return row;
    });
  }

  /** Its public id; null where they had it already. */
  give(accountId: number, grant: Grant, grantedBy: number | null): Promise<string | null> {
    return this.grants.give(accountId, grant, grantedBy);
  }

  async setPassword(accountId: number, password: string): Promise<void> {
    await this.accounts.setPassword(accountId, await hashPassword(password));
  }

  /** As if it had just been made: whoever set its password without owning the address has nothing of it any more. */
  forgetPassword(accountId: number): Promise<void> {
    return this.accounts.setPassword(accountId, null);
  }

  /** Still opened by the password that was just tried: it may have been changed while it was being compared. */
  async assertUnchanged({ id, passwordHash }: AccountRow): Promise<void> {
    if (passwordHash !== null && (await this.accounts.isOpenedBy(id, passwordHash))) return;
    throw new Problem('session.wrong-credentials');
  }

  /** What those who guess know of somebody: their libraries are public. */
  libraryNames(accountId: number): Promise<string[]> {
    return this.database.asSystem('a password is set before anybody works anywhere', () =>
      this.accounts.libraryNames(accountId),
    );
  }

  async change(caller: Caller, input: Input<'PATCH /account'>): Promise<Answer<'PATCH /account'>> {
    return this.database.transaction(async () => {
      const row = await this.accounts.change(caller.accountId!, input.body);
      if (!row) throw new Problem('account.not-found');
      const subject: AuditSubject = { libraryId: null, kind: 'account', pid: row.pid, title: row.name };
      await this.audit.record(caller, 'account.edit', subject, { ...input.body });
      return { pid: row.pid, email: row.email, name: row.name, locale: row.locale };
    });
  }
}
