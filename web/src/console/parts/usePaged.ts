import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

interface Page<R> {
  rows: R[];
  next: string | null;
}

type RowOf<P> = P extends Page<infer R> ? R : never;

/** What a list on the screen needs of it. */
export interface Paged<R> {
  rows: ShallowRef<R[]>;
  next: Ref<string | null>;
  loading: Ref<boolean>;
  loaded: Ref<boolean>;
  problem: ShallowRef<unknown>;
  reload: () => Promise<void>;
  more: () => Promise<void>;
}

/** A list fetched by cursor: the first page again when a filter changes, more on request. */
export function usePaged<P extends Page<unknown>>(
  fetch: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
  depends: () => unknown,
) {
  const rows = shallowRef<RowOf<P>[]>([]);
  const first = shallowRef<P>();
  const next = ref<string | null>(null);
  const loading = ref(false);
  const loaded = ref(false);
  const problem = shallowRef<unknown>();
  let current: AbortController | undefined;

  async function load(cursor: string | undefined): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    loading.value = true;
    try {
      const page = await fetch(cursor, mine.signal);
      if (mine.signal.aborted) return;
      const found = page.rows as RowOf<P>[];
      rows.value = cursor === undefined ? found : [...rows.value, ...found];
      if (cursor === undefined) first.value = page;
      next.value = page.next;
      problem.value = undefined;
      loaded.value = true;
    } catch (error) {
      if (!mine.signal.aborted) problem.value = error;
    } finally {
      if (!mine.signal.aborted) loading.value = false;
    }
  }

  const reload = () => load(undefined);
  const more = async () => {
    if (next.value !== null && !loading.value) await load(next.value);
  };

  watch(
    depends,
    () => {
      loaded.value = false;
      rows.value = [];
      void reload();
    },
    { flush: 'post' },
  );
  onScopeDispose(() => current?.abort());
  void reload();
  return { rows, first, next, loading, loaded, problem, reload, more };
}
