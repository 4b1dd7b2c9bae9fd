import { madeTogether } from './made.together.js';

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
