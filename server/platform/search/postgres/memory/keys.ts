import { grown, Lists } from './lists.js';

/** So many bytes of a key are one number that can be compared at once. */
const AHEAD = 6;
/** Keys are made of the first characters of a text; what is longer than this all the same ties. */
const LONGEST = 2600;

/** Texts to sort by, in the order of their bytes: as COLLATE "C" has it. */
export class Keys {
  /** The first bytes as one number; none where there is no key. */
  ahead = new Float64Array(0);
  private readonly texts = new Lists(new Uint8Array(0));

  get bytes(): number {
    return this.ahead.byteLength + this.texts.bytes;
  }

  reserve(items: number): void {
    this.ahead = grown(this.ahead, items, NaN);
    this.texts.reserve(items);
  }

  put(item: number, key: string | null): void {
    const bytes = Buffer.from(key ?? '').subarray(0, LONGEST);
    let ahead = 0;
    for (let at = 0; at < AHEAD; at++) ahead = ahead * 256 + (bytes[at] ?? 0);
    this.ahead[item] = key === null ? NaN : ahead;
    this.texts.put(item, bytes);
  }

  has(item: number): boolean {
    return !Number.isNaN(this.ahead[item]);
  }

  /** Below 0: `a` comes first. Both have a key, and the same first bytes. */
  compareRest(a: number, b: number): number {
    const { starts, lengths, values } = this.texts;
    const from = starts[a] as number;
    const other = starts[b] as number;
    const shared = Math.min(lengths[a] as number, lengths[b] as number);
    for (let at = AHEAD; at < shared; at++) {
      const next = (values[from + at] as number) - (values[other + at] as number);
      if (next !== 0) return next;
    }
    return (lengths[a] as number) - (lengths[b] as number);
  }
}
