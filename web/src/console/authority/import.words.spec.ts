import { within } from '../../../../tests/support/within.words.js';
import { type ImportRow, useImportWords } from './import.words.js';

const row: ImportRow = {
  ...{ row: 43, action: 'bad', id: '', name: { 'zh-CN': '沈硯農' }, changes: [], done: null },
  problems: [
    { code: 'bad-year', value: '康熙' },
    { code: 'twice', value: '沈硯農' },
  ],
};

it('tells the rows of a file that cannot be taken by their numbers, in words', async () => {
  const said = () => {
    const { tableHead, tableCells } = useImportWords();
    return [tableHead(), tableCells(row)];
  };
  expect(await within('zh-CN', said)).toEqual([
    ['行', '名称', '问题'],
    ['43', '沈硯農', '年份“康熙”不是整数。 “沈硯農”与前面的行重复。'],
  ]);
  expect(await within('en', said)).toEqual([
    ['Row', 'Name', 'Problems'],
    ['43', '沈硯農', 'The year “康熙” is no whole number. “沈硯農” stands in an earlier row already.'],
  ]);
});
