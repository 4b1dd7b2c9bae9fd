import { Injectable } from '@nestjs/common';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { hashOf, newToken } from './token.js';

const openMinutes = 5;

export interface Step {
  purpose: 'second' | 'passkey' | 'enrol' | 'fresh';
  accountId: number | null;
  sessionHash?: Buffer | null;
  challenge?: string | null;
}

interface StepRow {
  accountId: number | null;
  challenge: string | null;
}

/** Something begun that the same browser must end within minutes: named by a token that only it was told, used once. */
@Injectable()
export class StepService {
  constructor(private readonly database: Database) {}

  async open({ purpose, accountId, sessionHash, challenge }: Step): Promise<string> {
    await this.database.query(`DELETE FROM sign_in_step WHERE expires_at < now()`);
    const token = newToken();
    await this.database.query(
      `INSERT INTO sign_in_step (token_hash, purpose, account_id, session_hash, challenge, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(mins => $6))`,
      [hashOf(token), purpose, accountId, sessionHash ?? null, challenge ?? null, openMinutes],
    );
    return token;
  }

  /** A password that was changed since, or an account that was closed, ends what the old one began. */
  look(token: string, purpose: Step['purpose'], sessionHash?: Buffer): Promise<StepRow> {
    return this.find('SELECT', token, purpose, sessionHash);
  }

  /** Whoever takes it has it alone. */
  take(token: string, purpose: Step['purpose'], sessionHash?: Buffer): Promise<StepRow> {
    return this.find('DELETE', token, purpose, sessionHash);
  }

  async setChallenge(token: string, challenge: string): Promise<void> {
    await this.database.query(`UPDATE sign_in_step SET challenge = $2 WHERE token_hash = $1`, [
      hashOf(token),
      challenge,
    ]);
  }

  /** A challenge is answered once, rightly or wrongly. */
  async takeChallenge(token: string): Promise<string> {
    const row = await this.database.one<{ challenge: string | null }>(
      `UPDATE sign_in_step now SET challenge = NULL FROM sign_in_step before
        WHERE now.token_hash = $1 AND before.token_hash = now.token_hash AND now.challenge IS NOT NULL
        RETURNING before.challenge`,
      [hashOf(token)],
    );
    if (!row?.challenge) throw new Problem('session.step-over');
    return row.challenge;
  }

  private async find(
    verb: 'SELECT' | 'DELETE',
    token: string,
    purpose: string,
    sessionHash?: Buffer,
  ): Promise<StepRow> {
    const where = `s.token_hash = $1 AND s.purpose = $2 AND s.expires_at > now() AND s.session_hash IS NOT DISTINCT FROM $3
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = s.account_id
                       AND (a.state <> 'active' OR a.password_changed_at > s.created_at))`;
    const columns = `s.account_id AS "accountId", s.challenge`;
    const row = await this.database.one<StepRow>(
      verb === 'SELECT'
        ? `SELECT ${columns} FROM sign_in_step s WHERE ${where}`
        : `DELETE FROM sign_in_step s WHERE ${where} RETURNING ${columns}`,
      [hashOf(token), purpose, sessionHash ?? null],
    );
    if (!row) throw new Problem('session.step-over');
    return row;
  }
}
