import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../contract/caller.js';
import type { ThemeChoice } from '../../contract/collection.js';
import { ownPath } from '../../contract/safe.href.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { SiteView } from '../../contract/reader.js';
import { Config } from '../../platform/config.js';
import { OriginService } from '../access/origin.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SiteService } from '../site/site.service.js';
import { ThemeHost } from '../site/theme.host.js';
import type { Dress } from './document.js';

const mostScopes = 40;
const noTokens: Dress['tokens'] = {};
const names: Record<Locale, string> = { 'zh-CN': '琳琅特藏', 'zh-TW': '琳琅特藏', en: 'Linlang' };

/** The frame that every page stands in: whose site it is, in which language, and what it wears. */
@Injectable()
export class ChromeService {
  constructor(
    private readonly config: Config,
    private readonly origins: OriginService,
    private readonly site: SiteService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
    private readonly themes: ThemeHost,
  ) {}

  async of(
    request: Request,
    caller: Caller,
    choice?: ThemeChoice,
    path = ownPath(request.url),
  ): Promise<{ site: SiteView; dress: Dress }> {
    const { locale } = caller;
    const [portal, { rows: cards }, collections] = await Promise.all([
      this.site.portal(),
      this.libraries.visible(caller),
      this.schema.publicCollections(caller),
    ]);
    const site = caller.siteLibraryId;
    // On its own host a library is the only one that is seen; a suspended one still has a name.
    const library = site === null ? undefined : (cards[0] ?? (await this.libraries.byId(site)));
    const theme = this.themes.get(choice?.name ?? portal.theme);
    const { publicUrl } = this.config.env;
    const scopes = [
      ...(library ? [] : cards.map((card) => ({ value: `library:${card.slug}`, label: localize(card.name, locale) }))),
      ...collections.map((one) => ({ value: `collection:${one.pid}`, label: localize(one.name, locale) })),
    ];
    const logo = library?.brand.logo;
    const view: SiteView = {
      name: library ? localize(library.name, locale) : localize(portal.name, locale) || names[locale],
      motto: library ? '' : localize(portal.motto, locale),
      locale,
      library: library ? { pid: library.pid, slug: library.slug, name: localize(library.name, locale) } : null,
      seal: library ? library.brand.seal || [...localize(library.name, 'zh-CN')].slice(0, 2).join('') : '琳琅',
      logo: logo ? `/f/${logo}/thumbnail` : null,
      theme: { name: theme.name, variants: theme.variants },
      path,
      origin: library ? this.origins.of(request) : publicUrl,
      consoleHref: library ? `${publicUrl}/console/` : '/console/',
      portalHref: library ? publicUrl : null,
      scopes: scopes.length > 1 ? scopes.slice(0, mostScopes) : [],
      icp: portal.icp,
    };
    return { site: view, dress: { theme, tokens: choice?.tokens ?? noTokens } };
  }
}
