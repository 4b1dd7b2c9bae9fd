import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, MediaView, PageRef } from '../../contract/reader.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { AccessService } from '../access/access.service.js';
import { PageViews } from './page.views.js';
import { PublishedRepository } from './published.repository.js';
import { PublishedService } from './published.service.js';

interface Stretch {
  cursor?: string | undefined;
  limit: number;
}

interface Listed<T> {
  rows: T[];
  next: string | null;
}

/** A page with what it plays, and its place among all. */
interface PlacedPage {
  position: number;
  ref: PageRef;
  media: MediaView | null;
}

/** Published material whole, a stretch at a time: each goes on by a key, so that the last costs what the first did. */
@Injectable()
export class PublishedListsService {
  constructor(
    private readonly rows: PublishedRepository,
    private readonly published: PublishedService,
    private readonly pageViews: PageViews,
    private readonly access: AccessService,
  ) {}

  async pages(
    caller: Caller,
    pid: string,
    { cursor, limit }: Stretch,
  ): Promise<Listed<PlacedPage> & { total: number }> {
    const after = cursor === undefined ? -1 : decodeCursor(cursor, ['int'])[0];
    const { row } = await this.published.find(caller, pid);
    const pages = await this.rows.pagesAfter(row.id, after, limit + 1);
    const rule = this.pageViews.ruleOf(row, pages, caller.labels);
    const stretch = pages.filter(({ within }) => within);
    const shown = stretch.slice(0, limit);
    return {
      rows: shown.map((page) => ({
        position: page.ord,
        ref: this.pageViews.ref(rule, page, caller.locale),
        media: this.pageViews.media(rule, page, caller.locale)?.[0] ?? null,
      })),
      next: stretch.length > limit ? encodeCursor([shown.at(-1)!.ord]) : null,
      total: row.page_count,
    };
  }

  /** Of a collection that this reader may come across. */
  async items(caller: Caller, collectionId: number, { cursor, limit }: Stretch): Promise<Listed<ItemCard>> {
    const [micros, id] = cursor === undefined ? ['0', 0] : decodeCursor(cursor, ['text', 'id']);
    if (!/^\d{1,16}$/.test(micros))
      throw new Problem('request.invalid', {}, [{ path: 'query.cursor', code: 'cursor' }]);
    const collections = await this.access.readableCollections(caller);
    const found = await this.rows.itemsAfter(collectionId, { micros, id }, limit + 1, caller.labels, collections);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: await this.published.cards(
        caller,
        shown.map(({ pid }) => pid),
      ),
      next: found.length > limit && last ? encodeCursor([last.micros, last.id]) : null,
    };
  }
}
