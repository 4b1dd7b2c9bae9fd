import type { MaterialKind } from './collection.js';
import type { CollectionRef, LibraryRef, MarkedRun, Run } from './reader.card.js';
import type { LinkGroup } from './reader.family.js';
import type { FieldGroupView, ValueView } from './reader.field.js';
import type { ImageView, MediaView, PageRef, Restriction, TakingView } from './reader.media.js';
import type { Json } from './values.js';

export interface CitedAgent {
  name: string;
  /** As it is written: 撰, 譯. */
  role?: string;
  /** The same as a code of MARC relators, where it is one that is known. */
  relator?: string;
}

/** What a citation is made of: plain, by meaning, whatever the collection's fields are called. */
export interface CitationSource {
  title: string;
  /** What is taken from the record in one line, where that is not in the language of the page. */
  lang?: string;
  kind: MaterialKind;
  /** A recording with pictures that move. */
  film?: true;
  /** Who made it, those first who are named first in a citation. */
  agents: CitedAgent[];
  addressees: string[];
  date?: {
    written: string;
    /** By which people count it; before our era 0 and below. */
    years?: [from: number, to: number];
    /** YYYY-MM-DD, where it is one day. */
    day?: string;
    /** YYYY-MM, where it is not one day but one month of our calendar. */
    month?: string;
    /** Whether it is more or less. */
    about?: true;
  };
  place?: string;
  publisher?: string;
  edition?: string;
  identifier?: string;
  language?: string;
}

export interface ItemView {
  pid: string;
  title: Run;
  /** As the thing has it, where the title is a translation. */
  originalTitle?: Run;
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
  downloads: TakingView;
  links: LinkGroup[];
  citation: CitationSource;
  /** The address of the licence by which it may be used again, where it has one that programs know. */
  licence?: string;
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
    /** Where in its text, as offsets; of what runs on to the next page, each page has its own part. */
    spans: [from: number, to: number][];
    excerpt?: MarkedRun;
  }[];
}

/** One place where words stand on a page, with what stands before and after them in their line. */
export interface FoundPlace {
  page: string;
  before: string;
  word: string;
  after: string;
  /** In pixels of the page's full image; null where nobody knows. */
  box: [x: number, y: number, width: number, height: number] | null;
}
