import { isStructured, shownValues, withoutSame } from './shown.values.js';

describe('values of a revision as their types show them', () => {
  it('puts what is shown and what is stored together', () => {
    const side = {
      values: { f1: [{ value: { edtf: '1934' } }, { blank: 'unknown' as const }], f2: [{ value: '舊' }] },
      shown: {
        f1: [
          { text: '民國二十三年', note: '1934' },
          { text: '不详', blank: 'unknown' },
        ],
      },
    };
    expect(shownValues(side, 'f1')).toEqual([
      { text: '民國二十三年', note: '1934', data: { edtf: '1934' } },
      { text: '不详', blank: 'unknown' },
    ]);
    expect(shownValues(side, 'f2')).toEqual([]);
  });

  it('leaves out what stayed, once for each time that it is there', () => {
    const [one, two, three] = ['甲', '乙', '丙'].map((text) => ({ text }));
    expect(withoutSame([one!, two!, one!], [one!, three!])).toEqual([two, one]);
    expect(withoutSame([two!, one!], [one!, two!])).toEqual([]);
  });

  it('knows a text from a thing with parts', () => {
    expect(isStructured({ text: '', data: { text: '甲' } })).toBe(false);
    expect(isStructured({ text: '', data: '甲' })).toBe(false);
    expect(isStructured({ text: '' })).toBe(false);
    expect(isStructured({ text: '', data: { entries: [] } })).toBe(true);
  });
});
