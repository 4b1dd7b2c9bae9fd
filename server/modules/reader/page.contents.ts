import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { ThemeChoice } from '../../contract/collection.js';
import { Problem } from '../../contract/problems.js';
import type { CollectionCard, ItemView, PageContent } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import { log } from '../../platform/log/log.js';
import { FamilyService } from '../catalog/family.service.js';
import { PublishedService } from '../catalog/published.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';
import { CardsService } from './cards.service.js';
import { itemEdit } from './edit.path.js';
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

/** What each page shows, from what the services give this reader. */
@Injectable()
export class PageContents {
  constructor(
    private readonly published: PublishedService,
    private readonly families: FamilyService,
    private readonly schema: SchemaService,
    private readonly searching: SearchService,
    private readonly cards: CardsService,
  ) {}

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

  private async tryToFind(caller: Caller, item: string, q: string) {
    try {
      return await this.searching.inside(caller, item, q, false);
    } catch (error) {
      log.warn({ err: error }, 'words inside an item were not found');
      return null;
    }
  }
}
