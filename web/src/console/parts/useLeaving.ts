import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave } from 'vue-router';

/** Asks before what was typed and not saved is left behind. */
export function useLeaving(unsaved: Ref<boolean>): void {
  const { t } = useI18n();
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (unsaved.value) event.preventDefault();
  });
  onBeforeRouteLeave(() => !unsaved.value || window.confirm(t('console.leaveUnsaved')));
}
