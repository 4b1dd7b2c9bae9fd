import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { ThemeChoice } from '../../contract/collection.js';
import { inScriptOf, localize } from '../../contract/localized.js';
import { mayAnywhere } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import type { CollectionCard, FacetView, HomeView, ItemView, PageContent } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import { log } from '../../platform/log/log.js';
import { FamilyService } from '../catalog/family.service.js';
import { PublishedService } from '../catalog/published.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';
import { SiteService } from '../site/site.service.js';
import { CardsService } from './cards.service.js';
import { collectionEdit, itemEdit, libraryEdit } from './edit.path.js';
import { FacesService } from './faces.service.js';
import { listAsked, searchRequest } from './search.query.js';
import { unlessAway } from './unless.away.js';

export interface Content {
  content: PageContent;
  status?: number;
  theme?: ThemeChoice;
  /** Somebody else may see another page at this address. */
  personal?: boolean;
  /** Something could not be asked just now: another visitor may see more. */
  partial?: boolean;
  /** In milliseconds: from then on it is another page. */
  until?: number;
  /** Where this caller may change what the page shows: a path of the console. */
  edit?: string | undefined;
}

/** What is asked for stands elsewhere: a path without a language. */
export interface Elsewhere {
  elsewhere: string;
}
/** Beyond this many a group folds: beside an item, and on the page of the family. */
const familyOnPage = 12;
const familyAlone = 60;
/** So many links of an item are told to programs. */
const mostLinks = 48;
const dayMs = 86_400_000;
/** On the home of a collection so many values are named below each of the topmost of a tree. */
const mostBelow = 6;

/** What each page shows, from what the services give this reader. */
@Injectable()
export class PageContents {
  constructor(
    private readonly published: PublishedService,
    private readonly families: FamilyService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
    private readonly searching: SearchService,
    private readonly site: SiteService,
    private readonly cards: CardsService,
    private readonly faces: FacesService,
  ) {}

  async home(caller: Caller): Promise<Content> {
    const [portal, counts, collections] = await Promise.all([
      this.site.portal(),
      this.cards.counts(caller),
      this.schema.publicCollections(caller),
    ]);
    const libraries = await this.cards.allLibraries(caller, counts);
    const own = collections.flatMap((one) => this.cards.featuredOf(one).slice(0, 2));
    const chosen = caller.siteLibraryId === null && portal.featured.length > 0 ? portal.featured : own;
    const pids = [...chosen.slice(0, 12), ...this.faces.wanted(collections, counts)];
    const [shown, all] = await Promise.all([
      this.cards.showcase(caller, collections, { pids, newest: {} }),
      this.facets(caller, {}, isShared),
    ]);
    const cards = this.cards.collections(caller, collections, counts, libraries, shown);
    const home: HomeView = {
      hero: null,
      hot: portal.hot.map((word) =>
        typeof word === 'string' ? inScriptOf(caller.locale, word) : localize(word, caller.locale),
      ),
      figures: {
        libraries: libraries.length,
        collections: collections.length,
        items: counts.items,
        pages: counts.pages,
        seconds: counts.seconds,
      },
      kinds: this.faces.kinds(collections, cards, counts, shown),
      featured: shown.cards(chosen.slice(0, 12)),
      newest: shown.newest(),
      years: yearsOf(all),
      facets: waysIn(all),
      libraries,
      collections: cards,
    };
    return { content: { kind: 'home', home }, partial: all === null };
  }

  async search(caller: Caller, query: Record<string, string | string[]>): Promise<Content> {
    const { request: asked, view } = searchRequest(query);
    const found = await unlessAway(() => this.searching.searchWithMembers(caller, asked));
    const { request: meant, result } = found ?? { request: asked, result: null };
    const request = { ...meant, ...spoken(meant.q, caller.locale) };
    const content: PageContent = {
      kind: 'search',
      request,
      result,
      view,
      scope: request.collection ?? request.library ?? null,
      instead: result?.total ? [] : await this.allCollections(caller),
    };
    const beyond = result !== null && result.total > 0 && result.page > result.pages;
    return { content, status: found ? (beyond ? 404 : 200) : 503, partial: !found?.whole };
  }

