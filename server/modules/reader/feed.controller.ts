import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { pathIn } from '../../contract/safe.href.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { ChromeService } from './chrome.service.js';
import { type FeedOf, FeedService } from './feed.service.js';

const newest: Record<Locale, string> = { 'zh-CN': '最新上线', 'zh-TW': '最新上線', en: 'New' };

/** What programs and devices ask of a site: what is new on it, and how it is called on a home screen. */
@Controller()
export class FeedController {
  constructor(
    private readonly chrome: ChromeService,
    private readonly feeds: FeedService,
  ) {}

  @Serve('GET ~/feed.xml')
  feed(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.send(request, response, caller, null);
  }

  @Serve('GET ~/l/:slug/feed.xml')
  library(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/l/:slug/feed.xml'>,
  ) {
    return this.send(request, response, caller, { library: input.params.slug });
  }

  @Serve('GET ~/c/:name/feed.xml')
  collection(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/c/:name/feed.xml'>,
  ) {
    return this.send(request, response, caller, { collection: input.params.name });
  }

  @Serve('GET ~/manifest.webmanifest')
  async manifest(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    const { site, dress } = await this.chrome.of(request, caller);
    const { ground } = { ...dress.theme.tokens, ...dress.tokens };
    const icon = (file: string, size: string, purpose = 'any') => ({
      src: `/brand/${file}`,
      sizes: size,
      type: file.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
      purpose,
    });
    response
      .type('application/manifest+json')
      .set('Cache-Control', 'public, max-age=3600')
      .send(
        JSON.stringify({
          name: site.name,
          short_name: [...site.name].slice(0, site.locale === 'en' ? 12 : 6).join(''),
          lang: site.locale,
          id: '/',
          start_url: pathIn(site.locale, '/'),
          scope: '/',
          display: 'minimal-ui',
          background_color: ground,
          theme_color: ground,
          icons: [
            icon('favicon.svg', 'any'),
            icon('icon-192.png', '192x192'),
            icon('icon-512.png', '512x512'),
            icon('icon-maskable.png', '512x512', 'maskable'),
          ],
        }),
      );
  }

  private async send(request: Request, response: Response, caller: Caller, of: FeedOf) {
    const { site } = await this.chrome.of(request, caller);
    const xml = await this.feeds.of(caller, site, of, { newest: newest[site.locale] });
    response
      .type('application/rss+xml; charset=utf-8')
      // What is withdrawn is gone at once: whoever keeps it asks first whether it still holds.
      .set('Cache-Control', 'public, no-cache')
      .set('Access-Control-Allow-Origin', '*')
      .send(xml);
  }
}
