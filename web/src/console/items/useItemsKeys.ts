import { useEventListener } from '@vueuse/core';

/** Where letters are typed, or choose in a list, they are no keys of the page. */
const typing = 'input, textarea, select, [role=combobox], [role=listbox], [role=menu]';

/** n for a new record, / for the search box, f for a condition. */
export function useItemsKeys(keys: { make: () => void; search: () => void; filter: () => void }): void {
  const acts: Record<string, () => void> = { n: keys.make, '/': keys.search, f: keys.filter };
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
    if (event.target instanceof Element && event.target.closest(typing)) return;
    event.preventDefault();
    act();
  });
}
