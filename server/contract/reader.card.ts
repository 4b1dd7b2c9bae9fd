import type { MaterialKind } from './collection.js';
import type { ImageView, Restriction } from './reader.media.js';

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
  /** As the thing has it, where the title is a translation. */
  originalTitle?: MarkedRun;
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
  pageHits?: { pid: string; label: string; lang?: string; count: number }[];
  pageHitTotal?: number;
  /** Results only: how many impressions, copies, parts of it this reader may see besides. */
  memberCounts?: { role: string; label: string; count: number }[];
}
