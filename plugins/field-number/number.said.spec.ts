import { numberType } from './number.value.js';

it.each([
  [{ number: 52.25, unit: 's' }, 'zh-CN', '52秒'],
  [{ number: 52.25, unit: 's' }, 'en', '52 seconds'],
  [{ number: 1.5, unit: 's' }, 'zh-CN', '1.5秒'],
  [{ number: 37.5, unit: 'min' }, 'zh-CN', '37.5分钟'],
  [{ number: 17.25, unit: 'cm' }, 'zh-CN', '17.25 cm'],
] as const)('%j is said in %s as %s', (value, locale, said) => {
  expect(numberType.display(value, { integer: false }, locale)).toBe(said);
});
