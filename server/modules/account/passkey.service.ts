import { Injectable } from '@nestjs/common';
import type { VerifiedAuthenticationResponse, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import type { Answer, Input } from '../../contract/api/index.js';
import type { PasskeyMade, PasskeyShown } from '../../contract/api/factor.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { FactorService, type FactorsView } from './factor.service.js';
import { type PasskeyRow, PasskeyRepository } from './passkey.repository.js';
import { StepService } from './step.service.js';

type Options = Answer<'POST /session/passkey/options'>['options'];
/** Only sign-in and the account's page need it: no start waits for it. */
const webauthn = () => import('@simplewebauthn/server');
/** More are a mistake, or somebody filling the table. */
const most = 20;

/** Passkeys (WebAuthn), for the host of PUBLIC_URL, where the console lives. */
@Injectable()
export class PasskeyService {
  private readonly origin: string;
  private readonly host: string;

  constructor(
    private readonly database: Database,
    private readonly passkeys: PasskeyRepository,
    private readonly factors: FactorService,
    private readonly steps: StepService,
    config: Config,
  ) {
    ({ origin: this.origin, hostname: this.host } = new URL(config.env.publicUrl));
  }

  async optionsToMake(caller: Caller, sessionHash: Buffer): Promise<{ token: string; options: Options }> {
    const account = await this.database.transaction(() => this.factors.owner(caller.accountId!));
    const known = await this.passkeys.of(account.id);
    if (known.length >= most) throw new Problem('factor.exists');
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      rpName: '琳琅 Linlang',
      rpID: this.host,
      userName: account.email,
      userDisplayName: account.name,
      userID: new TextEncoder().encode(account.pid),
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      supportedAlgorithmIDs: [-8, -7, -257],
    });
    const { challenge } = options;
    const token = await this.steps.open({ purpose: 'enrol', accountId: account.id, sessionHash, challenge });
    return { token, options: options as unknown as Options };
  }

  async add(
    caller: Caller,
    { body }: Input<'POST /account/passkeys'>,
    sessionHash: Buffer,
    sessionToken: string | undefined,
  ): Promise<Answer<'POST /account/passkeys'>> {
    const { challenge } = await this.steps.take(body.token, 'enrol', sessionHash);
    const { credential } = await this.verifyMade(body.passkey, challenge!);
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(caller.accountId!);
      const first = !(await this.factors.has(owner.id));
      const added = await this.passkeys.add(owner.id, {
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: body.passkey.response.transports ?? [],
        name: body.name,
      });
      if (!added) throw new Problem('factor.exists');
      const recoveryCodes = await this.factors.added(caller, owner, 'passkey-on', first, sessionToken);
      return { factors: await this.factors.view(owner.id), recoveryCodes };
    });
  }

  async rename(caller: Caller, { params, body }: Input<'PATCH /account/passkeys/:passkey'>): Promise<FactorsView> {
    const found = await this.passkeys.rename(caller.accountId!, params.passkey, body.name);
    if (!found) throw new Problem('factor.not-found');
    return this.factors.view(caller.accountId!);
  }

  remove(caller: Caller, pid: string): Promise<FactorsView> {
    return this.database.transaction(async () => {
      const owner = await this.factors.owner(caller.accountId!);
      if (!(await this.passkeys.remove(owner.id, pid))) throw new Problem('factor.not-found');
      return this.factors.removed(caller, owner, 'passkey-off');
    });
  }

  /** Of one account, or, for signing in without a password, of whichever the person picks. */
  async optionsToShow(accountId: number | null): Promise<{ challenge: string; options: Options }> {
    const known = accountId === null ? [] : await this.passkeys.of(accountId);
    const { generateAuthenticationOptions } = await webauthn();
    const options = await generateAuthenticationOptions({
      rpID: this.host,
      userVerification: accountId === null ? 'required' : 'preferred',
      allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    });
    return { challenge: options.challenge, options: options as unknown as Options };
  }

  /** Whose it is; throws unless it signed this challenge, here, and is not a copy of one that has gone on since. */
  async prove(shown: PasskeyShown, challenge: string, accountId: number | null): Promise<number> {
    const row = await this.passkeys.byCredential(shown.id, accountId);
    if (!row) throw new Problem('factor.passkey-refused');
    const { newCounter } = await this.verifyShown(shown, challenge, row, accountId === null);
    if (!(await this.passkeys.used(row.id, newCounter))) throw new Problem('factor.passkey-refused');
    return row.accountId;
  }

  private async verifyMade(
    passkey: PasskeyMade,
    challenge: string,
  ): Promise<NonNullable<VerifiedRegistrationResponse['registrationInfo']>> {
    const { verifyRegistrationResponse } = await webauthn();
    const verified = await verifyRegistrationResponse({
      response: passkey as never,
      expectedChallenge: challenge,
      expectedOrigin: this.origin,
      expectedRPID: this.host,
      requireUserVerification: false,
    }).catch((error: unknown) => {
      throw new Problem('factor.passkey-refused', {}, [], { cause: error });
    });
    if (!verified.verified) throw new Problem('factor.passkey-refused');
    return verified.registrationInfo;
  }

  private async verifyShown(
    passkey: PasskeyShown,
    challenge: string,
    row: PasskeyRow,
    alone: boolean,
  ): Promise<VerifiedAuthenticationResponse['authenticationInfo']> {
    const { verifyAuthenticationResponse } = await webauthn();
    const verified = await verifyAuthenticationResponse({
      response: passkey as never,
      expectedChallenge: challenge,
      expectedOrigin: this.origin,
      expectedRPID: this.host,
      // Behind a password it is enough to have it; alone it must also know its owner.
      requireUserVerification: alone,
      credential: {
        id: row.credentialId,
        publicKey: new Uint8Array(row.publicKey),
        counter: row.counter,
      },
    }).catch((error: unknown) => {
      throw new Problem('factor.passkey-refused', {}, [], { cause: error });
    });
    if (!verified.verified) throw new Problem('factor.passkey-refused');
    return verified.authenticationInfo;
  }
}
