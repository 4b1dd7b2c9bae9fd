import { Injectable } from '@nestjs/common';
import { allBlocks } from '../../contract/blocks.js';
import type { Caller } from '../../contract/caller.js';
import { inScriptOf, localize } from '../../contract/localized.js';
import type { CollectionCard, ItemCard, LibraryCard } from '../../contract/reader.js';
import { fewLookedAt, newestShown, PublishedService } from '../catalog/published.service.js';
import { homeOf } from '../../contract/shipped.homes.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { SearchService } from '../search/search.service.js';
import { pidsIn } from './blocks.service.js';

export type PublicCollection = Awaited<ReturnType<SchemaService['publicCollections']>>[number];
export type Counts = Awaited<ReturnType<PublishedService['counts']>>;

type Wanted = Parameters<PublishedService['wanted']>[1];
type Newest = Wanted['newest'];

/** A card with the names of its item. */
interface Shown {
  row: Awaited<ReturnType<PublishedService['wanted']>>[number];
  card: ItemCard;
}

/** What a page shows: items named, the newest, and others that are found already, by their numbers. */
interface Showing {
  pids?: readonly string[];
  newest?: Newest;
  found?: readonly number[];
}

/** The items of one page, to be shown in several places of it. */
export class Showcase {
  private readonly byPid: ReadonlyMap<string, ItemCard>;

  /**
   * The newest first, as they were published; `byId` has all that were drawn, `more` the newest few of collections whose
   * chosen item has no picture.
   */
  constructor(
    private readonly shown: readonly Shown[],
    private readonly byId: ReadonlyMap<number, ItemCard>,
    private readonly asked: Newest,
    private readonly site: number | null,
    private readonly more: readonly Shown[] = [],
  ) {
    this.byPid = new Map([...byId.values()].map((card) => [card.pid, card]));
  }

  cardOf(id: number): ItemCard | undefined {
    return this.byId.get(id);
  }

  card(pid: string): ItemCard | undefined {
    return this.byPid.get(pid);
  }

  cards(pids: readonly string[]): ItemCard[] {
    return pids.flatMap((pid) => this.byPid.get(pid) ?? []);
  }

  /** Whatever else is shown is older than these, or is one of them. */
  newest(): ItemCard[] {
    if (this.asked === null) return [];
    const { collection, library } = this.asked;
    return this.shown
      .filter(({ row }) => this.site === null || row.library_id === this.site)
      .map(({ card }) => card)
      .filter((card) => collection === undefined || card.collection.pid === collection)
      .filter((card) => library === undefined || card.library.pid === library)
      .slice(0, newestShown);
  }

  /** The picture of what was put first, else of one of the newest. */
  faceOf(collection: string, first: string | undefined): ItemCard['image'] {
    const chosen = first === undefined ? undefined : this.byPid.get(first);
    if (chosen?.image) return chosen.image;
    const some = first === undefined ? this.shown : this.more;
    const newest = some.map(({ card }) => card).filter((card) => card.collection.pid === collection);
    return newest.slice(0, fewLookedAt).find(({ image }) => image)?.image ?? null;
  }
}

/** Libraries and collections as cards. */
@Injectable()
export class CardsService {
  constructor(
    private readonly published: PublishedService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
    private readonly searching: SearchService,
  ) {}

  counts(caller: Caller): Promise<Counts> {
    return this.published.counts(caller);
  }

  async allLibraries(caller: Caller, counts: Counts): Promise<LibraryCard[]> {
    const { rows } = await this.libraries.visible(caller);
    const items = new Map(counts.libraries.map((one) => [one.pid, one.items]));
    return rows.map((row): LibraryCard => {
      const name = localize(row.name, caller.locale);
      return {
        pid: row.pid,
        slug: row.slug,
        name,
        description: localize(row.description, caller.locale),
        items: items.get(row.pid) ?? 0,
        collections: row.collections,
        mark: inScriptOf(caller.locale, [...(row.brand.seal || localize(row.name, 'zh-CN'))][0] ?? ''),
        colour: row.brand.color,
        logo: row.brand.logo ? `/f/${row.brand.logo}/thumbnail` : null,
      };
    });
  }

  /** What a collection's librarians put first. */
  featuredOf(collection: PublicCollection): string[] {
    const blocks = allBlocks(homeOf(collection.presentation.home, 'collection'));
    const block = blocks.find(({ kind, hidden }) => kind === 'featured' && !hidden);
    return pidsIn(block?.options['items']);
  }

  /**
   * All items that a page shows, drawn together: those chosen, the newest, and for each collection one that stands for it.
   * Only where what was chosen has no picture is a second question needed.
   */
  async showcase(
    caller: Caller,
    collections: readonly PublicCollection[],
    { pids = [], newest = null, found = [] }: Showing = {},
  ): Promise<Showcase> {
    const first = collections.flatMap((one) => this.featuredOf(one)[0] ?? []);
    const bare = collections.filter((one) => this.featuredOf(one).length === 0);
    const wanted = { pids: [...pids, ...first], newest, fewOf: bare.map(({ id }) => id) };
    const { cards, shown: drawn } = await this.drawn(caller, wanted, found);
    const site = caller.siteLibraryId;
    const shown = new Showcase(drawn, cards, newest, site);
    const faceless = collections.filter((one) => !bare.includes(one) && !shown.card(this.featuredOf(one)[0]!)?.image);
    if (faceless.length === 0) return shown;
    const more = await this.drawn(caller, { pids: [], newest: null, fewOf: faceless.map(({ id }) => id) });
    return new Showcase(drawn, cards, newest, site, more.shown);
  }

  private async drawn(caller: Caller, wanted: Wanted, found: readonly number[] = []) {
    const rows = await this.published.wanted(caller, wanted);
    const named = new Set(rows.map(({ id }) => id));
    const beside = [...new Set(found)].filter((id) => !named.has(id)).map((id) => ({ id }));
    const cards = await this.searching.cards(caller, [...rows, ...beside]);
    const shown = rows.flatMap((row): Shown[] => {
      const card = cards.get(row.id);
      return card ? [{ row, card }] : [];
    });
    return { cards, shown };
  }

  collections(
    caller: Caller,
    chosen: readonly PublicCollection[],
    counts: Counts,
    libraries: readonly LibraryCard[],
    shown: Showcase,
  ): CollectionCard[] {
    const items = new Map(counts.collections.map((one) => [one.pid, one.items]));
    const owner = new Map(libraries.map((one) => [one.pid, one]));
    return chosen.flatMap((one): CollectionCard[] => {
      const library = owner.get(one.libraryPid);
      if (!library) return [];
      return [
        {
          pid: one.pid,
          slug: one.slug,
          name: localize(one.name, caller.locale),
          kind: one.kind as CollectionCard['kind'],
          description: localize(one.description, caller.locale),
          items: items.get(one.pid) ?? 0,
          library: { pid: library.pid, slug: library.slug, name: library.name },
          image: shown.faceOf(one.pid, this.featuredOf(one)[0]),
        },
      ];
    });
  }
}
