import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { foldEmail } from '../../contract/email.js';
import type { Locale, LocalizedText } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { MailOutbox } from '../../platform/mail/mail.outbox.js';
import { AuditService } from '../audit/audit.service.js';
import { AccountService } from './account.service.js';
import { assertMayGive } from './grant.rules.js';
import { GuessingService } from './guessing.service.js';
import { scopeName, roleNames } from './scope.names.js';
import { hashOf, newToken } from './token.js';

const openDays = 7;

export interface InvitedPlace {
  libraryId: number | null;
  collectionId: number | null;
}

interface Named {
  pid: string;
  name: LocalizedText;
}

export interface InvitationRow extends InvitedPlace {
  pid: string;
  email: string;
  role: Role;
  locale: Locale;
  library: Named | null;
  collection: Named | null;
  invitedById: number | null;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

type View = Answer<'GET /platform/invitations'>['rows'][number];
type Sent = Answer<'POST /platform/invitations'>;

export const invitationSelect = `
  SELECT t.pid, t.email, t.grants -> 0 ->> 'role' AS role, coalesce(t.grants -> 0 ->> 'locale', 'zh-CN') AS locale,
         t.library_id AS "libraryId", c.id AS "collectionId", t.invited_by AS "invitedById", a.name AS "invitedBy",
         t.created_at AS "createdAt", t.expires_at AS "expiresAt",
         CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('pid', l.pid, 'name', l.name) END AS library,
         CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('pid', c.pid, 'name', c.name) END AS collection
    FROM account_token t
    LEFT JOIN library l ON l.id = t.library_id
    LEFT JOIN collection c ON c.id = (t.grants -> 0 ->> 'collectionId')::bigint AND c.library_id = t.library_id
    LEFT JOIN account a ON a.id = t.invited_by
   WHERE t.kind = 'invitation' AND t.used_at IS NULL`;

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
    private readonly config: Config,
    private readonly accounts: AccountService,
    private readonly guessing: GuessingService,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditService,
  ) {}

  async list(libraryPid: string | null): Promise<{ rows: View[] }> {
    const rows = await this.database.query<InvitationRow>(
      `${invitationSelect} AND l.pid IS NOT DISTINCT FROM $1 ORDER BY t.created_at DESC, t.pid`,
      [libraryPid],
    );
    return { rows: rows.map(viewOf) };
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
    const row = await this.database.one<InvitedPlace>(
      `SELECT library_id AS "libraryId", id AS "collectionId" FROM collection WHERE pid = $1`,
      [params.collection],
    );
    return this.invite(caller, row!, body);
  }

  private async invite(
    caller: Caller,
    place: InvitedPlace,
    wanted: { email: string; role: Role; locale?: Locale },
  ): Promise<Sent> {
    assertMayGive(caller, wanted.role, place);
    await this.guessing.countInvitation(wanted.email);
    return this.database.transaction(async () => {
      const held = await this.database.one(
        `SELECT 1 FROM role_grant g JOIN account a ON a.id = g.account_id
          WHERE a.email_folded = $1 AND g.role = $2
            AND g.library_id IS NOT DISTINCT FROM $3 AND g.collection_id IS NOT DISTINCT FROM $4`,
        [foldEmail(wanted.email), wanted.role, place.libraryId, place.collectionId],
      );
      if (held) throw new Problem('grant.exists');
      const known = await this.accounts.byEmail(wanted.email);
      const locale = wanted.locale ?? known?.locale ?? caller.locale;
      const token = newToken();
      // One open invitation for one person to one place, also when asked for ten times at once: the latest word counts.
      const row = await this.database.one<{ pid: string }>(
        `INSERT INTO account_token (token_hash, kind, email, email_folded, grants, library_id, invited_by, pid, expires_at)
         VALUES ($1, 'invitation', $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))
         ON CONFLICT (email_folded, (coalesce(library_id, 0)), (coalesce(grants -> 0 ->> 'collectionId', '')))
           WHERE kind = 'invitation' AND used_at IS NULL
         DO UPDATE SET token_hash = excluded.token_hash, email = excluded.email, grants = excluded.grants,
           invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at
         RETURNING pid`,
        [
          hashOf(token),
          wanted.email,
          foldEmail(wanted.email),
          JSON.stringify([{ role: wanted.role, ...place, locale }]),
          place.libraryId,
          caller.accountId,
          newPid(),
          openDays,
        ],
      );
      return this.send(caller, await this.mustFind(row!.pid), token, 'person.invite');
    });
  }

  /** The earlier link stops working: there is one key at a time. */
  async resend(caller: Caller, pid: string): Promise<Sent> {
    const before = await this.mustFind(pid);
    assertMayGive(caller, before.role, before);
    await this.guessing.countInvitation(before.email);
    return this.database.transaction(async () => {
      const token = newToken();
      await this.database.query(
        `UPDATE account_token SET token_hash = $2, invited_by = $3, expires_at = now() + make_interval(days => $4)
          WHERE pid = $1`,
        [pid, hashOf(token), caller.accountId, openDays],
      );
      return this.send(caller, await this.mustFind(pid), token, 'person.invite-again');
    });
  }

  revoke(caller: Caller, pid: string): Promise<{ done: true }> {
    return this.database.transaction(async () => {
      const row = await this.mustFind(pid);
      await this.database.query(`DELETE FROM account_token WHERE pid = $1`, [pid]);
      await this.record(caller, row, 'person.uninvite');
      return { done: true as const };
    });
  }

  private async mustFind(pid: string): Promise<InvitationRow> {
    const row = await this.database.one<InvitationRow>(`${invitationSelect} AND t.pid = $1`, [pid]);
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
    const subject = { libraryId: row.libraryId, kind: 'invitation', pid: row.pid, title: row.email };
    return this.audit.record(caller, action, subject, { role: row.role, collection: row.collection?.pid ?? null });
  }
}
