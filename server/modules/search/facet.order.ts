import { sortKey } from '../../contract/text/index.js';
import type { FacetOrder } from '../../contract/api/search.routes.js';
import type { FacetValueView } from '../../contract/reader.js';
import type { FacetLabel } from './facet.labels.js';

export type { FacetOrder };

export interface Orderable {
  view: FacetValueView;
  entry: FacetLabel | undefined;
  /** Its place in the vocabulary as it is today; the dictionary's when the vocabulary does not know it. */
  ord: number | undefined;
}

type Compare = (a: Orderable, b: Orderable) => number;

const by =
  (key: (row: Orderable) => string | number): Compare =>
  (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };

const pinyin = by((row) => row.entry?.sort_pinyin ?? sortKey(row.view.label));
const strokes = by((row) => row.entry?.sort_stroke ?? sortKey(row.view.label, 'stroke'));
const name = by((row) => row.view.label.toLowerCase());
const count = by((row) => -row.view.count);
/** What stands in no vocabulary comes after what does. */
const vocabulary = by((row) => row.ord ?? row.entry?.ord ?? Number.MAX_SAFE_INTEGER);
/** The last word, so that two engines and two days agree. */
const key = by((row) => row.view.key);

const chains: Readonly<Record<FacetOrder, Compare[]>> = {
  count: [count, pinyin, key],
  name: [name, key],
  pinyin: [pinyin, key],
  strokes: [strokes, pinyin, key],
  vocabulary: [vocabulary, count, pinyin, key],
};

export function inFacetOrder<T extends Orderable>(rows: readonly T[], order: FacetOrder): T[] {
  return [...rows].sort((a, b) => {
    for (const compare of chains[order]) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
