import type { FieldProblem } from '../../../server/contract/problems.js';

/** A sentence that says what to do about one value. */
export function problemText(
  problem: FieldProblem,
  t: (key: string, params: Record<string, unknown>) => string,
  te: (key: string) => boolean,
): string {
  for (const key of [`forms.problems.${problem.code}`, `fieldProblems.${problem.code}`]) {
    if (te(key)) return t(key, problem.params ?? {});
  }
  return t('forms.problems.other', { code: problem.code });
}
