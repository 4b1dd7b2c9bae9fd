import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { SecurityRules } from '../../contract/api/factor.routes.js';
import { newPid } from '../../contract/pid.js';
import type { Grant } from '../../contract/permissions.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { hasFactorSql, isAdminSql } from './factor.sql.js';
import { SecuritySettings } from './security.settings.js';
import { hashOf, newToken } from './token.js';

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
  /** None while a second factor that is asked of them is still to be set up. */
  grants: Grant[];
  mustEnrol: boolean;
  /** Whoever sits there has shown it within the last minutes. */
  fresh: boolean;
  idleSeconds: number;
  /** Whether its cookie should be sent again, with the new end. */
  slid: boolean;
}

interface SessionRow extends Omit<LiveSession, 'tokenHash' | 'slid' | 'mustEnrol' | 'idleSeconds'> {
  stale: boolean;
  admin: boolean;
  hasFactor: boolean;
}

/**
 * How long a session lives without being used, and at most: a stolen one does not live for ever, and an admin's even
 * less. Asked with every request, so that a new role or a new rule counts at once. `who.admin` stands in the statement.
 */
const idleSql = (first: number) =>
  `make_interval(hours => CASE WHEN who.admin THEN $${first}::integer ELSE $${first + 1}::integer END)`;
const longestSql = (first: number) =>
  `make_interval(days => CASE WHEN who.admin THEN $${first + 2}::integer ELSE $${first + 3}::integer END)`;
const aliveSql = (first: number) => `s.expires_at > now() AND s.last_seen_at > now() - ${idleSql(first)}
  AND s.created_at > now() - ${longestSql(first)}`;
const whoSql = `CROSS JOIN LATERAL (SELECT ${isAdminSql} AS admin) who`;
const spans = (rules: SecurityRules) => [
  rules.adminIdleHours,
  rules.idleDays * 24,
  rules.adminLongestDays,
  rules.longestDays,
];

interface Times {
  createdAt: Date;
  lastSeenAt: Date;
}

type OwnSessionRow = Answer<'GET /sessions'>['rows'][number];

/** Sessions live in the database, so that any process can answer and signing out ends them everywhere at once. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly settings: SecuritySettings,
  ) {}

  async open(accountId: number, ip: string | null, userAgent: string | null): Promise<string> {
    const token = newToken();
    const rules = await this.settings.rules();
    const agent = userAgent?.slice(0, 300) ?? null;
    await this.asked(
      `INSERT INTO session (token_hash, pid, account_id, csrf_token, ip, user_agent, expires_at)
       SELECT $1, $2, a.id, $4, $5, $6, now() + ${idleSql(7)} FROM account a ${whoSql} WHERE a.id = $3`,
      [hashOf(token), newPid(), accountId, newToken(), ip, agent, ...spans(rules).slice(0, 2)],
    );
    return token;
  }

  async find(token: string): Promise<LiveSession | null> {
    const tokenHash = hashOf(token);
    const rules = await this.settings.rules();
    const [row] = await this.asked<SessionRow>(
      `SELECT s.pid, s.csrf_token AS "csrfToken", a.id AS "accountId", a.pid AS "accountPid", a.email, a.name, a.locale,
              s.last_seen_at < now() - make_interval(mins => $2) AS stale,
              s.verified_at > now() - make_interval(mins => $3) AS fresh, who.admin, ${hasFactorSql} AS "hasFactor",
              coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'libraryId', g.library_id,
                                                            'collectionId', g.collection_id))
                          FROM role_grant g WHERE g.account_id = a.id), '[]') AS grants
         FROM session s JOIN account a ON a.id = s.account_id ${whoSql}
        WHERE s.token_hash = $1 AND a.state = 'active' AND ${aliveSql(4)}`,
      [tokenHash, slideAfterMinutes, rules.freshMinutes, ...spans(rules)],
    );
    if (!row) return null;
    const { stale, admin, hasFactor, ...session } = row;
    if (stale) await this.slide(tokenHash, row.accountId, rules);
    const mustEnrol = rules.requireFactor && admin && !hasFactor;
    const idleSeconds = 3600 * (admin ? rules.adminIdleHours : rules.idleDays * 24);
    return { ...session, grants: mustEnrol ? [] : row.grants, mustEnrol, idleSeconds, tokenHash, slid: stale };
  }

  private async slide(tokenHash: Buffer, accountId: number, rules: SecurityRules): Promise<void> {
    await this.asked(
      `UPDATE session s SET last_seen_at = now(),
              expires_at = least(now() + ${idleSql(2)}, s.created_at + ${longestSql(2)})
         FROM account a ${whoSql}
        WHERE s.token_hash = $1 AND a.id = s.account_id`,
      [tokenHash, ...spans(rules)],
    );
    await this.database.query(`UPDATE account SET last_seen_at = now() WHERE id = $1`, [accountId]);
  }

  /** How long a session lives hangs on the roles of its owner, wherever those are. */
  private asked<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.asSystem('what somebody holds comes before where they work', () =>
      this.database.query<Row>(sql, parameters),
    );
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
    const rows = await this.asked<Omit<OwnSessionRow, 'current' | 'createdAt' | 'lastSeenAt'> & Times>(
      `SELECT s.pid, host(s.ip) AS ip, s.user_agent AS "userAgent", s.created_at AS "createdAt",
              s.last_seen_at AS "lastSeenAt"
         FROM session s JOIN account a ON a.id = s.account_id ${whoSql}
        WHERE s.account_id = $1 AND ${aliveSql(2)} ORDER BY s.last_seen_at DESC`,
      [accountId, ...spans(await this.settings.rules())],
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
