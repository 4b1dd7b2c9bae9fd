import { Injectable } from '@nestjs/common';
import qrcode from 'qrcode';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { SecretBox } from '../../platform/secret/secret.box.js';
import { FactorGuessing } from './factor.guessing.js';
import { FactorService, type FactorsView } from './factor.service.js';
import { base32, keyUri, newTotpSecret, stepOfCode } from './totp.js';

const issuer = '琳琅 Linlang';
/** Any number: one sets up an app at a time, so that two servers with different keys cannot both be the first. */
const sealLock = 4_730_216;

interface TotpRow {
  secret: Buffer;
  keyId: string;
}

/** Codes of an authenticator app. */
@Injectable()
export class TotpService {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly factors: FactorService,
    private readonly guessing: FactorGuessing,
  ) {}

  begin(caller: Caller): Promise<Answer<'POST /account/totp'>> {
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(caller.accountId!);
      const secret = newTotpSecret();
      await this.assertCommonKey();
      const written = await this.database.query(
        `INSERT INTO account_totp AS known (account_id, secret, key_id) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, key_id = excluded.key_id, created_at = now()
         WHERE known.confirmed_at IS NULL RETURNING 1`,
        [owner.id, this.box.seal(secret, `totp:${owner.id}`), this.box.keyId],
      );
      if (written.length === 0) throw new Problem('factor.exists');
      const uri = keyUri(secret, issuer, owner.email);
      const qr = await qrcode.toDataURL(uri, { margin: 2, scale: 6 });
      return { secret: base32(secret), uri, qr };
    });
  }

  async confirm(
    caller: Caller,
    code: string,
    token: string | undefined,
  ): Promise<Answer<'POST /account/totp/confirm'>> {
    const id = caller.accountId!;
    await this.guessing.count(id, 'code');
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(id);
      const first = !(await this.factors.has(id));
      const row = await this.row(id, 'confirmed_at IS NULL');
      if (!row) throw new Problem('factor.not-found');
      const step = stepOfCode(this.opened(row, id), code, Date.now());
      if (step === null) throw new Problem('factor.wrong-code');
      await this.database.query(`UPDATE account_totp SET confirmed_at = now(), last_step = $2 WHERE account_id = $1`, [
        id,
        step,
      ]);
      await this.guessing.right(id, 'code');
      const recoveryCodes = await this.factors.added(caller, owner, 'totp-on', first, token);
      return { factors: await this.factors.view(id), recoveryCodes };
    });
  }

  remove(caller: Caller): Promise<FactorsView> {
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(caller.accountId!);
      const gone = await this.database.query(
        `DELETE FROM account_totp WHERE account_id = $1 AND confirmed_at IS NOT NULL RETURNING 1`,
        [owner.id],
      );
      if (gone.length === 0) throw new Problem('factor.not-found');
      return this.factors.removed(caller, owner, 'totp-off');
    });
  }

  /** Throws unless the code is right and of a step after every one that was accepted before. */
  async prove(accountId: number, code: string): Promise<void> {
    await this.guessing.count(accountId, 'code');
    const row = await this.row(accountId, 'confirmed_at IS NOT NULL');
    const step = row && stepOfCode(this.opened(row, accountId), code, Date.now());
    if (step == null) throw new Problem('factor.wrong-code');
    // The condition is asked of the row as it is when its turn comes: of two that come at once, one is late.
    const taken = await this.database.query(
      `UPDATE account_totp SET last_step = $2 WHERE account_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2
       RETURNING 1`,
      [accountId, step],
    );
    if (taken.length === 0) throw new Problem('factor.wrong-code');
    await this.guessing.right(accountId, 'code');
  }

  private row(accountId: number, state: string): Promise<TotpRow | undefined> {
    return this.database.one<TotpRow>(
      `SELECT secret, key_id AS "keyId" FROM account_totp WHERE account_id = $1 AND ${state}`,
      [accountId],
    );
  }

  private opened(row: TotpRow, accountId: number): Buffer {
    if (row.keyId !== this.box.keyId) throw new Problem('factor.key-missing');
    return this.box.open(row.secret, `totp:${accountId}`);
  }

  /** Sealed with a key that other servers do not have, a code would be right on one and wrong on the next. */
  private async assertCommonKey(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock($1)`, [sealLock]);
    const other = await this.database.one(
      `SELECT 1 FROM account_totp WHERE key_id <> $1 AND confirmed_at IS NOT NULL LIMIT 1`,
      [this.box.keyId],
    );
    if (other) throw new Problem('factor.key-missing');
  }
}
