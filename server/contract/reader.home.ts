import type { MaterialKind } from './collection.js';
import type { BlockView } from './reader.blocks.js';
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

export interface Figures {
  libraries: number;
  collections: number;
  items: number;
  pages: number;
  seconds: number;
}

/** All that the blocks of a home are drawn from, asked for at once; what none of them needs is empty. */
export interface HomeData {
  /** Works that blocks name, as far as this reader may see them. */
  items: ItemCard[];
  /** What librarians have put first. */
  featured: ItemCard[];
  newest: ItemCard[];
  kinds: KindCard[];
  years: FacetView['years'] | null;
  facets: FacetView[];
  /** Which of the facets has pictures. */
  pictured: string | null;
  libraries: LibraryCard[];
  collections: CollectionCard[];
  figures: Figures | null;
  /** What readers open most, by days. */
  popular: { days: number; items: ItemCard[] }[];
}

export interface BlocksView extends HomeData {
  blocks: BlockView[];
}

export interface HomeView extends BlocksView {
  hero: ImageView | null;
  hot: string[];
  figures: Figures;
}
