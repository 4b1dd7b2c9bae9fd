import {
  dynastyNamed,
  lunarYear,
  lunarYearOn,
  sexagenary,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { fold } from '../../server/contract/text/index.js';
import { daysOfLunar, readingOf } from './era.reading.js';
import { daysOf } from './edtf.days.js';
import { numberOf, numeral, sign } from './numeral.js';
import { edtfDate, type Reading } from './reading.js';
import { nameTable } from '../../server/contract/name.table.js';

/** Counts of years that go with the Gregorian calendar: the year before the first, the last, whose it was. */
const counts: readonly {
  names: string[];
  zero: number;
  first: number;
  last: number;
  whose: string;
  dynasty: boolean;
}[] = [
  { names: ['中华民国', '民国'], zero: 1911, first: 1, last: 100, whose: '', dynasty: true },
  { names: ['洪宪'], zero: 1915, first: 1, last: 1, whose: '中华帝国', dynasty: true },
  { names: ['满洲国大同', '伪满大同', '大同'], zero: 1931, first: 1, last: 3, whose: '伪满', dynasty: true },
  { names: ['满洲国康德', '伪满康德', '康德'], zero: 1933, first: 1, last: 12, whose: '伪满', dynasty: true },
  { names: ['日本明治', '明治'], zero: 1867, first: 6, last: 45, whose: '日本', dynasty: false },
  { names: ['日本大正', '大正'], zero: 1911, first: 1, last: 15, whose: '日本', dynasty: false },
  { names: ['日本昭和', '昭和'], zero: 1925, first: 1, last: 64, whose: '日本', dynasty: false },
  { names: ['日本平成', '平成'], zero: 1988, first: 1, last: 31, whose: '日本', dynasty: false },
];

const month = `(?:(${numeral}|正|端|腊|冬)月)`;
const monthNames = nameTable<number>({ 正: 1, 元: 1, 端: 1, 冬: 11, 腊: 12 });

/** The words that say that what follows is of the old calendar. */
export const oldStyle = /(?:农历|旧历|夏历|阴历|古历)/;

/** A day of the old calendar in a year of the new one: 1934年农历五月初五. */
export function lunarDay(year: number, text: string, label: string): Reading | null {
  const lunar =
    lunarYear(year > 1911 ? 'modern' : 'middle', year) ??
    lunarYearOn('south', Math.round((year + 0.5) * 365.2425) + 1_721_060);
  const days = lunar && daysOfLunar(lunar, text);
  return days ? readingOf(days, label, year, year > 1911 ? '民国' : undefined) : null;
}

function within(year: number, rest: string, label: string, dynasty: string | undefined): Reading | null {
  const signed = new RegExp(`^(?:岁次|岁在|岁)?(${sign})年?`).exec(rest);
  if (signed && sexagenary(signed[1]!) !== sexagenaryOfYear(year)) return null;
  const after = (signed ? rest.slice(signed[0].length) : rest).replace(/^(?:公历|阳历|新历|西历|国历)/, '');
  const known = (edtf: string): Reading => ({ edtf, label, ...(dynasty ? { dynasty } : {}) });
  if (after === '') return known(edtfDate(year));
  const old = oldStyle.exec(after);
  if (old?.index === 0) return lunarDay(year, after.slice(old[0].length), label);
  const season = /^([春夏秋冬])(?:季|日|天|间)?$/.exec(after);
  if (season) return known(`${edtfDate(year)}-2${'春夏秋冬'.indexOf(season[1]!) + 1}`);
  const found = new RegExp(`^${month}(?:(${numeral})[日号]?|([上中下])旬)?$`).exec(after);
  if (!found) {
    // 端午, 九月初九: what is no date of the new calendar is one of the old.
    return lunarDay(year, after, label);
  }
  const number = monthNames[found[1]!] ?? numberOf(found[1]!);
  if (number === null || number < 1 || number > 12) return null;
  if (found[3]) {
    const from = { 上: 1, 中: 11, 下: 21 }[found[3]]!;
    const days = daysOf(edtfDate(year, number));
    const to = found[3] === '下' ? days![1] - days![0] + 1 : from + 9;
    return known(`${edtfDate(year, number, from)}/${edtfDate(year, number, to)}`);
  }
  const day = found[2] === undefined ? 0 : numberOf(found[2]);
  const edtf = day === null ? '' : edtfDate(year, number, day);
  return daysOf(edtf) ? known(edtf) : null;
}

/** 民国, 康德, 昭和 and the like: months and days are what they seem, unless they are said to be of the old calendar. */
export function solarReadings(text: string, written: string): Reading[] {
  for (const { names, zero, first, last, whose, dynasty } of counts) {
    const name = names.map(fold).find((one) => text.startsWith(one));
    if (!name) continue;
    const rest = text.slice(name.length);
    const code = dynasty ? dynastyNamed(fold('民国'))!.code : undefined;
    const label = whose && !written.startsWith(whose) ? `${whose} ${written}` : written;
    const numbered = new RegExp(`^(${numeral})(?:年|$)(.*)$`).exec(rest);
    const number = numbered && numberOf(numbered[1]!);
    if (numbered && number !== null) {
      if (number! < first || number! > last) return [];
      const reading = within(zero + number!, numbered[2]!, label, code);
      return reading ? [reading] : [];
    }
    const cyclic = new RegExp(`^(?:岁次|岁在|岁)?(${sign})[年岁]?(.*)$`).exec(rest);
    const at = cyclic && sexagenary(cyclic[1]!);
    if (!cyclic || at === null) continue;
    const readings = [];
    for (let year = zero + first; year <= Math.min(zero + last, 1949); year++) {
      if (sexagenaryOfYear(year) !== at) continue;
      const reading = cyclic[2] === '' ? within(year, '', label, code) : lunarDay(year, cyclic[2]!, label);
      if (reading) readings.push(reading);
    }
    return readings;
  }
  return [];
}
