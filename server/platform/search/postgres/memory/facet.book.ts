import { splitEntry } from '../../search.document.js';

export interface FacetRow {
  id: number;
  entry: string;
}

interface Group {
  /** By key, as far as `fresh` does not say more. */
  ids: number[];
  fresh: number[];
}

/** The order of UTF-8: code points, and not JavaScript's halves of them. */
export function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return height(x) - height(y);
  }
  return a.length - b.length;
}

/** Halves of what is beyond 16 bits stand above all others. */
const height = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** The dictionary of facet values in memory: `group=key` by small number and back, each group in the order of its keys. */
export class FacetBook {
  /** Numbers are below this. */
  size = 0;
  private readonly keys: (string | undefined)[] = [];
  private readonly ids = new Map<string, number>();
  private readonly groups = new Map<string, Group>();

  has(id: number): boolean {
    return this.keys[id] !== undefined;
  }

  idOf(entry: string): number | undefined {
    return this.ids.get(entry);
  }

  keyOf(id: number): string {
    return this.keys[id] as string;
  }

  /** Values of a group by their keys. */
  of(group: string): readonly number[] {
    const held = this.groups.get(group);
    if (!held) return [];
    if (held.fresh.length > 0) {
      const ordered = (a: number, b: number): number => byCodePoint(this.keyOf(a), this.keyOf(b));
      held.ids = merged(held.ids, held.fresh.sort(ordered), ordered);
      held.fresh = [];
    }
    return held.ids;
  }

  learn(rows: readonly FacetRow[]): void {
    for (const { id, entry } of rows) {
      if (this.has(id)) continue;
      const { group, key } = splitEntry(entry);
      this.keys[id] = key;
      this.ids.set(entry, id);
      this.size = Math.max(this.size, id + 1);
      let held = this.groups.get(group);
      if (!held) this.groups.set(group, (held = { ids: [], fresh: [] }));
      const last = held.ids.at(-1);
      // The whole dictionary comes in order.
      const follows = last === undefined || byCodePoint(this.keyOf(last), key) < 0;
      if (follows && held.fresh.length === 0) held.ids.push(id);
      else held.fresh.push(id);
    }
  }
}

function merged(a: readonly number[], b: readonly number[], order: (x: number, y: number) => number): number[] {
  const all: number[] = [];
  let at = 0;
  for (const one of b) {
    while (at < a.length && order(a[at] as number, one) < 0) all.push(a[at++] as number);
    all.push(one);
  }
  return [...all, ...a.slice(at)];
}
