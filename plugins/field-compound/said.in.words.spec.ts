import { saidInWords } from './said.in.words.js';

describe('a figure beside words', () => {
  it.each([
    ['半叶行数', 6, '半葉六行，行十四字，左右雙邊'],
    ['每行字数', 14, '半葉六行，行十四字，左右雙邊'],
    ['总卷数', 1, '一卷'],
    ['总卷数', 120, '一百二十卷附錄二卷'],
    ['行数', 5, '5行，满行8字'],
    ['满行字数', 8, '5行，满行8字'],
    ['總卷數', 2, '二卷'],
  ])('%s %d is said by %s', (label, count, words) => {
    expect(saidInWords(label, count, [words])).toBe(true);
  });

  it.each([
    ['半叶行数', 7, '半葉六行，行十四字'],
    ['每行字数', 6, '半葉六行，行十四字'],
    ['总卷数', 24, '首一卷末一卷，正文廿四章'],
    ['所在页', 1, '第一页'],
    ['行数', 1, '每行字数不一'],
    ['行数', 5, ''],
  ])('%s %d is not said by %s', (label, count, words) => {
    expect(saidInWords(label, count, [words])).toBe(false);
  });
});
