import type { Json } from '../../contract/values.js';

/** How many fields of a collection can be sorted by, in either engine. */
export const SLOTS = 16;

/** A piece of metadata as it is searched. */
export interface MetadataText {
  /** The field's id; null for what belongs to no field. */
  field: string | null;
  /** What the field means in every collection (`coreField`), so that it can be asked for across them. */
  core?: string;
  text: string;
  /** Found only by whoever asks in its field. */
  beside?: true;
}

/** Where what the record itself says of the text stands among the pages: readers have no such page. */
export const recordPage = 0;

/** The text of one page, and who may find it by that text (which may be more than may read it: 可检不可看). */
export interface PageText {
  pageId: number;
  ord: number;
  labels: string[];
  /** The labels are the item's `textLabels`: they change with the item, and the page need not be written for it. */
  follows?: boolean;
  /** No other page goes on where it ends, and it goes on from none. */
  alone?: boolean;
  text: string;
}

/** What a published item is to search: made by one function, the same for every engine. */
export interface SearchDocument {
  itemId: number;
  /** Bumped by whatever dirties the document: an engine keeps the newest and ignores what comes late. */
  version: number;
  recipe: number;
  libraryId: number;
  collectionId: number;
  /** Who may come across the item at all. */
  labels: string[];
  /** Who may find it by the text of the pages that follow it. */
  textLabels?: string[];
  /** The title first, then other titles. They are also what the core field `title` holds. */
  titles: string[];
  metadata: MetadataText[];
  /** `group=key`: library, collection, kind, decades, core keys and field ids. */
  facets: string[];
  years: { from: number; to: number } | null;
  sort: {
    title: string;
    stroke: string;
    /** Julian day number. */
    day: number | null;
    /** Milliseconds of the first publication. */
    newest: number;
    /** By slot of the collection's configuration. */
    texts: (string | null)[];
    numbers: (number | null)[];
    days: (number | null)[];
  };
  /** Everything a result card shows; stored, never searched. */
  card: Json;
  pages: PageText[];
}

/** What is left of a withdrawn item, so that a late write cannot bring it back. */
export interface GoneDocument {
  itemId: number;
  version: number;
  gone: true;
}

export type Indexed = SearchDocument | GoneDocument;

export const isGone = (document: Indexed): document is GoneDocument => 'gone' in document;

/** The names under which a piece of metadata can be asked for. */
export const namesOf = ({ field, core }: MetadataText): string[] => [field, core].filter((name) => name != null);

export const facetEntry = (group: string, key: string): string => `${group}=${key}`;

export function splitEntry(entry: string): { group: string; key: string } {
  const at = entry.indexOf('=');
  return { group: entry.slice(0, at), key: entry.slice(at + 1) };
}
