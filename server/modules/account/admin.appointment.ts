import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { systemCaller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { WrongSetting } from '../../platform/config.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { FactorService } from './factor.service.js';
import { PasswordService } from './password.service.js';

/** How the first person comes in, and how one comes back in who has locked out everybody: whoever runs the machine may. */
@Injectable()
export class AdminAppointment {
  constructor(
    private readonly database: Database,
    private readonly rows: AccountRepository,
    private readonly accounts: AccountService,
    private readonly passwords: PasswordService,
    private readonly factors: FactorService,
    private readonly audit: AuditService,
  ) {}

  /** Answers with a link that sets the password, once. */
  async appoint(address: string | undefined): Promise<string> {
    const email = z.email().safeParse(address);
    if (!email.success) throw new WrongSetting('admin needs an e-mail address (需要一个邮箱地址)');
    return this.database.transaction(async () => {
      const account = await this.accounts.ensureAccount({
        email: email.data,
        name: email.data.split('@')[0]!,
        grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
      });
      await this.rows.setState(account.id, 'active');
      // Somebody else may have made the account by a link that was not meant for them: only this link opens it now.
      await this.passwords.beginAnew(account.id);
      // A passkey signs in without any password, and an app of theirs would keep the owner out.
      await this.factors.forgetAll(account.id);
      const subject: AuditSubject = { libraryId: null, kind: 'account', pid: account.pid, title: account.name };
      await this.audit.record(systemCaller('command line'), 'account.appoint', subject);
      return this.passwords.makeLink(account);
    });
  }
}
