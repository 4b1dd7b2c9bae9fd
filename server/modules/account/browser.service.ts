import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BrowserRepository } from './browser.repository.js';
import { KnownBrowserCookie } from './session.cookie.js';
import { hashOf, newToken } from './token.js';

const knownDays = 180;
const mostBrowsers = 10;

/**
 * Browsers in which somebody was signed in before. Being known opens nothing: it only means that what strangers guess
 * elsewhere does not slow the owner down here.
 */
@Injectable()
export class BrowserService {
  constructor(
    private readonly browsers: BrowserRepository,
    private readonly cookie: KnownBrowserCookie,
  ) {}

  /** A name for its count, or null. */
  async find(request: Request, accountId: number | null): Promise<string | null> {
    const token = this.cookie.read(request);
    if (token === undefined || accountId === null) return null;
    const tokenHash = hashOf(token);
    return (await this.browsers.knows(tokenHash, accountId)) ? tokenHash.toString('hex') : null;
  }

  /** After signing in. The token is a new one each time: one that was planted beforehand becomes known to nobody. */
  async remember(request: Request, response: Response, accountId: number): Promise<void> {
    const earlier = this.cookie.read(request);
    const token = newToken();
    const tokenHash = hashOf(token);
    if (earlier !== undefined) await this.browsers.renew(hashOf(earlier), tokenHash);
    await this.browsers.remember(tokenHash, accountId, knownDays);
    await this.browsers.keepNewest(accountId, mostBrowsers);
    this.cookie.write(response, token, knownDays * 86_400);
  }

  forgetAll(accountId: number): Promise<void> {
    return this.browsers.forgetAll(accountId);
  }

  tidy(): Promise<void> {
    return this.browsers.tidy();
  }
}
