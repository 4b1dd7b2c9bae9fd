import type { MaterialKind } from './collection.js';
import type { Locale } from './localized.js';
import type { ValuePart } from './plugin.js';
import type { DownloadView, ImageView, MediaView, PageRef, Restriction } from './reader.media.js';
import type { AuthorityItemsView, AuthorityView } from './reader.authority.js';
import type { ThemeVariants } from './theme.js';
import type { blanks, Json, StoredValue } from './values.js';

export type * from './reader.media.js';
export type * from './reader.authority.js';

/**
 * What reader pages are drawn from: already in the reader's language, already narrowed to what this reader may see.
 * Plain data without functions: it is rendered on the server, sent along as JSON, and hydrated in the browser.
 */

/** Text in its own characters: `lang` stands on the run when it is not the language of the page. */
export interface Run {
  text: string;
  lang?: string;
}

/** Text with what matched; even parts are plain, odd parts are matches. */
export interface MarkedRun {
  parts: string[];
  lang?: string;
}

export interface LibraryRef {
  pid: string;
  slug: string;
  name: string;
}

export interface CollectionRef {
  pid: string;
  slug: string;
  name: string;
  kind: MaterialKind;
}

export interface ItemCard {
  pid: string;
  title: MarkedRun;
  /** Maker, date, form: one line, in the order that the collection's configuration sets. */
  subtitle: Run[];
  library: LibraryRef;
  collection: CollectionRef;
  /** Null where there is none or where this reader may not see it; `restricted` tells which. */
  image: ImageView | null;
  /** What kind of media opens it: the key of a media handler. */
  media: string | null;
  pageCount: number;
  seconds?: number;
  /** The first restriction that matters to this reader, if any. */
  restricted: Restriction | null;
  /** Hits only: the line in which it matched, which fields matched, and the pages with how often. */
  summary?: MarkedRun;
  reasons?: string[];
  pageHits?: { pid: string; label: string; count: number }[];
  pageHitTotal?: number;
  /** Results only: how many impressions, copies, parts of it this reader may see besides. */
  memberCounts?: { role: string; label: string; count: number }[];
}

export interface ValueView {
  text: string;
  lang?: string;
  blank?: (typeof blanks)[number];
  certainty?: StoredValue['certainty'];
  asWritten?: string;
  source?: string;
  /** A date's EDTF and Gregorian reading, an agent's years: said beside the value, smaller. */
  note?: string;
  /** Path on this host, without a language prefix: the page of the record, a search by this value, or an item. */
  href?: string;
  /** The stored value, for the field view of a plugin. */
  data?: Json;
  /** The value by its named parts, on pages with room for them. */
  parts?: ValuePart[];
}

export interface FieldView {
  id: string;
  key: string;
  label: string;
  type: string;
  core?: string;
  values: ValueView[];
}

export interface FieldGroupView {
  key: string;
  label: string;
  fields: FieldView[];
}

/** What an item is linked to by one role, outside its family. */
export interface LinkGroup {
  /** A role of `relations.ts`. */
  kind: string;
  label: string;
  items: ItemCard[];
}

/** A thing in its family: the stone, an impression, a copy, a part. */
export interface FamilyMember {
  card: ItemCard;
  /** The one whose page this is. */
  current: boolean;
  /** 碑阳, 志盖, 第三冊: which part of the whole. */
  part: string;
  note: string;
  /** What the relation asks of it: who wrote and carved the stone, when it was rubbed, whose seals. */
  facts: FieldView[];
  groups: FamilyGroup[];
}

export interface FamilyGroup {
  /** Role, as the whole sees its members. */
  role: string;
  label: string;
  /** All that this reader may see. */
  total: number;
  members: FamilyMember[];
  /** Where the rest is; null where nothing is left out. */
  rest: string | null;
}

export interface FamilyView {
  /** What belongs to nothing else: mostly one. */
  heads: FamilyMember[];
  /** Members in all that are drawn here. */
  size: number;
  /** Pages of one long group, where that is what was asked for. */
  stretch?: { of: string; role: string; page: number; pages: number };
}

/** What a citation is made of: plain, by meaning, whatever the collection's fields are called. */
export interface CitationSource {
  title: string;
  agents: { name: string; role?: string }[];
  date?: string;
  year?: number;
  place?: string;
  publisher?: string;
  edition?: string;
  identifier?: string;
  kind: MaterialKind;
}

export interface ItemView {
  pid: string;
  title: Run;
  altTitles: Run[];
  subtitle: Run[];
  /** Plain, for the description in the head of the page. */
  abstract: string;
  library: LibraryRef;
  collection: CollectionRef;
  layout: 'viewer-top' | 'viewer-side';
  reading: { direction: 'rtl' | 'ltr'; opening: 'single' | 'leaf' | 'opening' };
  groups: FieldGroupView[];
  rights: ValueView[];
  cover: ImageView | null;
  pages: PageRef[];
  /** Everything that is not a deep-zoom image; a book of images has none. */
  media: MediaView[];
  restrictions: Restriction[];
  downloads: DownloadView[];
  links: LinkGroup[];
  citation: CitationSource;
  /** schema.org, made from the fields' own mappings. */
  jsonld: Record<string, Json>;
  /** Changes whenever this item would look different: doc and configuration versions. */
  version: string;
  publishedAt: string;
  updatedAt: string;
  /** Whether anybody may see all of it: then its page may be kept by shared caches. */
  openToAll: boolean;
}

