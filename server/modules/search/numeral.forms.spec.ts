import { inCharacters, numeralForms } from './numeral.forms.js';

test.each([
  [0, '〇'],
  [8, '八'],
  [10, '十'],
  [28, '二十八'],
  [105, '一百零五'],
  [110, '一百一十'],
  [1200, '一千二百'],
  [3008, '三千零八'],
])('%i is %s', (number, text) => expect(inCharacters(number)).toBe(text));

it('writes numbers beside characters as the other hand does', () => {
  expect(numeralForms('72溇')).toEqual(['七十二溇']);
  expect(numeralForms('七十二溇')).toEqual(['72溇']);
  expect(numeralForms('1934')).toEqual([]);
  expect(numeralForms('一九三四')).toEqual([]);
  expect(numeralForms('西湖')).toEqual([]);
});
