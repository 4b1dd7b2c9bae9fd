import type { FacetValueView } from '../../../../server/contract/reader.js';
import { broader, toggledIn } from './values.picked.js';

const tree = [
  ['jing', 0],
  ['yi', 1],
  ['zhou', 2],
  ['shu', 1],
  ['shi', 0],
  ['zhengshi', 1],
] as const;
const rows = tree.map(([key, depth]): FacetValueView => ({ key, label: key, count: 1, selected: false, depth }));
const picked = (...keys: string[]) => keys.map((key) => ({ key, label: key }));
const toggled = (before: string[], key: string) =>
  toggledIn(
    picked(...before),
    rows.find((row) => row.key === key)!,
    rows,
  ).map((one) => one.key);

describe('values picked from a tree', () => {
  it('bring along what stands below them', () => {
    expect([...broader(rows, new Set(['jing']))]).toEqual(['yi', 'zhou', 'shu']);
    expect([...broader(rows, new Set(['yi', 'shi']))]).toEqual(['zhou', 'zhengshi']);
    expect([...broader(rows, new Set(['zhengshi', 'elsewhere']))]).toEqual([]);
  });

  it('take the place of narrower ones, and are put back', () => {
    expect(toggled(['zhou', 'shi', 'shu'], 'jing')).toEqual(['shi', 'jing']);
    expect(toggled(['elsewhere'], 'zhou')).toEqual(['elsewhere', 'zhou']);
    expect(toggled(['shi', 'jing'], 'shi')).toEqual(['jing']);
  });
});