  /** All values of one facet of a search: what its own list has no room for. */
  async facet(caller: Caller, facet: string, query: Record<string, string | string[]>): Promise<Content> {
    const { request: asked, view } = searchRequest(query);
    const found = await unlessAway(() => this.searching.facetList(caller, facet, asked, listAsked(query)));
    if (found?.list === null) throw new Problem('route.not-found');
    const { request, list } = found ?? { request: asked, list: null };
    return {
      content: { kind: 'facet', request: { ...request, ...spoken(request.q, caller.locale) }, view, facet, list },
      status: found ? 200 : 503,
      partial: !found,
    };
  }

  async librariesPage(caller: Caller): Promise<Content> {
    const libraries = await this.cards.allLibraries(caller, await this.cards.counts(caller));
    return { content: { kind: 'libraries', libraries } };
  }

  async library(caller: Caller, slug: string): Promise<Content> {
    const counts = await this.cards.counts(caller);
    const libraries = await this.cards.allLibraries(caller, counts);
    const library = libraries.find((one) => one.slug === slug || one.pid === slug);
    if (!library) throw new Problem('library.not-found');
    const own = (await this.schema.publicCollections(caller)).filter((one) => one.libraryPid === library.pid);
    const pids = this.faces.wanted(own, counts);
    const [shown, all] = await Promise.all([
      this.cards.showcase(caller, own, { pids, newest: { library: library.pid } }),
      this.facets(caller, { library: library.slug }, isShared),
    ]);
    const collections = this.cards.collections(caller, own, counts, libraries, shown);
    const kinds = this.faces.kinds(own, collections, counts, shown);
    const [years, facets] = [yearsOf(all), waysIn(all)];
    return {
      content: { kind: 'library', library, kinds, years, facets, collections, newest: shown.newest() },
      partial: all === null,
      edit: await this.libraryEditOf(caller, library.pid),
    };
  }

  /** A card has no number: it is asked of those alone who hold something anywhere. */
  private async libraryEditOf(caller: Caller, pid: string): Promise<string | undefined> {
    if (!mayAnywhere(caller.grants, 'library.edit')) return undefined;
    const row = await this.libraries.byPid(pid);
    return row && libraryEdit(caller, row);
  }

  async collectionsPage(caller: Caller): Promise<Content> {
    return { content: { kind: 'collections', collections: await this.allCollections(caller) } };
  }

  private async allCollections(caller: Caller): Promise<CollectionCard[]> {
    const counts = await this.cards.counts(caller);
    const [libraries, all] = await Promise.all([
      this.cards.allLibraries(caller, counts),
      this.schema.publicCollections(caller),
    ]);
    return this.cards.collections(caller, all, counts, libraries, await this.cards.showcase(caller, all));
  }

  async collection(caller: Caller, pid: string): Promise<Content> {
    const own = (await this.schema.publicCollections(caller)).find((one) => one.pid === pid);
    if (!own) throw new Problem('collection.not-found');
    const counts = await this.cards.counts(caller);
    const libraries = await this.cards.allLibraries(caller, counts);
    const chosen = this.cards.featuredOf(own);
    const all = await this.facets(caller, { collection: pid }, () => true, mostBelow);
    const facets = (all ?? []).filter((facet) => facet.kind === 'terms' && facet.values.length > 1);
    const [first, ...others] = facets.slice(0, 5);
    const found = first ? await this.faces.examples(caller, pid, first) : new Map<string, number[]>();
    const examples = found ?? new Map<string, number[]>();
    const shown = await this.cards.showcase(caller, [own], {
      pids: chosen,
      newest: { collection: pid },
      found: [...examples.values()].flat(),
    });
    const [collection] = this.cards.collections(caller, [own], counts, libraries, shown);
    if (!collection) throw new Problem('collection.not-found');
    return {
      content: {
        kind: 'collection',
        collection,
        facets: first ? [this.faces.values(first, examples, shown), ...others] : [],
        years: yearsOf(all),
        featured: shown.cards(chosen),
        newest: shown.newest(),
      },
      theme: own.presentation.theme,
      partial: all === null || found === null,
      edit: collectionEdit(caller, own),
    };
  }

