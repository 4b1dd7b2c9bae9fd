import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import { newPid } from '../../contract/pid.js';
import type { Grant } from '../../contract/permissions.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { hashOf, newToken } from './token.js';

/** How long a session lives without being used. Each use moves the end. */
export const idleDays = 14;
/** However busy, a session ends: a stolen one does not live for ever. */
const longestDays = 90;
/** Moving the end with every request would write a row for every tile. */
const slideAfterMinutes = 5;

export interface LiveSession {
  pid: string;
  tokenHash: Buffer;
  csrfToken: string;
  accountId: number;
  accountPid: string;
  email: string;
  name: string;
  locale: Locale;
  grants: Grant[];
  /** Whether its cookie should be sent again, with the new end. */
  slid: boolean;
}

interface SessionRow extends Omit<LiveSession, 'tokenHash' | 'slid'> {
  stale: boolean;
}

interface Times {
  createdAt: Date;
  lastSeenAt: Date;
}

type OwnSessionRow = Answer<'GET /sessions'>['rows'][number];

/** Sessions live in the database, so that any process can answer and signing out ends them everywhere at once. */
@Injectable()
export class SessionService {
  constructor(private readonly database: Database) {}

  async open(accountId: number, ip: string | null, userAgent: string | null): Promise<string> {
    const token = newToken();
    await this.database.query(
      `INSERT INTO session (token_hash, pid, account_id, csrf_token, ip, user_agent, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`,
      [hashOf(token), newPid(), accountId, newToken(), ip, userAgent?.slice(0, 300) ?? null, idleDays],
    );
    return token;
  }

  async find(token: string): Promise<LiveSession | null> {
    const tokenHash = hashOf(token);
    const row = await this.database.one<SessionRow>(
      `SELECT s.pid, s.csrf_token AS "csrfToken", a.id AS "accountId", a.pid AS "accountPid", a.email, a.name, a.locale,
              s.last_seen_at < now() - make_interval(mins => $2) AS stale,
              coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'libraryId', g.library_id,
                                                            'collectionId', g.collection_id))
                          FROM role_grant g WHERE g.account_id = a.id), '[]') AS grants
         FROM session s JOIN account a ON a.id = s.account_id
        WHERE s.token_hash = $1 AND s.expires_at > now() AND a.state = 'active'`,
      [tokenHash, slideAfterMinutes],
    );
    if (!row) return null;
    const { stale, ...session } = row;
    if (stale) await this.slide(tokenHash, row.accountId);
    return { ...session, tokenHash, slid: stale };
  }

  private async slide(tokenHash: Buffer, accountId: number): Promise<void> {
    await this.database.query(
      `UPDATE session SET last_seen_at = now(),
              expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3))
        WHERE token_hash = $1`,
      [tokenHash, idleDays, longestDays],
    );
    await this.database.query(`UPDATE account SET last_seen_at = now() WHERE id = $1`, [accountId]);
  }

  async close(token: string): Promise<void> {
    await this.database.query(`DELETE FROM session WHERE token_hash = $1`, [hashOf(token)]);
  }

  /** Everywhere, or everywhere but here. */
  async closeAll(accountId: number, exceptToken?: string): Promise<void> {
    await this.database.query(`DELETE FROM session WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2`, [
      accountId,
      exceptToken === undefined ? null : hashOf(exceptToken),
    ]);
  }

  async list(accountId: number, currentPid: string | undefined): Promise<OwnSessionRow[]> {
    const rows = await this.database.query<Omit<OwnSessionRow, 'current' | 'createdAt' | 'lastSeenAt'> & Times>(
      `SELECT pid, host(ip) AS ip, user_agent AS "userAgent", created_at AS "createdAt", last_seen_at AS "lastSeenAt"
         FROM session WHERE account_id = $1 AND expires_at > now() ORDER BY last_seen_at DESC`,
      [accountId],
    );
    return rows.map((row) => ({
      ...row,
      current: row.pid === currentPid,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }));
  }

  async closeOne(accountId: number, pid: string): Promise<void> {
    const rows = await this.database.query(`DELETE FROM session WHERE account_id = $1 AND pid = $2 RETURNING pid`, [
      accountId,
      pid,
    ]);
    if (rows.length === 0) throw new Problem('session.not-found');
  }

  async tidy(): Promise<void> {
    await this.database.query(`DELETE FROM session WHERE expires_at < now()`);
  }
}
