import edtf from 'edtf';

/** Julian day numbers, both included. */
export type Days = [from: number, to: number];

const dayMs = 86_400_000;
const epochDay = 2_440_588;

export const dayOf = (ms: number): number => Math.floor(ms / dayMs) + epochDay;

/**
 * The days that an EDTF expression may mean, or null where it is not one. An open or unknown side counts as far as
 * what is known: a periodical that still appears is not a thing of every year to come.
 */
export function daysOf(text: string): Days | null {
  let parsed;
  try {
    parsed = edtf(text);
  } catch {
    return null;
  }
  const { min, max } = parsed;
  if (Number.isFinite(min) && Number.isFinite(max)) return [dayOf(min), dayOf(max)];
  const known = text.split('/').find((side) => side !== '' && side !== '..');
  if (!text.includes('/') || known === undefined) return null;
  return daysOf(known);
}

/** The first year of what a span of days covers, as people write it. */
export function yearOf(day: number): number {
  return new Date((day - epochDay) * dayMs).getUTCFullYear();
}

/** EDTF writes at least four digits, and what lies before the year 0 with a sign. */
export const edtfYear = (year: number): string =>
  year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
