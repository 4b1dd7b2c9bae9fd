import { Injectable } from '@nestjs/common';
import { foldEmail } from '../../contract/email.js';
import type { Locale, LocalizedText } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import type { GrantScope } from './grant.repository.js';
import { LinkEntity } from './link.entity.js';

interface Named {
  pid: string;
  name: LocalizedText;
}

export interface InvitationRow extends GrantScope {
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

export interface NewInvitation {
  email: string;
  grant: GrantScope & { role: Role; locale: Locale };
  tokenHash: Buffer;
  invitedBy: number | null;
  days: number;
}

const select = `
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

/** Invitations that nobody has accepted yet. */
@Injectable()
export class InvitationRepository {
  constructor(private readonly database: Database) {}

  list(libraryPid: string | null): Promise<InvitationRow[]> {
    return this.database.query<InvitationRow>(
      `${select} AND l.pid IS NOT DISTINCT FROM $1 ORDER BY t.created_at DESC, t.pid`,
      [libraryPid],
    );
  }

  find(pid: string): Promise<InvitationRow | undefined> {
    return this.database.one<InvitationRow>(`${select} AND t.pid = $1`, [pid]);
  }

  /** The one that this link is of, as long as it lasts. */
  byLink(tokenHash: Buffer, lock: boolean): Promise<InvitationRow | undefined> {
    const sql = `${select} AND t.token_hash = $1 AND t.expires_at > now() ${lock ? 'FOR UPDATE OF t' : ''}`;
    return this.database.one<InvitationRow>(sql, [tokenHash]);
  }

  /** One open invitation for one person to one scope, also when asked for ten times at once: the latest word counts. */
  async put({ email, grant, tokenHash, invitedBy, days }: NewInvitation): Promise<string> {
    const row = await this.database.one<{ pid: string }>(
      `INSERT INTO account_token (token_hash, kind, email, email_folded, grants, library_id, invited_by, pid, expires_at)
       VALUES ($1, 'invitation', $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))
       ON CONFLICT (email_folded, (coalesce(library_id, 0)), (coalesce(grants -> 0 ->> 'collectionId', '')))
         WHERE kind = 'invitation' AND used_at IS NULL
       DO UPDATE SET token_hash = excluded.token_hash, email = excluded.email, grants = excluded.grants,
         invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at
       RETURNING pid`,
      [tokenHash, email, foldEmail(email), JSON.stringify([grant]), grant.libraryId, invitedBy, newPid(), days],
    );
    return row!.pid;
  }

  /** The link that it had before stops working. */
  async renew(pid: string, tokenHash: Buffer, invitedBy: number | null, days: number): Promise<void> {
    await this.rows.update({ pid }, { tokenHash, invitedBy, expiresAt: () => `now() + interval '${days} days'` });
  }

  async accepted(pid: string, accountId: number): Promise<void> {
    await this.rows.update({ pid }, { usedAt: now, accountId });
  }

  async remove(pid: string): Promise<void> {
    await this.rows.delete({ pid });
  }

  private get rows() {
    return this.database.rows(LinkEntity);
  }
}
