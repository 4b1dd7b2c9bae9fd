import { useI18n } from 'vue-i18n';
import { sentenceOf } from '../../api/problem.js';
import { adviceFor, spoken } from './problem.advice.js';

/** The sentence for whatever went wrong, in the reader's language. */
export function useProblemText() {
  const { t, te, locale } = useI18n();

  function codeText(code: string, params: Record<string, unknown> = {}): string {
    const advice = adviceFor(code, params);
    if (advice && te(`problems.advice.${advice}`)) {
      const plural = typeof params['retryAfter'] === 'number' ? params['retryAfter'] : 1;
      return t(`problems.advice.${advice}`, spoken(params, locale.value), { plural });
    }
    const key = `problems.${code}`;
    return te(key) ? t(key, params) : t('console.problemUnknown', { code });
  }

  function sentence(error: unknown): string {
    const { key, params } = sentenceOf(error);
    return codeText(key.replace('problems.', ''), params);
  }
  return { sentence, codeText };
}
