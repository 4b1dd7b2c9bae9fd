import {
  dayOfGregorian,
  dayOfJulian,
  edtfDay,
  eras,
  erasNamed,
  eraYear,
  eraYears,
  gregorianOf,
  julianOf,
  lines,
  lunarYear,
  lunarYearOn,
  sexagenaryName,
  sexagenaryOfDay,
  sexagenaryOfYear,
  yearsOfLine,
} from './index.js';
import { fold } from '../text/index.js';

const era = (name: string, dynasty: string) => erasNamed(fold(name)).find((one) => one.dynasty === dynasty)!;
const span = (name: string, dynasty: string, number: number): string => {
  const found = eraYear(era(name, dynasty), number)!;
  return `${edtfDay(found.from)}/${edtfDay(found.to)}`;
};

describe('days', () => {
  it('are the same in both calendars, there and back', () => {
    const wrong = [];
    for (let jdn = 1_600_000; jdn < 2_500_000; jdn += 7) {
      if (dayOfGregorian(gregorianOf(jdn)) !== jdn || dayOfJulian(julianOf(jdn)) !== jdn) wrong.push(jdn);
    }
    expect(wrong).toEqual([]);
    expect(julianOf(2_299_160)).toEqual({ year: 1582, month: 10, day: 4 });
    expect(gregorianOf(2_299_161)).toEqual({ year: 1582, month: 10, day: 15 });
  });

  it('have their signs of the sixty', () => {
    const sign = (year: number, month: number, day: number) =>
      sexagenaryName(sexagenaryOfDay(dayOfGregorian({ year, month, day })));
    // 甲午战争: 1 August 1894 was 光緒二十年七月初一, a 己亥; 1 October 1949 a 甲子.
    expect(sign(1949, 10, 1)).toBe('甲子');
    expect(sexagenaryName(sexagenaryOfYear(1894))).toBe('甲午');
    expect(sexagenaryName(sexagenaryOfYear(1984))).toBe('甲子');
  });
});

describe('months', () => {
  test.each(lines)('%s: years follow one another, months too, of 29 or 30 days', (line) => {
    const years = yearsOfLine(line);
    const wrong: unknown[] = [];
    years.forEach((year, at) => {
      const before = years[at - 1];
      if (year.year !== years[0]!.year + at) wrong.push([year.year, 'number']);
      const middle = gregorianOf(Math.round((year.first + year.last) / 2)).year;
      if (year.months.length > 6 && middle !== year.year) wrong.push([year.year, middle]);
      if (before && year.first !== before.last + 1) wrong.push([year.year, 'gap']);
      if (lunarYearOn(line, year.first) !== year || lunarYearOn(line, year.last) !== year)
        wrong.push([year.year, 'on']);
      year.months.forEach((month, place) => {
        const expected = place === 0 ? year.first : year.months[place - 1]!.first + year.months[place - 1]!.length;
        if (month.first !== expected) wrong.push([year.year, month]);
        if (month.length !== 29 && month.length !== 30) wrong.push([line, year.year, month.number]);
      });
    });
    // A month was cut short when 魏 moved its new year; 北齐 ended within one.
    expect(wrong).toEqual({ south: [['south', 236, 12]], north: [['north', 577, 12]] }[line as string] ?? []);
  });

  it('have every day of 1600 to 1911 once, each year with twelve months and now and then a thirteenth', () => {
    let day = lunarYear('middle', 1600)!.first;
    const doubtful: number[][] = [];
    for (let at = 1600; at <= 1911; at++) {
      const { months } = lunarYear('middle', at)!;
      expect(months.filter(({ leap }) => !leap).map(({ number }) => number)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ]);
      expect(months.filter(({ leap }) => leap).length).toBeLessThanOrEqual(1);
      for (const month of months) {
        if (!month.sure) doubtful.push([at, month.number]);
        if (month.first !== day) doubtful.push([at, month.first]);
        day += month.length;
      }
    }
    // The new moon of August 1890 came minutes from midnight, and the sources differ.
    expect(doubtful).toEqual([
      [1890, 6],
      [1890, 7],
    ]);
    // 宣統三年十二月三十日, the last day of the last year of the empire.
    expect(edtfDay(day - 1)).toBe('1912-02-17');
  });

  test.each([
    [1645, '1645-01-28'],
    [1722, '1722-02-16'],
    [1800, '1800-01-25'],
    [1850, '1850-02-12'],
    [1900, '1900-01-31'],
    [1911, '1911-01-30'],
  ])('new year of %i was %s', (year, expected) => expect(edtfDay(lunarYear('middle', year)!.first)).toBe(expected));

  it('have the leap months that history tells of', () => {
    const leap = (year: number) => lunarYear('middle', year)!.months.find((one) => one.leap)?.number;
    expect([1870, 1890, 1892, 1900, 1906].map(leap)).toEqual([10, 2, 6, 8, 4]);
    // 嘉慶十八年 (1813) was to have 闰八; it was moved to 1814 闰二.
    expect([1813, 1814].map(leap)).toEqual([undefined, 2]);
  });
});

describe('eras', () => {
  it('lie on their lines and count from their first year', () => {
    for (const one of eras) {
      const first = eraYear(one, one.first);
      expect([one.dynasty, one.name, first?.from]).toEqual([one.dynasty, one.name, one.from]);
      expect(eraYear(one, one.first - 1)).toBeNull();
      expect(one.to).toBeGreaterThanOrEqual(one.from);
      const years = eraYears(one);
      expect(years.every(({ from, to }, at) => from <= to && (at === 0 || from === years[at - 1]!.to + 1))).toBe(true);
    }
  });

  test.each([
    ['康熙', '清', 32, '1693-02-05/1694-01-24'],
    ['康熙', '清', 61, '1722-02-16/1723-02-04'],
    ['同治', '清', 8, '1869-02-11/1870-01-30'],
    ['洪武', '明', 1, '1368-01-31/1369-02-14'],
    ['萬曆', '明', 48, '1620-02-04/1620-08-27'],
    ['泰昌', '明', 1, '1620-08-28/1621-01-21'],
    ['宣統', '清', 3, '1911-01-30/1912-02-17'],
  ])('%s (%s) %i is %s', (name, dynasty, number, expected) => expect(span(name, dynasty, number)).toBe(expected));

  test.each([
    ['乾隆', '清', 60, 1795],
    ['永樂', '明', 22, 1424],
    ['貞觀', '西夏', 3, 1103],
    ['開元', '唐', 29, 741],
    ['建安', '东汉', 25, 220],
    ['太初', '西汉', 1, -103],
    ['元封', '西汉', 1, -109],
    ['大定', '金', 29, 1189],
    ['乾佑', '西夏', 24, 1193],
    ['天啟', '明', 7, 1627],
    ['天授', '唐', 1, 690],
    ['永曆', '明郑', 37, 1683],
    ['崇德', '清', 1, 1636],
    ['建元', '前秦', 21, 385],
    ['天曆', '元', 2, 1329],
    ['延昌', '高昌', 30, 590],
  ])('%s (%s) %i is mostly %i', (name, dynasty, number, year) =>
    expect(eraYear(era(name, dynasty), number)?.year.year).toBe(year),
  );

  it('do not go on after they ended', () => {
    expect(eraYear(era('康熙', '清'), 62)).toBeNull();
    expect(eraYear(era('泰昌', '明'), 2)).toBeNull();
  });
});
