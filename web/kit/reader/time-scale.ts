import type { FacetView } from '../../../server/contract/reader.js';

type Years = NonNullable<FacetView['years']>;

export interface TimeBar {
  from: number;
  to: number;
  /** Null for bars that gather several: a work that spans them would be counted more than once. */
  count: number | null;
  /** Share of the tallest bar, 0 to 1. */
  height: number;
  gathers?: 'earlier' | 'later';
}

export interface TimeScale {
  /** The span that is drawn to scale; what is gathered stands outside it. */
  from: number;
  to: number;
  bars: TimeBar[];
}

/** With fewer bars there is room for every one. */
const roomy = 18;
/** What is thinner than this share of the tallest bar may be gathered at an end… */
const thin = 0.04;
/** …unless that would leave too little to look at. */
const fewest = 6;

/** One bar for each step, also where nothing is: the line below is drawn to scale. */
function filled({ bars }: Years, today: number): { from: number; to: number; count: number }[] {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return [];
  const step = Math.max(1, ...bars.slice(0, -1).map((bar) => bar.to - bar.from + 1));
  const known = new Map(bars.map((bar) => [bar.from, bar]));
  const all = [];
  for (let from = first.from; from <= last.from; from += step) {
    all.push(known.get(from) ?? { from, to: from + step - 1, count: 0 });
  }
  const end = all.at(-1)!;
  if (end.from <= today && end.to > today) all[all.length - 1] = { ...end, to: today };
  return all;
}

/**
 * The years as they are drawn. A few works far from all others, a neolithic pot or a mistyped year, would press the rest
 * into a corner: they are gathered into one bar at their end.
 */
export function timeScale(years: Years, today = new Date().getUTCFullYear()): TimeScale {
  const bars = filled(years, today);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  // Roots: one crowded century beside thin ones would leave nothing of them to see or to press.
  const height = (count: number) => Math.sqrt(count / most);
  let start = 0;
  let end = bars.length;
  if (bars.length > roomy) {
    const isThin = (at: number) => bars[at]!.count <= Math.max(1, most * thin);
    while (end - start > fewest && isThin(start)) start += 1;
    while (end - start > fewest && isThin(end - 1)) end -= 1;
  }
  const gathered = (some: typeof bars, gathers: 'earlier' | 'later'): TimeBar[] => {
    const held = some.filter(({ count }) => count > 0);
    if (held.length === 0) return [];
    const tallest = Math.max(...held.map(({ count }) => count));
    return [{ from: held[0]!.from, to: held.at(-1)!.to, count: null, height: height(tallest), gathers }];
  };
  const core = bars.slice(start, end);
  return {
    from: core[0]?.from ?? 0,
    to: core.at(-1)?.to ?? 0,
    bars: [
      ...gathered(bars.slice(0, start), 'earlier'),
      ...core.map((bar) => ({ ...bar, height: height(bar.count) })),
      ...gathered(bars.slice(end), 'later'),
    ],
  };
}

/** One or two bars say nothing that a number would not say better. */
export const worthDrawing = (years: Years | null | undefined): years is Years =>
  years !== null && years !== undefined && timeScale(years).bars.length > 2;

/** Bars that are pressed together. */
export interface TimeStretch {
  from: number;
  to: number;
  bars: TimeBar[];
  /** Its width, in widths of a bar. */
  width: number;
  /** Null where several bars have something: a work that spans them would be counted more than once. */
  count: number | null;
  gathers?: 'earlier' | 'later';
}

/** What can be pressed is at least so many pixels wide. */
const target = 24;

/** Bars side by side in so many pixels, as many together as a finger needs; what is gathered at an end stands alone. */
export function stretchesOf(bars: readonly TimeBar[], room: number): TimeStretch[] {
  const ends = bars.filter(({ gathers }) => gathers).length;
  const core = bars.length - ends;
  let least = 1;
  while (least < core && least * room < target * (core + ends * least)) least += 1;
  const groups = Math.max(1, Math.floor(core / least));
  const out: TimeStretch[] = [];
  let at = 0;
  for (const bar of bars) {
    if (bar.gathers) {
      out.push({ ...bar, bars: [bar], width: least });
      continue;
    }
    // The first few have one more where they do not come out even.
    const group = Math.floor((at * groups) / core);
    const before = at > 0 && Math.floor(((at - 1) * groups) / core) === group ? out.at(-1) : undefined;
    at += 1;
    if (before) {
      before.bars.push(bar);
      before.to = bar.to;
      before.width += 1;
    } else out.push({ from: bar.from, to: bar.to, bars: [bar], width: 1, count: null });
  }
  return out.map((one) => {
    if (one.gathers) return one;
    const held = one.bars.filter(({ count }) => count !== 0);
    return { ...one, count: held.length === 0 ? 0 : held.length === 1 ? held[0]!.count : null };
  });
}
