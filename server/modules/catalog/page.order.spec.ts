import { positionsOf } from './page.order.js';

const rising = (positions: number[]) => positions.every((position, at) => at === 0 || position > positions[at - 1]!);

describe('positions of pages', () => {
  test('those that stay in order keep their positions', () => {
    expect(positionsOf([1, 2, 3])).toEqual([1, 2, 3]);
    expect(positionsOf([1, 4, 9])).toEqual([1, 4, 9]);
    expect(positionsOf([])).toEqual([]);
  });

  test('who is moved gets a position between its new neighbours, and nobody else', () => {
    expect(positionsOf([5, 1, 2, 3, 4])).toEqual([0.5, 1, 2, 3, 4]);
    expect(positionsOf([2, 3, 4, 5, 1])).toEqual([2, 3, 4, 5, 6]);
    expect(positionsOf([1, 4, 2, 3])).toEqual([1, 1.5, 2, 3]);
  });

  test('new ones come at the end, or between', () => {
    expect(positionsOf([null, null])).toEqual([1, 2]);
    expect(positionsOf([1, 2.5, null, null])).toEqual([1, 2.5, 3, 4]);
    expect(positionsOf([1, null, null, 2])).toEqual([1, 1 + 1 / 3, 1 + 2 / 3, 2]);
  });

  test('where no room is left all are placed anew', () => {
    let order: (number | null)[] = [1, 2];
    for (let at = 0; at < 200; at++) {
      order = positionsOf([order[0]!, null, ...order.slice(1)]);
      expect(rising(order as number[])).toBe(true);
    }
    expect(positionsOf([null, 0, 1])).toEqual([1, 2, 3]);
    expect(positionsOf([-7, 1])).toEqual([1, 2]);
  });

  test('five thousand turned round are placed at once', () => {
    const positions = positionsOf(Array.from({ length: 5000 }, (_, at) => 5000 - at));
    expect(rising(positions)).toBe(true);
  });
});
