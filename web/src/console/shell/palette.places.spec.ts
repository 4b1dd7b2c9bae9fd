import { fit, type Goal } from './palette.places.js';

const goal = (text: string, words = ''): Goal => ({ key: text, text, about: '之江大学图书馆', to: '/', words });

it('finds a page by its name, by what else it is called, and by several words in any order', () => {
  const design = goal('设计：越中金石', '设计 字段 sheji design');
  expect(fit(design, '设计')).toBe(3);
  expect(fit(design, 'SHEJI')).toBe(2);
  expect(fit(design, 'design')).toBe(2);
  expect(fit(design, '金石 设计')).toBe(1);
  expect(fit(design, '之江 字段')).toBe(1);
  expect(fit(design, '审核')).toBe(0);
});
