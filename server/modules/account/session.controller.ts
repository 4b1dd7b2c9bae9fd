import { Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import type { SessionRequest } from './session.request.js';
import { SessionService } from './session.service.js';
import { SessionViewer } from './session.view.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly viewer: SessionViewer,
  ) {}

  @Serve('GET /session')
  get(@Req() request: SessionRequest, @Res({ passthrough: true }) response: Response) {
    response.set('Cache-Control', 'no-store');
    return this.viewer.of(request.session_);
  }

  @Serve('POST /session')
  signIn(
    @In() input: Input<'POST /session'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.signIn(caller, input, request, response);
  }

  @Serve('DELETE /session')
  signOut(@Req() request: SessionRequest, @Res({ passthrough: true }) response: Response) {
    return this.signIns.signOut(request, response);
  }

  @Serve('GET /sessions')
  async list(@By() caller: Caller, @Req() request: SessionRequest) {
    return { rows: await this.sessions.list(caller.accountId!, request.session_?.pid) };
  }

  @Serve('DELETE /sessions')
  signOutEverywhere(
    @In() input: Input<'DELETE /sessions'>,
    @By() caller: Caller,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.signIns.signOutEverywhere(caller, input.query.keep, request, response);
  }

  @Serve('DELETE /sessions/:session')
  async closeOne(@In() input: Input<'DELETE /sessions/:session'>, @By() caller: Caller) {
    await this.sessions.closeOne(caller.accountId!, input.params.session);
    return { done: true };
  }
}
