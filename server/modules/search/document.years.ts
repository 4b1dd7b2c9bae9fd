import type { IndexForm } from '../../contract/plugin.js';

/** Years of an item and the bars it stands under. */
export interface Years {
  from: number;
  to: number;
}

/** A dynasty is a few dozen decades; what is vaguer is counted by century only. */
const mostDecades = 60;
const mostCenturies = 60;

/** The proleptic Gregorian year of a Julian day number. */
function yearOfDay(day: number): number {
  return new Date((day - 2_440_588) * 86_400_000).getUTCFullYear();
}

function steps(from: number, to: number, size: number, most: number): number[] {
  const first = Math.floor(from / size);
  const last = Math.floor(to / size);
  return last - first < most ? Array.from({ length: last - first + 1 }, (_, at) => (first + at) * size) : [];
}

/** Facet keys for bars: every decade and every century that the spans touch. */
export function yearKeys(spans: readonly Years[]): { decades: number[]; centuries: number[] } {
  const decades = new Set(spans.flatMap(({ from, to }) => steps(from, to, 10, mostDecades)));
  const centuries = new Set(spans.flatMap(({ from, to }) => steps(from, to, 100, mostCenturies)));
  return { decades: [...decades], centuries: [...centuries] };
}

/** The years a value stands under: its own where it says so, else those of its days. */
export function yearsOf({ days, years }: Pick<IndexForm, 'days' | 'years'>): Years[] {
  if (years) return [{ from: years[0], to: years[1] }];
  return days ? [{ from: yearOfDay(days[0]), to: yearOfDay(days[1]) }] : [];
}
