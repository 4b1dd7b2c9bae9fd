import { useLocalStorage } from '@vueuse/core';
import { computed } from 'vue';
import { session } from '../../session/session.js';

const lastLibrary = useLocalStorage('linlang.console.library', '');
const lastCollection = useLocalStorage('linlang.console.collection', '');

const libraries = computed(() => session.view.libraries);

/** The library and collection one works in now: what the rail leads to. Pages that belong to one say so. */
export function useScope() {
  const library = computed(() => libraries.value.find((one) => one.pid === lastLibrary.value) ?? libraries.value[0]);
  const collection = computed(
    () => library.value?.collections.find((one) => one.pid === lastCollection.value) ?? library.value?.collections[0],
  );

  function enterLibrary(pid: string): void {
    lastLibrary.value = pid;
  }

  function enterCollection(pid: string): void {
    const owner = libraries.value.find((one) => one.collections.some((other) => other.pid === pid));
    if (owner) lastLibrary.value = owner.pid;
    lastCollection.value = pid;
  }

  return { libraries, library, collection, enterLibrary, enterCollection };
}
