import type { FieldView, ValueView } from '../../contract/reader.js';
import { eachOnce, saidOnce } from './said.once.js';

const field = (key: string, type: string, texts: (string | ValueView)[], core?: string): FieldView => ({
  id: key,
  key,
  label: key,
  type,
  ...(core ? { core } : {}),
  values: texts.map((one) => (typeof one === 'string' ? { text: one } : one)),
});
const group = (key: string, ...fields: FieldView[]) => ({ key, label: key, fields });
const told = (...groups: ReturnType<typeof group>[]) =>
  saidOnce(groups).map(({ key, fields }) => [key, ...fields.map((one) => one.key)]);

it('the general field gives way to one of the collection’s own that says the same', () => {
  const taken = field('taken', 'date', ['民國十四年']);
  expect(told(group('when', field('date', 'date', ['民國十四年'], 'date'), taken))).toEqual([['when', 'taken']]);
  expect(told(group('when', field('date', 'date', ['民國十五年'], 'date'), taken))).toEqual([
    ['when', 'date', 'taken'],
  ]);
  // Two values of which one stands elsewhere are two values; and the same words in another kind of field are another thing.
  expect(told(group('when', field('date', 'date', ['民國十四年', '1925'], 'date'), taken))).toHaveLength(1);
  expect(told(group('a', field('subject', 'term', ['西湖'], 'subject'), field('near', 'place', ['西湖'])))).toEqual([
    ['a', 'subject', 'near'],
  ]);
  // Of two fields of the collection's own each is said.
  expect(told(group('a', field('from', 'place', ['杭州']), field('to', 'place', ['杭州'])))).toEqual([
    ['a', 'from', 'to'],
  ]);
});

it('what does not apply is not told, and a group of nothing else is not there', () => {
  const none: ValueView = { text: '不适用', blank: 'not-applicable' };
  const unknown: ValueView = { text: '无年月', blank: 'undated' };
  expect(
    told(group('a', field('narrator', 'agent', [none])), group('b', field('date', 'date', [unknown], 'date'))),
  ).toEqual([['b', 'date']]);
});

it('a date that is its dynasty is one line, with its years and with where the dynasty leads', () => {
  const date = field('date', 'date', [{ text: '金', note: '1115–1234' }], 'date');
  const period = field('period', 'term', [{ text: '金', href: '/a/jin' }]);
  const once = [{ ...date, values: [{ text: '金', note: '1115–1234', href: '/a/jin' }] }];
  for (const both of [
    [date, period],
    [period, date],
  ])
    expect(saidOnce([group('when', ...both)])[0]!.fields).toEqual(once);
  expect(told(group('when', date, field('period', 'term', ['南宋'])))).toEqual([['when', 'date', 'period']]);
  // A name that two have is said of both.
  expect(told(group('who', field('wrote', 'agent', ['沈湖楼']), field('checked', 'agent', ['沈湖楼'])))).toEqual([
    ['who', 'wrote', 'checked'],
  ]);
});

it('the same words stand once in a line', () => {
  const unknown = { text: '佚名', lang: 'zh-Hans' };
  expect(eachOnce([unknown, { text: '佚名' }, { text: '光緒二十六年' }])).toEqual([unknown, { text: '光緒二十六年' }]);
});
