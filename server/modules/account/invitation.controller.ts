import { Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { AcceptanceService } from './acceptance.service.js';
import { InvitationService } from './invitation.service.js';
import { SessionCookie } from './session.cookie.js';
import type { SessionRequest } from './session.request.js';
import { SessionService } from './session.service.js';
import { SessionViewer } from './session.view.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class InvitationController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly acceptance: AcceptanceService,
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly viewer: SessionViewer,
    private readonly cookie: SessionCookie,
  ) {}

  @Serve('GET /platform/invitations')
  ofPlatform() {
    return this.invitations.list(null);
  }

  @Serve('POST /platform/invitations')
  toPlatform(@In() input: Input<'POST /platform/invitations'>, @By() caller: Caller) {
    return this.invitations.toPlatform(caller, input);
  }

  @Serve('GET /libraries/:library/invitations')
  ofLibrary(@In() input: Input<'GET /libraries/:library/invitations'>) {
    return this.invitations.list(input.params.library);
  }

  @Serve('POST /libraries/:library/invitations')
  toLibrary(@In() input: Input<'POST /libraries/:library/invitations'>, @By() caller: Caller) {
    return this.invitations.toLibrary(caller, input);
  }

  @Serve('POST /collections/:collection/invitations')
  toCollection(@In() input: Input<'POST /collections/:collection/invitations'>, @By() caller: Caller) {
    return this.invitations.toCollection(caller, input);
  }

  @Serve('POST /invitations/:invitation/resend')
  resend(@In() input: Input<'POST /invitations/:invitation/resend'>, @By() caller: Caller) {
    return this.invitations.resend(caller, input.params.invitation);
  }

  @Serve('DELETE /invitations/:invitation')
  revoke(@In() input: Input<'DELETE /invitations/:invitation'>, @By() caller: Caller) {
    return this.invitations.revoke(caller, input.params.invitation);
  }

  @Serve('POST /invitations/look')
  look(@In() input: Input<'POST /invitations/look'>, @By() caller: Caller) {
    return this.acceptance.look(caller, input.body.token);
  }

  @Serve('POST /invitations/accept')
  accept(
    @In() input: Input<'POST /invitations/accept'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.acceptance.accept(caller, input, async (made) =>
      made
        ? this.signIns.begin(made.id, caller, request, response)
        : this.viewer.of(await this.sessions.find(this.cookie.read(request)!)),
    );
  }
}
