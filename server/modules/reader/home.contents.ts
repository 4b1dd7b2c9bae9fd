import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { HomePlace } from '../../contract/blocks.js';
import { inScriptOf, localize } from '../../contract/localized.js';
import { mayAnywhere } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import type { BlocksView, CollectionCard, FacetView, Figures, LibraryCard } from '../../contract/reader.js';
import { homeOf } from '../../contract/shipped.homes.js';
import { OpeningsService } from '../catalog/openings.service.js';
import { ConfigService } from '../schema/config.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';
import { SiteService } from '../site/site.service.js';
import { BlocksService, type ReadyBlocks } from './blocks.service.js';
import { CardsService, type Counts, type PublicCollection } from './cards.service.js';
import { collectionEdit, libraryEdit } from './edit.path.js';
import { FacesService } from './faces.service.js';
import type { Content } from './page.contents.js';
import { unlessAway } from './unless.away.js';

/** On the home of a collection so many values are named below each of the topmost of a tree. */
const mostBelow = 6;
/** So many facets stand on a home that asks for all of them. */
const mostFacets = 5;
/** What most items have in common, whatever collection they are in. */
const sharedFacets = ['place', 'agent', 'subject'];

/** One home: what it is over, and what its librarians put first. */
interface Home {
  place: HomePlace;
  /** As searches are narrowed to it: a library by its name in addresses. */
  narrow: { library?: string; collection?: string };
  /** As the newest are: by public id. */
  within: { library?: string; collection?: string };
  collections: readonly PublicCollection[];
  counts: Counts;
  libraries: readonly LibraryCard[];
  chosen: readonly string[];
}
interface Filled {
  view: BlocksView;
  cards: CollectionCard[];
  partial: boolean;
}

/** The homes of portal, library and collection: lists of blocks, and all that those ask for, asked once. */
@Injectable()
export class HomeContents {
  constructor(
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
    private readonly configs: ConfigService,
    private readonly searching: SearchService,
    private readonly site: SiteService,
    private readonly cards: CardsService,
    private readonly faces: FacesService,
    private readonly openings: OpeningsService,
    private readonly blocks: BlocksService,
  ) {}

  async portal(caller: Caller): Promise<Content> {
    const [portal, counts, collections] = await Promise.all([
      this.site.portal(),
      this.cards.counts(caller),
      this.schema.publicCollections(caller),
    ]);
    const libraries = await this.cards.allLibraries(caller, counts);
    const own = collections.flatMap((one) => this.cards.featuredOf(one).slice(0, 2));
    const chosen = caller.siteLibraryId === null && portal.featured.length > 0 ? portal.featured : own;
    const ready = this.blocks.ready(homeOf([], 'portal'), 'portal', caller.locale);
    const home = {
      place: 'portal' as const,
      narrow: {},
      within: {},
      collections,
      counts,
      libraries,
      chosen: chosen.slice(0, 12),
    };
    const { view, partial } = await this.filled(caller, ready, home);
    return {
      content: {
        kind: 'home',
        home: {
          ...view,
          hero: null,
          hot: portal.hot.map((word) =>
            typeof word === 'string' ? inScriptOf(caller.locale, word) : localize(word, caller.locale),
          ),
          figures: figuresOf(home),
        },
      },
      partial,
      ...ending(ready),
    };
  }

  async library(caller: Caller, slug: string): Promise<Content> {
    const counts = await this.cards.counts(caller);
    const libraries = await this.cards.allLibraries(caller, counts);
    const library = libraries.find((one) => one.slug === slug || one.pid === slug);
    if (!library) throw new Problem('library.not-found');
    const own = (await this.schema.publicCollections(caller)).filter((one) => one.libraryPid === library.pid);
    const ready = this.blocks.ready(homeOf([], 'library'), 'library', caller.locale);
    const { view, partial } = await this.filled(caller, ready, {
      place: 'library',
      narrow: { library: library.slug },
      within: { library: library.pid },
      collections: own,
      counts,
      libraries,
      chosen: own.flatMap((one) => this.cards.featuredOf(one).slice(0, 2)).slice(0, 12),
    });
    return {
      content: { kind: 'library', library, home: view },
      partial,
      ...ending(ready),
      edit: await this.libraryEditOf(caller, library.pid),
    };
  }

  /** A card has no number: it is asked of those alone who hold something anywhere. */
  private async libraryEditOf(caller: Caller, pid: string): Promise<string | undefined> {
    if (!mayAnywhere(caller.grants, 'library.edit')) return undefined;
    const row = await this.libraries.byPid(pid);
    return row && libraryEdit(caller, row);
  }

  async collection(caller: Caller, pid: string): Promise<Content> {
    const own = (await this.schema.publicCollections(caller)).find((one) => one.pid === pid);
    if (!own) throw new Problem('collection.not-found');
    return this.collectionWith(caller, own);
  }

  /** As it would be if its draft were in force: for those who design it. */
  async drafted(caller: Caller, pid: string): Promise<Content> {
    const { row, presentation } = await this.configs.designed(pid);
    const { id, slug, name, kind, description, libraryId } = row;
    const libraryPid = (await this.libraries.byId(libraryId))?.pid ?? '';
    const own = { id, pid, slug, name, kind, description, libraryId, libraryPid, presentation };
    const { edit: _edit, ...page } = await this.collectionWith(caller, own);
    return { ...page, personal: true };
  }

