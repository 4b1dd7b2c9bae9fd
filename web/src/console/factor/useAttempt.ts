import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useProblemText } from '../parts/problem.text.js';
import { PasskeyDeclined } from './passkey.client.js';

/** One thing at a time, and what went wrong said beside it. */
export function useAttempt(): {
  busy: Ref<boolean>;
  problem: Ref<string>;
  attempt: (run: () => Promise<void>) => Promise<void>;
} {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  const busy = ref(false);
  const problem = ref('');
  async function attempt(run: () => Promise<void>): Promise<void> {
    busy.value = true;
    problem.value = '';
    try {
      await run();
    } catch (error) {
      problem.value = error instanceof PasskeyDeclined ? t('console.factor.passkeyDeclined') : sentence(error);
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, attempt };
}
