import { Injectable } from '@nestjs/common';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';

/** So many in a row are typing errors; then each one doubles the wait, up to an hour. */
const free = 5;
const firstWaitSeconds = 15;
const longestWaitSeconds = 3600;

export type GuessedKind = 'code' | 'recovery';

/**
 * Slows down guessing of codes. Only whoever knows the password or sits in a session gets here, so strangers cannot
 * keep anybody out; recovery codes wait apart from those of the app, and passkeys never do. Counted before it is
 * tried, and outside the transaction of what is tried.
 */
@Injectable()
export class FactorGuessing {
  constructor(private readonly database: Database) {}

  async count(accountId: number, kind: GuessedKind): Promise<void> {
    const counted = await this.database.one(
      `INSERT INTO factor_attempt AS known (account_id, kind, failures) VALUES ($1, $2, 1)
       ON CONFLICT (account_id, kind) DO UPDATE SET failures = known.failures + 1,
         next_at = now() + CASE WHEN known.failures + 1 < $3::integer THEN interval '0'
                                ELSE make_interval(secs => least($5::integer, $4::integer * power(2, least(known.failures + 1 - $3::integer, 20)))) END
       WHERE known.next_at <= now() RETURNING 1`,
      [accountId, kind, free, firstWaitSeconds, longestWaitSeconds],
    );
    if (counted) return;
    const row = await this.database.one<{ wait: number }>(
      `SELECT ceil(extract(epoch FROM next_at - now()))::integer AS wait FROM factor_attempt
        WHERE account_id = $1 AND kind = $2`,
      [accountId, kind],
    );
    throw new Problem('session.locked', { retryAfter: Math.max(1, row?.wait ?? 1) });
  }

  async right(accountId: number, kind: GuessedKind): Promise<void> {
    await this.database.query(`DELETE FROM factor_attempt WHERE account_id = $1 AND kind = $2`, [accountId, kind]);
  }
}
