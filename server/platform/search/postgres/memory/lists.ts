type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The same array with more room. */
export function grown<T extends Numbers>(array: T, length: number, empty = 0): T {
  const more = new (array.constructor as new (length: number) => T)(length);
  if (empty !== 0) more.fill(empty);
  more.set(array);
  return more;
}

/** A list of small numbers for each item, all in one array. What is replaced leaves a hole; too many holes are closed. */
export class Lists<T extends Uint8Array | Int32Array> {
  starts = new Uint32Array(0);
  lengths = new Uint32Array(0);
  values: T;
  private used = 0;
  private holes = 0;

  constructor(empty: T) {
    this.values = empty;
  }

  get bytes(): number {
    return this.starts.byteLength + this.lengths.byteLength + this.values.byteLength;
  }

  reserve(items: number): void {
    this.starts = grown(this.starts, items);
    this.lengths = grown(this.lengths, items);
  }

  put(item: number, list: ArrayLike<number>): void {
    const before = this.lengths[item] as number;
    if (list.length > before) {
      this.holes += before;
      this.lengths[item] = 0;
      this.room(list.length);
      this.starts[item] = this.used;
      this.used += list.length;
    } else this.holes += before - list.length;
    this.values.set(list, this.starts[item]);
    this.lengths[item] = list.length;
  }

  private room(more: number): void {
    if (this.used + more <= this.values.length) return;
    const needed = this.used - this.holes + more;
    // By a quarter, not twofold: at a million items half an array of air is felt.
    const fresh = grown(this.values.subarray(0, 0) as T, Math.max(1024, Math.ceil(needed * 1.25)));
    let at = 0;
    for (let item = 0; item < this.starts.length; item++) {
      const start = this.starts[item] as number;
      const length = this.lengths[item] as number;
      if (length === 0) continue;
      fresh.set(this.values.subarray(start, start + length), at);
      this.starts[item] = at;
      at += length;
    }
    this.values = fresh;
    this.used = at;
    this.holes = 0;
  }
}
