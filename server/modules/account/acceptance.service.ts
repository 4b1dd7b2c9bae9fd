import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { type AccountRow, AccountService } from './account.service.js';
import { mayGive } from './grant.rules.js';
import { InvitationRepository, type InvitationRow } from './invitation.repository.js';
import { assertStrong } from './password.js';
import { hashOf } from './token.js';

/**
 * The invited person's side. A link brings a new account into being; one that exists, with a password or still without,
 * is never touched by it: whoever invites may have seen the link, and only its owner's own link or password opens it.
 */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationRepository,
    private readonly accounts: AccountService,
    private readonly audit: AuditService,
  ) {}

  async look(caller: Caller, token: string): Promise<Answer<'POST /invitations/look'>> {
    const row = await this.open(token);
    const account = await this.accounts.byEmail(row.email);
    return {
      email: row.email,
      role: row.role,
      library: row.library,
      collection: row.collection,
      invitedBy: row.invitedBy,
      hasAccount: account !== undefined,
      signedIn: account !== undefined && account.id === caller.accountId,
    };
  }

  /**
   * Gives the role to whoever accepts. `enter` begins the session of an account that was made by this, in the same
   * transaction: nothing can happen to the new account between the two.
   */
  accept(
    caller: Caller,
    { body }: Input<'POST /invitations/accept'>,
    enter: (account: AccountRow | null) => Promise<Answer<'POST /invitations/accept'>>,
  ): Promise<Answer<'POST /invitations/accept'>> {
    const why = 'whoever holds the link joins a library in which they do not work yet';
    const work = async () => {
      const row = await this.open(body.token, true);
      const known = await this.accounts.byEmail(row.email);
      const account = known ? this.ownAccount(caller, known) : await this.create(row, body);
      if (account.state === 'disabled') throw new Problem('account.disabled');
      await this.accounts.give(account.id, row, row.invitedById);
      await this.invitations.accepted(row.pid, account.id);
      const actor = { ...caller, accountId: account.id, accountPid: account.pid, name: account.name };
      const subject: AuditSubject = {
        libraryId: row.libraryId,
        kind: 'account',
        pid: account.pid,
        title: account.name,
      };
      await this.audit.record(actor, 'person.join', subject, {
        role: row.role,
        collection: row.collection?.pid ?? null,
        invitedBy: row.invitedBy,
      });
      return enter(known ? null : account);
    };
    return this.database.asSystem(why, () => this.database.transaction(work));
  }

  /** A forwarded mail must not give a stranger's account a role. */
  private ownAccount(caller: Caller, known: AccountRow): AccountRow {
    if (caller.accountId !== known.id) throw new Problem('session.required');
    return known;
  }

  private async create(row: InvitationRow, body: Input<'POST /invitations/accept'>['body']): Promise<AccountRow> {
    const { name, password } = body;
    const missing = [...(name ? [] : ['name']), ...(password ? [] : ['password'])];
    if (!name || !password) {
      const fields = missing.map((field) => ({ path: `body.${field}`, code: 'required' }));
      throw new Problem('request.invalid', { where: 'body' }, fields);
    }
    assertStrong(password, { email: row.email, name, libraries: Object.values(row.library?.name ?? {}) });
    const account = await this.accounts.create({ email: row.email, name, password, locale: body.locale ?? row.locale });
    // Made by somebody else since we looked: then it is theirs.
    if (!account) throw new Problem('session.required');
    return account;
  }

  private async open(token: string, lock = false): Promise<InvitationRow> {
    return this.database.asSystem('an invitation is found by its link', async () => {
      const row = await this.invitations.byLink(hashOf(token), lock);
      // A collection or library that was removed meanwhile invites to nothing.
      if (!row || (row.libraryId !== null && !row.library)) throw new Problem('token.invalid');
      if (!(await this.mayStillGive(row))) throw new Problem('token.invalid');
      return row;
    });
  }

  /** Whoever invited and has since lost the right to has left no keys behind. */
  private async mayStillGive(row: InvitationRow): Promise<boolean> {
    const grants = row.invitedById === null ? [] : await this.accounts.grantsOf(row.invitedById);
    return mayGive(grants, row.role, row);
  }
}
