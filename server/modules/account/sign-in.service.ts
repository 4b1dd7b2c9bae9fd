import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { BrowserService } from './browser.service.js';
import { GuessingService } from './guessing.service.js';
import { isOutdated, passwordFits } from './password.js';
import { SessionCookie } from './session.cookie.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionService } from './session.service.js';
import { SessionViewer } from './session.view.js';
import { SignInNotes } from './sign-in.notes.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly rows: AccountRepository,
    private readonly accounts: AccountService,
    private readonly guessing: GuessingService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly browsers: BrowserService,
    private readonly notes: SignInNotes,
    private readonly viewer: SessionViewer,
    private readonly seconds: SecondFactorService,
  ) {}

  async signIn(
    caller: Caller,
    { body }: Input<'POST /session'>,
    request: Request,
    response: Response,
  ): Promise<Answer<'POST /session'>> {
    const account = await this.accounts.byEmail(body.email);
    const accountId = account?.id ?? null;
    const knownBrowser = await this.browsers.find(request, accountId);
    const guess = { accountId, email: body.email, ip: caller.ip, knownBrowser };
    try {
      await this.guessing.countSignIn(guess);
      const fits = await passwordFits(account?.passwordHash, body.password);
      if (!account || !fits) throw new Problem('session.wrong-credentials');
      // Only told to whoever knows the password.
      if (account.state === 'disabled') throw new Problem('account.disabled');
    } catch (error) {
      if (error instanceof Problem) await this.notes.refused(caller, account, body.email, error);
      throw error;
    }
    await this.guessing.signedIn(guess);
    await this.tidy();
    return this.database.transaction(async () => {
      await this.accounts.assertUnchanged(account);
      if (isOutdated(account.passwordHash!)) await this.accounts.setPassword(account.id, body.password);
      return this.begin(account.id, caller, request, response);
    });
  }

  /** The first step is done: a session for those who have no second factor, the second step for the rest. */
  async begin(
    accountId: number,
    caller: Caller,
    request: Request,
    response: Response,
  ): Promise<Answer<'POST /session'>> {
    const second = await this.seconds.begin(accountId);
    if (second) return { ...(await this.viewer.of(null)), second };
    return this.enter(accountId, caller, request, response);
  }

  /** A new session in place of the one the browser came with, so that a session planted beforehand is worth nothing. */
  async enter(
    accountId: number,
    caller: Caller,
    request: Request,
    response: Response,
  ): Promise<Answer<'POST /session'>> {
    const earlier = this.cookie.read(request);
    const token = await this.database.transaction(async () => {
      if (earlier !== undefined) await this.sessions.close(earlier);
      await this.rows.seen(accountId);
      await this.notes.began(caller, accountId);
      return this.sessions.open(accountId, caller.ip, request.get('user-agent') ?? null);
    });
    const session = await this.sessions.find(token);
    this.cookie.write(response, token, session?.idleSeconds ?? 0);
    await this.browsers.remember(request, response, accountId);
    return this.viewer.of(session);
  }

  async signOut(request: Request, response: Response): Promise<{ done: true }> {
    const token = this.cookie.read(request);
    if (token !== undefined) await this.sessions.close(token);
    this.cookie.clear(response);
    return { done: true };
  }

  async signOutEverywhere(
    caller: Caller,
    keep: 'none' | 'current',
    request: Request,
    response: Response,
  ): Promise<{ done: true }> {
    await this.sessions.closeAll(caller.accountId!, keep === 'current' ? this.cookie.read(request) : undefined);
    if (keep === 'none') this.cookie.clear(response);
    return { done: true };
  }

  private async tidy(): Promise<void> {
    await this.sessions.tidy();
    await this.guessing.tidy();
    await this.browsers.tidy();
    await this.notes.tidy();
  }
}
