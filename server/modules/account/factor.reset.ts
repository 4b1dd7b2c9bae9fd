import { Injectable } from '@nestjs/common';
import { type Caller, systemCaller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { WrongSetting } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { FactorService } from './factor.service.js';
import { SessionService } from './session.service.js';

/** For those whose phone and recovery codes are both gone: a platform admin may, and whoever runs the machine. */
@Injectable()
export class FactorReset {
  constructor(
    private readonly database: Database,
    private readonly rows: AccountRepository,
    private readonly accounts: AccountService,
    private readonly factors: FactorService,
    private readonly sessions: SessionService,
  ) {}

  async byAdmin(caller: Caller, pid: string): Promise<{ done: true }> {
    const row = await this.rows.byPid(pid);
    if (!row) throw new Problem('account.not-found');
    await this.reset(caller, row.id);
    return { done: true };
  }

  async byOperator(email: string | undefined): Promise<string> {
    const account = email === undefined ? undefined : await this.accounts.byEmail(email);
    if (!account)
      throw new WrongSetting('--reset-factor needs the e-mail address of an account (需要一个已有账号的邮箱)');
    await this.reset(systemCaller('command line'), account.id);
    return `${account.email}: second factors removed, signed out everywhere (第二重验证已撤销，各处已退出登录)`;
  }

  private reset(caller: Caller, accountId: number): Promise<void> {
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(accountId);
      if (!(await this.factors.has(owner.id))) throw new Problem('factor.not-found');
      await this.factors.forgetAll(owner.id);
      await this.sessions.closeAll(owner.id);
      await this.factors.tell(caller, owner, 'reset');
    });
  }
}
