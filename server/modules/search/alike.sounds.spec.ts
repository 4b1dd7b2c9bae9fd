import { mayBeMeant, partsOf } from './alike.sounds.js';

it('takes a longer name for two characters only where it begins in their tones', () => {
  expect(mayBeMeant('曲园', '曲院風荷')).toBe(false);
  expect(mayBeMeant('见湖', '鑑湖圖詠')).toBe(true);
  expect(mayBeMeant('兰停', '蘭亭序')).toBe(true);
  // As long as what was typed, longer, or spelled in letters.
  expect(mayBeMeant('曲园', '曲院')).toBe(true);
  expect(mayBeMeant('曲园风荷', '曲院風荷')).toBe(true);
  expect(mayBeMeant('quyuan', '曲院風荷')).toBe(true);
});

it('takes words of two characters apart, and no others', () => {
  expect(partsOf('茶叶')).toEqual(['茶', '叶']);
  for (const other of ['茶', '孔夫子', 'te', '茶叶2', '中国茶叶']) expect(partsOf(other)).toEqual([]);
});
