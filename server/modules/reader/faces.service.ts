import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { materialKinds } from '../../contract/collection.js';
import { groupBy } from '../../contract/group-by.js';
import { Problem } from '../../contract/problems.js';
import type { CollectionCard, FacetView, KindCard } from '../../contract/reader.js';
import { log } from '../../platform/log/log.js';
import { PublishedService } from '../catalog/published.service.js';
import { SearchService } from '../search/search.service.js';
import { CardsService, type Counts, type PublicCollection } from './cards.service.js';

/** So many values of a facet are shown with a picture. */
const mostFaces = 6;

/** Pictures that stand for many items: for a kind of material, for a value of a facet. */
@Injectable()
export class FacesService {
  constructor(
    private readonly published: PublishedService,
    private readonly searching: SearchService,
    private readonly cards: CardsService,
  ) {}

  /** The kinds of material in these collections, in the order of the list, each with how much there is of it. */
  async kinds(
    caller: Caller,
    collections: PublicCollection[],
    cards: CollectionCard[],
    counts: Counts,
  ): Promise<KindCard[]> {
    const amounts = new Map(counts.collections.map((one) => [one.pid, one]));
    const itemsOf = (one: PublicCollection) => amounts.get(one.pid)?.items ?? 0;
    const groups = [...groupBy(collections, (one) => one.kind)].map(([kind, some]) => {
      const [largest] = some.sort((a, b) => itemsOf(b) - itemsOf(a));
      const [first, second] = this.cards.featuredOf(largest!);
      // The first of the chosen already stands large on the page, and for its collection.
      return { kind, some, chosen: second ?? first };
    });
    const wanted = groups.flatMap(({ chosen }) => chosen ?? []);
    const faces = new Map((await this.published.cards(caller, wanted)).map((card) => [card.pid, card.image]));
    const order = new Map<string, number>(materialKinds.map((kind, at) => [kind, at]));
    return groups
      .map(({ kind, some, chosen }): KindCard => {
        const sum = (key: 'items' | 'pages' | 'seconds') =>
          some.reduce((total, one) => total + (amounts.get(one.pid)?.[key] ?? 0), 0);
        const own = cards.find((card) => card.image && some.some((one) => one.pid === card.pid));
        return {
          kind: kind as KindCard['kind'],
          items: sum('items'),
          pages: sum('pages'),
          seconds: sum('seconds'),
          image: (chosen ? faces.get(chosen) : null) ?? own?.image ?? null,
        };
      })
      .filter(({ items }) => items > 0)
      .sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
  }

  /** The most used values of a collection's facet, each with the picture of an item that has it. */
  async values(caller: Caller, collection: string, facet: FacetView): Promise<FacetView> {
    const values = await Promise.all(
      facet.values.slice(0, mostFaces).map(async (value) => {
        const asked = { q: '', exact: false, collection, facets: { [facet.key]: [value.key] }, sort: '' };
        const hits = await this.tryToSearch(caller, { ...asked, page: 1, size: 3 });
        return { ...value, image: hits.find(({ image }) => image)?.image ?? null };
      }),
    );
    return { ...facet, values: [...values, ...facet.values.slice(mostFaces)] };
  }

  /** Without a picture a value is still a way in. */
  private async tryToSearch(...asked: Parameters<SearchService['hits']>) {
    try {
      return await this.searching.hits(...asked);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn({ err: error }, 'a facet has no picture');
      return [];
    }
  }
}
