import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { say } from '../../../kit/toast.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';

/** Giving back what was taken, from wherever that is offered. */
export function useGiveBack(library: () => string, changed: () => unknown) {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  const giving = ref(false);

  async function giveBack(taken: string[], name: string): Promise<void> {
    if (giving.value) return;
    giving.value = true;
    try {
      await call('POST /libraries/:library/taken-roles/give-back', { params: { library: library() }, body: { taken } });
      say(t('console.people.givenBack', { name }));
    } catch (error) {
      say(sentence(error), 'problem');
    } finally {
      giving.value = false;
      await changed();
    }
  }
  return { giving, giveBack };
}
