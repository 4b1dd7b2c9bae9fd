import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { type AccountRow, AccountService } from './account.service.js';
import { type InvitationRow, invitationSelect } from './invitation.service.js';
import { assertStrong } from './password.js';
import { hashOf } from './token.js';

/** The invited person's side: whoever holds the link has shown that the address is theirs. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly database: Database,
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
      hasAccount: account?.passwordHash != null,
      signedIn: account !== undefined && account.id === caller.accountId,
    };
  }

  /** The account that now holds the role, and whether a session is to begin for it. */
  accept(
    caller: Caller,
    { body }: Input<'POST /invitations/accept'>,
  ): Promise<{ account: AccountRow; begin: boolean }> {
    return this.database.transaction(async () => {
      const row = await this.open(body.token, 'FOR UPDATE OF t');
      const known = await this.accounts.byEmail(row.email);
      const begin = known?.passwordHash == null;
      const account = begin ? await this.create(row, body) : this.ownAccount(caller, known);
      if (account.state === 'disabled') throw new Problem('account.disabled');
      await this.accounts.give(account.id, row, row.invitedById);
      await this.database.query(`UPDATE account_token SET used_at = now(), account_id = $2 WHERE pid = $1`, [
        row.pid,
        account.id,
      ]);
      const actor = { ...caller, accountId: account.id, accountPid: account.pid, name: account.name };
      const subject = { libraryId: row.libraryId, kind: 'account', pid: account.pid, title: account.name };
      await this.audit.record(actor, 'person.join', subject, {
        role: row.role,
        collection: row.collection?.pid ?? null,
        invitedBy: row.invitedBy,
      });
      return { account, begin };
    });
  }

  /** An account that exists is only joined by its owner: a forwarded mail must not give a stranger's account a role. */
  private ownAccount(caller: Caller, known: AccountRow): AccountRow {
    if (caller.accountId !== known.id) throw new Problem('session.required');
    return known;
  }

  private async create(row: InvitationRow, body: { name?: string; password?: string }): Promise<AccountRow> {
    const { name, password } = body;
    const missing = [...(name ? [] : ['name']), ...(password ? [] : ['password'])];
    if (!name || !password) {
      const fields = missing.map((field) => ({ path: `body.${field}`, code: 'required' }));
      throw new Problem('request.invalid', { where: 'body' }, fields);
    }
    assertStrong(password, { email: row.email, name });
    return this.accounts.ensureAccount({ email: row.email, name, password, locale: row.locale });
  }

  private async open(token: string, lock = ''): Promise<InvitationRow> {
    const row = await this.database.one<InvitationRow>(
      `${invitationSelect} AND t.token_hash = $1 AND t.expires_at > now() ${lock}`,
      [hashOf(token)],
    );
    // A collection or library that was removed meanwhile invites to nothing.
    if (!row || (row.libraryId !== null && !row.library)) throw new Problem('token.invalid');
    return row;
  }
}
