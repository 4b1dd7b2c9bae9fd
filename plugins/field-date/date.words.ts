import { gregorianOf, lastJulianDay, peoplesDate } from '../../server/contract/calendar/index.js';
import { type Days, daysOf } from './edtf.days.js';

const chinese = {
  julian: '（儒略历）',
  before: (years: string) => `${years}年以前`,
  after: (years: string) => `${years}年以后`,
  about: (years: string) => `约${years}`,
  doubtful: (years: string) => `${years}（存疑）`,
};
type Words = typeof chinese;
const traditional: Words = {
  ...chinese,
  julian: '（儒略曆）',
  after: (years) => `${years}年以後`,
  about: (years) => `約${years}`,
};
const english: Words = {
  julian: ' (Julian calendar)',
  before: (years) => `before ${years}`,
  after: (years) => `from ${years}`,
  about: (years) => `about ${years}`,
  doubtful: (years) => `${years} (uncertain)`,
};
const wordsOf = (locale: string): Words => (locale === 'en' ? english : locale === 'zh-TW' ? traditional : chinese);

/** 1718, 公元前140. */
export function yearName(year: number, locale: string): string {
  if (year > 0) return String(year);
  return locale === 'en' ? `${1 - year} BCE` : `公元前${1 - year}`;
}

/** 1718, 1850–1855, 公元前140: years of the common era. */
export function yearNames([from, to]: readonly [number, number], locale: string): string {
  const [first, last] = [yearName(from, locale), yearName(to, locale)];
  return first === last ? first : `${first}–${last}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as people wrote it at the time: by the Julian calendar before 15 October 1582. */
function dayName(jdn: number, locale: string): string {
  const { year, month, day } = peoplesDate(jdn);
  if (locale === 'en') return `${day} ${months[month - 1]} ${yearName(year, locale)}`;
  return `${yearName(year, locale)}年${month}月${day}日`;
}

/** Whole years of the data's calendar need no days. */
function wholeYears([from, to]: Readonly<Days>): boolean {
  const [first, last] = [gregorianOf(from), gregorianOf(to)];
  return first.month === 1 && first.day === 1 && last.month === 12 && last.day === 31;
}

/** Whether days are told by the Julian calendar, which is then to be said. */
export const isJulian = (days: Readonly<Days>): boolean => days[0] <= lastJulianDay && !wholeYears(days);

/** The days that a date covers, in words; empty where whole years say it all. */
function dayNames(days: Readonly<Days>, edtf: string, locale: string): string {
  if (wholeYears(days)) return '';
  const [first, last] = [dayName(days[0], locale), dayName(days[1], locale)];
  const said = first === last ? first : `${first}${locale === 'en' ? ' – ' : '—'}${last}`;
  // A year that is known may begin on a day that is not.
  const about = /-[~%]/.test(edtf) ? wordsOf(locale).about(said) : said;
  return isJulian(days) ? `${about}${wordsOf(locale).julian}` : about;
}

/** 1849, 约1700, 1900年以前: the years with what the sides of the expression are marked by. */
function markedYears(edtf: string, years: readonly [number, number], locale: string): string {
  const words = wordsOf(locale);
  let said = yearNames(years, locale);
  if (edtf.startsWith('../') || edtf.startsWith('/')) said = words.before(said);
  if (edtf.endsWith('/..') || edtf.endsWith('/')) said = words.after(said);
  if (/[~%](?:\/|$)/.test(edtf)) said = words.about(said);
  return /[?%](?:\/|$)/.test(edtf) ? words.doubtful(said) : said;
}

/** What EDTF means, for people: the years by which they count it, and its days. */
export function told(edtf: string, years: readonly [number, number], locale: string): { years: string; days: string } {
  const days = daysOf(edtf);
  return days
    ? { years: markedYears(edtf, years, locale), days: dayNames(days, edtf, locale) }
    : { years: '', days: '' };
}
