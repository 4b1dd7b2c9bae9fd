// Reads the three packages that the tables are made from into plain lists.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const dayMs = 86_400_000;
const jdnOf = (ms) => Math.round(ms / dayMs) + 2_440_588;

/** The eras of China as CeJS keeps them. It has no call that lists them with their months, so its own list is caught. */
export async function cejsEras(require, folder) {
  // It tells of every era of Asia that it cannot read; none of them is China's.
  console.warn = console.error = console.log = console.info = console.debug = () => undefined;
  const CeL = require(folder);
  await new Promise((done) => {
    CeL.run(['data.date.era'], () => setTimeout(done, 3000));
  });
  let all;
  const { forEach } = Array.prototype;
  Array.prototype.forEach = function caught(...given) {
    if (!all && this.length > 3000 && this[0]?.start) all = this;
    return forEach.apply(this, given);
  };
  CeL.era.get_candidate();
  Array.prototype.forEach = forEach;
  const out = [];
  for (const era of all) {
    const [name, ruler, dynasty, country, ...others] = era.name;
    if (country !== '中國') continue;
    era.initialize();
    if (!Array.isArray(era.calendar) || era.精 === '年') continue;
    out.push({
      name,
      ruler,
      dynasty,
      others,
      from: era.start_JDN,
      /** Exclusive. */
      to: era.end_JDN,
      first: Number(era.calendar.start ?? 1),
      startDay: era.calendar['start date'],
      reference: era.參照紀年,
      doubtful: Boolean(era.疑),
      /** Years of 秦 and early 汉 begin with the tenth month. */
      tenthFirst: era.參照紀年 === '秦漢歷',
      years: era.calendar.map((year, at) => ({
        start: jdnOf(era.year_start[at]),
        firstMonth: Number(year.start ?? 1),
        leapAt: year.leap,
        cut: year['start date'],
        lengths: [...year],
        renamed: Boolean(year.month_name ?? year['month name'] ?? year.name),
      })),
    });
  }
  return out;
}

/** Months of an era of CeJS: where they begin, what they are called; one cut by the era's beginning is made whole. */
export function monthsOf(era) {
  const out = [];
  for (const year of era.years) {
    let at = year.start;
    year.lengths.forEach((length, index) => {
      if (!length) return;
      const leap = year.leapAt !== undefined && index === year.leapAt;
      const shift = year.leapAt !== undefined && index >= year.leapAt ? 1 : 0;
      const before = index === 0 && year.cut ? Number(year.cut) - 1 : 0;
      const number = era.tenthFirst
        ? ((year.firstMonth + index - shift + 8) % 12) + 1
        : year.firstMonth + index - shift;
      if (at < era.to && (number <= 12 || year.renamed)) {
        out.push({ start: at - before, number, leap, length: length + before, renamed: year.renamed });
      }
      at += length;
    });
  }
  return out;
}

/** sanmiao's streams of months, by the year that it counts them to. */
export async function sanmiaoMonths(folder) {
  const [head, ...rows] = (await readFile(join(folder, 'lunar_table_dump.csv'), 'utf8')).trim().split(/\r?\n/);
  const columns = head.split(',');
  const streams = { 1: new Map(), 2: new Map(), 3: new Map() };
  for (const row of rows) {
    const cells = row.split(',');
    const cell = (name) => Number(cells[columns.indexOf(name)] || 0);
    const years = streams[cells[0]];
    if (!years) continue;
    const year = cell('ind_year');
    const month = {
      start: Math.round(cell('nmd_jdn') + 0.5),
      number: cell('month'),
      leap: cell('intercalary') === 1,
      length: cell('max_day'),
    };
    years.set(
      year,
      [...(years.get(year) ?? []), month].sort((a, b) => a.start - b.start),
    );
  }
  return streams;
}

/**
 * Months as tyme4ts has them: from 1645 computed from the true sun and moon (定气, 定朔), before that by the rules of
 * each calendar with the corrections of 寿星万年历. Only a witness.
 */
export function tymeMonths(require, folder) {
  const { LunarYear } = require(join(folder, 'dist/lib/index.cjs'));
  const out = [];
  for (let year = 1; year <= 2050; year++) {
    for (const month of LunarYear.fromYear(year).getMonths()) {
      out.push({
        // Noon of the first day, of which a Julian day number is the name.
        start: Math.round(month.getFirstJulianDay().getDay()),
        number: Math.abs(month.getMonth()),
        leap: month.isLeap(),
        length: month.getDayCount(),
      });
    }
  }
  return out;
}
