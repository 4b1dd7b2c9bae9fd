import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { inTaiwan } from '../../contract/text/taiwan.js';
import { spoken } from '../../contract/text/traditional.js';
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

  constructor(private readonly build: WebBuild) {}

  async page(caller: Caller, slug: string): Promise<Content> {
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
    return { content: { kind: 'text', ...this.in(caller.locale, page), siblings } };
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
