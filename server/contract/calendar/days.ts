/**
 * Days are Julian day numbers (the day that begins at midnight before the noon of that number), years are astronomical:
 * 0 is 1 BCE. Nothing here asks the clock or the time zone.
 */
const epochDay = 2_440_588;
const dayMs = 86_400_000;

/** The last day on which people in the West wrote the Julian calendar; the day after was 1582-10-15. */
export const lastJulianDay = 2_299_160;

export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

export function gregorianOf(jdn: number): CalendarDate {
  const date = new Date((jdn - epochDay) * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function dayOfGregorian({ year, month, day }: CalendarDate): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / dayMs + epochDay;
}

/** By Richards' integer arithmetic, which holds for all years after -4716. */
export function julianOf(jdn: number): CalendarDate {
  const f = jdn + 1401;
  const e = 4 * f + 3;
  const h = 5 * Math.floor((((e % 1461) + 1461) % 1461) / 4) + 2;
  const day = Math.floor((h % 153) / 5) + 1;
  const month = ((Math.floor(h / 153) + 2) % 12) + 1;
  return { year: Math.floor(e / 1461) - 4716 + Math.floor((14 - month) / 12), month, day };
}

export function dayOfJulian({ year, month, day }: CalendarDate): number {
  const before = Math.floor((14 - month) / 12);
  const [y, m] = [year + 4800 - before, month + 12 * before - 3];
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + Math.floor(y / 4) - 32083;
}

/** The date as it was written at the time: Julian until 1582-10-04, Gregorian from 1582-10-15 on. */
export const peoplesDate = (jdn: number): CalendarDate => (jdn <= lastJulianDay ? julianOf(jdn) : gregorianOf(jdn));

const two = (part: number): string => String(part).padStart(2, '0');

/** EDTF writes at least four digits, and what lies before the year 0 with a sign. */
export const edtfYear = (year: number): string =>
  year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');

export function edtfDay(jdn: number): string {
  const { year, month, day } = gregorianOf(jdn);
  return `${edtfYear(year)}-${two(month)}-${two(day)}`;
}

const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** 甲子 is 0; null where it is not one of the sixty. */
export function sexagenary(text: string): number | null {
  const [stem, branch] = [stems.indexOf(text[0] ?? ' '), branches.indexOf(text[1] ?? ' ')];
  if (text.length !== 2 || stem < 0 || branch < 0 || stem % 2 !== branch % 2) return null;
  return (6 * stem - 5 * branch + 60) % 60;
}

export const sexagenaryName = (sign: number): string => `${stems[sign % 10]}${branches[sign % 12]}`;

const signOf = (n: number): number => ((n % 60) + 60) % 60;

export const sexagenaryOfYear = (year: number): number => signOf(year - 4);

export const sexagenaryOfDay = (jdn: number): number => signOf(jdn + 49);
