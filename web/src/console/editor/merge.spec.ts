import { merge } from './merge.js';

const text = (value: string) => [{ value }];

describe('two people in one record', () => {
  const base = { titl: text('錢塘縣志'), date: text('康熙'), note: text('缺卷二') };

  it('keeps what either of them changed', () => {
    const mine = { ...base, titl: text('錢塘縣志三十六卷') };
    const theirs = { titl: base.titl, date: text('康熙五十七年'), plac: text('杭州') };
    expect(merge(base, mine, theirs)).toEqual({
      values: { titl: text('錢塘縣志三十六卷'), date: text('康熙五十七年'), plac: text('杭州') },
      conflicts: [],
    });
  });

  it('asks where both changed the same field, and keeps mine meanwhile', () => {
    const merged = merge(base, { ...base, date: text('清') }, { ...base, date: text('康熙五十七年') });
    expect(merged.conflicts).toEqual(['date']);
    expect(merged.values['date']).toEqual(text('清'));
  });

  it('does not ask where both typed the same', () => {
    const both = { ...base, date: text('清') };
    expect(merge(base, both, structuredClone(both)).conflicts).toEqual([]);
  });

  it('asks about every difference when nobody knows where it began', () => {
    const { note: _note, ...mine } = base;
    expect(merge(undefined, mine, { ...base, date: text('清') }).conflicts.sort()).toEqual(['date', 'note']);
  });
});
