import { Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { AccountService } from './account.service.js';
import { BrowserService } from './browser.service.js';
import { PasswordService } from './password.service.js';
import { SessionCookie } from './session.cookie.js';
import type { SessionRequest } from './session.request.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly passwords: PasswordService,
    private readonly signIns: SignInService,
    private readonly cookie: SessionCookie,
    private readonly browsers: BrowserService,
  ) {}

  @Serve('PATCH /account')
  change(@In() input: Input<'PATCH /account'>, @By() caller: Caller) {
    return this.accounts.change(caller, input);
  }

  @Serve('PUT /account/password')
  async changePassword(
    @In() input: Input<'PUT /account/password'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const done = await this.passwords.change(caller, input, this.cookie.read(request), request.session_!.pid);
    // All browsers were forgotten with the old password; this one has just shown that it knows the new one.
    await this.browsers.remember(request, response, caller.accountId!);
    return done;
  }

  @Serve('POST /password-resets')
  askReset(@In() input: Input<'POST /password-resets'>, @By() caller: Caller) {
    return this.passwords.ask(caller, input.body.email);
  }

  @Serve('POST /password-resets/look')
  lookReset(@In() input: Input<'POST /password-resets/look'>) {
    return this.passwords.look(input.body.token);
  }

  @Serve('POST /password-resets/use')
  async useReset(
    @In() input: Input<'POST /password-resets/use'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const account = await this.passwords.use(caller, input);
    return this.signIns.begin(account.id, caller, request, response);
  }
}
