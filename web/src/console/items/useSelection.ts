import { computed, ref } from 'vue';

/**
 * Chosen rows, kept while one filters and scrolls on; a range with Shift. Or all of the list, shown or not: then whoever
 * unticks a row is back among single rows, all that are shown but that one, since nobody can say what "all but one" of
 * rows that nobody has seen would be.
 */
export function useSelection(order: () => readonly string[]) {
  const chosen = ref(new Set<string>());
  const all = ref(false);
  /** All of the list was chosen, and by unticking a row it no longer is: so it is told. */
  const leftAll = ref(false);
  let last: string | undefined;

  function choose(next: Set<string>): void {
    chosen.value = next;
    all.value = leftAll.value = false;
  }

  function toggle(pid: string, range: boolean): void {
    const fromAll = all.value;
    const next = new Set(fromAll ? order() : chosen.value);
    const on = !next.has(pid);
    const rows = order();
    const from = range && last ? rows.indexOf(last) : -1;
    const to = rows.indexOf(pid);
    const touched = from >= 0 && to >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [pid];
    for (const one of touched) {
      if (on) next.add(one);
      else next.delete(one);
    }
    last = pid;
    choose(next);
    leftAll.value = fromAll;
  }

  const isChosen = (pid: string): boolean => all.value || chosen.value.has(pid);
  const allShown = computed(() => order().length > 0 && order().every(isChosen));
  const someShown = computed(() => !allShown.value && order().some(isChosen));

  function toggleShown(): void {
    if (all.value) return clear();
    const next = new Set(chosen.value);
    const on = !allShown.value;
    for (const pid of order()) {
      if (on) next.add(pid);
      else next.delete(pid);
    }
    choose(next);
  }

  /** All of the list, or again what was ticked before. */
  function setAll(now: boolean): void {
    all.value = now;
    leftAll.value = false;
  }

  function clear(): void {
    choose(new Set());
  }
  return { chosen, all, leftAll, isChosen, toggle, toggleShown, setAll, allShown, someShown, clear };
}
