import type { FacetOrder } from './api/search.routes.js';
import type { ItemCard } from './reader.card.js';
import type { ImageView } from './reader.media.js';
import type { RowTest, SearchRow } from './search.rows.js';

export interface FacetValueView {
  /** Stands in the address: `f=<facet>~<key>`. */
  key: string;
  label: string;
  lang?: string;
  count: number;
  selected: boolean;
  depth: number;
  /** Names of what stands above it in its vocabulary, the topmost first. */
  path?: string[];
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
  /** There are more still: not all were counted. */
  many?: boolean;
  /** `years` only: the span and its bars. */
  years?: { from: number; to: number; bars: { from: number; to: number; count: number }[] };
}

/** All values of one facet under a search, a page of them. */
export interface FacetListView {
  key: string;
  label: string;
  rows: FacetValueView[];
  /** Of these values, on all pages. */
  total: number;
  page: number;
  pages: number;
  order: FacetOrder;
  /** Orders that make sense here. */
  orders: FacetOrder[];
  find: string;
  /** What is chosen of this facet, on whatever page it stands. */
  chosen: FacetValueView[];
  /** Items under everything that is chosen. */
  items: number;
}

/**
 * Why a row narrows nothing: it names no field of this place, asks of the field what it does not answer, its date is not
 * understood, it holds no character and no word, or the question is too long.
 */
export type RowTrouble = 'field' | 'test' | 'date' | 'signs' | 'long';

/** A value that was picked in a row, and what it is called. */
export interface PickedValue extends Pick<FacetValueView, 'key' | 'label' | 'lang'> {
  /** Of a person the years. */
  note?: string;
}

/** A row as it was understood. */
export interface RowView extends SearchRow {
  /** What its field is called here. */
  label: string;
  /** The years that its dates were read as; null: without end. */
  years?: { from: number | null; to: number | null };
  /** Of values of which one will do those that stand in what this reader comes across, … */
  picked?: PickedValue[];
  /** … and those that stand nowhere in it, as they were asked for. */
  absent?: string[];
  trouble?: RowTrouble;
}

/** What can be asked in a row, with the tests it takes. */
export interface RowField {
  key: string;
  label: string;
  tests: RowTest[];
  /** The facet whose values can be picked. */
  values?: string;
}

export interface RowCount {
  /** Found by this row alone. */
  alone: number;
  /** Left by it and all above; of rows in brackets the last one says it. */
  left?: number;
}

/** The advanced form as it stands. */
export interface RowsView {
  /** The collection or library that is searched; null: all of them. */
  place: { value: string; name: string } | null;
  fields: RowField[];
  rows: RowView[];
  /** By row; null for those that ask nothing yet. */
  counts: (RowCount | null)[];
  /** How many each bracket finds alone, by its first row; of those that ask something. */
  brackets: { at: number; alone: number }[];
  total: number;
  /** Where it looks, and with what was chosen beside it, before anything is asked. */
  all: number;
}

export interface SearchRequestView {
  q: string;
  /** Of what was typed, where that is not the language of the page. */
  lang?: string;
  /** Only the characters as typed: no simplified, traditional or variant forms. */
  exact: boolean;
  library?: string;
  collection?: string;
  facets: Record<string, string[]>;
  from?: number;
  to?: number;
  /** Of the advanced form. */
  rows?: SearchRow[];
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
  /** How the rows of the advanced form were understood. */
  rows: RowView[];
  /**
   * What was looked for besides what was typed, as far as it stands anywhere: 錢塘 for 钱塘, a person's other names with whose
   * they are, a kind of material for its name, years for a date.
   */
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
  /** What was typed holds no character and no word: it stands nowhere. */
  signsOnly?: boolean | undefined;
  /** What was typed stands nowhere in one: these words were looked for, each by itself. */
  apart?: string[] | undefined;
  /** Nothing found: what might be meant, each with its own query. */
  suggestions: { kind: 'fewer-words' | 'variant' | 'everywhere' | 'without-filters'; label: string; q: string }[];
}
