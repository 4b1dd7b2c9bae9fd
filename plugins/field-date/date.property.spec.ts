import {
  eras,
  eraYears,
  gregorianOf,
  lunarYear,
  type LunarMonth,
  needsDynasty,
  sexagenaryName,
  sexagenaryOfDay,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { readDate } from './date.reading.js';
import { dateType, DateValue } from './date.value.js';
import { daysOf } from './edtf.days.js';
import { withinYear } from './month.reading.js';
import { figure } from './numeral.js';
import { interval, marked } from './reading.js';

const monthName = ({ number, leap }: LunarMonth): string =>
  `${leap ? '閏' : ''}${number === 1 ? '正' : figure(number)}月`;
const plainMonth = (month: LunarMonth): string => monthName(month).replace('閏', '闰');
/** The first of a month is 一日; 元日 would be New Year's Day. */
const dayName = (day: number): string => (day === 1 ? '初一' : `${figure(day)}日`);
const qing = eras.filter((era) => era.dynasty === '清' && era.line === 'middle' && !era.minor);

/** The same numbers every time: a failure must come back. */
function* numbers(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

describe('properties of dates', () => {
  it('gives every day of every lunar month from 1600 to 1911 the day after the one before', () => {
    let day = lunarYear('middle', 1600)!.first;
    const wrong: string[] = [];
    for (let at = 1600; at <= 1911; at++) {
      const year = lunarYear('middle', at)!;
      for (const month of year.months) {
        for (let of = 1; of <= month.length; of++, day++) {
          const text = `${plainMonth(month)}${dayName(of)}`;
          const found = withinYear(year, text);
          const right = month.sure ? found?.from === day && found.to === day : found?.from === month.first;
          if (!right) wrong.push(`${at} ${text}`);
        }
        if (month.sure && withinYear(year, `${plainMonth(month)}${dayName(month.length + 1)}`))
          wrong.push(`${at} ${month.number} is longer`);
      }
    }
    expect(wrong).toEqual([]);
    expect(day).toBe(lunarYear('middle', 1911)!.last + 1);
  });

  it('reads first and last days of the Qing months by their era, and by the sign of the day', () => {
    const wrong: string[] = [];
    for (const era of qing) {
      for (const { number, year, from, to } of eraYears(era).filter((_, at) => at % 6 === 0)) {
        for (const month of year.months) {
          const last = month.first + month.length - 1;
          if (!month.sure || month.first < from || last > to) continue;
          const head = `${era.name}${figure(number)}年${monthName(month)}`;
          const told = (text: string): string[] => readDate(text).map(({ edtf }) => edtf);
          const expected = (jdn: number) => [interval([jdn, jdn])];
          if (`${told(`${head}朔`)}` !== `${expected(month.first)}`) wrong.push(`${head}朔`);
          if (`${told(`${head}晦日`)}` !== `${expected(last)}`) wrong.push(`${head}晦`);
          const sign = sexagenaryName(sexagenaryOfDay(month.first + 9));
          const full = `${head}${sexagenaryName(sexagenaryOfDay(month.first))}朔十日${sign}`;
          for (const text of [`${head}${sign}`, full]) {
            if (`${told(text)}` !== `${expected(month.first + 9)}`) wrong.push(text);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('finds every year of every era by its dynasty, name, number and sign', () => {
    const wrong: string[] = [];
    for (const era of eras.filter(({ minor }) => !minor)) {
      for (const { number, year, from, to } of eraYears(era).filter((_, at) => at % 2 === 0)) {
        const name = needsDynasty(era) || era.dynasty !== '' ? `${era.dynasty}${era.name}` : era.name;
        const text = `${name}${figure(number)}年${sexagenaryName(sexagenaryOfYear(year.year))}`;
        const fits = readDate(text).some(({ edtf, years }) => {
          const days = daysOf(edtf)!;
          return years?.[0] === year.year && days[0] <= to && days[1] >= from;
        });
        if (!fits) wrong.push(text);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('writes spans of days as EDTF that means those days, with and without doubt', () => {
    const random = numbers(7);
    const next = (): number => random.next().value as number;
    for (let at = 0; at < 3000; at++) {
      const from = 1_500_000 + Math.floor(next() * 1_000_000);
      const to = from + Math.floor(next() ** 4 * 20_000);
      const edtf = interval([from, to]);
      if (`${daysOf(edtf)}` !== `${[from, to]}`) expect([edtf, daysOf(edtf)]).toEqual([edtf, [from, to]]);
      const doubtful = marked(marked(edtf, '~'), '?');
      if (`${daysOf(doubtful)}` !== `${[from, to]}`)
        expect([doubtful, daysOf(doubtful)]).toEqual([doubtful, [from, to]]);
    }
    expect(marked('18XX', '~')).toBe('1800~/1899~');
    expect(marked('1900~', '?')).toBe('1900%');
  });

  it('never fails on what is no date, and says of what it reads only what EDTF can hold', () => {
    const random = numbers(11);
    const next = (many: number): number => Math.floor((random.next().value as number) * many);
    const parts = [
      '康熙',
      '太和',
      '甲子',
      '三',
      '十二',
      '年',
      '月',
      '日',
      '閏',
      '朔',
      '春',
      '间',
      '初',
      '末',
      '至',
      '-',
      '约',
      '?',
      '1693',
      '05',
      '清',
      '唐',
      '民國',
      '世纪',
      '前',
      '後',
      '[',
      ']',
      '（',
      '）',
      ' ',
      '或',
      '元',
      '乾嘉',
      '𠮷',
      'May',
      '19',
      '~',
      '/',
      '..',
      'X',
    ];
    for (let at = 0; at < 1500; at++) {
      const raw = Array.from({ length: 1 + next(7) }, () => parts[next(parts.length)]).join('');
      for (const { edtf, years } of readDate(raw)) {
        const days = daysOf(edtf);
        if (!days || days[0] > days[1]) expect([raw, edtf, days]).toEqual([raw, edtf, 'days in order']);
        if (years && Math.abs(years[0] - gregorianOf(days![0]).year) > 1) expect([raw, edtf]).toEqual([raw, years]);
      }
      if (raw.trim() === '') continue;
      const stored = dateType.normalise!(DateValue.parse(raw), {});
      if (JSON.stringify(dateType.normalise!(DateValue.parse(stored), {})) !== JSON.stringify(stored)) {
        expect(raw).toBe('stored in one form');
      }
    }
  });
});
