import type { FieldView } from '../../../../server/contract/reader.js';
import { shownGroups } from './shown.groups.js';

const field = (key: string, type: string, ...values: FieldView['values']): FieldView => ({
  id: key,
  key,
  label: key,
  type,
  values,
});
const shown = (...fields: FieldView[]) => shownGroups([{ key: 'time', label: '时间', fields }])[0]!.fields;

describe('the fields of a record’s page', () => {
  it('say a time once, with its years and with where its dynasty leads', () => {
    const date = field('date', 'date', { text: '金', note: '1115–1234' });
    const period = field('period', 'term', { text: '金', href: '/a/jin' });
    const once = [{ ...date, values: [{ text: '金', note: '1115–1234', href: '/a/jin' }] }];
    expect(shown(date, period)).toEqual(once);
    expect(shown(period, date)).toEqual(once);
    const recorded = field('recorded', 'date', { text: '2021年', code: 'EDTF 2021' });
    expect(shown(field('date', 'date', { text: '2021年' }), recorded).map(({ key }) => key)).toEqual(['date']);
  });

  it('say each of two things that happen to have one name', () => {
    const two = [field('described', 'agent', { text: '沈湖楼' }), field('checked', 'agent', { text: '沈湖楼' })];
    expect(shown(...two)).toEqual(two);
    const years = [field('date', 'date', { text: '金' }), field('period', 'term', { text: '南宋' })];
    expect(shown(...years)).toEqual(years);
  });
});
