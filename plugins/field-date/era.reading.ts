import {
  dynastyNames,
  dynastyOf,
  edtfDay,
  type Era,
  eraNames,
  erasNamed,
  erasOfDynasty,
  eraYear,
  eraYears,
  type LunarYear,
  needsDynasty,
  sexagenary,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { fold } from '../../server/contract/text/index.js';
import { withinYear } from './month.reading.js';
import { numberOf, numeral, sign } from './numeral.js';
import { interval, partOf, type Reading } from './reading.js';

/** 清高宗乾隆六十年 taken apart: the era that may be meant and what follows its name. */
export interface Written {
  era: Era;
  /** Where the era's name stands in the text. */
  start: number;
  end: number;
}

/** 清, 清代, 清朝 or nothing before the rest. */
export function dynastiesBefore(text: string): { name?: string; end: number }[] {
  const found = dynastyNames.filter((name) => text.startsWith(name));
  return [
    ...found.flatMap((name) => {
      const word = /^[代朝]/.test(text.slice(name.length)) ? 1 : 0;
      return [{ name, end: name.length + word }];
    }),
    { end: 0 },
  ];
}

const folded = new Map<string, string>();
/** Names of the tables, folded once. */
export function foldedName(name: string): string {
  const known = folded.get(name) ?? fold(name);
  folded.set(name, known);
  return known;
}

/** A ruler between dynasty and era is passed over, and tells which of two eras of one name is meant. */
function eraAt(text: string, from: number, dynasty: string | undefined): Written[] {
  const wanted = dynasty === undefined ? undefined : erasOfDynasty(dynasty);
  const tails: { at: number; ruler: string }[] = [{ at: from, ruler: '' }];
  const ruler = /^\p{Script=Han}{1,3}?[宗祖帝王后]/u.exec(text.slice(from));
  if (ruler) tails.push({ at: from + ruler[0].length, ruler: ruler[0] });
  for (const { at, ruler: told } of tails) {
    for (const name of eraNames) {
      if (!text.startsWith(name, at)) continue;
      const eras = erasNamed(name).filter((era) =>
        wanted === undefined ? !needsDynasty(era) : wanted.includes(foldedName(era.dynasty)),
      );
      const his = eras.filter((era) => era.rulers.some((one) => foldedName(one) === told));
      const found = his.length > 0 ? his : eras;
      if (found.length > 0) return found.map((era) => ({ era, start: at, end: at + name.length }));
    }
  }
  return [];
}

/** Every way to take a text apart into dynasty, ruler, era and the rest; the first that fits wins. */
export function erasIn(text: string): Written[] {
  for (const { name, end } of dynastiesBefore(text)) {
    const found = eraAt(text, end, name);
    if (found.length === 0) continue;
    const major = found.filter(({ era }) => !era.minor);
    return major.length > 0 ? major : found;
  }
  return [];
}

const told = new RegExp(
  `^(?:太岁在|太岁|岁次|岁在|岁舍|岁|龙集|龙次|龙飞|龙在|次|在)?(${sign})(?![月日])(?:之?[年岁])?`,
);

const numbers = new RegExp(`^(${numeral})(?:年|载|祀|稔|$)(.*)$`);

interface Meant {
  from: number;
  to: number;
  sure: boolean;
}

/** 年 and what follows it; the days outside the era itself (after its end) are those of the year that people wrote on in. */
function inYear(era: Era, number: number, rest: string): Meant | null {
  const found = eraYear(era, number);
  if (!found) return null;
  const signed = told.exec(rest);
  // A sign that is not this year's means that this is not the era, or not the year: better none than a wrong one.
  if (signed && sexagenary(signed[1]!) !== sexagenaryOfYear(found.year.year)) return null;
  const after = signed ? rest.slice(signed[0].length) : rest;
  if (after === '') {
    const { sure } = withinYear(found.year, '')!;
    return { from: found.from, to: found.to, sure: sure && !era.borrowed };
  }
  const days = daysOfLunar(found.year, after, era.borrowed);
  return days && days.to >= found.from ? { ...days, from: Math.max(days.from, found.from) } : null;
}

/** A borrowed calendar gives no days, only the month in which they must have been. */
export function daysOfLunar(year: LunarYear, text: string, borrowed = false): Meant | null {
  const known = borrowed ? { ...year, months: year.months.map((month) => ({ ...month, sure: false })) } : year;
  return withinYear(known, text);
}

export function readingOf(days: Meant, label: string, year: number, dynasty?: string, borrowed = false): Reading {
  const edtf = interval([days.from, days.to]);
  const code = dynasty === undefined ? undefined : dynastyOf(dynasty, year)?.code;
  return {
    edtf: days.sure ? edtf : about([days.from, days.to], borrowed),
    label,
    years: [year, year],
    ...(code ? { dynasty: code } : {}),
  };
}

/** The year is known, where a month began is not: EDTF marks the day, and of a neighbour's calendar the month too. */
function about([from, to]: [number, number], borrowed: boolean): string {
  const blurred = (jdn: number): string => edtfDay(jdn).replace(/-(\d\d)-(\d\d)$/, borrowed ? '-~$1-~$2' : '-$1-~$2');
  return `${blurred(from)}/${blurred(to)}`;
}

function ofEra(era: Era, rest: string, label: string): Reading[] {
  const years = eraYears(era);
  const span = [years[0]!.year.year, years.at(-1)!.year.year] as const;
  const part = partOf(span, rest === '年' ? '' : rest);
  if (part) {
    const code = dynastyOf(era.dynasty, span[0])?.code;
    return [{ edtf: part, label, stretch: true, ...(code ? { dynasty: code } : {}) }];
  }
  const read = (days: Meant | null, year: number): Reading[] =>
    days ? [readingOf(days, label, year, era.dynasty, era.borrowed)] : [];
  const numbered = numbers.exec(rest);
  if (numbered) {
    const number = numberOf(numbered[1]!);
    const year = number === null ? undefined : years.find((one) => one.number === number);
    return year ? read(inYear(era, year.number, numbered[2]!), year.year.year) : [];
  }
  const cyclic = told.exec(rest);
  if (!cyclic) return [];
  const at = sexagenary(cyclic[1]!);
  return years
    .filter(({ year }) => at !== null && sexagenaryOfYear(year.year) === at)
    .flatMap(({ number, year }) => read(inYear(era, number, rest.slice(cyclic[0].length)), year.year));
}

/** Several courts that wrote one era are one reading: 西晋、前凉 建武元年. */
function joined(readings: { reading: Reading; era: Era }[], body: string): Reading[] {
  const groups = new Map<string, { reading: Reading; era: Era }[]>();
  for (const one of readings) {
    const key = one.reading.stretch ? one.reading.edtf : `${one.reading.years?.[0]}`;
    const [first] = groups.get(key) ?? [];
    // One court, one name and one year, but other months: two halves of a year in which the throne changed.
    if (first?.era.dynasty === one.era.dynasty && first.reading.edtf !== one.reading.edtf) {
      groups.set(`${key} ${one.era.from}`, [one]);
    } else groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((some) => {
    const known = some.find(({ era }) => !era.borrowed) ?? some[0]!;
    const courts = [...new Set([known, ...some].map(({ era }) => era.dynasty))];
    const who = courts.length > 3 ? `${courts.slice(0, 2).join('、')}等` : courts.join('、');
    return { ...known.reading, label: `${who} ${body}` };
  });
}

/** An era with a year, a sign, a part of it, or the era alone; of folded text, with the same text as it was written. */
export function eraReadings(text: string, written: string): Reading[] {
  let found = erasIn(text);
  // Years were called 载 from 天宝三载 to 至德三载 and at no other time.
  const tang = found.filter(({ era, end }) => era.dynasty === '唐' && /^.{1,3}载/.test(text.slice(end)));
  if (tang.length > 0) found = tang;
  const readings = found.flatMap(({ era, end }) =>
    ofEra(era, text.slice(end), '').map((reading) => ({ reading, era })),
  );
  const all = joined(readings, found.length > 0 ? written.slice(found[0]!.start) : written);
  return all.sort((a, b) => (a.years?.[0] ?? yearNumber(a.edtf)) - (b.years?.[0] ?? yearNumber(b.edtf)));
}

const yearNumber = (edtf: string): number => Number(/^-?\d+/.exec(edtf)?.[0] ?? 0);
