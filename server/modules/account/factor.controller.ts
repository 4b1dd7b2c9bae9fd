import { Controller, Req } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { FactorReset } from './factor.reset.js';
import { FactorService } from './factor.service.js';
import { PasskeyService } from './passkey.service.js';
import { RecoveryService } from './recovery.service.js';
import { SecuritySettings } from './security.settings.js';
import { SessionCookie } from './session.cookie.js';
import type { SessionRequest } from './session.request.js';
import { TotpService } from './totp.service.js';

@Controller()
export class FactorController {
  constructor(
    private readonly factors: FactorService,
    private readonly totp: TotpService,
    private readonly recovery: RecoveryService,
    private readonly passkeys: PasskeyService,
    private readonly resets: FactorReset,
    private readonly settings: SecuritySettings,
    private readonly cookie: SessionCookie,
  ) {}

  @Serve('GET /account/factors')
  mine(@By() caller: Caller) {
    return this.factors.view(caller.accountId!);
  }

  @Serve('POST /account/totp')
  beginTotp(@By() caller: Caller) {
    return this.totp.begin(caller);
  }

  @Serve('POST /account/totp/confirm')
  confirmTotp(@In() input: Input<'POST /account/totp/confirm'>, @By() caller: Caller, @Req() request: SessionRequest) {
    return this.totp.confirm(caller, input.body.code, this.cookie.read(request));
  }

  @Serve('DELETE /account/totp')
  removeTotp(@By() caller: Caller) {
    return this.totp.remove(caller);
  }

  @Serve('POST /account/recovery-codes')
  newCodes(@By() caller: Caller) {
    return this.recovery.renew(caller);
  }

  @Serve('POST /account/passkeys/options')
  passkeyOptions(@By() caller: Caller, @Req() request: SessionRequest) {
    return this.passkeys.optionsToMake(caller, request.session_!.tokenHash);
  }

  @Serve('POST /account/passkeys')
  addPasskey(@In() input: Input<'POST /account/passkeys'>, @By() caller: Caller, @Req() request: SessionRequest) {
    return this.passkeys.add(caller, input, request.session_!.tokenHash, this.cookie.read(request));
  }

  @Serve('PATCH /account/passkeys/:passkey')
  renamePasskey(@In() input: Input<'PATCH /account/passkeys/:passkey'>, @By() caller: Caller) {
    return this.passkeys.rename(caller, input);
  }

  @Serve('DELETE /account/passkeys/:passkey')
  removePasskey(@In() input: Input<'DELETE /account/passkeys/:passkey'>, @By() caller: Caller) {
    return this.passkeys.remove(caller, input.params.passkey);
  }

  @Serve('DELETE /people/:person/factors')
  reset(@In() input: Input<'DELETE /people/:person/factors'>, @By() caller: Caller) {
    return this.resets.byAdmin(caller, input.params.person);
  }

  @Serve('GET /platform/security')
  rules() {
    return this.settings.rules();
  }

  @Serve('PUT /platform/security')
  saveRules(@In() input: Input<'PUT /platform/security'>, @By() caller: Caller) {
    return this.settings.save(caller, input.body);
  }
}
