import { Injectable } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { AccountService } from './account.service.js';
import { FactorService } from './factor.service.js';
import { GuessingService } from './guessing.service.js';
import { passwordFits } from './password.js';
import { PasskeyService } from './passkey.service.js';
import { RecoveryService } from './recovery.service.js';
import { type LiveSession, SessionService } from './session.service.js';
import { StepService } from './step.service.js';
import { TotpService } from './totp.service.js';

/** Showing again that it is oneself, in a session that has been open for a while. */
@Injectable()
export class FreshService {
  constructor(
    private readonly sessions: SessionService,
    private readonly accounts: AccountService,
    private readonly factors: FactorService,
    private readonly guessing: GuessingService,
    private readonly totp: TotpService,
    private readonly recovery: RecoveryService,
    private readonly passkeys: PasskeyService,
    private readonly steps: StepService,
  ) {}

  async passkeyOptions(caller: Caller, sessionHash: Buffer): ReturnType<PasskeyService['optionsToMake']> {
    const accountId = caller.accountId!;
    const { challenge, options } = await this.passkeys.optionsToShow(accountId);
    return { token: await this.steps.open({ purpose: 'fresh', accountId, sessionHash, challenge }), options };
  }

  async prove(
    caller: Caller,
    { body: { proof } }: Input<'POST /session/fresh'>,
    session: LiveSession,
  ): Promise<{ done: true }> {
    const id = caller.accountId!;
    if (proof.by === 'password') await this.provePassword(caller, proof.password, session.pid);
    else if (proof.by === 'code') await this.totp.prove(id, proof.code);
    else if (proof.by === 'recovery') await this.recovery.prove(caller, id, proof.code);
    else {
      const { challenge } = await this.steps.take(proof.token, 'fresh', session.tokenHash);
      await this.passkeys.prove(proof.passkey, challenge!, id);
    }
    await this.sessions.verified(session);
    return { done: true };
  }

  /** Where a second factor is set up, a stolen session and a password that leaked must not be enough to take it away. */
  private async provePassword(caller: Caller, password: string, sessionPid: string): Promise<void> {
    const account = await this.accounts.byId(caller.accountId!);
    if (!account) throw new Problem('account.not-found');
    if (await this.factors.has(account.id)) throw new Problem('factor.password-not-enough');
    await this.guessing.countInSession(sessionPid);
    if (!(await passwordFits(account.passwordHash, password))) throw new Problem('account.wrong-password');
    await this.guessing.rightInSession(sessionPid);
  }
}
