import { isRef, ref } from 'vue';
import { derived } from './derived.js';

it('is worked out once on the server, and not before it is read', () => {
  let times = 0;
  const from = ref(1);
  const twice = derived(() => {
    times += 1;
    return from.value * 2;
  });
  expect(times).toBe(0);
  from.value = 4;
  expect([twice.value, twice.value, times]).toEqual([8, 8, 1]);
  // So that templates take its value.
  expect(isRef(twice)).toBe(true);
});
