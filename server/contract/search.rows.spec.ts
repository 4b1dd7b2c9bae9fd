import { searchRequest } from '../modules/reader/search.query.js';
import { advancedPath, searchPath } from './search.paths.js';
import {
  askingRows,
  formNames,
  groupsOf,
  isEmptyRow,
  isRowText,
  joinedValues,
  readRow,
  readRows,
  type SearchRow,
  sentRows,
  valuesIn,
  withMore,
  withoutRow,
  withoutUnit,
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
    ['not.~agent~is~A', { op: 'not', bracket: 'opens', field: 'agent', is: 'is', value: 'A', until: '' }],
    ['.or~agent~is~B', { op: 'or', bracket: 'inside', field: 'agent', is: 'is', value: 'B', until: '' }],
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
    '.not~title~has~a',
    '.and.~title~has~a',
    '..or~title~has~a',
    '.~title~has~a',
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
      ...{ op6: 'not', in6: 'opens', field6: 'title', is6: 'has', value6: 'a' },
      ...{ op7: 'or', in7: 'inside', field7: 'title', is7: 'has', value7: 'b' },
      ...{ op5: 'and', field5: 'class', is5: 'has', value5: '史部', pick5: ['kb'] },
    };
    const rows = sentRows((name) => [sent[name] ?? []].flat());
    expect(rows?.map(writeRow)).toEqual([
      'and~title~has~詩',
      'or~date~span~乾隆~1800',
      'not~seal~blank',
      'and~class~any~kb~x%7Ey~活字印本~抄本',
      'and~class~has~史部',
      'not.~title~has~a',
      '.or~title~has~b',
    ]);
    expect(Object.keys(sent).filter((name) => !formNames.includes(name))).toEqual([]);
    expect(sentRows(() => [])).toBeNull();
  });

  const shapeOf = (...texts: string[]) =>
    groupsOf(texts.map((text) => row(`${text}~title~has~a`))).map(({ refused, units }) => [
      refused ? 'not' : 'all',
      ...units.map(({ isBracket, alternatives }) => (isBracket ? alternatives : alternatives[0]![0])),
    ]);

  it('are joined by or to what is above, outside of brackets and within', () => {
    expect(shapeOf('and', 'not', 'or', 'or', 'and')).toEqual([
      ['all', 0],
      ['not', 1, 2, 3],
      ['all', 4],
    ]);
    expect(shapeOf('or', 'or')).toEqual([['all', 0, 1]]);
    expect(shapeOf('and', 'or.', '.and', '.or', 'and')).toEqual([
      ['all', 0, [[1], [2, 3]]],
      ['all', 4],
    ]);
    expect(shapeOf('not.', '.or', 'and.', 'or')).toEqual([
      ['not', [[0, 1]]],
      ['all', [[2]], 3],
    ]);
  });

  it('go on in no bracket that is not open', () => {
    const read = (...ops: string[]) =>
      readRows(ops.map((op) => `${op}~title~has~a`)).map((one) => writeRow(one).split('~')[0]);
    expect(read('.or', '.and', 'and.', '.or', 'or', '.and')).toEqual(['or', 'and', 'and.', '.or', 'or', 'and']);
    // What opened it was no row.
    expect(readRows(['and.~<b>~has~a', '.or~title~has~b']).map(writeRow)).toEqual(['or~title~has~b']);
  });

  const ops = (rows: readonly SearchRow[]) => rows.map((one) => `${writeRow(one).split('~')[0]} ${one.value}`);
  const given = (...texts: string[]) =>
    texts.map((text) => {
      const [op, value] = text.split(' ');
      return row(`${op}~title~has~${value}`);
    });

  it('can be dropped, alone or a bracket at once: what was joined to them stays refused or wanted', () => {
    const dropped = (at: number, ...texts: string[]) => ops(withoutRow(given(...texts), at));
    const plain = ['and a', 'not b', 'or c', 'or d', 'and e'];
    expect(dropped(1, ...plain)).toEqual(['and a', 'not c', 'or d', 'and e']);
    expect(dropped(2, ...plain)).toEqual(['and a', 'not b', 'or d', 'and e']);
    expect(dropped(0, ...plain)).toEqual(['not b', 'or c', 'or d', 'and e']);
    const closed = ['not. a', '.and b', '.or c', 'or d'];
    expect(dropped(0, ...closed)).toEqual(['not. b', '.or c', 'or d']);
    expect(dropped(1, ...closed)).toEqual(['not. a', '.and c', 'or d']);
    expect(dropped(2, ...closed)).toEqual(['not. a', '.and b', 'or d']);
    expect(dropped(0, 'not. a', 'or b')).toEqual(['not b']);
    expect(ops(withoutUnit(given(...closed), 1))).toEqual(['not d']);
    expect(ops(withoutUnit(given(...closed), 3))).toEqual(['not. a', '.and b', '.or c']);
    const some = given(...closed).map((one, at) => (at === 0 || at === 2 ? { ...one, value: '' } : one));
    expect(ops(askingRows(some))).toEqual(['not. b', 'or d']);
    expect(askingRows(given(...closed).map((one) => ({ ...one, value: '' })))).toEqual([]);
  });

  it('come one by one, in brackets of two and into a bracket, as many as there may be', () => {
    const rows = given('and a', 'or. b', '.and c', 'not d');
    const more = (by: Parameters<typeof withMore>[1], some = rows) => ops(withMore(some, by)).map((one) => one.trim());
    expect(more('row')).toEqual(['and a', 'or. b', '.and c', 'not d', 'and']);
    expect(more('bracket')).toEqual(['and a', 'or. b', '.and c', 'not d', 'and.', '.or']);
    expect(more({ bracketAt: 1 })).toEqual(['and a', 'or. b', '.and c', '.and', 'not d']);
    expect(more({ bracketAt: 2 })).toEqual(more({ bracketAt: 1 }));
    expect(more({ bracketAt: 0 })).toEqual(ops(rows));
    expect(more({ bracketAt: 99 })).toEqual(ops(rows));
    const nine = Array.from({ length: 9 }, () => row('and~title~has~a'));
    expect([withMore(nine, 'bracket'), withMore(withMore(nine, 'row'), 'row')].map(({ length }) => length)).toEqual([
      10, 10,
    ]);
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
