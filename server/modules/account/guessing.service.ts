import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { foldEmail } from '../../contract/email.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { networkOf } from '../../platform/http/network.js';
import { mailGap, type Pace, paces, pressureMinutes, pressureOf, waitsOf } from './guessing.pace.js';

/** Who tries to sign in, as far as counting goes. */
export interface Guess {
  /** Null for a name that nobody has: it is counted all the same. */
  accountId: number | null;
  email: string;
  ip: string | null;
  /** The row of a browser in which this account was signed in before. */
  knownBrowser: string | null;
}

/** What is typed as a name may be a password: no count is kept under the words themselves. */
const subjectOf = (kind: string, ...parts: (string | number)[]) =>
  `${kind}:${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32)}`;

/**
 * Slows guessing down without letting strangers shut anybody out. Tries are counted by account and address together,
 * with growing waits; a browser in which the account was signed in before has a count of its own. Guessing from thousands
 * of addresses makes each new address wait a little first, which delays the owner's new browser as well, but only once.
 * A try is counted before it is made: a hundred at once are a hundred. Never inside the transaction of what is tried,
 * or a refusal would take its own count back.
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

  async countSignIn(guess: Guess): Promise<void> {
    if (guess.knownBrowser !== null) {
      await this.count(this.known(guess), paces.pair, 0);
      return;
    }
    // The address first: one that is made to wait no longer adds to what others have to wait.
    const network = this.network(guess.ip);
    if (network !== null) await this.count(subjectOf('address', network), paces.address, 0);
    const account = subjectOf('account', nameOf(guess));
    const pressure = pressureOf((await this.triesAt(account)) + 1);
    await this.count(this.pair(guess), network === null ? paces.anywhere : paces.pair, pressure);
    await this.add(account);
  }

  /** After the right password: the counts that the owner could have caused are void, or get back the one that was none. */
  async signedIn(guess: Guess): Promise<void> {
    const own = guess.knownBrowser === null ? this.pair(guess) : this.known(guess);
    await this.database.query(`DELETE FROM sign_in_attempt WHERE subject = $1`, [own]);
    if (guess.knownBrowser !== null) return;
    const network = this.network(guess.ip);
    const shared = [subjectOf('account', nameOf(guess)), ...(network === null ? [] : [subjectOf('address', network)])];
    await this.database.query(
      `UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0),
              locked_until = CASE WHEN failures <= $2 THEN NULL ELSE locked_until END WHERE subject = ANY ($1)`,
      [shared, paces.address.free],
    );
  }

  /** An unwatched browser must not become a place for guessing; what happens in it is nobody else's. */
  countInSession(sessionPid: string): Promise<void> {
    return this.count(subjectOf('session', sessionPid), paces.pair, 0);
  }

  async rightInSession(sessionPid: string): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_attempt WHERE subject = $1`, [subjectOf('session', sessionPid)]);
  }

  async countReset(ip: string | null): Promise<void> {
    const network = this.network(ip);
    if (network !== null) await this.count(subjectOf('reset-address', network), paces.reset, 0, 'request.too-many');
  }

  /** By the address that is written to, whoever invites and to wherever. */
  countInvitation(email: string): Promise<void> {
    return this.count(subjectOf('invitation', foldEmail(email)), paces.invitation, 0, 'request.too-many');
  }

  /**
   * Whether the mail that was asked for goes out. One that went out shortly before still works, and the gap grows with
   * each: whoever asks for somebody else neither fills a mailbox nor takes the mail from its owner.
   */
  async mayMail(accountId: number): Promise<boolean> {
    const row = await this.database.one<{ now: boolean }>(
      `INSERT INTO sign_in_attempt AS known (subject, failures, locked_until)
       VALUES ($1, 1, now() + make_interval(mins => $2))
       ON CONFLICT (subject) DO UPDATE SET window_started_at = now(),
         failures = CASE WHEN known.locked_until < now() - interval '1 day' THEN 1 ELSE known.failures + 1 END,
         locked_until = now() + CASE WHEN known.locked_until < now() - interval '1 day' THEN make_interval(mins => $2)
           ELSE least(make_interval(mins => $2) * 2 ^ least(known.failures, 8), make_interval(mins => $3)) END
       WHERE known.locked_until <= now() RETURNING true AS now`,
      [subjectOf('mail', accountId), mailGap.minutes, mailGap.longestMinutes],
    );
    return row !== undefined;
  }

  /** The owner came in by a link: nothing that others did before matters here any more. */
  async openedByLink(accountId: number, ip: string | null): Promise<void> {
    const guess = { accountId, email: '', ip, knownBrowser: null };
    await this.database.query(`DELETE FROM sign_in_attempt WHERE subject = ANY ($1)`, [
      [this.pair(guess), subjectOf('account', nameOf(guess))],
    ]);
  }

  /** The links that were mailed do nothing any more: the next mail that is asked for goes out at once. */
  async linksVoid(accountId: number): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_attempt WHERE subject = $1`, [subjectOf('mail', accountId)]);
  }

  /** Old counts say nothing any more; made-up addresses must not fill the table. */
  async tidy(): Promise<void> {
    await this.database.query(
      `DELETE FROM sign_in_attempt WHERE greatest(window_started_at, locked_until) < now() - interval '2 days'`,
    );
  }

  private network(ip: string | null): string | null {
    return ip === null || !this.byAddress ? null : networkOf(ip);
  }

  private pair(guess: Guess): string {
    return subjectOf('pair', nameOf(guess), this.network(guess.ip) ?? '');
  }

  private known(guess: Guess): string {
    return subjectOf('known', nameOf(guess), guess.knownBrowser!);
  }

  /** How many tries unknown browsers have made at an account of late. What was refused was none. */
  private async triesAt(subject: string): Promise<number> {
    const row = await this.database.one<{ failures: number }>(
      `SELECT failures FROM sign_in_attempt WHERE subject = $1 AND window_started_at > now() - make_interval(mins => $2)`,
      [subject, pressureMinutes],
    );
    return row?.failures ?? 0;
  }

  private async add(subject: string): Promise<void> {
    await this.database.query(
      `INSERT INTO sign_in_attempt AS known (subject, failures) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET window_started_at = now(),
         failures = CASE WHEN known.window_started_at < now() - make_interval(mins => $2) THEN 1 ELSE known.failures + 1 END`,
      [subject, pressureMinutes],
    );
  }

  /**
   * Counts one try, or refuses it while the last one's wait runs. `atFirst` is what somebody new has to wait before the
   * first try; having waited is kept as the end of that wait, so that nobody else can make it longer.
   */
  private async count(
    subject: string,
    pace: Pace,
    atFirst: number,
    problem: 'session.locked' | 'request.too-many' = 'session.locked',
  ): Promise<void> {
    // No row: the wait of an earlier try still runs. A row without a try: it was made to wait before its first.
    const counted = await this.database.one<{ failures: number }>(
      `INSERT INTO sign_in_attempt AS known (subject, failures, window_started_at, locked_until)
       VALUES ($1, CASE WHEN $2 > 0 THEN 0 ELSE 1 END, clock_timestamp(),
               clock_timestamp() + make_interval(secs => CASE WHEN $2 > 0 THEN $2 ELSE ($3::integer[])[1] END))
       ON CONFLICT (subject) DO UPDATE SET (failures, window_started_at, locked_until) = (
         SELECT next.failures, CASE WHEN $5 AND NOT next.anew THEN known.window_started_at ELSE clock_timestamp() END,
                clock_timestamp() + make_interval(secs => CASE WHEN next.failures = 0 THEN $2
                  ELSE ($3::integer[])[least(next.failures, cardinality($3::integer[]))] END)
           FROM (SELECT old.anew, CASE WHEN old.anew AND $2 > 0 THEN 0 WHEN old.anew THEN 1 ELSE known.failures + 1 END AS failures
                   FROM (SELECT greatest(known.window_started_at, CASE WHEN NOT $5 THEN known.locked_until END)
                                < clock_timestamp() - make_interval(mins => $4) AS anew) AS old) AS next)
       WHERE known.locked_until IS NULL OR known.locked_until <= clock_timestamp()
       RETURNING failures`,
      [subject, atFirst, waitsOf(pace, atFirst), pace.minutes, pace.from === 'first'],
    );
    if (counted && counted.failures > 0) return;
    const row = await this.database.one<{ wait: number }>(
      `SELECT ceil(extract(epoch FROM locked_until - clock_timestamp()))::integer AS wait
         FROM sign_in_attempt WHERE subject = $1`,
      [subject],
    );
    throw new Problem(problem, { retryAfter: Math.max(1, row?.wait ?? atFirst) });
  }
}

const nameOf = ({ accountId, email }: Guess) => (accountId === null ? `name ${foldEmail(email)}` : accountId);
