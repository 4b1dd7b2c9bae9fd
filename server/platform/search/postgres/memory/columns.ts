import { SLOTS } from '../../search.document.js';
import { Keys } from './keys.js';
import { grown, Lists } from './lists.js';

/** A row of `search_fact` as it is read: lists as texts, which are much faster to take apart. */
export interface Fact {
  item_id: number;
  tick: number;
  gone: boolean;
  collection_id: number;
  /** JSON. */
  labels: string;
  /** Numbers with commas. */
  facets: string;
  from_year: number | null;
  to_year: number | null;
  sort_title: string | null;
  sort_stroke: string | null;
  sort_day: number | null;
  newest: number;
  /** JSON; null where there are none, as for most. */
  text_slots: string | null;
  number_slots: string | null;
  day_slots: string | null;
}

/** One of a collection's own sort fields: an item has a number, a day or a text there. */
export interface Slot {
  numbers: Float64Array;
  days: Float64Array;
  texts: Keys;
}

/** Items without labels are nobody's: withdrawn ones. */
const NOBODY = 0;

/**
 * What items are counted, narrowed and sorted by: arrays with one place an item, in the order in which they came. About
 * 300 bytes an item; nothing of it is an object of its own.
 */
export class Columns {
  size = 0;
  /** How often something was written over or taken away: until it is again, what was counted holds for its places. */
  altered = 0;
  ids = new Float64Array(0);
  /** By number of a set of labels, see `labelSets`. */
  labels = new Uint32Array(0);
  collections = new Uint32Array(0);
  fromYears = new Float64Array(0);
  toYears = new Float64Array(0);
  days = new Float64Array(0);
  newest = new Float64Array(0);
  readonly facets = new Lists(new Int32Array(0));
  readonly titles = new Keys();
  readonly strokes = new Keys();
  /** Made when the first item has something there. */
  readonly slots: (Slot | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
  readonly labelSets: string[][] = [[]];
  readonly collectionIds: number[] = [];
  private readonly setOf = new Map<string, number>();
  private readonly collectionOf = new Map<number, number>();
  /** Open addressing: places by id. */
  private seats = new Int32Array(2048).fill(-1);

  get bytes(): number {
    const plain = [this.ids, this.labels, this.collections, this.fromYears, this.toYears, this.days, this.newest];
    const slots = this.slots.flatMap((slot) => (slot ? [slot.numbers, slot.days] : []));
    const keys = [this.titles, this.strokes, ...this.slots.flatMap((slot) => slot?.texts ?? [])];
    return (
      [...plain, ...slots, this.seats].reduce((sum, { byteLength }) => sum + byteLength, 0) +
      [this.facets, ...keys].reduce((sum, { bytes }) => sum + bytes, 0)
    );
  }

  /** The place of an item, or -1. */
  placeOf(id: number): number {
    const seat = this.seatOf(id);
    return this.seats[seat] as number;
  }

  put(fact: Fact): void {
    let place = this.placeOf(fact.item_id);
    if (place >= 0) this.altered += 1;
    if (fact.gone) {
      if (place >= 0) this.empty(place);
      return;
    }
    if (place < 0) place = this.add(fact.item_id);
    this.labels[place] = this.labelSet(fact.labels);
    this.collections[place] = this.collection(fact.collection_id);
    this.fromYears[place] = fact.from_year ?? NaN;
    this.toYears[place] = fact.to_year ?? NaN;
    this.days[place] = fact.sort_day ?? NaN;
    this.newest[place] = fact.newest;
    this.facets.put(place, fact.facets === '' ? [] : fact.facets.split(',').map(Number));
    this.titles.put(place, fact.sort_title);
    this.strokes.put(place, fact.sort_stroke);
    this.putSlots(place, fact);
  }

  private empty(place: number): void {
    this.labels[place] = NOBODY;
    this.facets.put(place, []);
    this.titles.put(place, null);
    this.strokes.put(place, null);
  }

  private putSlots(place: number, fact: Fact): void {
    const read = <T>(json: string | null): (T | null)[] => (json === null ? [] : (JSON.parse(json) as (T | null)[]));
    const numbers = read<number>(fact.number_slots);
    const days = read<number>(fact.day_slots);
    const texts = read<string>(fact.text_slots);
    for (let at = 0; at < SLOTS; at++) {
      const [number, day, text] = [numbers[at] ?? null, days[at] ?? null, texts[at] ?? null];
      const slot = this.slots[at] ?? (number === null && day === null && text === null ? null : this.makeSlot(at));
      if (!slot) continue;
      slot.numbers[place] = number ?? NaN;
      slot.days[place] = day ?? NaN;
      slot.texts.put(place, text);
    }
  }

  private makeSlot(at: number): Slot {
    const room = this.ids.length;
    const texts = new Keys();
    texts.reserve(room);
    const slot = { numbers: new Float64Array(room).fill(NaN), days: new Float64Array(room).fill(NaN), texts };
    this.slots[at] = slot;
    return slot;
  }

  private labelSet(json: string): number {
    const known = this.setOf.get(json);
    if (known !== undefined) return known;
    this.setOf.set(json, this.labelSets.length);
    return this.labelSets.push(JSON.parse(json) as string[]) - 1;
  }

  private collection(id: number): number {
    const known = this.collectionOf.get(id);
    if (known !== undefined) return known;
    this.collectionOf.set(id, this.collectionIds.length);
    return this.collectionIds.push(id) - 1;
  }

  private add(id: number): number {
    if (this.size === this.ids.length) this.reserve(Math.max(1024, Math.ceil(this.size * 1.5)));
    const place = this.size++;
    this.ids[place] = id;
    if (this.size * 2 > this.seats.length) this.seat();
    this.seats[this.seatOf(id)] = place;
    return place;
  }

  private seatOf(id: number): number {
    const last = this.seats.length - 1;
    let seat = (Math.imul(id, 0x9e3779b1) >>> 7) & last;
    for (;;) {
      const place = this.seats[seat] as number;
      if (place < 0 || this.ids[place] === id) return seat;
      seat = (seat + 1) & last;
    }
  }

  /** The last one that came has no seat yet. */
  private seat(): void {
    this.seats = new Int32Array(this.seats.length * 2).fill(-1);
    for (let place = 0; place < this.size - 1; place++) this.seats[this.seatOf(this.ids[place] as number)] = place;
  }

  private reserve(items: number): void {
    this.ids = grown(this.ids, items);
    this.labels = grown(this.labels, items);
    this.collections = grown(this.collections, items);
    this.fromYears = grown(this.fromYears, items, NaN);
    this.toYears = grown(this.toYears, items, NaN);
    this.days = grown(this.days, items, NaN);
    this.newest = grown(this.newest, items);
    this.facets.reserve(items);
    this.titles.reserve(items);
    this.strokes.reserve(items);
    for (const slot of this.slots) {
      if (!slot) continue;
      slot.numbers = grown(slot.numbers, items, NaN);
      slot.days = grown(slot.days, items, NaN);
      slot.texts.reserve(items);
    }
  }
}
