import type { ItemCard } from './reader.card.js';
import type { FieldView } from './reader.field.js';

/** What an item is linked to by one role, outside its family. */
export interface LinkGroup {
  /** A role of `relations.ts`. */
  kind: string;
  label: string;
  items: ItemCard[];
}

/** A thing in its family: the stone, an impression, a copy, a part. */
export interface FamilyMember {
  card: ItemCard;
  /** The one whose page this is. */
  current: boolean;
  /** 碑阳, 志盖, 第三冊: which part of the whole. */
  part: string;
  note: string;
  /** What the relation asks of it: who wrote and carved the stone, when it was rubbed, whose seals. */
  facts: FieldView[];
  groups: FamilyGroup[];
}

export interface FamilyGroup {
  /** Role, as the whole sees its members. */
  role: string;
  label: string;
  /** All that this reader may see. */
  total: number;
  members: FamilyMember[];
  /** Where the rest is; null where nothing is left out. */
  rest: string | null;
}

export interface FamilyView {
  /** What belongs to nothing else: mostly one. */
  heads: FamilyMember[];
  /** Members in all that are drawn here. */
  size: number;
  /** Pages of one long group, where that is what was asked for. */
  stretch?: { of: string; role: string; page: number; pages: number };
}
