import { Injectable } from '@nestjs/common';
import { IsNull, Raw } from 'typeorm';
import { foldEmail } from '../../contract/email.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import { LinkEntity } from './link.entity.js';

/** Links by which somebody sets a password. */
@Injectable()
export class ResetLinkRepository {
  constructor(private readonly database: Database) {}

  async add(account: { id: number; email: string }, tokenHash: Buffer, minutes: number): Promise<void> {
    await this.rows.insert({
      tokenHash,
      kind: 'password-reset',
      email: account.email,
      emailFolded: foldEmail(account.email),
      accountId: account.id,
      pid: newPid(),
      expiresAt: () => `now() + interval '${minutes} minutes'`,
    });
  }

  /** Whose it is, as long as it lasts. */
  async ownerOf(tokenHash: Buffer, lock: boolean): Promise<number | undefined> {
    const row = await this.rows.findOne({
      select: { accountId: true },
      where: { tokenHash, kind: 'password-reset', usedAt: IsNull(), expiresAt: Raw((at) => `${at} > now()`) },
      ...(lock && { lock: { mode: 'pessimistic_write' } }),
    });
    return row?.accountId ?? undefined;
  }

  async voidAll(accountId: number): Promise<void> {
    await this.rows.update({ accountId, kind: 'password-reset', usedAt: IsNull() }, { usedAt: now });
  }

  private get rows() {
    return this.database.rows(LinkEntity);
  }
}
