import { computed, ref } from 'vue';

/** Chosen rows, kept while one filters and scrolls on; a range with Shift. */
export function useSelection(order: () => readonly string[]) {
  const chosen = ref(new Set<string>());
  let last: string | undefined;

  function toggle(pid: string, range: boolean): void {
    const next = new Set(chosen.value);
    const on = !next.has(pid);
    const all = order();
    const from = range && last ? all.indexOf(last) : -1;
    const to = all.indexOf(pid);
    const touched = from >= 0 && to >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [pid];
    for (const one of touched) {
      if (on) next.add(one);
      else next.delete(one);
    }
    last = pid;
    chosen.value = next;
  }

  const allShown = computed(() => order().length > 0 && order().every((pid) => chosen.value.has(pid)));
  const someShown = computed(() => !allShown.value && order().some((pid) => chosen.value.has(pid)));

  function toggleShown(): void {
    const next = new Set(chosen.value);
    const on = !allShown.value;
    for (const pid of order()) {
      if (on) next.add(pid);
      else next.delete(pid);
    }
    chosen.value = next;
  }

  const clear = () => (chosen.value = new Set());
  return { chosen, toggle, toggleShown, allShown, someShown, clear };
}
