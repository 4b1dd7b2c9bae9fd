import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { FacetListView } from '../../../../server/contract/reader.js';
import { langTags, useSite } from '../../../kit/reader/site.js';

/** Values of one facet, a page at a time, as `pathOf` asks for them: the last that was asked for is what is shown. */
export function useValueList(facet: string, pathOf: () => string, size: number) {
  const site = useSite();
  const list = shallowRef<FacetListView | null>(null);
  const failed = ref(false);
  let under: AbortController | undefined;

  async function load() {
    under?.abort();
    const own = (under = new AbortController());
    const query = new URLSearchParams(pathOf().split('?')[1] ?? '');
    query.set('size', String(size));
    try {
      const response = await fetch(`/api/v1/search/facets/${encodeURIComponent(facet)}?${query}`, {
        signal: own.signal,
        headers: { 'accept-language': langTags[site.locale] },
      });
      if (!response.ok) throw new Error(String(response.status));
      const told = (await response.json()) as FacetListView;
      if (under !== own) return;
      list.value = told;
      failed.value = false;
    } catch {
      if (!own.signal.aborted) failed.value = true;
    }
  }

  onBeforeUnmount(() => under?.abort());
  return { list, failed, load };
}
