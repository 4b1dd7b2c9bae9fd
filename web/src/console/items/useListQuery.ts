import { refDebounced } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { itemStates, type ItemState } from '../../../../server/contract/api/catalog.routes.js';
import { type ListCondition, type ListOrder, listOrders, readFilter } from '../../../../server/contract/list.filter.js';

type Change = Partial<Record<'q' | 'f' | 'state' | 'sort' | 'order' | 'direction', string | undefined>>;

/** What a list shows, kept in the address: it can be sent, kept, gone back to, and is there again after a reload. */
export function useListQuery() {
  const route = useRoute();
  const router = useRouter();
  const said = (key: string) => (typeof route.query[key] === 'string' ? route.query[key] : '');

  const state = computed<ItemState | undefined>(() => itemStates.find((one) => one === said('state')));
  const q = computed(() => said('q'));
  const f = computed(() => said('f'));
  const filter = computed<ListCondition[]>(() => readFilter(f.value) ?? []);
  const sort = computed(() => said('sort') || 'updated');
  const order = computed<ListOrder | undefined>(() => listOrders.find((one) => one === said('order')));
  const direction = computed<'asc' | 'desc'>(() => {
    const usual = sort.value === 'updated' ? 'desc' : 'asc';
    return said('direction') === 'asc' ? 'asc' : said('direction') === 'desc' ? 'desc' : usual;
  });

  /** A choice is a step that one goes back from; typing is not. */
  function show(change: Change, step = true): void {
    const query = Object.fromEntries(Object.entries({ ...route.query, ...change }).filter(([, value]) => value));
    void router[step ? 'push' : 'replace']({ query });
  }
  const setFilter = (next: readonly ListCondition[]) => show({ f: next.length ? JSON.stringify(next) : undefined });

  const typed = ref(q.value);
  const settled = refDebounced(typed, 250);
  watch(settled, (text) => {
    if (text.trim() !== q.value) show({ q: text.trim() || undefined }, false);
  });
  watch(q, (text) => {
    if (text !== typed.value.trim()) typed.value = text;
  });

  const narrowed = computed(() => Boolean(q.value || state.value || f.value));
  function clear(): void {
    typed.value = '';
    show({ q: undefined, state: undefined, f: undefined });
  }
  function forgetWords(): void {
    typed.value = '';
    show({ q: undefined });
  }
  return { state, q, f, filter, sort, order, direction, typed, narrowed, show, setFilter, clear, forgetWords };
}
