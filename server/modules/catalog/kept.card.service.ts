import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig } from '../../contract/collection.js';
import { type Locale, localize, locales } from '../../contract/localized.js';
import type { ItemCard, Restriction } from '../../contract/reader.js';
import { rolesOfKind } from '../../contract/relations.js';
import type { Json, Values } from '../../contract/values.js';
import { audiencesOf } from '../../contract/visibility.js';
import { AccessService, type ReadableCollection } from '../access/access.service.js';
import { findsByText, type ItemLabels, opensOfItem, type PageLabels } from '../access/reader.rule.js';
import { SchemaService } from '../schema/schema.service.js';
import { cardMark } from './card.mark.js';
import { FieldViews } from './field.views.js';
import { PageViews, type PicturePage } from './page.views.js';
import { type CoverRow, type FoundPage, PublishedRepository } from './published.repository.js';

type CardTexts = Pick<ItemCard, 'title' | 'originalTitle' | 'subtitle' | 'summary'>;

export type { FoundPage } from './published.repository.js';

/** What a card says of an item, made when the item was published; whose it is and who may see what is asked each time. */
export interface KeptCard {
  pid: string;
  /** By which configuration it was made: see `cardMark`. */
  mark: string;
  /** Whole in the first language; in others what they say otherwise. */
  texts: { [locale in Locale]?: Partial<CardTexts> };
  /** Something in them is of the text: for whoever may not read that, it is drawn anew. */
  saysText?: true;
  /** With the id of its page, whose labels are asked. */
  cover: ({ page: number } & Omit<PicturePage, 'image_labels' | 'text_labels'>) | null;
  pageCount: number;
  seconds: number | null;
}

/** An item as it was read for its card, its values settled. */
export interface CardSource {
  id: number;
  pid: string;
  title: string;
  config: CollectionConfig;
  values: Values;
}

/** What was asked beside an item's card. */
export interface Seen {
  memberCounts: NonNullable<ItemCard['memberCounts']>;
  pages: FoundPage[];
  /** Whether this reader may read the text of the item, and may find by it. */
  text: { read: boolean; found: boolean };
}

function memberCountsIn(rows: readonly { kind: string; count: number }[], locale: Locale): Seen['memberCounts'] {
  return rows.flatMap(({ kind, count }) => {
    const role = rolesOfKind(kind)?.[1];
    return role ? [{ role: role.role, label: localize(role.one, locale), count }] : [];
  });
}

const firstLocale: Locale = 'zh-CN';
/** Of all that is known of a file, what a card's picture needs. */
const technicalKept = ['width', 'height', 'pages', 'duration', 'preview'];

export function restrictionOf(item: ItemLabels, labels: readonly string[]): Restriction | null {
  const part = (['image', 'text'] as const).find((one) => !opensOfItem(labels, one, item));
  return part ? { part, audiences: audiencesOf(item[`${part}_labels`]) } : null;
}

/** Cards that are made once, when an item is indexed, and drawn for whoever may see them. */
@Injectable()
export class KeptCardService {
  constructor(
    private readonly rows: PublishedRepository,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly fields: FieldViews,
    private readonly pageViews: PageViews,
  ) {}

  async keep(items: readonly CardSource[]): Promise<Map<number, KeptCard>> {
    const covers = new Map((await this.rows.coversOf(items.map(({ id }) => id))).map((row) => [row.item_id, row]));
    return new Map(
      items.map(({ id, pid, title, config, values }): [number, KeptCard] => {
        const cover = covers.get(id);
        return [
          id,
          {
            pid,
            mark: cardMark(config),
            texts: this.textsOf(config, values, title),
            ...(this.fields.cardSaysText(config) ? { saysText: true as const } : {}),
            cover: cover ? coverOf(cover) : null,
            pageCount: cover?.page_count ?? 0,
            seconds: cover?.seconds ?? null,
          },
        ];
      }),
    );
  }

