import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { inTaiwan } from '../../contract/text/taiwan.js';
import { spoken } from '../../contract/text/traditional.js';
import { Config } from '../../platform/config.js';
import { OriginService } from '../access/origin.service.js';
import { ApiPages, apiParts } from './api/api.pages.js';
import { escapeHtml } from './escape.js';
import type { Content } from './page.contents.js';
import { type HelpPage, WebBuild } from './web.build.js';

/** Help is made from Markdown: code holds no other marks, and marks are short. */
const marks = /(<code>[^<]{0,2000}<\/code>|<[^<>]{1,2000}>)/;

/** What is quoted as it is to be typed stays so; examples of writings say in which script they are. */
export function helpIn(locale: Locale, html: string): string {
  const said = (text: string) => (locale === 'zh-TW' ? inTaiwan(text) : text);
  return html
    .split(marks)
    .map((part) => {
      if (!part.startsWith('<')) {
        const { lang } = spoken(said(part), locale);
        return lang && part.trim() ? `<span lang="${lang}">${said(part)}</span>` : said(part);
      }
      const quoted = /^<code>([^]*)<\/code>$/.exec(part)?.[1];
      const { lang } = spoken(quoted ?? '', locale);
      return lang ? part.replace('<code>', `<code lang="${lang}">`) : part;
    })
    .join('');
}

/** The help: pages of the project itself, built with the web. */
@Injectable()
export class HelpService {
  /** Pages are long, and the same until there is another build. */
  private readonly made = new WeakMap<HelpPage, Map<Locale, { title: string; html: string }>>();

  constructor(
    private readonly build: WebBuild,
    private readonly api: ApiPages,
    private readonly origins: OriginService,
    private readonly config: Config,
  ) {}

  async page(caller: Caller, slug: string, request: Request): Promise<Content> {
    const pages = (await this.build.server()).helpPages();
    const locale = caller.locale === 'en' ? 'en' : 'zh-CN';
    const own = pages.filter((page) => page.locale === locale);
    const page = own.find((one) => one.slug === slug);
    if (!page) throw new Problem('route.not-found');
    const siblings =
      slug === 'about'
        ? []
        : own
            .filter((one) => one.slug !== 'about')
            .map((one) => ({
              href: one.slug === 'index' ? '/docs' : `/docs/${one.slug}`,
              title: this.in(caller.locale, one).title,
              current: one.slug === slug,
            }));
    const { title, html } = this.in(caller.locale, page);
    return { content: { kind: 'text', title, html: await this.filled(html, caller, request), siblings } };
  }

  /** What a page says of this very site: its address, and what can be asked of it. */
  private async filled(html: string, caller: Caller, request: Request): Promise<string> {
    if (!html.includes('{')) return html;
    const origin = caller.siteLibraryId === null ? this.config.env.publicUrl : this.origins.of(request);
    const part = apiParts.find((one) => html.includes(`<p>{${one}}</p>`));
    const as = (some: string) => helpIn(caller.locale, some);
    const routes = part && (await this.api.html(part, caller, origin, as));
    return html.replaceAll('{origin}', () => escapeHtml(origin)).replace(`<p>{${part}}</p>`, () => routes ?? '');
  }

  private in(locale: Locale, page: HelpPage): { title: string; html: string } {
    const known = this.made.get(page) ?? new Map<Locale, { title: string; html: string }>();
    this.made.set(page, known);
    const made = known.get(locale) ?? {
      title: locale === 'zh-TW' ? inTaiwan(page.title) : page.title,
      html: helpIn(locale, page.html),
    };
    known.set(locale, made);
    return made;
  }
}
