import type { Component, InjectionKey } from 'vue';
import type { HomeData, ItemCard } from '../../../server/contract/reader.js';
import type { Json } from '../../../server/contract/values.js';
import type { BlockPlace } from '../plugin.js';

/** What blocks that hold others draw them with. The page provides it. */
export interface BlocksAround {
  data: HomeData;
  place: BlockPlace;
  view: (kind: string) => Component | undefined;
}
export const blocksKey: InjectionKey<BlocksAround> = Symbol('blocks');

const partOf = (option: Json | undefined, name: string): Json | undefined =>
  typeof option === 'object' && option !== null && !Array.isArray(option) ? option[name] : undefined;

/** What a setting of type `text` says. */
export function textOf(option: Json | undefined): string {
  const text = partOf(option, 'text');
  return typeof text === 'string' ? text : '';
}
/** What a setting of type `number` says, or the usual. */
export function numberOf(option: Json | undefined, usual: number): number {
  const number = partOf(option, 'number');
  return typeof number === 'number' && number > 0 ? number : usual;
}

/** A work that somebody picked, with what they say of it. */
export interface Pick {
  card: ItemCard;
  note: string;
}

/** Works that a block names, in its order, as far as this reader may see them. */
export function picksOf(option: Json | undefined, items: readonly ItemCard[]): Pick[] {
  const cards = new Map(items.map((card) => [card.pid, card]));
  return (Array.isArray(option) ? option : []).flatMap((pick): Pick[] => {
    const { item, note } = pick as { item?: string; note?: string };
    const card = item === undefined ? undefined : cards.get(item);
    return card ? [{ card, note: note ?? '' }] : [];
  });
}
