import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

export interface Loaded<T> {
  data: ShallowRef<T | undefined>;
  problem: ShallowRef<unknown>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
}

/**
 * Fetches again whenever what it depends on changes. An answer that was overtaken by a newer question is dropped;
 * what was shown stays until there is something newer, so that nothing jumps.
 */
export function useLoad<T>(fetch: (signal: AbortSignal) => Promise<T>, depends?: () => unknown): Loaded<T> {
  const data = shallowRef<T>();
  const problem = shallowRef<unknown>();
  const loading = ref(true);
  let current: AbortController | undefined;

  async function reload(): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    loading.value = true;
    try {
      const answer = await fetch(mine.signal);
      if (mine.signal.aborted) return;
      data.value = answer;
      problem.value = undefined;
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error;
    } finally {
      if (!mine.signal.aborted) loading.value = false;
    }
  }

  if (depends) {
    watch(depends, () => {
      data.value = undefined;
      void reload();
    });
  }
  onScopeDispose(() => current?.abort());
  void reload();
  return { data, problem, loading, reload };
}
