import { markedLines } from './marked.js';

describe('the lines of a page with what was found', () => {
  it('cuts a line where the words stand, and leaves the others whole', () => {
    expect(markedLines('錢塘故縣\n在靈隱山下', [[0, 2]])).toEqual([['', '錢塘', '故縣'], ['在靈隱山下']]);
  });

  it('marks a phrase that runs over the end of a line on both', () => {
    expect(markedLines('錢塘故縣\n在靈隱山下', [[2, 6]])).toEqual([
      ['錢塘', '故縣', ''],
      ['', '在', '靈隱山下'],
    ]);
  });

  it('marks the same place once, and several in one line', () => {
    expect(
      markedLines('縣治在縣', [
        [0, 1],
        [0, 2],
        [3, 4],
      ]),
    ).toEqual([['', '縣', '', '治', '在', '縣', '']]);
  });
});
