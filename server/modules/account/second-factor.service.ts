import { Injectable } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountService } from './account.service.js';
import { FactorService, type SecondMethod } from './factor.service.js';
import { PasskeyService } from './passkey.service.js';
import { RecoveryService } from './recovery.service.js';
import { StepService } from './step.service.js';
import { TotpService } from './totp.service.js';

export interface SecondStep {
  token: string;
  methods: SecondMethod[];
}

type Options = ReturnType<PasskeyService['optionsToMake']>;

/** What stands between the right password and a session, for those who have a second factor. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountService,
    private readonly factors: FactorService,
    private readonly totp: TotpService,
    private readonly recovery: RecoveryService,
    private readonly passkeys: PasskeyService,
    private readonly steps: StepService,
    private readonly audit: AuditService,
  ) {}

  /** Null: there is no second factor, and the session may begin. */
  async begin(accountId: number): Promise<SecondStep | null> {
    const methods = await this.factors.methods(accountId);
    if (methods.length === 0) return null;
    return { token: await this.steps.open({ purpose: 'second', accountId }), methods };
  }

  async passkeyOptions(token: string): Options {
    const { accountId } = await this.steps.look(token, 'second');
    const { challenge, options } = await this.passkeys.optionsToShow(accountId);
    await this.steps.setChallenge(token, challenge);
    return { token, options };
  }

  /** Whose session may begin. The step is used up by the right proof alone, so that a typing error costs nothing. */
  async finish(caller: Caller, { body: { token, proof } }: Input<'POST /session/second'>): Promise<number> {
    const accountId = (await this.steps.look(token, 'second')).accountId!;
    try {
      if (proof.by === 'code') await this.totp.prove(accountId, proof.code);
      else if (proof.by === 'recovery') await this.recovery.prove(caller, accountId, proof.code);
      else await this.passkeys.prove(proof.passkey, await this.steps.takeChallenge(token), accountId);
    } catch (error) {
      if (error instanceof Problem) await this.recordRefusal(caller, accountId, proof.by, error.code);
      throw error;
    }
    await this.steps.take(token, 'second');
    return accountId;
  }

  async passkeyAloneOptions(): Options {
    const { challenge, options } = await this.passkeys.optionsToShow(null);
    return { token: await this.steps.open({ purpose: 'passkey', accountId: null, challenge }), options };
  }

  async passkeyAlone({ body }: Input<'POST /session/passkey'>): Promise<number> {
    const { challenge } = await this.steps.take(body.token, 'passkey');
    const accountId = await this.passkeys.prove(body.passkey, challenge!, null);
    const account = await this.accounts.byId(accountId);
    if (account?.state !== 'active') throw new Problem('account.disabled');
    return accountId;
  }

  private async recordRefusal(caller: Caller, accountId: number, by: string, code: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    if (!account) return;
    const subject: AuditSubject = { libraryId: null, kind: 'account', pid: account.pid, title: account.name };
    await this.database.transaction(() => this.audit.record(caller, 'factor.refused', subject, { by, code }));
  }
}
