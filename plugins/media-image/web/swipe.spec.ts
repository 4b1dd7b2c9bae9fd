import { turned } from './swipe.js';

test('a finger drawn across turns pages, the way the book is read', () => {
  const from = { x: 200, y: 100 };
  expect(turned(from, { x: 100, y: 110 })).toBe(1);
  expect(turned(from, { x: 300, y: 110 })).toBe(-1);
  expect(turned(from, { x: 300, y: 110 }, 'rtl')).toBe(1);
  expect(turned(from, { x: 170, y: 100 })).toBeNull();
  expect(turned(from, { x: 120, y: 160 })).toBeNull();
  expect(turned(undefined, { x: 0, y: 0 })).toBeNull();
});
