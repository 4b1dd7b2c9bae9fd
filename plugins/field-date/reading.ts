import { edtfDay, edtfYear } from '../../server/contract/calendar/index.js';
import { type Days, daysOf } from './edtf.days.js';

/** One thing that a date as written may mean. */
export interface Reading {
  edtf: string;
  /** What tells it from the other readings: 唐 貞觀三年. */
  label: string;
  /** The years of our era by which people count it, where those of its days go further: 道光二十九年 is 1849. */
  years?: [from: number, to: number];
  /** Its code in the vocabulary of dynasties. */
  dynasty?: string;
  /** Not a year, month or day but a stretch of them: 乾隆间, 唐. */
  stretch?: boolean;
}

/** What else is known of the thing: the years of its author's life, his dynasty. Narrows what may be meant. */
export interface Hints {
  years?: [from: number, to: number];
  dynasty?: string;
}

export type Doubt = '?' | '~';

const both = (one: string, doubt: Doubt): string => {
  const had = /[?~%]$/.exec(one)?.[0];
  if (one === '..' || one === '' || had === doubt || had === '%') return one;
  return had ? `${one.slice(0, -1)}%` : `${one}${doubt}`;
};

/** EDTF with a mark of doubt on every side of it; what can't carry one is written as the years it covers. */
export function marked(edtf: string, doubt: Doubt): string {
  // What is doubted as a whole needs no mark on its parts.
  const plain = edtf.replace(/-[?~%]/g, '-');
  const whole = both(plain, doubt);
  if (plain.includes('/')) {
    return plain
      .split('/')
      .map((side) => both(side, doubt))
      .join('/');
  }
  if (daysOf(whole)) return whole;
  const days = daysOf(plain);
  return days ? marked(interval(days), doubt) : edtf;
}

/** A span of days in as few words as EDTF has for it. */
export function interval([from, to]: Readonly<Days>): string {
  if (from === to) return edtfDay(from);
  const [first, last] = [edtfDay(from), edtfDay(to)];
  const years = [first, last].map((day) => day.replace(/-\d\d-\d\d$/, ''));
  if (first.endsWith('-01-01') && last.endsWith('-12-31')) {
    return years[0] === years[1] ? years[0]! : `${years[0]}/${years[1]}`;
  }
  const month = first.slice(0, -3);
  const whole = daysOf(month);
  return whole && whole[0] === from && whole[1] === to ? month : `${first}/${last}`;
}

export const yearSpan = (from: number, to: number, doubt: '' | Doubt = ''): string =>
  from === to ? `${edtfYear(from)}${doubt}` : `${edtfYear(from)}${doubt}/${edtfYear(to)}${doubt}`;

/** Thirds of a span, since nobody says where 初 ends; ~ says that nobody does. Null where it is no word for a part. */
export function partOf([first, last]: readonly [number, number], part: string): string | null {
  const third = Math.max(1, Math.round((last - first + 1) / 3));
  if (/^(之?间|年间|朝|时|时代|时期|年代|一朝|中)?$/.test(part)) return yearSpan(first, last);
  if (/^(之?初|初年|初叶|初期|前期|早期|早年|前半|上半叶)$/.test(part)) {
    return yearSpan(first, Math.min(last, first + third - 1), '~');
  }
  if (/^(中期|中叶|中年)$/.test(part)) return yearSpan(first + third, Math.max(first + third, last - third), '~');
  if (/^(之?末|末年|末叶|末期|后期|晚期|晚年|季|季年|后半|下半叶)$/.test(part)) {
    return yearSpan(Math.max(first, last - third + 1), last, '~');
  }
  return null;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** 1934, 1934-05, 1934-05-12: not checked. */
export const edtfDate = (year: number, month = 0, day = 0): string =>
  [edtfYear(year), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join('-');
