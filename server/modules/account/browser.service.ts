import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '../../platform/database/database.js';
import { KnownBrowserCookie } from './session.cookie.js';
import { hashOf, newToken } from './token.js';

const knownDays = 180;
const mostBrowsers = 10;

/**
 * Browsers in which somebody was signed in before. Being known opens nothing: it only means that what strangers guess
 * elsewhere does not slow the owner down here.
 */
@Injectable()
export class BrowserService {
  constructor(
    private readonly database: Database,
    private readonly cookie: KnownBrowserCookie,
  ) {}

  /** A name for its count, or null. */
  async find(request: Request, accountId: number | null): Promise<string | null> {
    const token = this.cookie.read(request);
    if (token === undefined) return null;
    const tokenHash = hashOf(token);
    const row = await this.database.one(
      `SELECT 1 FROM known_browser WHERE token_hash = $1 AND account_id = $2 AND expires_at > now()`,
      [tokenHash, accountId],
    );
    return row ? tokenHash.toString('hex') : null;
  }

  /** After signing in. The token is a new one each time: one that was planted beforehand becomes known to nobody. */
  async remember(request: Request, response: Response, accountId: number): Promise<void> {
    const earlier = this.cookie.read(request);
    const token = newToken();
    const tokenHash = hashOf(token);
    if (earlier !== undefined) {
      await this.database.query(`UPDATE known_browser SET token_hash = $2 WHERE token_hash = $1`, [
        hashOf(earlier),
        tokenHash,
      ]);
    }
    await this.database.query(
      `INSERT INTO known_browser (token_hash, account_id, expires_at) VALUES ($1, $2, now() + make_interval(days => $3))
       ON CONFLICT (token_hash, account_id) DO UPDATE SET used_at = now(), expires_at = excluded.expires_at`,
      [tokenHash, accountId, knownDays],
    );
    await this.database.query(
      `DELETE FROM known_browser WHERE account_id = $1 AND token_hash NOT IN
         (SELECT token_hash FROM known_browser WHERE account_id = $1 ORDER BY used_at DESC, token_hash LIMIT $2)`,
      [accountId, mostBrowsers],
    );
    this.cookie.write(response, token, knownDays * 86_400);
  }

  async forgetAll(accountId: number): Promise<void> {
    await this.database.query(`DELETE FROM known_browser WHERE account_id = $1`, [accountId]);
  }

  async tidy(): Promise<void> {
    await this.database.query(`DELETE FROM known_browser WHERE expires_at < now()`);
  }
}
