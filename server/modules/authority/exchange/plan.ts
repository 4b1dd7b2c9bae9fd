import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import { newPid } from '../../../contract/pid.js';
import { blank, harmless, type Incoming, type Records, type RowProblem } from './records.js';

/** A record that is there already. */
export interface Existing<R> {
  pid: string;
  version: number;
  record: R;
}

/** What one row of a file would do. */
export interface Planned<R> {
  row: number;
  action: 'add' | 'change' | 'same' | 'bad';
  /** The record that it is, or the one that it will be. */
  pid: string;
  version: number | null;
  before: R | null;
  after: R;
  problems: RowProblem[];
  /** Its place in the file: the order in which new ones stand. */
  ord: number;
}

/** Which record a row is: one that is there, a new one, or none because of something that stands against it. */
export interface Target<R> {
  pid: string;
  existing: Existing<R> | undefined;
  problem: RowProblem | undefined;
}

interface Family<R> {
  /** What stands above it in a tree, by the same name as in `parentsKnown`. */
  parentOf(record: R): string | null;
  keyOf(row: Planned<R>): string;
  /** The tree as it stands: what is above each. */
  tree: ReadonlyMap<string, string | null>;
}

const namesOf = (record: Records[AuthorityKind]): Record<string, string> =>
  'label' in record ? record.label : record.name;
export const isBad = (problems: readonly RowProblem[]): boolean => problems.some(({ code }) => !harmless.has(code));
/** The order of keys says nothing; the order of names does. */
const signOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort() : part,
  );

export const newTarget = <R>(problem?: RowProblem): Target<R> => ({ pid: newPid(), existing: undefined, problem });

/** Each row on its own: what becomes of its record, and what is wrong with that. */
export function planRows<K extends AuthorityKind>(
  kind: K,
  incoming: readonly Incoming<Records[K]>[],
  targets: readonly Target<Records[K]>[],
): Planned<Records[K]>[] {
  return incoming.map((one, ord) => {
    const { pid, existing, problem } = targets[ord]!;
    const problems = problem ? [...one.problems, problem] : [...one.problems];
    const before = existing?.record ?? null;
    const after = one.over(before ?? blank[kind]());
    if (!Object.values(namesOf(after)).some((name) => name.trim() !== ''))
      problems.push({ code: 'no-name', value: one.id });
    if ('latitude' in after && (after.latitude === null) !== (after.longitude === null))
      problems.push({ code: 'half-coordinates', value: '' });
    const action = before === null ? 'add' : signOf(before) === signOf(after) ? 'same' : 'change';
    return { row: one.row, action, pid, version: existing?.version ?? null, before, after, problems, ord };
  });
}

/** Two rows that are one record: the second is refused. */
export function refuseTwice<R>(
  rows: readonly Planned<R>[],
  keysOf: (row: Planned<R>) => string[],
  said: (row: Planned<R>) => string,
) {
  const seen = new Set<string>();
  for (const row of rows) {
    const keys = keysOf(row);
    if (keys.some((key) => seen.has(key))) row.problems.push({ code: 'twice', value: said(row) });
    for (const key of keys) seen.add(key);
  }
}

/**
 * Rows below something that will not be there, and rows that would stand below themselves. Asked again until nothing is
 * left to say: a row that is kept out takes with it what only it would have held.
 */
export function refuseTrees<R>(rows: readonly Planned<R>[], { parentOf, keyOf, tree }: Family<R>): void {
  for (let more = true; more;) {
    more = false;
    const parents = new Map(tree);
    const good = rows.filter(({ problems }) => !isBad(problems));
    for (const row of good) parents.set(keyOf(row), parentOf(row.after));
    const inRing = rings(parents);
    for (const row of good) {
      const above = parentOf(row.after);
      if (above === null) continue;
      const problem = !parents.has(above) ? 'no-parent' : inRing.has(keyOf(row)) ? 'ring' : undefined;
      if (!problem) continue;
      row.problems.push({ code: problem, value: problem === 'ring' ? keyOf(row) : above });
      more = true;
    }
  }
}

/** What leads back to itself; what only hangs below such a ring is not in it. */
function rings(parents: ReadonlyMap<string, string | null>): Set<string> {
  const found = new Set<string>();
  const walked = new Set<string>();
  for (const key of parents.keys()) {
    const way: string[] = [];
    const on = new Set<string>();
    let at: string | null = key;
    while (at !== null && !walked.has(at)) {
      walked.add(at);
      on.add(at);
      way.push(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && on.has(at)) for (const one of way.slice(way.indexOf(at))) found.add(one);
  }
  return found;
}

/** What is above comes first, so that each finds its place when it is written. */
export function topDown<R>(rows: readonly Planned<R>[], { parentOf, keyOf }: Omit<Family<R>, 'tree'>): Planned<R>[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const depths = new Map<string, number>();
  const depthOf = (row: Planned<R>): number => {
    const way: string[] = [];
    const on = new Set<string>();
    let at: Planned<R> | undefined = row;
    while (at && !depths.has(keyOf(at)) && !on.has(keyOf(at))) {
      way.push(keyOf(at));
      on.add(keyOf(at));
      at = byKey.get(parentOf(at.after) ?? '');
    }
    let depth = at ? (depths.get(keyOf(at)) ?? 0) : -1;
    for (const key of way.reverse()) depths.set(key, ++depth);
    return depths.get(keyOf(row))!;
  };
  return rows
    .map((row) => ({ row, depth: depthOf(row) }))
    .sort((a, b) => a.depth - b.depth || a.row.ord - b.row.ord)
    .map(({ row }) => row);
}

export const finish = <R>(rows: readonly Planned<R>[]): void => {
  for (const row of rows) if (isBad(row.problems)) row.action = 'bad';
};
