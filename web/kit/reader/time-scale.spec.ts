import { erasWithin } from './eras.js';
import { stretchesOf, timeScale, worthDrawing } from './time-scale.js';

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

  it('lets no two names of dynasties run into one another, however long they are', () => {
    const wide = erasWithin(600, 2026, (key) => (key === 'republic' ? 0.3 : 0.12));
    const spans = wide.map(({ key, at }) => [at, at + (key === 'republic' ? 0.3 : 0.12)] as const);
    spans.forEach(([from, to], at) => {
      expect(from).toBeGreaterThanOrEqual(at === 0 ? 0 : spans[at - 1]![1]);
      expect(to).toBeLessThanOrEqual(1 + 1e-9);
    });
    expect(wide.length).toBeGreaterThan(3);
  });

  it('puts as many bars together as a finger needs, and makes no link of nothing', () => {
    const decades = (count: number) =>
      timeScale({
        from: 1500,
        to: 1500 + count * 10 - 1,
        bars: Array.from({ length: count }, (_, at) => ({
          from: 1500 + at * 10,
          to: 1509 + at * 10,
          count: at % 9 === 0 ? 2 : 0,
        })),
      }).bars;
    for (const [count, room] of [
      [8, 264],
      [18, 264],
      [45, 264],
      [45, 288],
    ] as const) {
      const stretches = stretchesOf(decades(count), room);
      const units = stretches.reduce((sum, { width }) => sum + width, 0);
      for (const { width } of stretches) expect((width * room) / units).toBeGreaterThanOrEqual(24);
      expect(stretches.flatMap(({ bars }) => bars)).toEqual(decades(count));
    }
    const few = stretchesOf(decades(8), 264);
    expect(few.map(({ count }) => count)).toEqual([2, 0, 0, 0, 0, 0, 0, 0]);
    const many = stretchesOf(decades(45), 264);
    expect(many.some(({ count }) => count === 0)).toBe(true);
    expect(many.find(({ count }) => count === 2)).toMatchObject({ from: 1500 });
  });

  it('gives what is gathered at an end a place that can be pressed', () => {
    const early = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [-3300 + at * 100, 1]));
    const { bars } = timeScale(centuries({ ...early, 700: 6, 1100: 9, 1400: 12, 1700: 40, 1800: 60, 1900: 100 }));
    const stretches = stretchesOf(bars, 264);
    const units = stretches.reduce((sum, { width }) => sum + width, 0);
    expect(stretches[0]).toMatchObject({ gathers: 'earlier', from: -3300, to: -2101 });
    expect((stretches[0]!.width * 264) / units).toBeGreaterThanOrEqual(24);
  });
});
