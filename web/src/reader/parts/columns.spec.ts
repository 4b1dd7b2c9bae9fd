import { fullest } from './columns.js';

it('leaves no hole where that can be, and else the smallest', () => {
  const wide = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((count) => [count, fullest(count, [6, 5, 4])]);
  expect(Object.fromEntries(wide)).toEqual({ 1: 6, 4: 4, 5: 5, 6: 6, 7: 4, 8: 4, 9: 5, 10: 5, 11: 6, 12: 6 });
  expect([3, 6, 8, 9, 10, 12].map((count) => fullest(count, [4, 3]))).toEqual([3, 3, 4, 3, 4, 4]);
});
