import { useI18n } from 'vue-i18n';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import { useDesignContext } from './design.context.js';
import type { ConfigProblem } from './useDesign.js';

export interface SaidProblem extends ConfigProblem {
  text: string;
  /** The field that it is about, where it is about one. */
  field: string | undefined;
}

const places: Record<string, string> = {
  searchFields: 'find',
  facets: 'find',
  sorts: 'find',
  card: 'card',
  'page.groups': 'page',
};

/** What the server found wrong, in words, and where in the designer it is mended. */
export function useDesignProblems() {
  const { t, te, locale } = useI18n();
  const { problems, design } = useDesignContext();

  function say(problem: ConfigProblem): SaidProblem {
    const field = /^fields\.([^.]+)/.exec(problem.path)?.[1] ?? (problem.params?.['field'] as string | undefined);
    const known = design.value?.schema.fields.find((one) => one.id === field);
    const name = localize(known?.label, locale.value as Locale) || known?.key || '';
    const key = `console.design.problems.${problem.code.replaceAll('.', '-')}`;
    const params = { ...problem.params, name };
    return {
      ...problem,
      field: known?.id,
      text: te(key) ? t(key, params) : t('console.design.problems.other', params),
    };
  }

  const all = (): SaidProblem[] => problems.value.map(say);
  const at = (prefix: string): SaidProblem[] =>
    all().filter((one) => one.path === prefix || one.path.startsWith(`${prefix}.`));
  const tabOf = (problem: ConfigProblem): string =>
    problem.part === 'schema' ? 'fields' : (places[problem.path] ?? 'page');
  return { all, at, tabOf };
}
