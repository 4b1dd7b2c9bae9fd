import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { Content } from './page.contents.js';
import { WebBuild } from './web.build.js';

/** The help: pages of the project itself, built with the web. */
@Injectable()
export class HelpService {
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
              title: one.title,
              current: one.slug === slug,
            }));
    return { content: { kind: 'text', title: page.title, html: page.html, siblings } };
  }
}
