import type { RecordForm } from '../schema/value.service.js';
import { dateText } from './statements.js';

const date = (text: string, more: Partial<RecordForm>): RecordForm => ({ text, dc: [], marc: {}, parts: {}, ...more });

describe('the year beside a date', () => {
  it('is the one by which people count it, though its days lie in the next', () => {
    // 道光二十九年十一月十九日 was 1 January 1850.
    expect(dateText(date('道光二十九年十一月十九日', { days: [2396759, 2396759], years: [1849, 1849] }))).toBe(
      '道光二十九年十一月十九日[1849]',
    );
    expect(dateText(date('民國廿三年', { days: [2427439, 2427803] }))).toBe('民國廿三年[1934]');
    expect(dateText(date('1934', { days: [2427439, 2427803] }))).toBe('1934');
    expect(dateText(date('無年月', {}))).toBe('無年月');
  });
});
