import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../../contract/caller.js';
import { ownPath } from '../../contract/safe.href.js';
import { Config } from '../../platform/config.js';
import { By, Serve } from '../../platform/http/serve.js';
import { ThemeHost } from '../site/theme.host.js';
import { consoleDocument } from './document.js';
import { Palettes } from './palettes.js';
import { WebBuild } from './web.build.js';

/** The console lives on the platform's own host; a library's host sends one there. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly config: Config,
    private readonly build: WebBuild,
    private readonly themes: ThemeHost,
    private readonly palettes: Palettes,
  ) {}

  @Serve('GET ~/console')
  root(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    this.shell(request, response, caller);
  }

  @Serve('GET ~/console/*rest')
  place(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    this.shell(request, response, caller);
  }

  private shell(request: Request, response: Response, caller: Caller) {
    if (caller.siteLibraryId !== null) {
      response.redirect(302, this.config.env.publicUrl + ownPath(request.originalUrl));
      return;
    }
    const dress = { theme: this.themes.get('paper'), tokens: {} };
    const worn = { ...dress, palette: this.palettes.hrefOf(dress) };
    const html = consoleDocument(this.build, worn, '琳琅 · Linlang');
    response.type('html').set('Cache-Control', 'no-cache').send(html);
  }
}
