import { openingsOf } from './openings.js';

const pages = (...labels: string[]) => labels.map((label) => ({ label, kind: label === '封面' ? 'cover' : 'text' }));

describe('openings of a book', () => {
  it('lets the back of a leaf face the front of the next', () => {
    expect(openingsOf(pages('封面', '葉一a', '葉一b', '葉二a', '葉二b'))).toEqual([[0], [1], [2, 3], [4]]);
  });

  it('never pairs two halves of the same leaf when a page is missing', () => {
    expect(openingsOf(pages('葉一a', '葉一b', '葉三b', '葉四a'))).toEqual([[0], [1], [2, 3]]);
  });

  it('goes in twos after a first page that stands alone when labels say nothing', () => {
    expect(openingsOf(pages('1', '2', '3', '4', '5', '6'))).toEqual([[0], [1, 2], [3, 4], [5]]);
  });

  it('gives every page once', () => {
    const book = pages('封面', '序一a', '序一b', '卷一·葉一a', '卷一·葉一b', '卷一·葉二a');
    expect(openingsOf(book).flat()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
