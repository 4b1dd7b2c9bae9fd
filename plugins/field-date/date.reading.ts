import { chineseNumber, fold } from '../../server/contract/text/index.js';
import { daysOf, edtfYear } from './edtf.days.js';
import { dynastyKeys, type Era, eraNames, erasOf, sexagenary, sexagenaryOfYear, spanOfDynasty } from './eras.js';
import { westernDate } from './western.reading.js';

/** One thing that a date as written may mean. */
export interface Reading {
  edtf: string;
  /** What tells it from the other readings: 唐 貞觀三年. */
  label: string;
}

/** Without anything else to go by, 甲子 is one of the years from which libraries mostly have things. */
const sexagenaryWindow = [1600, 1949] as const;

const numeral = '[元〇零一二三四五六七八九十廿卅卌百正\\d]+';
const monthNames: Record<string, number> = { 正: 1, 元: 1, 端: 1, 冬: 11, 腊: 12 };

function numberOf(text: string): number | null {
  if (text === '元') return 1;
  if (/^\d+$/.test(text)) return Number(text);
  return chineseNumber(text);
}

interface Written {
  dynasty?: string;
  eras: Era[];
  rest: string;
}

/** Splits 清乾隆六十年 into dynasty, eras of that name and what follows. Reign titles between the two are passed over. */
function split(text: string): Written | null {
  const dynasty = dynastyKeys.find((name) => text.startsWith(name));
  for (const after of dynasty === undefined ? [''] : [dynasty, '']) {
    const body = text.slice(after.length).replace(/^[代朝]/, '');
    // 清高宗乾隆: a temple name of two characters before the era.
    for (const tail of [body, body.replace(/^[\p{Script=Han}]{1,2}[宗祖帝]/u, '')]) {
      const name = eraNames.find((era) => tail.startsWith(era));
      if (name === undefined) continue;
      const eras = erasOf(name, after === '' ? undefined : after);
      if (eras.length > 0) {
        return { ...(after ? { dynasty: after } : {}), eras, rest: tail.slice(name.length) };
      }
    }
  }
  return null;
}

/** Thirds of a span, since nobody says where 初 ends; ~ says that nobody does. */
function partOf([first, last]: readonly [number, number], part: string): string | null {
  const third = Math.max(1, Math.round((last - first + 1) / 3));
  const span = (from: number, to: number, about: string): string => `${edtfYear(from)}${about}/${edtfYear(to)}${about}`;
  if (/^(间|年间|年|朝|时|时期)?$/.test(part)) return first === last ? edtfYear(first) : span(first, last, '');
  if (/^(初|初年|前期|早期|初期)$/.test(part)) return span(first, Math.min(last, first + third - 1), '~');
  if (/^(中|中期|中叶|中年)$/.test(part)) return span(first + third, Math.max(first + third, last - third), '~');
  if (/^(末|末年|后期|晚期|末期|季|季年)$/.test(part)) return span(Math.max(first, last - third + 1), last, '~');
  return null;
}

/**
 * The year of an era year, and how far a month of the old calendar may lead beyond it. Days of the old calendar are
 * left to a calendar table; the eleventh and twelfth months may already lie in the next year, and say so.
 */
function yearWithMonth(year: number, rest: string): string | null {
  const month = new RegExp(`^(?:闰)?(${numeral}|[端冬腊])月`).exec(rest);
  if (!month) return /^[,，\s]*([春夏秋冬](季|日|月)?|[孟仲季][春夏秋冬](月)?)?$/.test(rest) ? edtfYear(year) : null;
  const number = monthNames[month[1]!] ?? numberOf(month[1]!);
  if (number === null || number < 1 || number > 12) return null;
  return number >= 11 ? `${edtfYear(year)}/${edtfYear(year + 1)}` : edtfYear(year);
}

