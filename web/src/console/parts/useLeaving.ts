import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave } from 'vue-router';
import { ask } from './asking.js';

/** Asks whether what was typed and not saved may be lost. */
export function useAskToLeave(): () => Promise<boolean> {
  const { t } = useI18n();
  return () =>
    ask({
      title: t('console.leave.title'),
      about: t('console.leave.about'),
      yes: t('console.leave.yes'),
      no: t('console.leave.no'),
      danger: true,
    });
}

/** Asks before what was typed and not saved is left behind; of the whole window only the browser can ask. */
export function useLeaving(unsaved: Ref<boolean>): void {
  const askToLeave = useAskToLeave();
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (unsaved.value) event.preventDefault();
  });
  onBeforeRouteLeave(() => !unsaved.value || askToLeave());
}
