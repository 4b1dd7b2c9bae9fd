import type { Answer } from '../../../../server/contract/api/index.js';

type Listed = Answer<'GET /vocabularies/:vocabulary/terms'>['rows'][number];
export type Term = Answer<'GET /vocabularies/:vocabulary/branch'>['rows'][number];

/** The terms below one as far as they are known, and where the rest begins. */
export interface Branch {
  rows: Term[];
  next: string | null;
}

export interface TreeRow {
  term: Term;
  depth: number;
}

/** A branch that has more than is shown: a row to ask for the rest. */
export interface MoreRow {
  more: string;
  cursor: string;
  depth: number;
}

/** More than this and only the top is shown at first; what is below comes when it is opened. */
export const smallTree = 150;
/** The branch at the top has no term that it is named by. */
export const top = '';

/** A list that came whole, by its branches. */
export function branchesOf(terms: readonly Listed[]): Map<string, Branch> {
  const branches = new Map<string, Branch>([[top, { rows: [], next: null }]]);
  const parents = new Map(terms.map((term) => [term.code, term.parent]));
  const count = new Map<string | null, number>();
  for (const { parent } of terms) count.set(parent, (count.get(parent) ?? 0) + 1);
  for (const term of terms) {
    const above: string[] = [];
    for (let at = term.parent; at !== null && !above.includes(at); at = parents.get(at) ?? null) above.push(at);
    const key = term.parent ?? top;
    const branch = branches.get(key) ?? { rows: [], next: null };
    branches.set(key, branch);
    branch.rows.push({ ...term, above, below: count.get(term.code) ?? 0 });
  }
  return branches;
}

/** The terms as they stand below each other; what is closed hides what is below it. */
export function treeRows(
  branches: ReadonlyMap<string, Branch>,
  opened: (code: string) => boolean,
): (TreeRow | MoreRow)[] {
  const rows: (TreeRow | MoreRow)[] = [];
  const walk = (parent: string, depth: number): void => {
    const branch = branches.get(parent);
    if (!branch) return;
    for (const term of branch.rows) {
      rows.push({ term, depth });
      if (term.below > 0 && opened(term.code)) walk(term.code, depth + 1);
    }
    if (branch.next !== null) rows.push({ more: parent, cursor: branch.next, depth });
  };
  walk(top, 0);
  return rows;
}

/** Before which term it comes when it goes one place up or down among its own; undefined where it cannot. */
export function neighbour(branches: ReadonlyMap<string, Branch>, term: Term, by: -1 | 1): string | null | undefined {
  const { rows: beside = [], next = null } = branches.get(term.parent ?? top) ?? {};
  const at = beside.findIndex((one) => one.code === term.code);
  if (by === -1) return beside[at - 1]?.code;
  if (at + 1 >= beside.length) return undefined;
  const after = beside[at + 2]?.code;
  // Behind the last that is shown may be more: one of those it would have to stand before.
  return after ?? (next === null ? null : undefined);
}

/** Whether a term stands in the branch of another: that one cannot be put below it. */
export const isWithin = (term: Pick<Term, 'code' | 'above'>, branch: string): boolean =>
  term.code === branch || term.above.includes(branch);
