import type { Locale } from './localized.js';
import type { AuthorityItemsView, AuthorityView } from './reader.authority.js';
import type { LibraryRef } from './reader.card.js';
import type { FamilyView } from './reader.family.js';
import type { BlocksView, CollectionCard, HomeView, LibraryCard } from './reader.home.js';
import type { ItemMatches, ItemView, PageTextView } from './reader.item.js';
import type { FacetListView, RowsView, SearchRequestView, SearchView } from './reader.search.js';
import type { TitlesView } from './reader.titles.js';
import type { ThemeVariants } from './theme.js';

export type * from './reader.authority.js';
export type * from './reader.blocks.js';
export type * from './reader.card.js';
export type * from './reader.family.js';
export type * from './reader.field.js';
export type * from './reader.home.js';
export type * from './reader.item.js';
export type * from './reader.media.js';
export type * from './reader.search.js';
export type * from './reader.titles.js';

/**
 * What reader pages are drawn from: already in the reader's language, already narrowed to what this reader may see.
 * Plain data without functions: it is rendered on the server, sent along as JSON, and hydrated in the browser.
 */

/** The frame of every page: whose site it is and what it wears. */
export interface SiteView {
  name: string;
  motto: string;
  locale: Locale;
  /** Null on the portal; the library on its own host. */
  library: LibraryRef | null;
  seal: string;
  logo: string | null;
  theme: { name: string; variants: ThemeVariants };
  /** This page's path and query, without the language prefix. */
  path: string;
  /** Scheme and host of this site. */
  origin: string;
  /** The console and signing in: they live on the platform's own host. */
  consoleHref: string;
  /** Drawn for somebody who has signed in: to read, or to work here. */
  signedIn?: 'reader' | 'staff';
  /** Where in the console what this page shows is changed: for those alone who may change it there. */
  edit?: string;
  /** The portal, for a member library's own site. */
  portalHref: string | null;
  /** What the search box can be narrowed to. */
  scopes: { value: string; label: string }[];
  /** Registration numbers that the law of the place asks for. */
  icp: string;
}

/** What a page shows; the component that draws it is named after its kind. */
export type PageContent =
  | { kind: 'home'; home: HomeView }
  | {
      kind: 'search';
      request: SearchRequestView;
      /** Null when the engine does not answer. */
      result: SearchView | null;
      view: 'list' | 'grid';
      scope: string | null;
      /** Where nothing was found, or search is away: what there is to look through. */
      instead: CollectionCard[];
    }
  /** All values of one facet under a search; null when the engine does not answer. */
  | { kind: 'facet'; request: SearchRequestView; view: 'list' | 'grid'; facet: string; list: FacetListView | null }
  | {
      kind: 'advanced';
      request: SearchRequestView;
      /** Null when the engine does not answer. */
      form: RowsView | null;
      view: 'list' | 'grid';
    }
  | { kind: 'libraries'; libraries: LibraryCard[] }
  | { kind: 'collections'; collections: CollectionCard[] }
  | { kind: 'library'; library: LibraryCard; home: BlocksView }
  | { kind: 'collection'; collection: CollectionCard; home: BlocksView }
  /** `today` stands in the citation, and must be the same on the server and in the browser. */
  | { kind: 'item'; item: ItemView; family: FamilyView | null; today: string }
  | { kind: 'family'; item: ItemView; family: FamilyView }
  | {
      kind: 'reading';
      item: ItemView;
      page: string;
      text: PageTextView | null;
      q: string;
      matches: ItemMatches | null;
    }
  | { kind: 'titles'; titles: TitlesView }
  | { kind: 'authority'; record: AuthorityView; items: AuthorityItemsView }
  | {
      kind: 'text';
      title: string;
      html: string;
      siblings: { href: string; title: string; current: boolean }[];
    }
  | { kind: 'message'; status: number; title?: string };

export interface ReaderPage {
  site: SiteView;
  content: PageContent;
}

/** What the server half of the web gives back: everything between `<head>` and the closing of `#app`. */
export interface RenderedPage {
  lang: string;
  head: string;
  html: string;
  /** Sources of the parts that this page needs, as the manifest names them. */
  modules: string[];
  /** Sources of parts that the server alone draws: only their sheets are needed. */
  sheets: string[];
  /** Why parts of it could not be drawn: each has left a hole. */
  holes: unknown[];
}

export type RenderPage = (page: ReaderPage) => Promise<RenderedPage>;
