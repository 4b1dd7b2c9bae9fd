import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Cost, costOf } from '../../contract/api/cost.js';
import type { Caller } from '../../contract/caller.js';
import type { SiteView } from '../../contract/reader.js';
import { ownPath } from '../../contract/safe.href.js';
import type { Locale } from '../../contract/localized.js';
import { isLostConnection } from '../../platform/database/lost.connection.js';
import { asProblem } from '../../platform/http/problem.filter.js';
import type { CalledRequest } from '../../platform/http/serve.js';
import {
  type Care,
  compressFinely,
  compressQuickly,
  type Encoding,
  encodingFor,
  smallestBytes,
} from '../../platform/http/compressed.js';
import { retryAfter, sendUnavailable } from '../../platform/http/unavailable.js';
import { log } from '../../platform/log/log.js';
import { levelOfStatus } from '../../platform/log/status.level.js';
import { Limits } from '../access/limits.service.js';
import { ChromeService } from './chrome.service.js';
import { bareDocument, readerDocument } from './document.js';
import type { KeptPage } from './kept.pages.js';
import { itemOpenedBy, OpeningCounter } from './opening.counter.js';
import type { Content, Elsewhere } from './page.contents.js';
import { countPage } from './page.figures.js';
import { type Drawing, PageMemory, type Shared } from './page.memory.js';
import { Palettes } from './palettes.js';
import { TypeService } from './type.service.js';
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

/** What is sent, or where to. */
interface Drawn extends Drawing {
  status: number;
  /** Without holes: one with a hole is kept by nobody, here or on the way. */
  whole: boolean;
  page: KeptPage;
}
type Answer = Drawn | (Elsewhere & Drawing);

/** What a page says of whom it is drawn for. */
function own({ grants }: Caller, { consoleHref }: SiteView, edit?: string): Pick<SiteView, 'signedIn' | 'edit'> {
  const signedIn = grants.some(({ role }) => role !== 'reader') ? 'staff' : 'reader';
  return edit === undefined ? { signedIn } : { signedIn, edit: consoleHref + edit };
}

@Injectable()
export class PageSender {
  constructor(
    private readonly chrome: ChromeService,
    private readonly build: WebBuild,
    private readonly palettes: Palettes,
    private readonly limits: Limits,
    private readonly memory: PageMemory,
    private readonly type: TypeService,
    private readonly openings: OpeningCounter,
  ) {}

  /**
   * Works out a page and sends it; whatever goes wrong on the way becomes a page as well. `cost` where this page costs
   * something else than others at such addresses.
   */
  async send(
    { request, response, caller: asked }: Visit,
    make: (caller: Caller) => Promise<Content | Elsewhere>,
    cost: Cost | undefined = request.route_ && costOf(request.route_),
  ): Promise<void> {
    const caller: Caller = { ...asked, locale: localeOf(request) };
    const visit = { request, response, caller };
    try {
      if (cost !== undefined) this.limits.pay(caller, cost);
      const shared = this.memory.sharedBy(request, caller, cost);
      const kept = shared && this.memory.find(shared);
      if (kept) return this.give(visit, { status: 200, whole: true, page: kept }, shared, 'hit');
      if (!shared) countPage('aside');
      const work = async () => this.answer(visit, await make(caller), shared?.path);
      const made = shared ? await this.memory.draw(shared, work) : await work();
      if ('elsewhere' in made) this.pass(visit, made.elsewhere);
      else this.give(visit, made, shared);
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
      const page: Content = { content: { kind: 'message', status: shown }, status, personal: true };
      this.give(visit, await this.draw(visit, page));
    } catch (worse) {
      if (response.headersSent) return;
      if (isLostConnection(worse)) return sendUnavailable(request, response);
      log.error({ err: worse }, 'the page about an error could not be drawn');
      response.status(status).type('html').set('Cache-Control', 'no-store').send(bareDocument(status));
    }
  }

