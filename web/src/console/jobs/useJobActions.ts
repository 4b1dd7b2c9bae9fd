import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { say, type Toast } from '../../../kit/toast.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';

/** Stopping and going on, with what happened said. */
export function useJobActions(changed: () => void) {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  const busy = ref(false);

  async function act(run: () => Promise<unknown>, done: string, action?: Toast['action']): Promise<void> {
    busy.value = true;
    try {
      await run();
      say(done, 'done', action);
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
  const bringBack = (job: string) =>
    act(() => call('DELETE /jobs/:job/put-away', { params: { job } }), t('console.jobs.broughtBack'));
  const putAway = (job: string) =>
    act(() => call('POST /jobs/:job/put-away', { params: { job } }), t('console.jobs.putAwayDone'), {
      label: t('console.undo'),
      run: () => void bringBack(job),
    });
  return { busy, stop, retry, putAway, bringBack };
}