  private async collectionWith(caller: Caller, own: PublicCollection): Promise<Content> {
    const counts = await this.cards.counts(caller);
    const libraries = await this.cards.allLibraries(caller, counts);
    const { pid, presentation } = own;
    const ready = this.blocks.ready(homeOf(presentation.home, 'collection'), 'collection', caller.locale);
    const { view, cards, partial } = await this.filled(caller, ready, {
      place: 'collection',
      narrow: { collection: pid },
      within: { collection: pid },
      collections: [own],
      counts,
      libraries,
      chosen: this.cards.featuredOf(own),
    });
    const [collection] = cards;
    if (!collection) throw new Problem('collection.not-found');
    return {
      content: { kind: 'collection', collection, home: view },
      theme: presentation.theme,
      partial,
      ...ending(ready),
      edit: collectionEdit(caller, own),
    };
  }

  private async filled(caller: Caller, { views, needs }: ReadyBlocks, home: Home): Promise<Filled> {
    const { place, narrow, within, collections, counts, libraries, chosen } = home;
    const all = await this.facetsOf(caller, needs, home);
    const terms = (all ?? []).filter(({ kind, values }) => kind === 'terms' && values.length > 1);
    const pictured = needs.pictured === null ? undefined : pickedFacet(terms, needs.pictured);
    const asked = needs.facets === 'all' ? terms : terms.filter(({ key }) => needs.facets.includes(key));
    const facets = [...new Set([...(pictured ? [pictured] : []), ...asked])].slice(0, mostFacets);
    const faced = pictured && narrow.collection !== undefined;
    const found = faced ? await this.faces.examples(caller, narrow.collection!, pictured) : noExamples;
    const examples = found ?? noExamples;
    const carded = needs.collections || needs.kinds || place === 'collection' ? collections : [];
    const popular = await Promise.all(
      [...needs.popular].map(async ([days, most]) => {
        const opened = await this.openings.mostOpened(caller, within, days, most);
        return { days, pids: opened.map(({ pid }) => pid) };
      }),
    );
    const pids = [
      ...needs.items,
      ...popular.flatMap((one) => one.pids),
      ...(needs.chosen ? chosen : []),
      ...(needs.kinds ? this.faces.wanted(collections, counts) : []),
    ];
    const shown = await this.cards.showcase(caller, carded, {
      pids,
      newest: needs.newest > 0 ? within : null,
      found: [...examples.values()].flat(),
    });
    const cards = this.cards.collections(caller, carded, counts, libraries, shown);
    const view: BlocksView = {
      blocks: views,
      items: shown.cards(needs.items),
      featured: needs.chosen ? shown.cards(chosen) : [],
      newest: shown.newest().slice(0, needs.newest),
      kinds: needs.kinds ? this.faces.kinds(collections, cards, counts, shown) : [],
      years: needs.years ? (all?.find(({ kind }) => kind === 'years')?.years ?? null) : null,
      facets: facets.map((facet) => (facet === pictured ? this.faces.values(facet, examples, shown) : facet)),
      pictured: pictured?.key ?? null,
      libraries: needs.libraries ? [...libraries] : [],
      collections: needs.collections ? cards : [],
      popular: popular.map(({ days, pids: opened }) => ({ days, items: shown.cards(opened) })),
      figures: needs.figures ? figuresOf(home) : null,
    };
    return { view, cards, partial: all === null || found === null };
  }

  /** All facets that any block asks for, in one request; null where search does not answer. */
  private async facetsOf(
    caller: Caller,
    { facets, years, pictured }: ReadyBlocks['needs'],
    { place, narrow }: Home,
  ): Promise<FacetView[] | null> {
    const own = place === 'collection';
    if (facets.length === 0 && !years && pictured === null) return [];
    const wanted = ({ key, kind }: { key: string; kind: FacetView['kind'] }): boolean => {
      if (kind === 'years') return years;
      if (facets === 'all') return own || sharedFacets.includes(key);
      return facets.includes(key) || pictured === key || pictured === 'first';
    };
    const all = await unlessAway(() => this.searching.facetsIn(caller, narrow, wanted, own ? mostBelow : 0));
    if (own || facets !== 'all') return all;
    return all && [...all].sort((a, b) => sharedFacets.indexOf(a.key) - sharedFacets.indexOf(b.key));
  }
}

/** How much there is in its collections. */
function figuresOf({ collections, counts, libraries }: Home): Figures {
  const own = new Set(collections.map(({ pid }) => pid));
  const held = counts.collections.filter(({ pid }) => own.has(pid));
  const sum = (key: 'items' | 'pages' | 'seconds') => held.reduce((total, one) => total + one[key], 0);
  return {
    libraries: libraries.length,
    collections: collections.length,
    items: sum('items'),
    pages: sum('pages'),
    seconds: sum('seconds'),
  };
}

const noExamples: ReadonlyMap<string, number[]> = new Map();
const pickedFacet = (terms: readonly FacetView[], picked: string): FacetView | undefined =>
  picked === 'first' ? terms[0] : terms.find(({ key }) => key === picked);
/** What is popular changes by itself, a little at a time. */
const popularFor = 10 * 60_000;

function ending({ until = Infinity, needs }: ReadyBlocks): Pick<Content, 'until'> {
  const end = Math.min(until, needs.popular.size > 0 ? Date.now() + popularFor : Infinity);
  return end === Infinity ? {} : { until: end };
}
