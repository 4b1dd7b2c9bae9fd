import { frameFor, fullest } from './columns.js';

it('leaves no hole where that can be, and else the smallest', () => {
  const wide = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((count) => [count, fullest(count, [6, 5, 4])]);
  expect(Object.fromEntries(wide)).toEqual({ 1: 6, 4: 4, 5: 5, 6: 6, 7: 4, 8: 4, 9: 5, 10: 5, 11: 6, 12: 6 });
  expect([3, 6, 8, 9, 10, 12].map((count) => fullest(count, [4, 3]))).toEqual([3, 3, 4, 3, 4, 4]);
});

it('frames pictures as most of them stand, and squarely where there are both', () => {
  const [book, print, scroll] = [
    { width: 300, height: 420 },
    { width: 400, height: 280 },
    { width: 4000, height: 280 },
  ];
  expect(frameFor([book, book, null, book, print])).toBe('3 / 4');
  expect(frameFor([print, scroll, print, null])).toBe('4 / 3');
  expect(frameFor([book, print])).toBe('1');
  expect(frameFor([])).toBe('3 / 4');
});