/** Text of one page with the lines it was read from. Boxes are in pixels of the page's full image. */
export interface PageTextView {
  page: string;
  text: string;
  lang?: string;
  source: 'supplied' | 'recognised' | 'corrected';
  lines: { text: string; box: [x: number, y: number, width: number, height: number] | null }[];
}

/** Where words stand in one item: the pages in order, with boxes where lines have them. */
export interface ItemMatches {
  total: number;
  /** The forms in which they stand there (錢塘 for 钱塘), to be marked in texts. */
  words: string[];
  pages: {
    page: string;
    label: string;
    count: number;
    boxes: [x: number, y: number, width: number, height: number][];
    excerpt?: MarkedRun;
  }[];
}

export interface FacetValueView {
  /** Stands in the address: `f=<facet>~<key>`. */
  key: string;
  label: string;
  lang?: string;
  count: number;
  selected: boolean;
  depth: number;
  /** Where values are shown as ways in: a picture of an item that has it. */
  image?: ImageView | null;
}

export interface FacetView {
  /** `library`, `collection`, `kind`, `years`, a core key in a search over several collections, a field id within one. */
  key: string;
  label: string;
  kind: 'terms' | 'years';
  values: FacetValueView[];
  /** How many values there are beyond those listed. */
  more: number;
  /** `years` only: the span and its bars. */
  years?: { from: number; to: number; bars: { from: number; to: number; count: number }[] };
}

export interface SearchRequestView {
  q: string;
  /** Only the characters as typed: no simplified, traditional or variant forms. */
  exact: boolean;
  library?: string;
  collection?: string;
  facets: Record<string, string[]>;
  from?: number;
  to?: number;
  sort: string;
  page: number;
  size: number;
}

export interface SearchView {
  total: number;
  items: ItemCard[];
  facets: FacetView[];
  sorts: { key: string; label: string }[];
  sort: string;
  page: number;
  pages: number;
  /** What was looked for besides what was typed: 錢塘 for 钱塘, a person's other names with whose they are. */
  expansions: {
    typed: string;
    also: {
      text: string;
      lang?: string;
      /** In words: which record says so, and which kind of name it is there. */
      because?: string;
      record?: { kind: 'agent' | 'place' | 'term'; pid: string; name: string; variant: string };
    }[];
  }[];
  /** Nothing found: what might be meant, each with its own query. */
  suggestions: { kind: 'fewer-words' | 'variant' | 'everywhere' | 'without-filters'; label: string; q: string }[];
}

export interface LibraryCard extends LibraryRef {
  description: string;
  items: number;
  collections: number;
  /** One or two characters and a colour where there is no logo. */
  mark: string;
  colour: string | null;
  logo: string | null;
}

export interface CollectionCard extends CollectionRef {
  description: string;
  items: number;
  library: LibraryRef;
  image: ImageView | null;
}

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
  /** The portal, for a member library's own site. */
  portalHref: string | null;
  /** What the search box can be narrowed to. */
  scopes: { value: string; label: string }[];
  /** Registration numbers that the law of the place asks for. */
  icp: string;
}

/** A kind of material with how much there is of it, and a picture that stands for it. */
export interface KindCard {
  kind: MaterialKind;
  items: number;
  pages: number;
  seconds: number;
  image: ImageView | null;
}

export interface HomeView {
  hero: ImageView | null;
  hot: string[];
  figures: { libraries: number; collections: number; items: number; pages: number; seconds: number };
  kinds: KindCard[];
  featured: ItemCard[];
  newest: ItemCard[];
  years: FacetView['years'] | null;
  /** Places, people, subjects: what most items have in common. */
  facets: FacetView[];
  libraries: LibraryCard[];
  collections: CollectionCard[];
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
  | { kind: 'libraries'; libraries: LibraryCard[] }
  | { kind: 'collections'; collections: CollectionCard[] }
  | {
      kind: 'library';
      library: LibraryCard;
      kinds: KindCard[];
      years: FacetView['years'] | null;
      facets: FacetView[];
      collections: CollectionCard[];
      newest: ItemCard[];
    }
  | {
      kind: 'collection';
      collection: CollectionCard;
      facets: FacetView[];
      years: FacetView['years'] | null;
      featured: ItemCard[];
      newest: ItemCard[];
    }
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
  /** Why parts of it could not be drawn: each has left a hole. */
  holes: unknown[];
}

export type RenderPage = (page: ReaderPage) => Promise<RenderedPage>;
