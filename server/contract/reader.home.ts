import type { MaterialKind } from './collection.js';
import type { CollectionRef, ItemCard, LibraryRef } from './reader.card.js';
import type { ImageView } from './reader.media.js';
import type { FacetView } from './reader.search.js';

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