  /**
   * Cards of what this reader may see now: what was withdrawn since, or closed, is not among them. One statement asks for
   * all of them, for the counts of their families and for the pages on which something was found. Those that were made by
   * another configuration than the one in force are named, to be drawn anew, and so are those that say more than this reader
   * may read.
   */
  async draw(
    caller: Caller,
    cards: ReadonlyMap<number, KeptCard>,
    found: readonly number[] = [],
  ): Promise<{ drawn: ItemCard[]; outdated: string[]; seen: ReadonlyMap<string, Seen> }> {
    const [drawn, outdated, seen]: [ItemCard[], string[], Map<string, Seen>] = [[], [], new Map()];
    if (cards.size === 0) return { drawn, outdated, seen };
    const readable = new Map((await this.access.readable(caller)).map((row) => [row.id, row]));
    const hits = [...cards].map(([id, { cover }]) => ({ id, cover: cover?.page ?? null }));
    const rows = await this.rows.seenNow(hits, caller.labels, [...readable.keys()], found);
    const wanted = new Set(rows.map((row) => row.collection_id));
    const configs = await this.schema.inForce([...readable.values()].filter(({ id }) => wanted.has(id)));
    for (const { id, collection_id, cover_pid, cover_image_labels, cover_text_labels, member_counts, ...row } of rows) {
      const [card, collection] = [cards.get(id)!, readable.get(collection_id)!];
      const text = { read: opensOfItem(caller.labels, 'text', row), found: findsByText(caller.labels, row) };
      seen.set(card.pid, { memberCounts: memberCountsIn(member_counts, caller.locale), pages: row.found, text });
      // A cover that was taken out since is no picture any more.
      const cover = cover_pid === null ? null : { image_labels: cover_image_labels, text_labels: cover_text_labels };
      const sayable = text.read || !card.saysText;
      if (sayable && card.mark === cardMark(configs.get(collection_id)!))
        drawn.push(this.card(card, collection, row, cover, caller));
      else outdated.push(card.pid);
    }
    return { drawn, outdated, seen };
  }

  private card(
    kept: KeptCard,
    { pid, slug, name, kind, library }: ReadableCollection,
    item: ItemLabels,
    coverLabels: PageLabels | null,
    { locale, labels }: Caller,
  ): ItemCard {
    const cover = kept.cover && coverLabels && { ...kept.cover, ...coverLabels };
    return {
      pid: kept.pid,
      ...(kept.texts[firstLocale] as CardTexts),
      ...kept.texts[locale],
      library: { pid: library.pid, slug: library.slug, name: localize(library.name, locale) },
      collection: { pid, slug, name: localize(name, locale), kind },
      image: cover ? this.pageViews.cover(item, cover, labels) : null,
      media: cover?.handler ?? null,
      pageCount: kept.pageCount,
      ...(kept.seconds ? { seconds: kept.seconds } : {}),
      restricted: restrictionOf(item, labels),
    };
  }

  private textsOf(config: CollectionConfig, values: Values, title: string): KeptCard['texts'] {
    const first = this.fields.card(config, values, title, firstLocale);
    const texts: KeptCard['texts'] = { [firstLocale]: first };
    for (const locale of locales) {
      if (locale === firstLocale) continue;
      const own = this.fields.card(config, values, title, locale);
      const said = (Object.keys(own) as (keyof CardTexts)[]).filter(
        (key) => JSON.stringify(own[key]) !== JSON.stringify(first[key]),
      );
      if (said.length > 0) texts[locale] = Object.fromEntries(said.map((key) => [key, own[key]]));
    }
    return texts;
  }
}

const small = new Set(['thumbnail', 'poster']);
/** What stands for a film or a model has a size; of the others it is enough that they are there. */
const sizedOf = ({ kind, technical: { width, height } }: NonNullable<CoverRow['derivatives']>[number]) =>
  small.has(kind) && width && height ? { kind, technical: { width, height } } : { kind };

function coverOf({ page_id: page, pid, source, file_pid, handler, state, technical, derivatives }: CoverRow) {
  const kept = technicalKept.flatMap((key): [string, Json][] => {
    const value = technical?.[key];
    return value === undefined ? [] : [[key, value]];
  });
  return {
    page,
    pid,
    source,
    file_pid,
    handler,
    state,
    technical: technical && Object.fromEntries(kept),
    derivatives: derivatives && derivatives.map(sizedOf),
  };
}