  async item(caller: Caller, pid: string): Promise<Content> {
    const begun = await this.published.begin(caller, pid);
    const stretch = { size: familyOnPage, rest: 1 };
    const outline = await this.families.outline(caller, begun.row, stretch);
    const { item, others } = await this.published.view(caller, begun, outline?.pids);
    const family = outline && this.families.view(caller, outline, others, pid, stretch);
    const links = this.families.roles(begun.row.links.slice(0, mostLinks));
    const today = new Date().toISOString().slice(0, 10);
    const jsonld = this.families.jsonLd(item.jsonld, links);
    return {
      content: { kind: 'item', item: { ...item, jsonld }, family, today },
      theme: await this.themeOf(item, caller),
      personal: !item.openToAll,
      until: Date.parse(today) + dayMs,
      edit: itemEdit(caller, begun.row),
    };
  }

  /** The family alone, as far as a page holds; or one long group of it, page by page. */
  async family(caller: Caller, pid: string, query: Record<string, string | string[]>): Promise<Content> {
    const begun = await this.published.begin(caller, pid);
    const { item } = await this.published.view(caller, begun);
    const asked = (key: string) => [query[key] ?? ''].flat()[0] ?? '';
    const page = Math.min(1000, Math.max(1, Number.parseInt(asked('page'), 10) || 1));
    const only = asked('of') ? { of: asked('of').slice(0, 20), role: asked('role').slice(0, 60), page } : undefined;
    const family = await this.families.of(caller, pid, { size: familyAlone, rest: 2, ...(only ? { only } : {}) });
    if (!family) throw new Problem('route.not-found');
    return {
      content: { kind: 'family', item, family },
      theme: await this.themeOf(item, caller),
      personal: !item.openToAll,
      edit: itemEdit(caller, begun.row, '/links'),
    };
  }

  async reading(caller: Caller, pid: string, page: string, q: string): Promise<Content> {
    const begun = await this.published.begin(caller, pid);
    const { item } = await this.published.view(caller, begun);
    const shown = item.pages.find((one) => one.pid === page);
    if (!shown) throw new Problem('page.not-found');
    const [text, found, theme] = await Promise.all([
      shown.hasText ? this.published.pageText(caller, page) : null,
      q ? this.tryToFind(caller, pid, q) : null,
      this.themeOf(item, caller),
    ]);
    const matches = found?.matches ?? null;
    const partial = q !== '' && !found?.whole;
    return {
      content: { kind: 'reading', item, page, text, q, matches },
      theme,
      personal: !item.openToAll,
      partial,
      edit: itemEdit(caller, begun.row, '/pages'),
    };
  }

  private async themeOf(item: ItemView, caller: Caller): Promise<ThemeChoice | undefined> {
    const collections = await this.schema.publicCollections(caller);
    return collections.find((one) => one.pid === item.collection.pid)?.presentation.theme;
  }

  private facets(...asked: Parameters<SearchService['facetsIn']>): Promise<FacetView[] | null> {
    return unlessAway(() => this.searching.facetsIn(...asked));
  }

  private async tryToFind(caller: Caller, item: string, q: string) {
    try {
      return await this.searching.inside(caller, item, q, false);
    } catch (error) {
      log.warn({ err: error }, 'words inside an item were not found');
      return null;
    }
  }
}

function yearsOf(facets: readonly FacetView[] | null): FacetView['years'] | null {
  return facets?.find(({ kind }) => kind === 'years')?.years ?? null;
}

/** What stands on a home page of the facets that all collections share. */
const homeFacets = ['place', 'agent', 'subject'];
const isShared = ({ key, kind }: { key: string; kind: FacetView['kind'] }): boolean =>
  kind === 'years' || homeFacets.includes(key);

function waysIn(facets: readonly FacetView[] | null): FacetView[] {
  return homeFacets.flatMap((key) => facets?.find((facet) => facet.key === key && facet.values.length > 1) ?? []);
}
