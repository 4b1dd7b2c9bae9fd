import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { MailOutbox } from '../../platform/mail/mail.outbox.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountService } from './account.service.js';
import { GrantRepository, type GrantScope } from './grant.repository.js';
import { assertMayGive } from './grant.rules.js';
import { GuessingService } from './guessing.service.js';
import { InvitationRepository, type InvitationRow } from './invitation.repository.js';
import { scopeName, roleNames } from './scope.names.js';
import { hashOf, newToken } from './token.js';

const openDays = 7;

type View = Answer<'GET /platform/invitations'>['rows'][number];
type Sent = Answer<'POST /platform/invitations'>;

const viewOf = (row: InvitationRow): View => ({
  pid: row.pid,
  email: row.email,
  role: row.role,
  library: row.library,
  collection: row.collection,
  invitedBy: row.invitedBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  expired: row.expiresAt.getTime() < Date.now(),
});

@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationRepository,
    private readonly grants: GrantRepository,
    private readonly config: Config,
    private readonly accounts: AccountService,
    private readonly guessing: GuessingService,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditService,
  ) {}

  async list(libraryPid: string | null): Promise<{ rows: View[] }> {
    return { rows: (await this.invitations.list(libraryPid)).map(viewOf) };
  }

  toPlatform(caller: Caller, { body }: Input<'POST /platform/invitations'>): Promise<Sent> {
    return this.invite(caller, { libraryId: null, collectionId: null }, body);
  }

  async toLibrary(caller: Caller, { params, body }: Input<'POST /libraries/:library/invitations'>): Promise<Sent> {
    const row = await this.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [params.library]);
    return this.invite(caller, { libraryId: row!.id, collectionId: null }, body);
  }

  async toCollection(
    caller: Caller,
    { params, body }: Input<'POST /collections/:collection/invitations'>,
  ): Promise<Sent> {
    const row = await this.database.one<GrantScope>(
      `SELECT library_id AS "libraryId", id AS "collectionId" FROM collection WHERE pid = $1`,
      [params.collection],
    );
    return this.invite(caller, row!, body);
  }

  private async invite(
    caller: Caller,
    scope: GrantScope,
    wanted: { email: string; role: Role; locale?: Locale },
  ): Promise<Sent> {
    assertMayGive(caller, wanted.role, scope);
    await this.guessing.countInvitation(wanted.email);
    return this.database.transaction(async () => {
      const known = await this.accounts.byEmail(wanted.email);
      if (known && (await this.grants.holds(known.id, wanted.role, scope))) throw new Problem('grant.exists');
      const locale = wanted.locale ?? known?.locale ?? caller.locale;
      const token = newToken();
      const pid = await this.invitations.put({
        email: wanted.email,
        grant: { role: wanted.role, ...scope, locale },
        tokenHash: hashOf(token),
        invitedBy: caller.accountId,
        days: openDays,
      });
      return this.send(caller, await this.mustFind(pid), token, 'person.invite');
    });
  }

  /** The earlier link stops working: there is one key at a time. */
  async resend(caller: Caller, pid: string): Promise<Sent> {
    const before = await this.mustFind(pid);
    assertMayGive(caller, before.role, before);
    await this.guessing.countInvitation(before.email);
    return this.database.transaction(async () => {
      const token = newToken();
      await this.invitations.renew(pid, hashOf(token), caller.accountId, openDays);
      return this.send(caller, await this.mustFind(pid), token, 'person.invite-again');
    });
  }

  revoke(caller: Caller, pid: string): Promise<{ done: true }> {
    return this.database.transaction(async () => {
      const row = await this.mustFind(pid);
      await this.invitations.remove(pid);
      await this.record(caller, row, 'person.uninvite');
      return { done: true as const };
    });
  }

  private async mustFind(pid: string): Promise<InvitationRow> {
    const row = await this.invitations.find(pid);
    if (!row) throw new Problem('invitation.not-found');
    return row;
  }

  private async send(caller: Caller, row: InvitationRow, token: string, action: string): Promise<Sent> {
    const link = `${this.config.env.publicUrl}/console/invitation#token=${token}`;
    const params = {
      link,
      inviter: caller.name,
      role: roleNames[row.locale][row.role],
      place: scopeName(row.locale, row.library, row.collection),
      days: String(openDays),
    };
    const known = (await this.accounts.byEmail(row.email)) !== undefined;
    const template = known ? 'invitation-known' : 'invitation';
    await this.outbox.put({ to: row.email, template, locale: row.locale, params });
    await this.record(caller, row, action);
    // Whoever sees a link could use it: for an account that exists it is for its owner's eyes only.
    return { ...viewOf(row), link: known || this.outbox.delivers ? null : link, mailed: this.outbox.delivers };
  }

  private record(caller: Caller, row: InvitationRow, action: string): Promise<void> {
    const subject: AuditSubject = { libraryId: row.libraryId, kind: 'invitation', pid: row.pid, title: row.email };
    return this.audit.record(caller, action, subject, { role: row.role, collection: row.collection?.pid ?? null });
  }
}
