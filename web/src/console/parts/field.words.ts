import { useI18n } from 'vue-i18n';
import type { FieldDefinition } from '../../../../server/contract/collection.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import type { FieldProblem } from '../../../../server/contract/problems.js';
import { placeProblems } from '../../forms/field.problems.js';
import { problemText } from '../../forms/problem.text.js';

/**
 * What is wrong with the fields of a record where its form is not at hand: each field by its name, and what to do about
 * it. Of those that are only missing the names are enough: whoever says so says that they are missing.
 */
export function useFieldWords(fields: () => readonly FieldDefinition[]) {
  const { t, te, locale } = useI18n();
  return (problems: readonly FieldProblem[]): string[] => {
    const labels = new Map(fields().map(({ id, label }) => [id, localize(label, locale.value as Locale)]));
    const { placed, elsewhere } = placeProblems(problems, new Set(labels.keys()));
    const said = placed.map((problem) => {
      const field = labels.get(problem.field)!;
      if (problem.code === 'value.required') return field;
      return t('console.batch.fieldSays', { field, says: problemText(problem, t, te, locale.value as Locale) });
    });
    if (elsewhere.length > 0) said.push(t('console.items.unknownField'));
    return [...new Set(said)];
  };
}
