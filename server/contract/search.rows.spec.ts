import { searchRequest } from '../modules/reader/search.query.js';
import { advancedPath, searchPath } from './search.paths.js';
import {
  bracketsOf,
  formNames,
  isEmptyRow,
  isRowText,
  joinedValues,
  readRow,
  readRows,
  type SearchRow,
  sentRows,
  valuesIn,
  withoutRow,
  writeRow,
} from './search.rows.js';

const row = (text: string): SearchRow => readRow(text)!;

describe('rows of the advanced form', () => {
  it.each([
    ['and~title~has~詩', { op: 'and', field: 'title', is: 'has', value: '詩', until: '' }],
    ['or~agent~is~A~B', { op: 'or', field: 'agent', is: 'is', value: 'A~B', until: '' }],
    ['not~date~span~乾隆三十年~四十年', { op: 'not', field: 'date', is: 'span', value: '乾隆三十年', until: '四十年' }],
    ['and~date~span~~1900', { op: 'and', field: 'date', is: 'span', value: '', until: '1900' }],
    ['and~fld_7~blank', { op: 'and', field: 'fld_7', is: 'blank', value: '', until: '' }],
    [
      'and~class~any~siku.shi~a%25b%7Ec',
      { op: 'and', field: 'class', is: 'any', value: 'siku.shi~a%25b%7Ec', until: '' },
    ],
    ['and~title~begins~', { op: 'and', field: 'title', is: 'begins', value: '', until: '' }],
  ])('are read from %s and written as it', (text, expected) => {
    expect(readRow(text)).toEqual(expected);
    expect(writeRow(row(text))).toBe(text);
  });

  it.each([
    '',
    'and',
    'and~title',
    'xor~title~has~a',
    'and~title~like~a',
    'and~<b>~has~a',
    'and~~has~a',
    `and~${'f'.repeat(41)}~has~a`,
  ])('are not read from %j', (text) => expect(readRow(text)).toBeNull());

  it('are bounded, and tidied of blanks', () => {
    expect(row(`and~title~has~  a \n b${'c'.repeat(300)}`).value).toHaveLength(100);
    expect(row('and~title~has~  a \n b ').value).toBe('a b');
    expect(readRows(Array.from({ length: 30 }, () => 'and~title~has~a'))).toHaveLength(10);
  });

  it('hold several values of which one will do, whatever signs are in them', () => {
    const values = ['siku.shi', 'a~b', '100%', '%7E', '刻 本'];
    const asked = row(`and~class~any~${joinedValues(values)}`);
    expect(valuesIn(asked)).toEqual(values);
    expect(readRow(writeRow(asked))).toEqual(asked);
    expect(valuesIn(row('and~class~any~a~~ a ~b~'))).toEqual(['a', 'b']);
    expect(row('and~class~any~')).toMatchObject({ value: '' });
    expect(isEmptyRow(row('and~class~any~~ ~'))).toBe(true);
    expect(valuesIn(row(`and~class~any~${Array.from({ length: 900 }, (_, at) => at).join('~')}`))).toHaveLength(20);
    expect(valuesIn(row(`and~class~any~${'x'.repeat(900)}`))).toEqual(['x'.repeat(200)]);
    expect(valuesIn(row('and~class~is~a~b'))).toEqual([]);
  });

  it('are refused where something of them would be left out', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => at).join('~');
    for (const text of [`and~class~any~${many(20)}`, `and~class~any~${'x'.repeat(200)}`, 'and~title~has~a'])
      expect({ text, is: isRowText(text) }).toEqual({ text, is: true });
    for (const text of [
      `and~class~any~${many(21)}`,
      `and~class~any~a~${'x'.repeat(201)}`,
      `and~title~has~${'x'.repeat(400)}`,
      'nonsense',
    ])
      expect({ text, is: isRowText(text) }).toEqual({ text, is: false });
  });

  it('are taken from a form as it was sent, with every name it may send', () => {
    const sent: Record<string, string | string[]> = {
      ...{ op1: 'and', field1: 'title', is1: 'has', value1: '詩', until1: '' },
      ...{ op2: 'or', field2: 'date', is2: 'span', value2: '乾隆', until2: '1800' },
      ...{ op3: 'not', field3: 'seal', is3: 'blank', value3: 'left over' },
      ...{ op4: 'and', field4: 'class', is4: 'any', value4: '活字印本； 抄本', pick4: ['kb', 'x~y'] },
      // Picked before another test was chosen.
      ...{ op5: 'and', field5: 'class', is5: 'has', value5: '史部', pick5: ['kb'] },
    };
    const rows = sentRows((name) => [sent[name] ?? []].flat());
    expect(rows?.map(writeRow)).toEqual([
      'and~title~has~詩',
      'or~date~span~乾隆~1800',
      'not~seal~blank',
      'and~class~any~kb~x%7Ey~活字印本~抄本',
      'and~class~has~史部',
    ]);
    expect(Object.keys(sent).filter((name) => !formNames.includes(name))).toEqual([]);
    expect(sentRows(() => [])).toBeNull();
  });

  it('joined by or stand in brackets, of which any can be dropped', () => {
    const rows = ['and~title~has~a', 'not~title~has~b', 'or~title~has~c', 'or~title~has~d', 'and~title~has~e'].map(row);
    expect(bracketsOf(rows)).toEqual([[0], [1, 2, 3], [4]]);
    expect(bracketsOf([row('or~title~has~a'), row('or~title~has~b')])).toEqual([[0, 1]]);
    const dropped = (at: number) => withoutRow(rows, at).map(({ op, value }) => `${op} ${value}`);
    // What was joined to a row that is refused stays refused.
    expect(dropped(1)).toEqual(['and a', 'not c', 'or d', 'and e']);
    expect(dropped(2)).toEqual(['and a', 'not b', 'or d', 'and e']);
    expect(dropped(0)).toEqual(['not b', 'or c', 'or d', 'and e']);
  });

  it('stand in the address of results and of the form, and come back from it', () => {
    const query = {
      row: ['and~title~has~詩', 'and~date~span~乾隆三十年~四十年', 'and~title~has~', 'nonsense'],
      in: 'collection:x',
      page: '3',
    };
    const { request, view } = searchRequest(query);
    expect(request.rows?.map(writeRow)).toEqual(query.row.slice(0, 3));
    const back = (path: string) => new URLSearchParams(path.split('?')[1]).getAll('row');
    expect(back(searchPath(request, view))).toEqual(query.row.slice(0, 2));
    expect(back(advancedPath(request, view))).toEqual(query.row.slice(0, 3));
    expect(advancedPath(request, view)).toMatch(/^\/search\/advanced\?collection=x&row=/);
    expect(advancedPath(request, view)).not.toContain('page=');
  });
});
