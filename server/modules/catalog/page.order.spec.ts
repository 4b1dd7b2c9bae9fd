import { placesOf } from './page.order.js';

const rising = (places: number[]) => places.every((place, at) => at === 0 || place > places[at - 1]!);

describe('places of pages', () => {
  test('those that stay in order keep their places', () => {
    expect(placesOf([1, 2, 3])).toEqual([1, 2, 3]);
    expect(placesOf([1, 4, 9])).toEqual([1, 4, 9]);
    expect(placesOf([])).toEqual([]);
  });

  test('who is moved gets a place between its new neighbours, and nobody else', () => {
    expect(placesOf([5, 1, 2, 3, 4])).toEqual([0.5, 1, 2, 3, 4]);
    expect(placesOf([2, 3, 4, 5, 1])).toEqual([2, 3, 4, 5, 6]);
    expect(placesOf([1, 4, 2, 3])).toEqual([1, 1.5, 2, 3]);
  });

  test('new ones come at the end, or between', () => {
    expect(placesOf([null, null])).toEqual([1, 2]);
    expect(placesOf([1, 2.5, null, null])).toEqual([1, 2.5, 3, 4]);
    expect(placesOf([1, null, null, 2])).toEqual([1, 1 + 1 / 3, 1 + 2 / 3, 2]);
  });

  test('where no room is left all are placed anew', () => {
    let order: (number | null)[] = [1, 2];
    for (let at = 0; at < 200; at++) {
      order = placesOf([order[0]!, null, ...order.slice(1)]);
      expect(rising(order as number[])).toBe(true);
    }
    expect(placesOf([null, 0, 1])).toEqual([1, 2, 3]);
    expect(placesOf([-7, 1])).toEqual([1, 2]);
  });

  test('five thousand turned round are placed at once', () => {
    const places = placesOf(Array.from({ length: 5000 }, (_, at) => 5000 - at));
    expect(rising(places)).toBe(true);
  });
});
