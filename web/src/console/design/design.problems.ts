import { useConfigWords } from './config.words.js';
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
  home: 'home',
};

/** What the server found wrong, in words, and where in the designer it is mended. */
export function useDesignProblems() {
  const { problems, design } = useDesignContext();
  const { sentence } = useConfigWords();

  function say(problem: ConfigProblem): SaidProblem {
    const field = /^fields\.([^.]+)/.exec(problem.path)?.[1] ?? (problem.params?.['field'] as string | undefined);
    const known = design.value?.schema.fields.find((one) => one.id === field);
    return { ...problem, field: known?.id, text: sentence(problem, design.value ?? {}) };
  }

  const all = (): SaidProblem[] => problems.value.map(say);
  const at = (prefix: string): SaidProblem[] =>
    all().filter((one) => one.path === prefix || one.path.startsWith(`${prefix}.`));
  const tabOf = (problem: ConfigProblem): string =>
    problem.part === 'schema' ? 'fields' : (places[problem.path] ?? places[problem.path.split('.')[0]!] ?? 'page');
  return { all, at, tabOf };
}