function ofEra(era: Era, rest: string): Reading | null {
  const read = (edtf: string | null, told: string): Reading | null =>
    edtf === null ? null : { edtf, label: `${era.dynasty} ${era.name}${told}` };
  const year = new RegExp(`^(${numeral})[年载](.*)$`).exec(rest);
  if (year) {
    const number = numberOf(year[1]!);
    if (number === null || number < 1 || era.first + number - 1 > era.last) return null;
    const gregorian = era.first + number - 1;
    const told =
      /^[\s,，(（]*(?:岁次|岁在|岁)?([甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])(?:年|岁)?[)）]?(.*)$/.exec(
        year[2]!,
      );
    // A cyclical sign that is not this year's means that this is not the era, or not the year: better none than a wrong one.
    if (told && sexagenary(told[1]!) !== sexagenaryOfYear(gregorian)) return null;
    return read(yearWithMonth(gregorian, told ? told[2]! : year[2]!), `${year[1]}年`);
  }
  const cyclic = /^[\s]*(?:岁次|岁在|岁)?([甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])(?:年|岁)?(.*)$/.exec(rest);
  if (cyclic) {
    const sign = sexagenary(cyclic[1]!);
    for (let at = era.first; sign !== null && at <= era.last; at++) {
      if (sexagenaryOfYear(at) === sign) return read(yearWithMonth(at, cyclic[2]!), cyclic[1]!);
    }
    return null;
  }
  return read(partOf([era.first, era.last], rest), rest);
}

/** 民国 counts from 1912 and by the Gregorian calendar: months and days are what they seem. */
function ofRepublic(text: string): Reading[] | null {
  const found = new RegExp(`^(?:中华)?民国(${numeral})年(?:(${numeral}|[端冬腊])月(?:(${numeral})[日号])?)?(.*)$`).exec(
    text,
  );
  if (!found) return null;
  const [year, month, day] = [found[1], found[2], found[3]].map((part) =>
    part === undefined ? 0 : numberOf(part === '正' ? '一' : part),
  );
  if (year == null || year < 1 || year > 100 || month == null || day == null || month > 12 || day > 31) return [];
  if (!/^[\s,，]*([春夏秋冬](季|日|月)?)?$/.test(found[4]!)) return [];
  const two = (part: number): string => String(part).padStart(2, '0');
  const edtf = [edtfYear(1911 + year), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join('-');
  return daysOf(edtf) ? [{ edtf, label: `民国${found[1]}年` }] : [];
}

function ofDynasty(text: string): Reading | null {
  for (const name of [...dynastyKeys, fold('民国')]) {
    const span = spanOfDynasty(name);
    if (!span || !text.startsWith(name)) continue;
    const edtf = partOf(span, text.slice(name.length).replace(/^[代朝](?=.|$)/, ''));
    if (edtf) return { edtf, label: text };
  }
  return null;
}

function single(text: string): Reading[] {
  const republic = ofRepublic(text);
  if (republic) return republic;
  const written = split(text);
  if (written) return written.eras.flatMap((era) => ofEra(era, written.rest) ?? []);
  const dynasty = ofDynasty(text);
  if (dynasty) return [dynasty];
  const sign = sexagenary(text.replace(/^(岁次|岁在)/, '').replace(/[年岁]$/, ''));
  if (sign === null) return [];
  const [from, to] = sexagenaryWindow;
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
    .filter((year) => sexagenaryOfYear(year) === sign)
    .map((year) => ({ edtf: edtfYear(year), label: `${year}` }));
}

const about = /^(约|大约|约在|ca?\.?\s|circa\s)|(前后|左右)$/i;

/** From A to B, each side read alone; a second side without an era has that of the first. */
function range(text: string): Reading[] {
  const sides = /^(.+?)(?:至|到|—+|–|－|~|～|-)(.+)$/.exec(text);
  if (!sides) return [];
  const first = readDate(sides[1]!);
  const written = split(sides[1]!);
  const own = readDate(sides[2]!);
  const second =
    own.length > 0 || !written ? own : readDate(sides[1]!.slice(0, sides[1]!.length - written.rest.length) + sides[2]!);
  if (first.length !== 1 || second.length !== 1) return [];
  const [from, to] = [first[0]!.edtf.split('/')[0]!, second[0]!.edtf.split('/').at(-1)!];
  const edtf = `${from}/${to}`;
  return daysOf(edtf) ? [{ edtf, label: `${first[0]!.label}–${second[0]!.label}` }] : [];
}

/** Everything that a date as written may mean: nothing where it is not understood, several where it is not clear. */
export function readDate(raw: string): Reading[] {
  const plain = raw.trim();
  if (daysOf(plain)) return [{ edtf: plain, label: plain }];
  const western = westernDate(plain);
  if (western) return [{ edtf: western, label: plain }];
  const text = fold(plain).replace(/\s+/g, '');
  const kept = text.replace(about, '');
  const found = single(kept);
  const readings = found.length > 0 ? found : range(kept);
  if (kept === text) return readings;
  return readings.map(({ edtf, label }) => ({
    edtf: edtf.includes('/') || edtf.endsWith('~') ? edtf : `${edtf}~`,
    label,
  }));
}
