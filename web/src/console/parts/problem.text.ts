import { useI18n } from 'vue-i18n';
import { sentenceOf } from '../../api/problem.js';

/** The sentence for whatever went wrong, in the reader's language. */
export function useProblemText() {
  const { t, te } = useI18n();

  function codeText(code: string, params: Record<string, unknown> = {}): string {
    const key = `problems.${code}`;
    return te(key) ? t(key, params) : t('console.problemUnknown', { code });
  }

  function sentence(error: unknown): string {
    const { key, params } = sentenceOf(error);
    return te(key) ? t(key, params) : t('console.problemUnknown', { code: key.replace('problems.', '') });
  }
  return { sentence, codeText };
}
