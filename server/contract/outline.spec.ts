import { ledTo } from './outline.js';

describe('headings and the pages they begin on', () => {
  it('finds pages by their labels, and says where it finds none', () => {
    const led = ledTo(
      [
        { title: '卷一', level: 1, page: ' 葉一a' },
        { title: '佚', level: 2 },
        { title: '別本', level: 2, page: '葉九' },
      ],
      ['封面', '葉一a '],
    );
    expect(led.map((one) => one.index)).toEqual([1, null, null]);
  });

  it('takes the next one of several alike, and goes back only where it must', () => {
    const labels = ['葉一', '葉二', '葉一', '葉二'];
    const pages = ['葉一', '葉二', '葉一', '葉二', '葉一'];
    const led = ledTo(
      pages.map((page) => ({ title: page, level: 1, page })),
      labels,
    );
    expect(led.map((one) => one.index)).toEqual([0, 1, 2, 3, 0]);
  });
});
