import { onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue';
import type { RowsView, SearchRequestView } from '../../../../server/contract/reader.js';
import { advancedPath } from './paths.js';
import { langTags, useSite } from '../../../kit/reader/site.js';

const wait = 500;

/**
 * Counts while the rows are being filled in. They are a courtesy: where they do not come, the form is sent without them.
 * The address follows, so that the form is still there when one comes back.
 */
export function useRows(asked: Readonly<Ref<SearchRequestView>>, first: RowsView | null, to: (path: string) => string) {
  const site = useSite();
  const form = ref(first);
  const counting = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: AbortController | undefined;

  async function count() {
    under?.abort();
    const own = (under = new AbortController());
    counting.value = true;
    const path = advancedPath(asked.value);
    history.replaceState(history.state, '', to(path));
    try {
      const query = path.split('?')[1] ?? '';
      const response = await fetch(`/api/v1/search/rows?${query}`, {
        signal: own.signal,
        headers: { 'accept-language': langTags[site.locale] },
      });
      if (under !== own) return;
      form.value = response.ok ? ((await response.json()) as RowsView) : null;
    } catch {
      if (under === own) form.value = null;
    } finally {
      if (under === own) counting.value = false;
    }
  }

  onMounted(() => {
    watch(
      asked,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => void count(), wait);
      },
      { deep: true },
    );
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    under?.abort();
  });
  return { form, counting };
}
