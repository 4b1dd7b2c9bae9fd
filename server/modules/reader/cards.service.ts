import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import type { CollectionCard, ItemCard, LibraryCard } from '../../contract/reader.js';
import { PublishedService } from '../catalog/published.service.js';
import { LibraryService } from '../library/library.service.js';
import { SchemaService } from '../schema/schema.service.js';

export type PublicCollection = Awaited<ReturnType<SchemaService['publicCollections']>>[number];
export type Counts = Awaited<ReturnType<PublishedService['counts']>>;

const pidsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Libraries and collections as cards. */
@Injectable()
export class CardsService {
  constructor(
    private readonly published: PublishedService,
    private readonly libraries: LibraryService,
    private readonly schema: SchemaService,
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
        mark: [...(row.brand.seal || localize(row.name, 'zh-CN'))][0] ?? '',
        colour: row.brand.color,
        logo: row.brand.logo ? `/f/${row.brand.logo}/thumbnail` : null,
      };
    });
  }

  /** What a collection's librarians put first. */
  featuredOf(collection: PublicCollection): string[] {
    const block = collection.presentation.home.find((one) => one.kind === 'featured' && !one.hidden);
    return pidsOf(block?.options['items']);
  }

  async collections(
    caller: Caller,
    chosen: PublicCollection[],
    counts: Counts,
    libraries: LibraryCard[],
  ): Promise<CollectionCard[]> {
    const items = new Map(counts.collections.map((one) => [one.pid, one.items]));
    const owner = new Map(libraries.map((one) => [one.pid, one]));
    const cards = await Promise.all(
      chosen.map(async (one): Promise<CollectionCard | null> => {
        const library = owner.get(one.libraryPid);
        if (!library) return null;
        return {
          pid: one.pid,
          slug: one.slug,
          name: localize(one.name, caller.locale),
          kind: one.kind as CollectionCard['kind'],
          description: localize(one.description, caller.locale),
          items: items.get(one.pid) ?? 0,
          library: { pid: library.pid, slug: library.slug, name: library.name },
          image: (await this.faceOf(caller, one))?.image ?? null,
        };
      }),
    );
    return cards.filter((card) => card !== null);
  }

  private async faceOf(caller: Caller, collection: PublicCollection): Promise<ItemCard | undefined> {
    const [chosen] = this.featuredOf(collection);
    const [featured] = chosen ? await this.published.cards(caller, [chosen]) : [];
    if (featured?.image) return featured;
    const newest = await this.published.newest(caller, { collection: collection.pid, limit: 3 });
    return newest.find((card) => card.image);
  }
}
