import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { MailOutbox } from '../../platform/mail/mail.outbox.js';
import { AuditService } from '../audit/audit.service.js';
import { type AccountRow, AccountService } from './account.service.js';
import { BrowserService } from './browser.service.js';
import { GuessingService } from './guessing.service.js';
import { assertStrong, passwordFits } from './password.js';
import { ResetLinkRepository } from './reset.link.repository.js';
import { SessionService } from './session.service.js';
import { hashOf, newToken } from './token.js';

const resetMinutes = 60;
/** No answer comes sooner, so that the time it takes does not tell whether a mail was written. */
const evenMs = 120;

/** Changing a password that is known, and setting one that was forgotten. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly links: ResetLinkRepository,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly browsers: BrowserService,
    private readonly guessing: GuessingService,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditService,
  ) {}

  async change(
    caller: Caller,
    { body }: Input<'PUT /account/password'>,
    token: string | undefined,
    sessionPid: string,
  ): Promise<{ done: true }> {
    const account = await this.accounts.byId(caller.accountId!);
    if (!account) throw new Problem('account.not-found');
    await this.guessing.countInSession(sessionPid);
    if (!(await passwordFits(account.passwordHash, body.current))) throw new Problem('account.wrong-password');
    await this.guessing.rightInSession(sessionPid);
    assertStrong(body.next, { ...account, libraries: await this.accounts.libraryNames(account.id) });
    await this.database.transaction(async () => {
      await this.replace(caller, account, body.next, 'account.password', token);
    });
    return { done: true };
  }

  /** Whether mail goes out at all is no secret; whether one was written is. */
  async ask(caller: Caller, email: string): Promise<Answer<'POST /password-resets'>> {
    await this.guessing.countReset(caller.ip);
    await Promise.all([sleep(evenMs), this.sendReset(email)]);
    return { done: true, mailed: this.outbox.delivers };
  }

  private async sendReset(email: string): Promise<void> {
    const account = await this.accounts.byEmail(email);
    if (!account || account.state !== 'active' || !(await this.guessing.mayMail(account.id))) return;
    await this.database.transaction(async () => {
      const link = await this.makeLink(account);
      const params = { link, name: account.name, minutes: String(resetMinutes) };
      await this.outbox.put({ to: account.email, template: 'password-reset', locale: account.locale, params });
    });
  }

  /** Also printed by the command line for the first admin. */
  async makeLink(account: Pick<AccountRow, 'id' | 'email'>): Promise<string> {
    const token = newToken();
    await this.links.add(account, hashOf(token), resetMinutes);
    // Behind the #, so that the token stands in no log of any server on the way.
    return `${this.config.env.publicUrl}/console/reset#token=${token}`;
  }

  /** Nothing that opened the account before does so any more: it waits for its owner and a link. */
  async beginAnew(accountId: number): Promise<void> {
    await this.accounts.forgetPassword(accountId);
    await this.revoke(accountId, undefined);
  }

  private async revoke(accountId: number, keptToken: string | undefined): Promise<void> {
    await this.sessions.closeAll(accountId, keptToken);
    await this.browsers.forgetAll(accountId);
    await this.guessing.linksVoid(accountId);
    await this.links.voidAll(accountId);
  }

  async look(token: string): Promise<Answer<'POST /password-resets/look'>> {
    const account = await this.ownerOf(token, false);
    return { email: account.email, name: account.name };
  }

  /** Sets it, and says whose session may begin. */
  async use(caller: Caller, { body }: Input<'POST /password-resets/use'>): Promise<AccountRow> {
    return this.database.transaction(async () => {
      const account = await this.ownerOf(body.token, true);
      assertStrong(body.password, { ...account, libraries: await this.accounts.libraryNames(account.id) });
      const owner = { ...caller, accountId: account.id, accountPid: account.pid, name: account.name };
      await this.replace(owner, account, body.password, 'account.password-reset', undefined);
      await this.guessing.openedByLink(account.id, caller.ip);
      return account;
    });
  }

  private async ownerOf(token: string, lock: boolean): Promise<AccountRow> {
    const owner = await this.links.ownerOf(hashOf(token), lock);
    const account = owner === undefined ? undefined : await this.accounts.byId(owner);
    if (!account || account.state !== 'active') throw new Problem('token.invalid');
    return account;
  }

  /** Whoever knew the old password, or had a link or a session, has nothing any more. */
  private async replace(
    caller: Caller,
    account: AccountRow,
    password: string,
    action: string,
    keptToken: string | undefined,
  ): Promise<void> {
    await this.accounts.setPassword(account.id, password);
    await this.revoke(account.id, keptToken);
    await this.audit.record(caller, action, {
      libraryId: null,
      kind: 'account',
      pid: account.pid,
      title: account.name,
    });
    if (account.passwordHash === null) return;
    const params = { name: account.name, link: `${this.config.env.publicUrl}/console/forgot` };
    await this.outbox.put({ to: account.email, template: 'password-changed', locale: account.locale, params });
  }
}
