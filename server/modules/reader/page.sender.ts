import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { costOf } from '../../contract/api/cost.js';
import type { Caller } from '../../contract/caller.js';
import { ownPath } from '../../contract/links.js';
import type { Locale } from '../../contract/localized.js';
import { isLostConnection } from '../../platform/database/lost.connection.js';
import { asProblem } from '../../platform/http/problem.filter.js';
import type { CalledRequest } from '../../platform/http/serve.js';
import { retryAfter, sendUnavailable } from '../../platform/http/unavailable.js';
import { log } from '../../platform/log/log.js';
import { levelOfStatus } from '../../platform/log/status.level.js';
import { Limits } from '../access/limits.service.js';
import { ChromeService } from './chrome.service.js';
import { bareDocument, readerDocument } from './document.js';
import type { Content, Elsewhere } from './page.contents.js';
import { Palettes } from './palettes.js';
import { WebBuild } from './web.build.js';

export interface Visit {
  request: CalledRequest;
  response: Response;
  caller: Caller;
}

/** Every kind of failure has its page; other statuses look like the nearest of these. */
const pagesOfErrors = new Set([400, 403, 404, 410, 429, 503]);

const localeOf = (request: Request): Locale => {
  const first = request.originalUrl.split(/[/?]/)[1];
  return first === 'en' || first === 'zh-TW' ? first : 'zh-CN';
};

@Injectable()
export class PageSender {
  constructor(
    private readonly chrome: ChromeService,
    private readonly build: WebBuild,
    private readonly palettes: Palettes,
    private readonly limits: Limits,
  ) {}

  /** Works out a page and sends it; whatever goes wrong on the way becomes a page as well. */
  async send(
    { request, response, caller: asked }: Visit,
    make: (caller: Caller) => Promise<Content | Elsewhere>,
  ): Promise<void> {
    const caller: Caller = { ...asked, locale: localeOf(request) };
    const visit = { request, response, caller };
    try {
      const cost = request.route_ && costOf(request.route_);
      if (cost !== undefined) this.limits.pay(caller, cost);
      const made = await make(caller);
      if ('elsewhere' in made) this.pass(visit, made.elsewhere);
      else await this.draw(visit, made);
    } catch (error) {
      await this.sendError(visit, error);
    }
  }

  /** Not for good: what was brought together can be taken apart again. */
  private pass({ response, caller }: Visit, path: string): void {
    response.set('Cache-Control', 'no-cache').vary('Cookie');
    const own = ownPath(path);
    response.redirect(302, caller.locale === 'zh-CN' ? own : `/${caller.locale}${own}`);
  }

  private async sendError(visit: Visit, error: unknown): Promise<void> {
    const problem = asProblem(error);
    const { request, response } = visit;
    if (problem.status >= 500) {
      log[levelOfStatus(problem.status)]({ err: problem.cause ?? problem, path: request.path }, problem.code);
    }
    const status = problem.status;
    const shown = pagesOfErrors.has(status) ? status : status >= 500 ? 500 : 404;
    if (response.headersSent) return;
    const wait = problem.params['retryAfter'];
    if (typeof wait === 'number' || status === 503) response.set('Retry-After', String(wait ?? retryAfter));
    try {
      await this.draw(visit, { content: { kind: 'message', status: shown }, status, personal: true });
    } catch (worse) {
      if (response.headersSent) return;
      if (isLostConnection(worse)) return sendUnavailable(request, response);
      log.error({ err: worse }, 'the page about an error could not be drawn');
      response.status(status).type('html').set('Cache-Control', 'no-store').send(bareDocument(status));
    }
  }

  private async draw({ request, response, caller }: Visit, { content, status = 200, theme, personal }: Content) {
    const { site, dress } = await this.chrome.of(request, caller, theme);
    const page = { site, content };
    // Told meanwhile that the database is away.
    if (response.headersSent) return;
    const html = readerDocument(this.build, page, await this.build.render(page), {
      ...dress,
      palette: this.palettes.hrefOf(dress),
    });
    const open = !personal && caller.accountId === null && caller.labels.every((label) => label === 'public');
    response.status(status).type('html');
    // Kept by anybody, but asked about each time: what was withdrawn is gone at once.
    response.set('Cache-Control', status >= 400 ? 'no-store' : open ? 'public, no-cache' : 'private, no-cache');
    response.vary('Cookie');
    if (status === 200) {
      // Of what is sent: it changes with the item, its configuration, the site, the build, and with nothing else.
      const tag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
      response.set('ETag', tag);
      if (
        request
          .get('if-none-match')
          ?.split(',')
          .some((one) => one.trim().replace(/^W\//, '') === tag)
      ) {
        response.status(304).end();
        return;
      }
    }
    response.send(html);
  }
}
