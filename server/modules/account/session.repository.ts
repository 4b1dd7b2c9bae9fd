import { Injectable } from '@nestjs/common';
import { Not, Raw } from 'typeorm';
import type { SecurityRules } from '../../contract/api/factor.routes.js';
import type { Locale } from '../../contract/localized.js';
import type { Grant } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { hasFactorSql, isAdminSql } from './factor.sql.js';
import { SessionEntity } from './session.entity.js';

/** Moving the end with every request would write a row for every tile. */
const slideAfterMinutes = 5;

/** A session that lives, with who it is and what they hold. */
export interface SessionRow {
  pid: string;
  csrfToken: string;
  accountId: number;
  accountPid: string;
  email: string;
  name: string;
  locale: Locale;
  grants: Grant[];
  fresh: boolean;
  /** Its end is to be moved. */
  stale: boolean;
  admin: boolean;
  hasFactor: boolean;
}

/** As its owner sees it in a list. */
export interface OwnSessionRow {
  pid: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

export interface NewSession {
  tokenHash: Buffer;
  accountId: number;
  csrfToken: string;
  ip: string | null;
  userAgent: string | null;
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

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async open({ tokenHash, accountId, csrfToken, ip, userAgent }: NewSession, rules: SecurityRules): Promise<void> {
    await this.asked(
      `INSERT INTO session (token_hash, pid, account_id, csrf_token, ip, user_agent, expires_at)
       SELECT $1, $2, a.id, $4, $5, $6, now() + ${idleSql(7)} FROM account a ${whoSql} WHERE a.id = $3`,
      [tokenHash, newPid(), accountId, csrfToken, ip, userAgent, ...spans(rules).slice(0, 2)],
    );
  }

  async find(tokenHash: Buffer, rules: SecurityRules): Promise<SessionRow | undefined> {
    // With each request of somebody who has signed in.
    const [row] = await this.asked<SessionRow>(
      keptPlan(`SELECT s.pid, s.csrf_token AS "csrfToken", a.id AS "accountId", a.pid AS "accountPid", a.email, a.name, a.locale,
              s.last_seen_at < now() - make_interval(mins => $2) AS stale,
              s.verified_at > now() - make_interval(mins => $3) AS fresh, who.admin, ${hasFactorSql} AS "hasFactor",
              coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'libraryId', g.library_id,
                                                            'collectionId', g.collection_id))
                          FROM role_grant g WHERE g.account_id = a.id), '[]') AS grants
         FROM session s JOIN account a ON a.id = s.account_id ${whoSql}
        WHERE s.token_hash = $1 AND a.state = 'active' AND ${aliveSql(4)}`),
      [tokenHash, slideAfterMinutes, rules.freshMinutes, ...spans(rules)],
    );
    return row;
  }

  async slide(tokenHash: Buffer, rules: SecurityRules): Promise<void> {
    await this.asked(
      `UPDATE session s SET last_seen_at = now(),
              expires_at = least(now() + ${idleSql(2)}, s.created_at + ${longestSql(2)})
         FROM account a ${whoSql}
        WHERE s.token_hash = $1 AND a.id = s.account_id`,
      [tokenHash, ...spans(rules)],
    );
  }

  /** Those that live, the one used last before the others. */
  alive(accountId: number, rules: SecurityRules): Promise<OwnSessionRow[]> {
    return this.asked<OwnSessionRow>(
      `SELECT s.pid, host(s.ip) AS ip, s.user_agent AS "userAgent", s.created_at AS "createdAt",
              s.last_seen_at AS "lastSeenAt"
         FROM session s JOIN account a ON a.id = s.account_id ${whoSql}
        WHERE s.account_id = $1 AND ${aliveSql(2)} ORDER BY s.last_seen_at DESC`,
      [accountId, ...spans(rules)],
    );
  }

  async verified(tokenHash: Buffer): Promise<void> {
    await this.rows.update({ tokenHash }, { verifiedAt: now });
  }

  async close(tokenHash: Buffer): Promise<void> {
    await this.rows.delete({ tokenHash });
  }

  async closeOne(accountId: number, pid: string): Promise<boolean> {
    return (await this.rows.delete({ accountId, pid })).affected === 1;
  }

  async closeAll(accountId: number, but?: Buffer): Promise<void> {
    await this.rows.delete({ accountId, ...(but && { tokenHash: Not(but) }) });
  }

  async tidy(): Promise<void> {
    await this.rows.delete({ expiresAt: Raw((at) => `${at} < now()`) });
  }

  private get rows() {
    return this.database.rows(SessionEntity);
  }

  /** How long a session lives hangs on the roles of its owner, wherever those are. */
  private asked<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.asSystem('what somebody holds comes before where they work', () =>
      this.database.query<Row>(sql, parameters),
    );
  }
}
