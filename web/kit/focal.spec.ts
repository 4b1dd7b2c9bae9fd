import { partAround, positionFor, shapeInCard } from './focal.js';

const leaf = { width: 600, height: 800 };
const scroll = { width: 12_000, height: 1000 };

describe('a picture that is cut around its focal point', () => {
  test('has the point in the middle, and as much else as there is room for', () => {
    expect(partAround(leaf, [0.5, 0.5], 1)).toEqual({ x: 0, y: 100, width: 600, height: 600 });
    expect(partAround(scroll, [0.25, 0.9], 4 / 3)).toEqual({ x: 2334, y: 0, width: 1333, height: 1000 });
    expect(partAround(leaf, [0.5, 0.5], 0.75)).toEqual({ x: 0, y: 0, ...leaf });
  });

  test.each([
    [[0, 0], { x: 0, y: 0 }],
    [[1, 1], { x: 0, y: 200 }],
    // A title slip: in the upper left corner of a cover.
    [[0.1, 0.2], { x: 0, y: 0 }],
  ] as const)('never reaches over its edge: %j', (focus, corner) => {
    expect(partAround(leaf, focus, 1)).toEqual({ ...corner, width: 600, height: 600 });
  });

  test('is nothing less than a pixel, whatever it is asked for', () => {
    expect(partAround({ width: 1, height: 1 }, [1, 0], 1.91)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    expect(partAround({ width: 20_000, height: 1 }, [1, 0], 3 / 4)).toEqual({ x: 19_999, y: 0, width: 1, height: 1 });
  });

  test('is placed by a style sheet as it is cut by the server', () => {
    expect(positionFor(leaf, [0.5, 0.5], 1)).toBe('50% 50%');
    expect(positionFor(leaf, [0.1, 0.2], 1)).toBe('50% 0%');
    expect(positionFor(scroll, [0.25, 0.9], 4 / 3)).toBe('21.9% 50%');
  });

  test('stands whole in a card, unless it would be a thread there', () => {
    expect([leaf, { width: 3000, height: 1000 }].map(shapeInCard)).toEqual([undefined, undefined]);
    expect(shapeInCard(scroll)).toBe(1);
    expect(shapeInCard({ width: 300, height: 2000 })).toBe(3 / 4);
  });
});