  private async answer(visit: Visit, made: Content | Elsewhere, path?: string): Promise<Answer> {
    return 'elsewhere' in made ? made : this.draw(visit, made, path);
  }

  private async draw({ request, caller }: Visit, made: Content, path?: string): Promise<Drawn> {
    const { content, status = 200, theme, personal, partial, until, edit } = made;
    const { site, dress } = await this.chrome.of(request, caller, theme, path);
    // Only on pages that are drawn for one person: what everybody gets says nothing of it.
    const view = { site: caller.accountId === null ? site : { ...site, ...own(caller, site, edit) }, content };
    const worn = { ...dress, palette: this.palettes.hrefOf(dress) };
    const rendered = await this.build.render(view);
    for (const hole of rendered.holes)
      log.error({ err: hole, path: request.path }, 'a part of a page could not be drawn');
    const whole = rendered.holes.length === 0;
    const html = Buffer.from(readerDocument(this.build, view, rendered, worn, this.type.edition));
    const page: KeptPage = {
      // Of what is sent: it changes with the item, its configuration, the site, the build, and with nothing else.
      tag: `"${hash('sha256', html, 'base64url').slice(0, 22)}"`,
      open: !personal && caller.accountId === null && caller.labels.every((label) => label === 'public'),
      opens: itemOpenedBy(content),
      html,
      encoded: {},
    };
    return { status, whole, page, keep: status === 200 && whole && !partial ? page : undefined, until };
  }

  private give(
    { request, response, caller }: Visit,
    { status, whole, page, keep }: Drawn,
    shared?: Shared,
    outcome?: 'hit',
  ): void {
    // Told meanwhile that the database is away.
    if (response.headersSent) return;
    // From memory and as a 304 too: it is open before somebody either way.
    if (page.opens !== undefined) this.openings.sent(request, caller, page.opens);
    // Kept by anybody, but asked about each time: what was withdrawn is gone at once.
    // Not with a cookie that is taken away: a cache would take it from others.
    const open = page.open && response.getHeader('Set-Cookie') === undefined;
    const policy = status >= 400 || !whole ? 'no-store' : open ? 'public, no-cache' : 'private, no-cache';
    response.status(status).type('html').set('Cache-Control', policy);
    response.vary('Cookie');
    if (status === 200 && whole) response.set('ETag', page.tag);
    if (status === 200 && whole && knows(request, page.tag)) {
      if (outcome) countPage('not_modified');
      response.vary('Accept-Encoding').status(304).end();
      return;
    }
    if (outcome) countPage(outcome);
    const encoding = page.html.length > smallestBytes && encodingFor(request);
    if (!encoding) return void response.send(page.html);
    const bytes = this.formOf(page, encoding, keep || outcome ? shared : undefined, outcome);
    response.vary('Accept-Encoding').set('Content-Encoding', encoding).send(bytes);
  }

  /** Most pages are asked for once. One that is asked for again is sent as it is, and gets a smaller form for those who follow. */
  private formOf(page: KeptPage, encoding: Encoding, shared?: Shared, outcome?: 'hit'): Buffer {
    const made = page.encoded[encoding];
    const keepForm = (bytes: Buffer, care: Care) => {
      page.encoded[encoding] = { bytes, care };
      if (shared) this.memory.grown(shared, page);
      return bytes;
    };
    if (!made) return keepForm(compressQuickly(page.html, encoding), 'quick');
    if (outcome && made.care === 'quick') {
      // Said first, so that of all who ask meanwhile nobody makes it again.
      made.care = 'fine';
      compressFinely(page.html, encoding).then(
        (bytes) => keepForm(bytes, 'fine'),
        (error: unknown) => log.warn({ err: error }, 'a kept page was not made smaller'),
      );
    }
    return made.bytes;
  }
}

const knows = (request: Request, tag: string): boolean =>
  (request.get('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
