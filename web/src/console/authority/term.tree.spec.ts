import { branchesOf, isWithin, neighbour, treeRows } from './term.tree.js';

const term = (code: string, parent: string | null = null) => ({
  pid: code,
  code,
  label: { 'zh-CN': code },
  variants: [],
  variantLangs: {},
  note: {},
  parent,
  ord: 0,
  external: {},
  fromYear: null,
  toYear: null,
  version: 1,
});
const branches = branchesOf([
  term('经'),
  term('易', '经'),
  term('书', '经'),
  term('诗', '经'),
  term('乾', '易'),
  term('史'),
]);
const of = (code: string) => [...branches.values()].flatMap(({ rows }) => rows).find((one) => one.code === code)!;

describe('a tree of terms', () => {
  it('shows what is open, at its depth, and where there is more', () => {
    const seen = (open: boolean, some = branches) =>
      treeRows(some, () => open).map((row) =>
        'term' in row ? `${row.depth}${row.term.code}` : `${row.depth}…${row.more}`,
      );
    expect(seen(true)).toEqual(['0经', '1易', '2乾', '1书', '1诗', '0史']);
    expect(seen(false)).toEqual(['0经', '0史']);
    expect(of('经').below).toBe(3);
    const part = new Map(branches).set('经', { rows: [of('易')], next: 'c' });
    expect(seen(true, part)).toEqual(['0经', '1易', '2乾', '1…经', '0史']);
    part.delete('易');
    expect(seen(true, part)).toEqual(['0经', '1易', '1…经', '0史']);
  });

  it('moves a term among its own only', () => {
    expect(neighbour(branches, of('书'), -1)).toBe('易');
    expect(neighbour(branches, of('书'), 1)).toBeNull();
    expect(neighbour(branches, of('易'), 1)).toBe('诗');
    expect(neighbour(branches, of('易'), -1)).toBeUndefined();
    expect(neighbour(branches, of('诗'), 1)).toBeUndefined();
    const part = new Map(branches).set('经', { rows: [of('易'), of('书')], next: 'c' });
    expect(neighbour(part, of('易'), 1)).toBeUndefined();
  });

  it('knows what stands below a term', () => {
    expect(isWithin(of('乾'), '经')).toBe(true);
    expect(isWithin(of('史'), '经')).toBe(false);
    expect(isWithin(of('经'), '经')).toBe(true);
  });
});
