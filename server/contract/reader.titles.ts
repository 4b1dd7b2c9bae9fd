import type { LibraryRef, Run } from './reader.card.js';

/** By pinyin, with Latin titles under their letters; or by the strokes of the first character. */
export const titleOrders = ['pinyin', 'strokes'] as const;
export type TitleOrder = (typeof titleOrders)[number];

/** A letter, a number of strokes, or what has neither. */
export type TitleSection = string;
export const otherSection = 'other';

/** Whose titles they are. */
export type TitlesScope =
  | { kind: 'portal' }
  | { kind: 'library'; library: LibraryRef }
  | { kind: 'collection'; pid: string; name: string; library: LibraryRef };

export interface TitleRow {
  pid: string;
  title: Run;
  /** Makers, date, form: one line. */
  line: Run[];
  library: LibraryRef;
}

/** A page of an index of titles. */
export interface TitlesView {
  scope: TitlesScope;
  by: TitleOrder;
  total: number;
  /** Sections in their order, also those under which nothing stands. */
  bar: { key: TitleSection; items: number }[];
  sections: { key: TitleSection; rows: TitleRow[] }[];
  /** The item before whose page, or after which, one goes on. */
  previous: string | null;
  next: string | null;
}
