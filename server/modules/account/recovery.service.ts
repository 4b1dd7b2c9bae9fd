import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { FactorGuessing } from './factor.guessing.js';
import { FactorService } from './factor.service.js';
import { recoveryHash } from './recovery.codes.js';

/** Codes on paper, for the day on which the phone is gone. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: Database,
    private readonly factors: FactorService,
    private readonly guessing: FactorGuessing,
  ) {}

  renew(caller: Caller): Promise<{ recoveryCodes: string[] }> {
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(caller.accountId!);
      if (!(await this.factors.has(owner.id))) throw new Problem('factor.not-found');
      const recoveryCodes = await this.factors.makeCodes(owner.id);
      await this.factors.tell(caller, owner, 'codes-new');
      return { recoveryCodes };
    });
  }

  /** Throws unless it is one of theirs and was never used. */
  async prove(caller: Caller, accountId: number, code: string): Promise<void> {
    await this.guessing.count(accountId, 'recovery');
    await this.database.transaction(async () => {
      const used = await this.database.query(
        `UPDATE account_recovery_code SET used_at = now() WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
         RETURNING 1`,
        [accountId, recoveryHash(code)],
      );
      if (used.length === 0) throw new Problem('factor.wrong-recovery');
      const owner = await this.factors.owner(accountId);
      await this.factors.tell({ ...caller, accountId, accountPid: owner.pid, name: owner.name }, owner, 'code-used');
    });
    await this.guessing.right(accountId, 'recovery');
  }
}
