import type { FieldProblem } from '../../../server/contract/problems.js';

/** A problem of one value, found in the form: which field, and which of its values when that is known. */
export interface PlacedProblem extends FieldProblem {
  field: string;
  index: number | null;
}

const place = /(?:^|\.)values\.([a-z0-9]{4,16})(?:\.(\d+))?/;
const bare = /^([a-z0-9]{4,16})(?:\.(\d+))?(?:\.|$)/;

/** Paths come as `body.values.<field>.<n>…` from the validator and as `<field>.<n>` from the catalog's own rules. */
export function placeProblems(
  problems: readonly FieldProblem[],
  known: ReadonlySet<string>,
): { placed: PlacedProblem[]; elsewhere: FieldProblem[] } {
  const placed: PlacedProblem[] = [];
  const elsewhere: FieldProblem[] = [];
  for (const problem of problems) {
    const found = place.exec(problem.path) ?? bare.exec(problem.path);
    if (found && known.has(found[1]!)) {
      placed.push({ ...problem, field: found[1]!, index: found[2] === undefined ? null : Number(found[2]) });
    } else elsewhere.push(problem);
  }
  return { placed, elsewhere };
}
