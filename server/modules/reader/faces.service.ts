import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { materialKinds } from '../../contract/collection.js';
import { groupBy } from '../../contract/group-by.js';
import { Problem } from '../../contract/problems.js';
import type { CollectionCard, FacetView, KindCard } from '../../contract/reader.js';
import { log } from '../../platform/log/log.js';
import { SearchService } from '../search/search.service.js';
import { CardsService, type Counts, type PublicCollection, type Showcase } from './cards.service.js';

/** So many values of a facet are shown with a picture. */
const mostFaces = 6;

/** Pictures that stand for many items: for a kind of material, for a value of a facet. */
@Injectable()
export class FacesService {
  constructor(
    private readonly searching: SearchService,
    private readonly cards: CardsService,
  ) {}

  /** Items whose pictures stand for kinds. */
  wanted(collections: readonly PublicCollection[], counts: Counts): string[] {
    return this.groups(collections, counts).flatMap(({ chosen }) => chosen ?? []);
  }

  /** The kinds of material in these collections, in the order of the list, each with how much there is of it. */
  kinds(
    collections: readonly PublicCollection[],
    cards: readonly CollectionCard[],
    counts: Counts,
    shown: Showcase,
  ): KindCard[] {
    const amounts = new Map(counts.collections.map((one) => [one.pid, one]));
    const order = new Map<string, number>(materialKinds.map((kind, at) => [kind, at]));
    return this.groups(collections, counts)
      .map(({ kind, some, chosen }): KindCard => {
        const sum = (key: 'items' | 'pages' | 'seconds') =>
          some.reduce((total, one) => total + (amounts.get(one.pid)?.[key] ?? 0), 0);
        const own = cards.find((card) => card.image && some.some((one) => one.pid === card.pid));
        return {
          kind: kind as KindCard['kind'],
          items: sum('items'),
          pages: sum('pages'),
          seconds: sum('seconds'),
          image: (chosen ? shown.card(chosen)?.image : null) ?? own?.image ?? null,
        };
      })
      .filter(({ items }) => items > 0)
      .sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
  }

  /** Collections by kind, each kind with the item that its largest collection puts second. */
  private groups(collections: readonly PublicCollection[], counts: Counts) {
    const items = new Map(counts.collections.map((one) => [one.pid, one.items]));
    const itemsOf = (one: PublicCollection) => items.get(one.pid) ?? 0;
    return [...groupBy(collections, (one) => one.kind)].map(([kind, some]) => {
      const [largest] = [...some].sort((a, b) => itemsOf(b) - itemsOf(a));
      const [first, second] = this.cards.featuredOf(largest!);
      // The first of the chosen already stands large on the page, and for its collection.
      return { kind, some, chosen: second ?? first };
    });
  }

  /** Items whose pictures stand for the most used values of a collection's facet; null where they cannot be asked for now. */
  async examples(caller: Caller, collection: string, facet: FacetView): Promise<ReadonlyMap<string, number[]> | null> {
    const keys = facedIn(facet);
    try {
      return await this.searching.examples(caller, collection, facet.key, keys);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Without a picture a value is still a way in.
      log.warn({ err: error }, 'a facet has no pictures');
      return null;
    }
  }

  /** The facet with the pictures of its examples. */
  values(facet: FacetView, examples: ReadonlyMap<string, number[]>, shown: Showcase): FacetView {
    const faced = new Set(facedIn(facet));
    const values = facet.values.map((value) => {
      if (!faced.has(value.key)) return value;
      const images = (examples.get(value.key) ?? []).flatMap((id) => shown.cardOf(id)?.image ?? []);
      return { ...value, image: images[0] ?? null };
    });
    return { ...facet, values };
  }
}

/** Of a tree the topmost: what stands below them is named with them. */
const facedIn = ({ values }: FacetView): string[] =>
  values
    .filter(({ depth }) => depth === 0)
    .slice(0, mostFaces)
    .map(({ key }) => key);
