import { Injectable } from '@nestjs/common';
import { Raw } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import { BrowserEntity } from './browser.entity.js';

@Injectable()
export class BrowserRepository {
  constructor(private readonly database: Database) {}

  knows(tokenHash: Buffer, accountId: number): Promise<boolean> {
    return this.rows.existsBy({ tokenHash, accountId, expiresAt: Raw((at) => `${at} > now()`) });
  }

  /** For everybody whom it knows. */
  async renew(before: Buffer, tokenHash: Buffer): Promise<void> {
    await this.rows.update({ tokenHash: before }, { tokenHash });
  }

  async remember(tokenHash: Buffer, accountId: number, days: number): Promise<void> {
    const row = { tokenHash, accountId, usedAt: now, expiresAt: () => `now() + interval '${days} days'` };
    await this.rows.upsert(row, ['tokenHash', 'accountId']);
  }

  async keepNewest(accountId: number, most: number): Promise<void> {
    await this.database.query(
      `DELETE FROM known_browser WHERE account_id = $1 AND token_hash NOT IN
         (SELECT token_hash FROM known_browser WHERE account_id = $1 ORDER BY used_at DESC, token_hash LIMIT $2)`,
      [accountId, most],
    );
  }

  async forgetAll(accountId: number): Promise<void> {
    await this.rows.delete({ accountId });
  }

  async tidy(): Promise<void> {
    await this.rows.delete({ expiresAt: Raw((at) => `${at} < now()`) });
  }

  private get rows() {
    return this.database.rows(BrowserEntity);
  }
}
