import { MONTH_LINES } from './months.table.js';

/** The calendars, each as one court kept it. Where several ruled at once, their months could differ. */
export const lines = [
  'south',
  'north',
  'middle',
  'wu',
  'shu',
  'liao',
  'jin',
  'yuan',
  'houjin',
  'nanming',
  'zheng',
  'modern',
] as const;
export type Line = (typeof lines)[number];

export interface LunarMonth {
  /** 1 to 12; 13 and 14 are 臘月 and 一月 of the years 690 to 700, which began with 正月 two months early. */
  number: number;
  leap: boolean;
  first: number;
  length: number;
  /** Two sources at least say the same; otherwise it may begin a day, or seldom a month, earlier or later. */
  sure: boolean;
}

export interface LunarYear {
  line: Line;
  /** The year of our era with which it shares most of its days. */
  year: number;
  first: number;
  last: number;
  months: LunarMonth[];
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** Years of 秦 and early 汉 begin with the tenth month. */
const firstMonth = (line: Line, year: number): number => (line === 'south' && year < -103 ? 10 : 1);

type Named = Omit<LunarMonth, 'first'>;

function regular(code: string, first: number): Named[] {
  const bits = [...code].reduce((sum, digit) => sum * 64 + digits.indexOf(digit), 0);
  const leapAt = Math.floor(bits / 2 ** 13) % 16;
  return Array.from({ length: leapAt > 0 ? 13 : 12 }, (_, at) => ({
    number: ((first - 1 + at - (leapAt > 0 && at >= leapAt ? 1 : 0)) % 12) + 1,
    leap: leapAt > 0 && at === leapAt,
    length: Math.floor(bits / 2 ** at) % 2 === 1 ? 30 : 29,
    sure: Math.floor(bits / 2 ** (17 + at)) % 2 === 0,
  }));
}

function irregular(list: string): Named[] {
  return list.split(',').map((one) => {
    const [, number, leap, length, doubt] = /^(\d+)(\+?):(\d+)(~?)$/.exec(one)!;
    return { number: Number(number), leap: leap === '+', length: Number(length), sure: doubt === '' };
  });
}

function decode(): Map<Line, LunarYear[]> {
  const out = new Map<Line, LunarYear[]>();
  const rows = MONTH_LINES.trim().split('\n');
  rows.forEach((row, at) => {
    if (row.startsWith('!')) return;
    const [name, firstYear, firstDay, codes = ''] = row.split(' ');
    const line = name as Line;
    const odd = new Map<number, string>();
    for (let next = at + 1; rows[next]?.startsWith('!'); next++) {
      const [, year, list] = rows[next]!.split(' ');
      odd.set(Number(year), list!);
    }
    let first = Number(firstDay);
    const years = (codes.match(/!|[^!]{5}/g) ?? []).map((code, index): LunarYear => {
      const year = Number(firstYear) + index;
      const named = code === '!' ? irregular(odd.get(year)!) : regular(code, firstMonth(line, year));
      const months = named.map((month) => {
        const begun = { ...month, first };
        first += month.length;
        return begun;
      });
      return { line, year, first: months[0]!.first, last: first - 1, months };
    });
    out.set(line, years);
  });
  return out;
}

let decoded: Map<Line, LunarYear[]> | undefined;

/** All years of a line, without gaps. Decoded when first asked for: not every process reads dates. */
export function yearsOfLine(line: Line): readonly LunarYear[] {
  decoded ??= decode();
  return decoded.get(line)!;
}

export function lunarYear(line: Line, year: number): LunarYear | undefined {
  const years = yearsOfLine(line);
  return years[year - years[0]!.year];
}

export function lunarYearOn(line: Line, jdn: number): LunarYear | undefined {
  const years = yearsOfLine(line);
  // A lunar year begins at most two months from where its average would.
  const about = years[0]!.year + Math.floor((jdn - years[0]!.first) / 365.2425);
  return [about - 1, about, about + 1].map((year) => lunarYear(line, year)).find((year) => covers(year, jdn));
}

const covers = (year: LunarYear | undefined, jdn: number): boolean =>
  year !== undefined && jdn >= year.first && jdn <= year.last;
