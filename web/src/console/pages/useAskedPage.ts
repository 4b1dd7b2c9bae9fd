import { nextTick, type Ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { Page } from './page.changes.js';

/** Whoever comes from a page as readers have it (`?page=`) finds it chosen, and in sight. */
export function useAskedPage(pages: Ref<readonly Page[]>, choose: (pid: string) => void): void {
  const asked = useRoute().query['page'];
  if (typeof asked !== 'string') return;
  const stop = watch(pages, (now) => {
    if (now.length === 0) return;
    stop();
    if (!now.some(({ pid }) => pid === asked)) return;
    choose(asked);
    void nextTick(() =>
      document.querySelector(`[data-page="${CSS.escape(asked)}"]`)?.scrollIntoView({ block: 'center' }),
    );
  });
}
