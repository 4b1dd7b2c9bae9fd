import {
  changedFields,
  emptyRow,
  fromRows,
  isEmpty,
  mergeRows,
  move,
  sameValue,
  toRow,
  toStored,
  withField,
} from './form.rows.js';

describe('rows of a form', () => {
  it('keep what a person typed and drop what says nothing', () => {
    expect(toStored({ ...emptyRow(), value: '  ' })).toBeUndefined();
    expect(toStored({ ...emptyRow(), value: { name: '', role: null } })).toBeUndefined();
    expect(toStored({ ...emptyRow(), value: 0 })).toEqual({ value: 0 });
    expect(toStored({ ...emptyRow(), value: false })).toEqual({ value: false });
    expect(toStored({ ...emptyRow(), certainty: 'doubtful' })).toBeUndefined();
    expect(toStored({ ...emptyRow(), value: null, blank: 'undated', source: ' 牌记 ' })).toEqual({
      blank: 'undated',
      source: '牌记',
    });
  });

  it('keep a remark whose heading is not known', () => {
    expect(toStored({ ...emptyRow(), asWritten: '□□三年' })).toEqual({ blank: 'unknown', asWritten: '□□三年' });
  });

  it('come back from what was stored', () => {
    const stored = [{ value: '王之渙', certainty: 'probable' as const }, { blank: 'anonymous' as const }];
    expect(fromRows(stored.map(toRow))).toEqual(stored);
  });

  it('stay where they are on the screen while nothing changed', () => {
    const rows = [toRow({ value: 'a' }), emptyRow()];
    expect(mergeRows(rows, [{ value: 'a' }]).map((row) => row.key)).toEqual(rows.map((row) => row.key));
    expect(mergeRows(rows, [{ value: 'b' }])).toHaveLength(1);
    expect(mergeRows([], [])).toHaveLength(1);
  });

  it('move within the list only', () => {
    expect(move(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(move(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(move(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('leave no trace of an emptied field, and compare by content', () => {
    expect(withField({ titl: [{ value: 'x' }] }, 'titl', [])).toEqual({});
    expect(sameValue({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 })).toBe(true);
    expect(
      changedFields({ aaaa: [{ value: 1 }], bbbb: [{ value: 2 }] }, { aaaa: [{ value: 1 }], cccc: [{ value: 3 }] }),
    ).toEqual(['bbbb', 'cccc']);
    expect(isEmpty([[], { a: '' }])).toBe(true);
  });
});
