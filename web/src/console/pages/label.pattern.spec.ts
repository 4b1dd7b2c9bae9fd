import { chineseNumber, labelsFor } from './label.pattern.js';
import { naturalOrder } from './natural.order.js';

describe('labels of pages', () => {
  it('count in Chinese as leaves are counted', () => {
    expect([1, 10, 11, 20, 21, 99, 100, 105, 110, 111, 120, 999].map(chineseNumber)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
      '一百',
      '一百〇五',
      '一百一十',
      '一百一十一',
      '一百二十',
      '九百九十九',
    ]);
  });

  it('turn from a to b before the leaf goes on', () => {
    expect(labelsFor('卷一·葉{一}{a|b}', 5, 1)).toEqual([
      '卷一·葉一a',
      '卷一·葉一b',
      '卷一·葉二a',
      '卷一·葉二b',
      '卷一·葉三a',
    ]);
    expect(labelsFor('卷三·葉{一}{a|b}', 3, 12, 1)).toEqual(['卷三·葉十二b', '卷三·葉十三a', '卷三·葉十三b']);
  });

  it('count plainly without sides', () => {
    expect(labelsFor('第{n}幅', 3, 9)).toEqual(['第9幅', '第10幅', '第11幅']);
    expect(labelsFor('封面', 2, 1)).toEqual(['封面', '封面']);
  });

  it('follow the names of files as people number them', () => {
    expect(['p10.jpg', 'p2.jpg', 'P1.jpg'].sort(naturalOrder)).toEqual(['P1.jpg', 'p2.jpg', 'p10.jpg']);
  });
});
