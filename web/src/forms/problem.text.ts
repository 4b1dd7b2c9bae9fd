import type { FieldProblem } from '../../../server/contract/problems.js';

/** What field types say about a value, and the sentence for it. */
const messages: [RegExp, string][] = [
  [/^longer than (.+)$/, 'longer'],
  [/^less than (.+)$/, 'less'],
  [/^more than (.+)$/, 'more'],
  [/^not a whole number$/, 'whole'],
  [/^is not like (.+)$/, 'pattern'],
];

/** A sentence that says what to do about one value. */
export function problemText(
  problem: FieldProblem,
  t: (key: string, params: Record<string, unknown>) => string,
  te: (key: string) => boolean,
): string {
  const params = problem.params ?? {};
  const message = typeof params['message'] === 'string' ? params['message'] : '';
  for (const [pattern, key] of messages) {
    const found = pattern.exec(message);
    if (found) return t(`forms.problems.${key}`, { limit: found[1] });
  }
  const key = `forms.problems.${problem.code}`;
  return te(key) ? t(key, params) : t('forms.problems.other', { code: problem.code });
}
