import { Injectable } from '@nestjs/common';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { PasskeyEntity } from './passkey.entity.js';

export interface PasskeyRow {
  id: number;
  pid: string;
  accountId: number;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

@Injectable()
export class PasskeyRepository {
  constructor(private readonly database: Database) {}

  of(accountId: number): Promise<PasskeyRow[]> {
    return this.rows.find({ where: { accountId }, order: { id: 'ASC' } });
  }

  /** Of whomever it is, or of one account alone. */
  async byCredential(credentialId: string, accountId: number | null): Promise<PasskeyRow | undefined> {
    const own = accountId === null ? {} : { accountId };
    return (await this.rows.findOneBy({ credentialId, ...own })) ?? undefined;
  }

  /** False where the credential is known already, also when both come at once. */
  async add(
    accountId: number,
    made: Pick<PasskeyRow, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'name'>,
  ): Promise<boolean> {
    const added = await this.database.query(
      `INSERT INTO account_passkey (pid, account_id, credential_id, public_key, counter, transports, name)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING RETURNING 1`,
      [newPid(), accountId, made.credentialId, made.publicKey, made.counter, made.transports, made.name],
    );
    return added.length > 0;
  }

  async rename(accountId: number, pid: string, name: string): Promise<boolean> {
    return (await this.rows.update({ accountId, pid }, { name })).affected === 1;
  }

  async remove(accountId: number, pid: string): Promise<boolean> {
    return (await this.rows.delete({ accountId, pid })).affected === 1;
  }

  /** False where it has gone on since, as a copy of it would see. Some never count. */
  async used(id: number, counter: number): Promise<boolean> {
    const used = await this.database.query(
      `UPDATE account_passkey SET counter = $2, last_used_at = now()
        WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING 1`,
      [id, counter],
    );
    return used.length > 0;
  }

  private get rows() {
    return this.database.rows(PasskeyEntity);
  }
}
