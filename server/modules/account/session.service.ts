import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Grant } from '../../contract/permissions.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { AccountRepository } from './account.repository.js';
import { SecuritySettings } from './security.settings.js';
import { SessionRepository } from './session.repository.js';
import { hashOf, newToken } from './token.js';

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

type OwnSession = Answer<'GET /sessions'>['rows'][number];

/** Sessions live in the database, so that any process can answer and signing out ends them everywhere at once. */
@Injectable()
export class SessionService {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly accounts: AccountRepository,
    private readonly settings: SecuritySettings,
  ) {}

  async open(accountId: number, ip: string | null, userAgent: string | null): Promise<string> {
    const token = newToken();
    const agent = userAgent?.slice(0, 300) ?? null;
    const session = { tokenHash: hashOf(token), accountId, csrfToken: newToken(), ip, userAgent: agent };
    await this.sessions.open(session, await this.settings.rules());
    return token;
  }

  async find(token: string): Promise<LiveSession | null> {
    const tokenHash = hashOf(token);
    const rules = await this.settings.rules();
    const row = await this.sessions.find(tokenHash, rules);
    if (!row) return null;
    const { stale, admin, hasFactor, ...session } = row;
    if (stale) {
      await this.sessions.slide(tokenHash, rules);
      await this.accounts.seen(row.accountId);
    }
    const mustEnrol = rules.requireFactor && admin && !hasFactor;
    const idleSeconds = 3600 * (admin ? rules.adminIdleHours : rules.idleDays * 24);
    return { ...session, grants: mustEnrol ? [] : row.grants, mustEnrol, idleSeconds, tokenHash, slid: stale };
  }

  close(token: string): Promise<void> {
    return this.sessions.close(hashOf(token));
  }

  /** Everywhere, or everywhere but here. */
  closeAll(accountId: number, exceptToken?: string): Promise<void> {
    return this.sessions.closeAll(accountId, exceptToken === undefined ? undefined : hashOf(exceptToken));
  }

  async list(accountId: number, currentPid: string | undefined): Promise<OwnSession[]> {
    const rows = await this.sessions.alive(accountId, await this.settings.rules());
    return rows.map((row) => ({
      ...row,
      current: row.pid === currentPid,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }));
  }

  async closeOne(accountId: number, pid: string): Promise<void> {
    if (!(await this.sessions.closeOne(accountId, pid))) throw new Problem('session.not-found');
  }

  /** Whoever sits there has just shown that they are who they say. */
  verified({ tokenHash }: LiveSession): Promise<void> {
    return this.sessions.verified(tokenHash);
  }

  tidy(): Promise<void> {
    return this.sessions.tidy();
  }
}
