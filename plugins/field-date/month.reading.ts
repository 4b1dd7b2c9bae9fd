import {
  type LunarMonth,
  type LunarYear,
  sexagenary,
  sexagenaryOfDay,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { numberOf, numeral, sign } from './numeral.js';
import { nameTable } from '../../server/contract/name.table.js';

/** Days that a text means within a lunar year, and whether the calendar is known well enough to say so. */
export interface Within {
  from: number;
  to: number;
  sure: boolean;
}

const names = nameTable<number>({
  正月: 1,
  元月: 1,
  端月: 1,
  陬月: 1,
  孟春: 1,
  杏月: 2,
  花月: 2,
  仲春: 2,
  桃月: 3,
  季春: 3,
  暮春: 3,
  清和月: 4,
  槐月: 4,
  孟夏: 4,
  榴月: 5,
  蒲月: 5,
  仲夏: 5,
  荷月: 6,
  季夏: 6,
  瓜月: 7,
  兰月: 7,
  孟秋: 7,
  桂月: 8,
  仲秋: 8,
  菊月: 9,
  季秋: 9,
  暮秋: 9,
  阳月: 10,
  小阳春: 10,
  小春: 10,
  良月: 10,
  孟冬: 10,
  冬月: 11,
  葭月: 11,
  辜月: 11,
  仲冬: 11,
  腊月: 12,
  嘉平月: 12,
  季冬: 12,
});
const named = new RegExp(`^(闰|后|又)?(?:(${Object.keys(names).join('|')})(?:之?月)?|(${numeral})月|(${sign})月|月)`);
const seasons = nameTable<number>({ 春: 1, 夏: 4, 秋: 7, 冬: 10 });

/** Days of the year with a name; the last is told by its month's length. */
const feasts: readonly [RegExp, number, number][] = [
  [/^(?:元旦|元日|岁朝|岁旦)/, 1, 1],
  [/^人日/, 1, 7],
  [/^(?:上元|元宵|元夕|灯节)节?/, 1, 15],
  [/^花朝节?/, 2, 15],
  [/^(?:上巳|修禊)节?/, 3, 3],
  [/^(?:浴佛|佛诞)[节日]?/, 4, 8],
  [/^(?:端午|端阳|重午|天中|蒲节)节?/, 5, 5],
  [/^(?:七夕|乞巧)节?/, 7, 7],
  [/^中元节?/, 7, 15],
  [/^中秋节?/, 8, 15],
  [/^(?:重阳|重九)节?/, 9, 9],
  [/^下元节?/, 10, 15],
  [/^腊八节?/, 12, 8],
  [/^(?:除夕|除日|岁除|大除)/, 12, 30],
];

/** The years 690 to 700 began with 正月, 臘月, 一月: their own numbers keep them from the other ones. */
function monthNumbered(year: LunarYear, word: string, number: number, leap: boolean): LunarMonth | undefined {
  const own = word.startsWith('腊') ? 13 : word === '一' ? 14 : number;
  const find = (wanted: number) => year.months.find((month) => month.number === wanted && month.leap === leap);
  return (own === number ? undefined : find(own)) ?? find(number);
}

function monthOf(year: LunarYear, found: RegExpExecArray): LunarMonth | undefined {
  const [, leap, name, figures, cyclic] = found;
  if (name) return monthNumbered(year, name, names[name]!, leap !== undefined);
  if (figures) {
    const number = figures === '元' ? null : numberOf(figures);
    return number === null ? undefined : monthNumbered(year, figures, number, leap !== undefined);
  }
  if (cyclic) {
    const at = sexagenary(cyclic);
    // The first month is a 寅; its stem goes with that of the year.
    const number = at === null ? 0 : ((at - 2 + 12) % 12) + 1;
    const first = ((sexagenaryOfYear(year.year) % 10) * 12 + 2) % 60;
    return at !== null && (first + number - 1) % 60 === at ? monthNumbered(year, '', number, false) : undefined;
  }
  // 闰月, of which a year has one.
  return leap === undefined ? undefined : year.months.find((month) => month.leap);
}

const whole = (month: LunarMonth): Within => ({
  from: month.first,
  to: month.first + month.length - 1,
  sure: month.sure,
});

const day = new RegExp(`^(?:初?(${numeral})(?:日|号)?|(朔|望|既望|晦|初吉|哉生明)日?)`);
const begunBy = new RegExp(`^(${sign})朔日?`);
const signOnly = new RegExp(`^(${sign})(?:日|之日)?$`);
const signAfter = new RegExp(`^(${sign})日?$`);
const thirds: readonly [RegExp, number, number][] = [
  [/^(?:上[旬浣澣休]|之?初)/, 1, 10],
  [/^中[旬浣澣休]/, 11, 20],
  [/^(?:下[旬浣澣休]|之?末|之?杪|底)/, 21, 30],
];
const lucky = /^(?:之?吉[日旦]?|[谷榖]旦|良[辰日]|日)$/;
const hour = /[子丑寅卯辰巳午未申酉戌亥]时$/;

function dayNumber(month: LunarMonth, found: RegExpExecArray): number | null {
  const [, figures, word] = found;
  if (figures) return figures === '元' ? null : numberOf(figures);
  return { 朔: 1, 初吉: 1, 哉生明: 3, 望: 15, 既望: 16, 晦: month.length }[word!]!;
}

/** The day of a sign next to another: an inscription's month may begin a day off the table's. */
const nearest = (at: number, around: number): number =>
  around + ((((at - sexagenaryOfDay(around) + 30) % 60) + 60) % 60) - 30;

/** 二月庚申朔廿三日壬午: what stands after the month. Null where it can't be. */
function daysIn(month: LunarMonth, text: string): Within | null {
  let rest = text.replace(hour, '');
  let { first, sure } = month;
  const begun = begunBy.exec(rest);
  if (begun) {
    const at = sexagenary(begun[1]!);
    if (at === null) return null;
    first = nearest(at, month.first);
    // Off by a day, or, where the sources put the leap month differently, by a month.
    const off = Math.abs(first - month.first);
    if (off > 1 && (month.sure || off < 28)) return null;
    // Who wrote down on which day the month began knew better than any table.
    sure = true;
    rest = rest.slice(begun[0].length);
    if (rest === '') return { from: first, to: first, sure };
  }
  const known: LunarMonth = { ...month, first, sure };
  if (rest === '' || lucky.test(rest)) return whole(known);
  for (const [word, number, at] of feasts) {
    if (number !== month.number || word.exec(rest)?.[0] !== rest) continue;
    const on = first + Math.min(at, month.length) - 1;
    return { from: on, to: on, sure };
  }
  for (const [word, from, to] of thirds) {
    const found = word.exec(rest);
    if (found?.[0] === rest) {
      return { from: first + from - 1, to: first + Math.min(to, month.length) - 1, sure };
    }
  }
  const cyclic = signOnly.exec(rest);
  if (cyclic) return ofSign(known, cyclic[1]!);
  const numbered = day.exec(rest);
  if (!numbered) return null;
  const number = dayNumber(month, numbered);
  // A month that others count with thirty days may have had them.
  if (number === null || number < 1 || number > (sure && !begun ? month.length : 30)) return null;
  const at = first + number - 1;
  const after = rest.slice(numbered[0].length).replace(/^日/, '');
  if (after === '' || lucky.test(after)) return { from: at, to: at, sure };
  const told = signAfter.exec(after);
  const of = told && sexagenary(told[1]!);
  if (of === null || of === undefined) return null;
  // The sign counts on without a break: it settles a day that the months leave open by one.
  const exact = nearest(of, at);
  return Math.abs(exact - at) <= 1 ? { from: exact, to: exact, sure: true } : null;
}

function ofSign(month: LunarMonth, text: string): Within | null {
  const at = sexagenary(text);
  if (at === null) return null;
  const found = nearest(at, month.first + 14);
  // Just outside a month that is not sure, the day itself still is.
  const slack = month.sure ? 0 : 1;
  if (found < month.first - slack || found > month.first + month.length - 1 + slack) return null;
  return { from: found, to: found, sure: true };
}

/** Month, day, season or feast within a lunar year, of folded text; null where it can't be. */
export function withinYear(year: LunarYear, text: string): Within | null {
  if (text === '') {
    const next = year.months.at(-1)!;
    return { from: year.first, to: year.last, sure: year.months[0]!.sure && next.sure };
  }
  for (const [word, number, at] of feasts) {
    if (word.exec(text)?.[0] !== text) continue;
    const month = year.months.find((one) => one.number === number && !one.leap);
    if (!month) return null;
    const on = month.first + Math.min(at, month.length) - 1;
    return blurred(month, { from: on, to: on, sure: month.sure });
  }
  const season = /^([春夏秋冬])(?:季|日|天|间)?$/.exec(text);
  if (season) {
    const first = seasons[season[1]!]!;
    const months = year.months.filter(({ number }) => number >= first && number <= first + 2);
    if (months.length === 0) return null;
    const last = months.at(-1)!;
    return { from: months[0]!.first, to: last.first + last.length - 1, sure: months[0]!.sure && last.sure };
  }
  const found = named.exec(text);
  const month = found && found[0] !== '月' ? monthOf(year, found) : undefined;
  if (!month) return null;
  const days = daysIn(month, text.slice(found![0].length));
  return days && blurred(month, days);
}

/** Where nobody knows for sure on which day a month began, no day in it is named: the month stands for it. */
const blurred = (month: LunarMonth, days: Within): Within => (days.sure ? days : whole(month));
