import { Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { FreshService } from './fresh.service.js';
import { SecondFactorService } from './second-factor.service.js';
import type { SessionRequest } from './session.request.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SecondFactorController {
  constructor(
    private readonly seconds: SecondFactorService,
    private readonly fresh: FreshService,
    private readonly signIns: SignInService,
  ) {}

  @Serve('POST /session/second')
  async finish(
    @In() input: Input<'POST /session/second'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.enter(await this.seconds.finish(caller, input), caller, request, response);
  }

  @Serve('POST /session/second/passkey')
  secondOptions(@In() input: Input<'POST /session/second/passkey'>) {
    return this.seconds.passkeyOptions(input.body.token);
  }

  @Serve('POST /session/passkey/options')
  aloneOptions() {
    return this.seconds.passkeyAloneOptions();
  }

  @Serve('POST /session/passkey')
  async alone(
    @In() input: Input<'POST /session/passkey'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.enter(await this.seconds.passkeyAlone(input), caller, request, response);
  }

  @Serve('POST /session/fresh/passkey')
  freshOptions(@By() caller: Caller, @Req() request: SessionRequest) {
    return this.fresh.passkeyOptions(caller, request.session_!.tokenHash);
  }

  @Serve('POST /session/fresh')
  prove(@In() input: Input<'POST /session/fresh'>, @By() caller: Caller, @Req() request: SessionRequest) {
    return this.fresh.prove(caller, input, request.session_!);
  }
}
