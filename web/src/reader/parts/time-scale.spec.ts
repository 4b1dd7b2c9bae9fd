import { erasWithin } from './eras.js';
import { timeScale, worthDrawing } from './time-scale.js';

const centuries = (counts: Record<number, number>) => {
  const bars = Object.entries(counts)
    .map(([from, count]) => ({ from: Number(from), to: Number(from) + 99, count }))
    .sort((a, b) => a.from - b.from);
  return { from: bars[0]!.from, to: bars.at(-1)!.to, bars };
};

describe('the line of years', () => {
  it('gathers the few that are far from all others, at their end', () => {
    const early = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [-3300 + at * 100, 1]));
    const scale = timeScale(centuries({ ...early, 700: 6, 1100: 9, 1400: 12, 1700: 40, 1800: 60, 1900: 100, 2900: 1 }));
    expect([scale.from, scale.to]).toEqual([700, 1999]);
    expect(scale.bars).toHaveLength(15);
    // A work that spans twelve centuries is one work: no number is said that would be wrong.
    expect(scale.bars[0]).toMatchObject({ gathers: 'earlier', from: -3300, to: -2101, count: null });
    expect(scale.bars.at(-1)).toMatchObject({ gathers: 'later', from: 2900, to: 2999, count: null });
  });

  it('keeps its scale where nothing is, and hides nothing while there is room', () => {
    const scale = timeScale(centuries({ 700: 1, 1700: 9, 1900: 100 }));
    expect(scale.bars).toHaveLength(13);
    expect(scale.bars.every(({ gathers }) => !gathers)).toBe(true);
    expect(scale.bars[1]).toMatchObject({ from: 800, to: 899, count: 0, height: 0 });
    expect(scale.bars[10]).toMatchObject({ from: 1700, count: 9, height: 0.3 });
  });

  it('is left out where it would be one bar or two, and drawn where time lies between them', () => {
    expect([null, centuries({ 1900: 3 }), centuries({ 1800: 2, 1900: 3 })].map(worthDrawing)).toEqual([
      false,
      false,
      false,
    ]);
    expect(worthDrawing(centuries({ 1700: 2, 1900: 3 }))).toBe(true);
  });

  it('takes a last bar that ends today for what it is', () => {
    const scale = timeScale({
      from: 1990,
      to: 2026,
      bars: [
        { from: 1990, to: 1999, count: 2 },
        { from: 2020, to: 2026, count: 1 },
      ],
    });
    expect(scale.bars.map(({ from, to }) => [from, to])).toEqual([
      [1990, 1999],
      [2000, 2009],
      [2010, 2019],
      [2020, 2026],
    ]);
  });

  it('is empty when nothing is dated', () => {
    expect(timeScale({ from: 0, to: 0, bars: [] })).toEqual({ from: 0, to: 0, bars: [] });
  });

  it('names the dynasties along it, where their names have room', () => {
    expect(erasWithin(600, 2026).map(({ key }) => key)).toEqual(['tang', 'song', 'ming', 'qing', 'republic']);
    expect(erasWithin(1700, 1799)).toEqual([{ key: 'qing', at: 0 }]);
  });

  it('does not run on to the end of a century that has only begun', () => {
    const scale = timeScale(centuries({ 1800: 4, 1900: 9, 2000: 2 }), 2026);
    expect(scale.to).toBe(2026);
    expect(scale.bars.at(-1)).toMatchObject({ from: 2000, to: 2026, count: 2 });
  });
});
