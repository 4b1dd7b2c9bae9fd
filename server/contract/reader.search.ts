import type { ItemCard } from './reader.card.js';
import type { ImageView } from './reader.media.js';

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
