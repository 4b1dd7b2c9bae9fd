import type { AuthorityKind, VariantKind } from './api/authority.routes.js';
import type { ItemCard, Run } from './reader.card.js';
import type { Json } from './values.js';

/** A person, family or body; a place; a term of a vocabulary: what is known of it, for everybody. */
export interface AuthorityView {
  pid: string;
  kind: AuthorityKind;
  /** Agents only. */
  type: 'person' | 'family' | 'body' | null;
  name: string;
  lang?: string;
  /** The heading in other languages. */
  names: Run[];
  variants: { kind: VariantKind | 'other'; names: Run[] }[];
  dynasty: string;
  years: string;
  modernName: Run;
  position: string;
  /** Terms only: the list that it is from, its code there, and what stands around it. */
  vocabulary: Run;
  code: string;
  above: { pid: string; name: string; lang?: string }[];
  below: { pid: string; name: string; lang?: string; items: number }[];
  note: Run;
  /** Numbers of the same thing elsewhere, with where they lead if that is known. */
  external: { source: string; id: string; href: string | null }[];
  jsonld: Record<string, Json>;
}

/** One way to narrow a list by a link: without it the list is as it was. */
export interface NarrowView {
  key: string;
  label: string;
  lang?: string;
  items: number;
  selected: boolean;
}

/** The items that name a record, as far as this reader may see them. */
export interface AuthorityItemsView {
  /** However it is narrowed. */
  all: number;
  total: number;
  page: number;
  pages: number;
  /** What somebody did (撰, 刻), or the field that names the record. */
  relations: NarrowView[];
  collections: NarrowView[];
  rows: { card: ItemCard; relations: Run[] }[];
}
