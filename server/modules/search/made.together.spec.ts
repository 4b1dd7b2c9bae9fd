import { inParts, madeTogether } from './made.together.js';

const many = (length: number, pages: number, bytes: number) => Array.from({ length }, () => ({ pages, bytes }));

describe('madeTogether', () => {
  it.each([
    ['sheets', many(400, 1, 2000), 400],
    ['books', many(50, 300, 200_000), 6],
    ['a book with more pages than that, alone', [...many(1, 9000, 100), ...many(3, 1, 1)], 1],
    ['and after others, not with them', [...many(3, 1, 1), ...many(1, 9000, 100)], 3],
    ['long records without pages', many(400, 0, 900_000), 4],
    ['none', [], 0],
  ])('%s', (_name, items, together) => {
    expect(madeTogether(items)).toHaveLength(together);
  });
});

test('inParts leaves none out, and takes none twice', () => {
  const items = [...many(3, 900, 1), ...many(1, 9000, 1), ...many(5, 1, 1_500_000)].map((one, at) => ({ ...one, at }));
  const parts = [...inParts(items)];
  expect(parts.map((part) => part.length)).toEqual([2, 1, 1, 2, 2, 1]);
  expect(parts.flat().map(({ at }) => at)).toEqual(items.map(({ at }) => at));
});
