import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';

interface Limit {
  tries: number;
  minutes: number;
}

export const limits = {
  account: { tries: 8, minutes: 15 },
  address: { tries: 40, minutes: 15 },
  resetAccount: { tries: 3, minutes: 60 },
  resetAddress: { tries: 15, minutes: 60 },
} satisfies Record<string, Limit>;

/** Whoever has one IPv6 address has its whole /64. */
function networkOf(ip: string): string {
  const address = ipaddr.parse(ip);
  if (address instanceof ipaddr.IPv4) return ip;
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/**
 * Slows down guessing, by account and by address, for accounts that do not exist as for those that do.
 * A try is counted before it is made: a hundred at once are a hundred. Never inside the transaction of what
 * is tried, or a refusal would take its own count back.
 */
@Injectable()
export class GuessingService {
  private readonly byAddress: boolean;

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    this.byAddress = config.env.RATE_LIMIT;
  }

  async countSignIn(email: string, ip: string | null): Promise<void> {
    // The address first: one that is shut out can no longer shut others' accounts.
    if (ip !== null && this.byAddress) await this.count(`address:${networkOf(ip)}`, limits.address, 'session.locked');
    await this.count(`account:${email.toLowerCase()}`, limits.account, 'session.locked');
  }

  async countReset(email: string, ip: string | null): Promise<void> {
    if (ip !== null && this.byAddress) {
      await this.count(`reset-address:${networkOf(ip)}`, limits.resetAddress, 'request.too-many');
    }
    await this.count(`reset:${email.toLowerCase()}`, limits.resetAccount, 'request.too-many');
  }

  /** After the right password: the account's count is void, and the address gets back the one try that was none. */
  async signedIn(email: string, ip: string | null): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_attempt WHERE subject = $1`, [`account:${email.toLowerCase()}`]);
    if (ip !== null) {
      await this.database.query(
        `UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0) WHERE subject = $1 AND locked_until IS NULL`,
        [`address:${networkOf(ip)}`],
      );
    }
  }

  /** Old counts say nothing any more; made-up addresses must not fill the table. */
  async tidy(): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_attempt WHERE window_started_at < now() - interval '1 day'`);
  }

  private async count(subject: string, limit: Limit, problem: 'session.locked' | 'request.too-many'): Promise<void> {
    const row = await this.database.one<{ wait: number | null }>(
      `INSERT INTO sign_in_attempt AS known (subject, failures) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET
         failures = CASE WHEN known.locked_until <= now() OR known.window_started_at < now() - make_interval(mins => $3)
                         THEN 1 ELSE known.failures + 1 END,
         window_started_at = CASE WHEN known.locked_until <= now()
                                    OR known.window_started_at < now() - make_interval(mins => $3)
                                  THEN now() ELSE known.window_started_at END,
         locked_until = CASE WHEN known.locked_until > now() THEN known.locked_until
                             WHEN known.locked_until IS NULL AND known.failures >= $2
                                  AND known.window_started_at >= now() - make_interval(mins => $3)
                             THEN now() + make_interval(mins => $3) END
       RETURNING ceil(extract(epoch FROM locked_until - now()))::integer AS wait`,
      [subject, limit.tries, limit.minutes],
    );
    if (row?.wait != null) throw new Problem(problem, { retryAfter: Math.max(1, row.wait) });
  }
}
