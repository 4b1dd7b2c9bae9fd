import { computed, customRef, type Ref } from 'vue';

/** What follows from something else. While a page is drawn on the server nothing changes, and there Vue would work a `computed` out anew each time that it is read: it is worked out once. */
export function derived<T>(work: () => T): Readonly<Ref<T>> {
  if (typeof document !== 'undefined') return computed(work);
  let known: { value: T } | undefined;
  return customRef(() => ({ get: () => (known ??= { value: work() }).value, set: () => {} }));
}
