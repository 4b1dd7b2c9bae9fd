import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Locale, localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, SiteView } from '../../contract/reader.js';
import { pathIn } from '../../contract/safe.href.js';
import { el, type Xml, xmlDocument } from '../../platform/xml.js';
import { PublishedService } from '../catalog/published.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';

/** So many of the newest are told. */
const mostTold = 50;
const langTags: Record<Locale, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant', en: 'en' };

/** Of what something new is told: of a collection, of a library, or of the whole site. */
export type FeedOf = { collection: string } | { library: string } | null;

/** What came last, for programs that look for it (RSS 2.0): only what everybody may see, whoever asks. */
@Injectable()
export class FeedService {
  constructor(
    private readonly published: PublishedService,
    private readonly searching: SearchService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
  ) {}

  async of(asked: Caller, site: SiteView, of: FeedOf, words: Record<'newest', string>): Promise<string> {
    const caller: Caller = { ...asked, accountId: null, accountPid: null, name: '', grants: [], labels: ['public'] };
    const about = await this.about(caller, of);
    const rows = await this.published.wanted(caller, {
      pids: [],
      fewOf: [],
      newest: about?.newest ?? {},
      most: mostTold,
    });
    const cards = await this.searching.cards(caller, rows);
    const at = (path: string) => site.origin + pathIn(site.locale, path);
    const told = rows.flatMap(({ id, first_published_at: when }) => {
      const card = cards.get(id);
      return card ? [{ card, when }] : [];
    });
    const channel = el(
      'channel',
      {},
      el('title', {}, `${about?.name ?? site.name} · ${words.newest}`),
      el('link', {}, at(about?.path ?? '/')),
      el('description', {}, about?.description || site.motto || site.name),
      el('language', {}, langTags[site.locale]),
      el('atom:link', { href: at(`${about?.path ?? ''}/feed.xml`), rel: 'self', type: 'application/rss+xml' }),
      ...(told[0] ? [el('lastBuildDate', {}, told[0].when.toUTCString())] : []),
      ...told.map(({ card, when }) => entry(card, when, at, site.origin)),
    );
    const spaces = { 'xmlns:atom': 'http://www.w3.org/2005/Atom', 'xmlns:media': 'http://search.yahoo.com/mrss/' };
    return xmlDocument(el('rss', { version: '2.0', ...spaces }, channel));
  }

  private async about(caller: Caller, of: FeedOf) {
    if (of === null) return null;
    const { locale } = caller;
    if ('library' in of) {
      const { rows } = await this.libraries.visible(caller);
      const found = rows.find((one) => one.slug === of.library || one.pid === of.library);
      if (!found) throw new Problem('library.not-found');
      return {
        name: localize(found.name, locale),
        description: localize(found.description, locale),
        path: `/l/${found.slug}`,
        newest: { library: found.pid },
      };
    }
    const found = (await this.schema.publicCollections(caller)).find(({ pid }) => pid === of.collection);
    if (!found) throw new Problem('collection.not-found');
    return {
      name: localize(found.name, locale),
      description: localize(found.description, locale),
      path: `/c/${found.pid}`,
      newest: { collection: found.pid },
    };
  }
}

function entry(card: ItemCard, when: Date, at: (path: string) => string, origin: string): Xml {
  const url = at(`/i/${card.pid}`);
  const line = card.subtitle.map(({ text }) => text).join(' · ');
  const summary = card.summary?.parts.join('') ?? '';
  return el(
    'item',
    {},
    el('title', {}, card.title.parts.join('')),
    el('link', {}, url),
    el('guid', { isPermaLink: 'false' }, `${origin}/i/${card.pid}`),
    el('pubDate', {}, when.toUTCString()),
    el('category', {}, card.collection.name),
    el('description', {}, [line, summary, card.library.name].filter(Boolean).join('\n')),
    ...(card.image ? [el('media:thumbnail', { url: origin + card.image.thumbnail })] : []),
  );
}
