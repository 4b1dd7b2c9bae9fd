import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { OriginService } from '../access/origin.service.js';
import { securityText } from './contact.js';
import { SitemapService } from './sitemap.service.js';

/** What machines are told: where everything public stands, and what they need not fetch. */
@Controller()
export class SitemapController {
  constructor(
    private readonly config: Config,
    private readonly sitemap: SitemapService,
    private readonly origins: OriginService,
  ) {}

  @Serve('GET ~/robots.txt')
  robots(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    const lines = [
      'User-agent: *',
      'Disallow: /console',
      'Disallow: /api/',
      // Searches are endless; every item has its own address in the sitemap.
      'Disallow: /search',
      'Disallow: /*/search',
      'Allow: /',
      `Sitemap: ${this.originOf(request, caller)}/sitemap.xml`,
    ];
    response
      .type('text/plain')
      .set('Cache-Control', 'public, max-age=3600')
      .send(`${lines.join('\n')}\n`);
  }

  /** Only where the operator has named somebody: an address that nobody reads would be worse than none. */
  @Serve('GET ~/.well-known/security.txt')
  security(@Res() response: Response) {
    const { SECURITY_CONTACT: contacts, publicUrl } = this.config.env;
    if (contacts.length === 0) throw new Problem('route.not-found');
    response.type('text/plain').set('Cache-Control', 'public, max-age=3600').send(securityText(contacts, publicUrl));
  }

  @Serve('GET ~/sitemap.xml')
  async index(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    const xml = await this.sitemap.index(this.originOf(request, caller), caller.siteLibraryId);
    response.type('application/xml').set('Cache-Control', 'public, max-age=3600').send(xml);
  }

  @Serve('GET ~/sitemap/:part')
  async part(
    @In() input: Input<'GET ~/sitemap/:part'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    const [, records, number] = /^(records-)?(\d+)/.exec(input.params.part)!;
    const origin = this.originOf(request, caller);
    const xml = records
      ? await this.sitemap.records(origin, caller.siteLibraryId, Number(number))
      : await this.sitemap.part(origin, caller.siteLibraryId, Number(number));
    if (xml === null) throw new Problem('route.not-found');
    response.type('application/xml').set('Cache-Control', 'public, max-age=3600').send(xml);
  }

  private originOf(request: Request, caller: Caller): string {
    return caller.siteLibraryId === null ? this.config.env.publicUrl : this.origins.of(request);
  }
}
