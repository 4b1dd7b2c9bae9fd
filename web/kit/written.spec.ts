import { written } from './written.js';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [20_000, '20,000'],
  [3_000_000, '3,000,000'],
  [1234.5, '1234.5'],
])('%d is written %s', (amount, text) => expect(written(amount)).toBe(text));
