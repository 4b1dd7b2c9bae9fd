import { isWithin, neighbour, type Term, treeRows } from './term.tree.js';

const term = (code: string, parent: string | null = null): Term => ({
  pid: code,
  code,
  label: { 'zh-CN': code },
  variants: [],
  parent,
  ord: 0,
  external: {},
  fromYear: null,
  toYear: null,
  version: 1,
});
const terms = [term('经'), term('易', '经'), term('书', '经'), term('诗', '经'), term('史')];

describe('a tree of terms', () => {
  it('shows what is open, at its depth', () => {
    const seen = (open: boolean) => treeRows(terms, () => open).map(({ term: { code }, depth }) => `${depth}${code}`);
    expect(seen(true)).toEqual(['0经', '1易', '1书', '1诗', '0史']);
    expect(seen(false)).toEqual(['0经', '0史']);
    expect(treeRows(terms, () => false)[0]!.below).toBe(3);
  });

  it('moves a term among its own only', () => {
    expect(neighbour(terms, terms[2]!, -1)).toBe('易');
    expect(neighbour(terms, terms[2]!, 1)).toBeNull();
    expect(neighbour(terms, terms[1]!, 1)).toBe('诗');
    expect(neighbour(terms, terms[1]!, -1)).toBeUndefined();
    expect(neighbour(terms, terms[3]!, 1)).toBeUndefined();
  });

  it('knows what stands below a term', () => {
    expect(isWithin(terms, '诗', '经')).toBe(true);
    expect(isWithin(terms, '史', '经')).toBe(false);
    expect(isWithin(terms, null, '经')).toBe(false);
  });
});
