import { dynastiesAbove, dynasties as known } from '../../../contract/calendar/index.js';
import { dynasties } from './dynasties.js';
import type { ShippedTerm } from './shipped.js';

describe('the vocabulary of dynasties', () => {
  it('has the codes that dates are put under, below the same ones', () => {
    const above = new Map<string, string[]>();
    const walk = (terms: readonly ShippedTerm[], parents: string[]): void => {
      for (const term of terms) {
        above.set(term.code, parents);
        walk(term.narrower ?? [], [term.code, ...parents]);
      }
    };
    walk(dynasties.terms, []);
    const codes = [...new Set(known.map(({ code }) => code))];
    expect(codes.filter((code) => !above.has(code))).toEqual([]);
    expect(codes.filter((code) => `${dynastiesAbove(code)}` !== `${above.get(code)}`)).toEqual([]);
  });
});
