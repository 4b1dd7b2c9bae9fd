import type { FacetCount } from '../../platform/search/search.request.js';
import type { Orderable } from './facet.order.js';

/** Keys of what stands above a value, the nearest first: as its vocabulary has them, whatever is counted. */
export type Above = ReadonlyMap<string, readonly string[]>;

export interface Branch extends Orderable {
  parents: readonly string[];
}

interface Room {
  /** Values shown beside each other, and altogether unless somebody has opened more of them. */
  limit: number;
  /** So many below each of the topmost are shown in any case. */
  spread?: number;
}

const parentsIn = (above: Above, key: string): readonly string[] => above.get(key) ?? [];

/** Those above a counted value that are not counted themselves: without them their branch would hang in the air. */
export function missingParents(counts: readonly FacetCount[], above: Above): string[] {
  const known = new Set(counts.map(({ key }) => key));
  return [...new Set(counts.flatMap(({ key }) => parentsIn(above, key)))].filter((key) => !known.has(key));
}

/** Branches that are open: of what was chosen, of all that it stands below, and of what only stands above others. */
const openedOf = (counts: readonly FacetCount[], chosen: readonly string[], above: Above): Set<string> =>
  new Set([
    ...chosen.flatMap((key) => [key, ...parentsIn(above, key)]),
    ...counts.filter(({ count }) => count === 0).map(({ key }) => key),
  ]);

const among = (counts: readonly FacetCount[], above: Above): Map<string | null, FacetCount[]> => {
  const found = new Map<string | null, FacetCount[]>();
  for (const one of counts) {
    const parent = parentsIn(above, one.key)[0] ?? null;
    const beside = found.get(parent);
    if (beside) beside.push(one);
    else found.set(parent, [one]);
  }
  return found;
};

/**
 * Values that may be shown of a tree and so want names: `first` says which of those beside each other may be among the
 * first. Counts come with the most frequent first.
 */
export function treeCandidates(
  counts: readonly FacetCount[],
  above: Above,
  chosen: readonly string[],
  { limit, spread = 0 }: Room,
  first: (beside: readonly FacetCount[], most: number, kept: readonly string[]) => FacetCount[],
): FacetCount[] {
  const below = among(counts, above);
  const opened = [...openedOf(counts, chosen, above)];
  const roots = first(below.get(null) ?? [], limit, opened);
  const out = new Map(roots.map((one) => [one.key, one]));
  const add = (some: readonly FacetCount[]) => some.forEach((one) => out.set(one.key, one));
  for (const key of opened) add(first(below.get(key) ?? [], limit, opened));
  if (spread > 0) for (const { key } of roots) add(first(below.get(key) ?? [], spread, opened));
  const room = limit - roots.length;
  if (room > 0) {
    const deeper = counts.filter(({ key }) => parentsIn(above, key).length > 0);
    const least = deeper[room - 1]?.count ?? 0;
    add(deeper.filter(({ count }) => count >= least));
  }
  return [...out.values()];
}

/**
 * Values as a tree, each below what it belongs to: the topmost first, then what was opened, then the most frequent of the
 * others as long as there is room. `ordered` has those beside each other in their order.
 */
export function laidOut<T extends Branch>(ordered: readonly T[], { limit, spread = 0 }: Room): T[] {
  const rows = new Map(ordered.map((row) => [row.view.key, row]));
  const below = new Map<string | null, T[]>();
  for (const row of ordered) {
    // What it belongs to, or the nearest above that which is here.
    const parent = row.parents.find((key) => rows.has(key)) ?? null;
    const beside = below.get(parent);
    if (beside) beside.push(row);
    else below.set(parent, [row]);
  }
  const above: Above = new Map(ordered.map(({ view, parents }) => [view.key, parents]));
  const views = ordered.map(({ view }) => view);
  const chosen = views.filter(({ selected }) => selected).map(({ key }) => key);
  const opened = openedOf(views, chosen, above);
  const shown = new Set<string>();
  const show = (most: number, beside: readonly T[] = []): void => {
    for (const [at, { view }] of beside.entries()) if (at < most || opened.has(view.key)) shown.add(view.key);
  };
  const roots = below.get(null) ?? [];
  show(limit, roots);
  for (const key of opened) show(limit, below.get(key));
  for (const { view } of roots) if (shown.has(view.key)) show(spread, below.get(view.key));
  for (const row of [...ordered].sort(likeliest)) {
    if (shown.size >= limit) break;
    if (row.parents.every((key) => shown.has(key) || !rows.has(key))) shown.add(row.view.key);
  }
  const out: T[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const row of below.get(parent) ?? []) {
      if (!shown.has(row.view.key)) continue;
      out.push({ ...row, view: { ...row.view, depth } });
      walk(row.view.key, depth + 1);
    }
  };
  walk(null, 0);
  return out;
}

/** The most frequent first, what stands above before what stands below it. */
function likeliest(a: Branch, b: Branch): number {
  const place = ({ ord }: Branch) => ord ?? Number.MAX_SAFE_INTEGER;
  return b.view.count - a.view.count || a.parents.length - b.parents.length || place(a) - place(b);
}
