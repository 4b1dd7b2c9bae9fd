import { type Above, type Branch, laidOut, missingParents, treeCandidates } from './facet.trees.js';

/** 经史子集 with some of what stands below. */
const above: Above = new Map([
  ['shi', []],
  ['shi-dili', ['shi']],
  ['shi-dili-fangzhi', ['shi-dili', 'shi']],
  ['shi-jinshi', ['shi']],
  ['ji', []],
  ['ji-bie', ['ji']],
  ['zi', []],
]);

const rows = (counts: Record<string, number>, chosen: string[] = []): Branch[] =>
  Object.entries(counts).map(([key, count], at) => ({
    view: { key, label: key, count, selected: chosen.includes(key), depth: 0 },
    entry: undefined,
    ord: at,
    parents: above.get(key)!,
  }));
const drawn = (some: Branch[], limit: number, spread = 0) =>
  laidOut(some, { limit, spread }).map(({ view }) => '·'.repeat(view.depth) + view.key);

const counts = { ji: 9, 'ji-bie': 8, shi: 7, 'shi-dili': 4, 'shi-dili-fangzhi': 4, 'shi-jinshi': 3, zi: 1 };

describe('a facet that is a tree', () => {
  it('shows the topmost first, however much stands below others, and then the most frequent', () => {
    expect(drawn(rows(counts), 3)).toEqual(['ji', 'shi', 'zi']);
    expect(drawn(rows(counts), 5)).toEqual(['ji', '·ji-bie', 'shi', '·shi-dili', 'zi']);
    expect(drawn(rows(counts), 20)).toEqual([
      ...['ji', '·ji-bie', 'shi', '·shi-dili', '··shi-dili-fangzhi', '·shi-jinshi', 'zi'],
    ]);
  });

  it('opens what was chosen, up and down', () => {
    expect(drawn(rows(counts, ['shi']), 2)).toEqual(['ji', 'shi', '·shi-dili', '·shi-jinshi']);
    expect(drawn(rows(counts, ['shi-dili-fangzhi']), 1)).toEqual(['ji', 'shi', '·shi-dili', '··shi-dili-fangzhi']);
  });

  it('shows a few below each of the topmost where it is asked to', () => {
    expect(drawn(rows(counts), 3, 1)).toEqual(['ji', '·ji-bie', 'shi', '·shi-dili', 'zi']);
  });

  it('hangs a branch where its vocabulary has it, also when what is above was not counted', () => {
    const counted = [{ key: 'shi-jinshi', count: 2 }];
    expect(missingParents(counted, above)).toEqual(['shi']);
    expect(drawn(rows({ 'shi-jinshi': 2, shi: 0 }), 8)).toEqual(['shi', '·shi-jinshi']);
    expect(drawn(rows({ 'ji-bie': 5, ji: 5, 'shi-jinshi': 2, shi: 0 }), 1)).toEqual(['ji', 'shi', '·shi-jinshi']);
    // Of what is nowhere here, the next above that is.
    expect(drawn(rows({ shi: 2, 'shi-dili-fangzhi': 2 }), 8)).toEqual(['shi', '·shi-dili-fangzhi']);
  });

  it('wants names of no more than may be shown', () => {
    const all = Object.entries(counts)
      .map(([key, count]) => ({ key, count }))
      .sort((a, b) => b.count - a.count);
    const wanted = (limit: number, chosen: string[] = []) =>
      treeCandidates(all, above, chosen, { limit }, (beside, most, kept) =>
        beside.filter(({ key }, at) => at < most || kept.includes(key)),
      ).map(({ key }) => key);
    expect(wanted(2)).toEqual(['ji', 'shi']);
    expect(wanted(2, ['shi-dili']).sort()).toEqual(['ji', 'shi', 'shi-dili', 'shi-dili-fangzhi', 'shi-jinshi']);
    expect(wanted(4).sort()).toEqual(['ji', 'ji-bie', 'shi', 'zi']);
  });
});
