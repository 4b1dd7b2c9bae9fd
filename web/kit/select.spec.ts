import { type Choice, grouped, longest, spelled, typedTo } from './select.js';

const choices: Choice[] = [
  { value: 'draft', label: '草稿' },
  { value: 'review', label: '待审核' },
  { value: 'published', label: '已发布', disabled: true },
  { value: 'withdrawn', label: '撤下' },
  { value: 'en', label: 'English' },
];

describe('what a select works out', () => {
  test('a label is found by its letters and by the initials of its characters', () => {
    expect(spelled('草稿')).toBe('cg');
    expect(spelled('索书号 Call')).toBe('ssh call');
    expect(['阿', '録', '论', '馬', '民国', '鵝', '左'].map(spelled)).toEqual(['a', 'l', 'l', 'm', 'mg', 'e', 'z']);
  });

  test('one letter again and again goes round, more letters narrow, what is closed is passed over', () => {
    expect(typedTo(choices, 'c', -1)).toBe(0);
    expect(typedTo(choices, 'c', 0)).toBe(3);
    expect(typedTo(choices, 'cc', 3)).toBe(0);
    expect(typedTo(choices, 'cx', 0)).toBe(3);
    expect(typedTo(choices, 'E', 0)).toBe(4);
    expect(typedTo(choices, 'y', 0)).toBeUndefined();
    expect(typedTo(choices, 'x', 0)).toBeUndefined();
    expect(typedTo([], 'x', -1)).toBeUndefined();
  });

  test('neighbours of one group stand together, in their order', () => {
    const rows: Choice[] = [
      { value: '', label: '—' },
      { value: 'a', label: 'A', group: 'own' },
      { value: 'b', label: 'B', group: 'own' },
      { value: 'c', label: 'C', group: 'shared' },
    ];
    expect(grouped(rows).map(({ name, rows: of }) => [name, of.map(({ at }) => at)])).toEqual([
      [undefined, [0]],
      ['own', [1, 2]],
      ['shared', [3]],
    ]);
  });

  test('a Han character takes the room of two letters', () => {
    expect(longest(['版本', 'Edition', '出版地点'])).toBe('出版地点');
    expect(longest([])).toBe('');
  });
});
