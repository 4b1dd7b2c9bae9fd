import { nextTick, type Ref } from 'vue';
import type { useSelection } from '../items/useSelection.js';
import type { Page } from './page.changes.js';

interface Hands {
  pages: Ref<readonly Page[]>;
  /** Where the keyboard stands. */
  active: Ref<string | undefined>;
  reading: Ref<string | undefined>;
  rtl: Ref<boolean>;
  locked: Ref<boolean>;
  selection: ReturnType<typeof useSelection>;
  shift: (by: 1 | -1) => void;
  remove: () => void;
}

/** From page to page by keys; what is done to them by mouse is done by keys as well. */
export function usePagesKeys({ pages, active, reading, rtl, locked, selection, shift, remove }: Hands) {
  return async (event: KeyboardEvent): Promise<void> => {
    if ((event.target as HTMLElement).tagName === 'INPUT') return;
    const at = pages.value.findIndex((page) => page.pid === active.value);
    const forward = event.key === (rtl.value ? 'ArrowLeft' : 'ArrowRight');
    const back = event.key === (rtl.value ? 'ArrowRight' : 'ArrowLeft');
    if ((forward || back) && event.altKey && !locked.value) {
      event.preventDefault();
      shift(forward ? 1 : -1);
    } else if (forward || back || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const to = event.key === 'Home' ? 0 : event.key === 'End' ? pages.value.length - 1 : at + (forward ? 1 : -1);
      active.value = pages.value[Math.min(pages.value.length - 1, Math.max(0, to))]?.pid;
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !locked.value) {
      event.preventDefault();
      if (!selection.chosen.value.size && active.value) selection.toggle(active.value, false);
      remove();
    } else if (event.key === 'Enter' && active.value) {
      event.preventDefault();
      reading.value = active.value;
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!selection.allShown.value) selection.toggleShown();
    } else if (event.key === 'Escape') selection.clear();
    else return;
    await nextTick();
    document.querySelector<HTMLElement>(`[data-page="${active.value}"] .page-face`)?.focus();
  };
}
