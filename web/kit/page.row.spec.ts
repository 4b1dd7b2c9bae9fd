import { pageRow } from './page.row.js';

describe('the row of page numbers', () => {
  it('shows all when there are few', () => {
    expect(pageRow(2, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(pageRow(1, 1)).toEqual([1]);
  });

  it('keeps the ends and the neighbours, and never hides a single page behind dots', () => {
    expect(pageRow(10, 20)).toEqual([1, null, 9, 10, 11, null, 20]);
    expect(pageRow(4, 20)).toEqual([1, 2, 3, 4, 5, null, 20]);
    expect(pageRow(1, 20)).toEqual([1, 2, null, 20]);
    expect(pageRow(20, 20)).toEqual([1, null, 19, 20]);
  });
});
