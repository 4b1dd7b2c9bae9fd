import { namesAsRecorded } from './shown.names.js';

it.each([
  ['〔清〕沈湖楼', '沈湖楼'],
  ['（清）沈湖樓', '沈湖樓'],
  ['[明]王守仁 〔清〕紀昀', '王守仁 紀昀'],
  ['〔日本〕内藤虎次郎', '内藤虎次郎'],
  ['沈湖樓 (清)', '沈湖樓'],
  ['（今浙江省杭州市）', '浙江省杭州市'],
  ['杭州府（今浙江省杭州市）', '杭州府'],
  ['杭州府 (now 浙江省杭州市)', '杭州府'],
  // Of signs of editors, and of a dynasty alone, nothing is taken.
  ['〔清〕', '〔清〕'],
  ['大學〔之〕道', '大學〔之〕道'],
  ['錢塘（圖）', '錢塘（圖）'],
  ['“〔清〕沈湖楼”', '“〔清〕沈湖楼”'],
])('%s is asked as %s', (typed, asked) => {
  expect(namesAsRecorded(typed).trim().replace(/\s+/g, ' ')).toBe(asked);
});
