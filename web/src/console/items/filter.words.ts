import { useI18n } from 'vue-i18n';
import type { FieldDefinition } from '../../../../server/contract/collection.js';
import type { ListCondition } from '../../../../server/contract/list.filter.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import { ApiProblem } from '../../api/problem.js';

export type ConditionKind = 'is' | 'words' | 'range' | 'blank' | 'filled';

export const kindOf = (condition: ListCondition): ConditionKind =>
  'is' in condition
    ? 'is'
    : 'words' in condition
      ? 'words'
      : 'blank' in condition
        ? condition.blank
          ? 'blank'
          : 'filled'
        : 'range';

/** A condition in words, as it stands on its chip. */
export function useConditionWords(fields: () => readonly FieldDefinition[]) {
  const { t, locale } = useI18n();
  return (condition: ListCondition): string => {
    const known = fields().find(({ id }) => id === condition.field);
    const field = known ? localize(known.label, locale.value as Locale) : t('console.items.unknownField');
    const of = (words: string) => t('console.items.conditionOf', { field, words });
    if ('is' in condition) return of(condition.is.join(t('console.items.or')));
    if ('words' in condition) return t('console.items.saysWords', { field, words: condition.words });
    if ('blank' in condition)
      return of(t(condition.blank ? 'console.items.kinds.blank' : 'console.items.kinds.filled'));
    const { from = '', to = '' } = condition;
    return of(
      t(from && to ? 'console.items.span' : from ? 'console.items.spanFrom' : 'console.items.spanTo', { from, to }),
    );
  };
}

/** What is wrong with a question, where the list was refused for it; empty where something else went wrong. */
export function useListTrouble() {
  const { t, te } = useI18n();
  return (error: unknown): string => {
    const [first] = error instanceof ApiProblem ? error.fields : [];
    const key = `console.items.troubles.${first?.code.replace('list.', '')}`;
    return first && te(key) ? t(key, first.params ?? {}) : '';
  };
}
