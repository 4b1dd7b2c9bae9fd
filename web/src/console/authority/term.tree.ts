import type { Answer } from '../../../../server/contract/api/index.js';

export type Term = Answer<'GET /vocabularies/:vocabulary/terms'>['rows'][number];

export interface TreeRow {
  term: Term;
  depth: number;
  /** How many stand directly below it. */
  below: number;
}

/** More than this and only the top is shown at first. */
export const smallTree = 150;

/** The terms as they stand below each other; what is closed hides what is below it. */
export function treeRows(terms: readonly Term[], opened: (code: string) => boolean): TreeRow[] {
  const children = new Map<string | null, Term[]>();
  for (const term of terms) {
    const beside = children.get(term.parent);
    if (beside) beside.push(term);
    else children.set(term.parent, [term]);
  }
  const rows: TreeRow[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const term of children.get(parent) ?? []) {
      const below = children.get(term.code)?.length ?? 0;
      rows.push({ term, depth, below });
      if (below > 0 && opened(term.code)) walk(term.code, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/** Before which term it comes when it goes one place up or down among its own; undefined where it cannot. */
export function neighbour(terms: readonly Term[], term: Term, by: -1 | 1): string | null | undefined {
  const beside = terms.filter((one) => one.parent === term.parent);
  const at = beside.findIndex((one) => one.code === term.code);
  if (by === -1) return beside[at - 1]?.code;
  if (at + 1 >= beside.length) return undefined;
  return beside[at + 2]?.code ?? null;
}

/** Whether a term stands in the branch of another: it cannot be put below itself. */
export function isWithin(terms: readonly Term[], code: string | null, branch: string): boolean {
  const byCode = new Map(terms.map((term) => [term.code, term]));
  for (let at = code; at !== null; at = byCode.get(at)?.parent ?? null) if (at === branch) return true;
  return false;
}
