import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { say } from '../../../kit/toast.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';

/** Stopping and going on, with what happened said. */
export function useJobActions(changed: () => void) {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  const busy = ref(false);

  async function act(run: () => Promise<unknown>, done: string): Promise<void> {
    busy.value = true;
    try {
      await run();
      say(done);
    } catch (error) {
      say(sentence(error), 'problem');
    } finally {
      busy.value = false;
      changed();
    }
  }

  const stop = (job: string) =>
    act(() => call('POST /jobs/:job/stop', { params: { job } }), t('console.jobs.stopAsked'));
  const retry = (job: string) =>
    act(() => call('POST /jobs/:job/retry', { params: { job } }), t('console.jobs.retryAsked'));
  return { busy, stop, retry };
}
