import type { FacetOrder } from './facet.order.js';
import { eligibleFor, type FacetPlan } from './facet.views.js';

const plan = (order: FacetOrder, limit: number): FacetPlan => ({
  ...{ key: 'agent', label: '责任者', kind: 'terms', order, limit },
});
const counts = [9, 7, 4, 4, 4, 1].map((count, at) => ({ key: 'abcdef'[at]!, count }));
const keys = (of: FacetPlan, chosen: string[] = []) => eligibleFor(of, counts, chosen).map(({ key }) => key);

describe('values whose names are looked up', () => {
  it('are those that can be among the first, all evenly frequent ones with them', () => {
    expect(keys(plan('count', 2))).toEqual(['a', 'b']);
    expect(keys(plan('count', 3))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(keys(plan('count', 5))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are all where there is room, or where names make the order', () => {
    expect(keys(plan('count', 6))).toHaveLength(6);
    expect(keys(plan('count', 20))).toHaveLength(6);
    for (const order of ['pinyin', 'strokes', 'vocabulary'] as const) expect(keys(plan(order, 2))).toHaveLength(6);
  });

  it('hold what was chosen, however seldom it is', () => {
    expect(keys(plan('count', 2), ['f'])).toEqual(['a', 'b', 'f']);
  });
});
