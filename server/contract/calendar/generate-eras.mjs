// Eras of CeJS, each tied to a line of months and checked against it.
import { Converter } from 'opencc-js';
import { minor } from './generate-months.mjs';

const simplified = Converter({ from: 't', to: 'cn' });
const names = { 南梁: '梁', 朱梁: '後梁', 胡夏: '夏', 李涼: '南涼', 蜀: '蜀漢', 高帝: '高祖', 太平天囯: '' };
/** Whose months a line has; other courts are read by their neighbours' months, and marked. */
const own = {
  秦: 'south',
  西漢: 'south',
  新: 'south',
  更始朝: 'south',
  東漢: 'south',
  魏: 'south',
  西晉: 'south',
  東晉: 'south',
  劉宋: 'south',
  南齊: 'south',
  南梁: 'south',
  陳: 'south',
  北魏: 'north',
  東魏: 'north',
  北齊: 'north',
  西魏: 'middle',
  北周: 'middle',
  隋: 'middle',
  唐: 'middle',
  朱梁: 'middle',
  後唐: 'middle',
  後晉: 'middle',
  後漢: 'middle',
  後周: 'middle',
  北宋: 'middle',
  南宋: 'middle',
  明: 'middle',
  清: 'middle',
  吳: 'wu',
  蜀: 'shu',
  遼: 'liao',
  金: 'jin',
  大蒙古國: 'yuan',
  元: 'yuan',
  後金: 'houjin',
  南明: 'nanming',
  明鄭: 'zheng',
};
const near = { 東丹: 'liao', 北遼: 'liao', 西遼: 'jin', 柔然: 'north', 大順: 'middle', 大西: 'middle' };
/** Rebels of whose books and stones there are some. */
const known = new Set(['大順', '大西', '劉齊', '吳三桂']);
const left = new Set(['中曆', '中華民國', '中华人民共和国', '秦國', '秦漢歷', '太平天囯', '中華帝國', '大清']);
/** 吴元年 ended when 洪武 was proclaimed, on the fourth day of the year: CeJS begins it on the first. */
const begins = { 明洪武: 2_220_742 };

function lineOf(era) {
  if (era.dynasty === '高昌' && era.from >= 1_916_477) return 'middle';
  if (era.dynasty === '清' && era.from < 2_321_557) return 'houjin';
  const known = own[era.dynasty] ?? near[era.dynasty];
  if (known) return known;
  return era.from < 1_936_000 ? 'south' : 'middle';
}

const sexagenary = /^[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]$/;

/** The year of a line in which a day lies, by the first days of its years. */
function yearsOf(line) {
  return [...line.years]
    .map(([year, months]) => ({ year, start: months[0].start, end: months.at(-1).start + months.at(-1).length }))
    .sort((a, b) => a.start - b.start);
}

export function eraLines(eras, { lines }, report) {
  const years = Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, yearsOf(line)]));
  const byYears = (dynasty, ruler, name, first, last) => {
    const start = years.middle.find(({ year }) => year === first).start;
    const { end } = years.middle.find(({ year }) => year === last);
    return { dynasty, name, names: [name], rulers: [ruler], line: 'middle', from: start, to: end, first: 1 };
  };
  const owned = new Set(eras.map((era) => `${era.dynasty} ${era.name}`));
  const out = [];
  for (const era of [...eras].sort((a, b) => a.from - b.from)) {
    if (left.has(era.dynasty) || era.from < 1_640_000) continue;
    if ((minor(era) && era.name === era.ruler) || sexagenary.test(era.name)) continue;
    const line = lineOf(era);
    const [first] = era.years;
    const exact = begins[era.dynasty + era.name] && era.first === 1 ? begins[era.dynasty + era.name] : era.from;
    // Where the sources differ by a day about a year's beginning, the era begins with the year of the line.
    const newYear = years[line].find(({ start }) => Math.abs(start - exact) <= 2)?.start;
    const from = newYear !== undefined && !first.cut && first.firstMonth === 1 ? newYear : exact;
    // So does the one before it end.
    const early = line === 'south' || line === 'north';
    const end =
      years[line].find(({ start }) => early && start > from && Math.abs(start - era.to) <= 2)?.start ?? era.to;
    const at = years[line].findIndex(({ start, end }) => from >= start && from < end);
    if (at < 0) {
      report.push(`left out, no months: ${era.dynasty} ${era.name}`);
      continue;
    }
    era.years.forEach(({ start, cut, firstMonth, renamed }, k) => {
      if (k === 0 || cut || firstMonth !== 1 || renamed || start >= era.to) return;
      const there = years[line][at + k]?.start;
      if (there !== start)
        report.push(`${era.dynasty} ${era.name}: year ${era.first + k} at ${start}, the line has ${there}`);
    });
    const zero = era.first - at;
    const before = out.find(
      (one) => one.dynasty === era.dynasty && one.name === era.name && one.zero === zero && era.from <= one.to + 31,
    );
    if (before) {
      before.to = Math.max(before.to, end);
      if (!before.rulers.includes(era.ruler)) before.rulers.push(era.ruler);
      continue;
    }
    out.push({
      dynasty: era.dynasty,
      name: era.name,
      names: [era.name, ...era.others].filter(
        (name, at) =>
          // 丁丑, 庚寅 and 庚子 as names of eras would hide the year that the sign means.
          !sexagenary.test(name) &&
          (at === 0 || (/^\p{Script=Han}{2,}$/u.test(name) && !owned.has(`${era.dynasty} ${name}`))),
      ),
      rulers: [era.ruler],
      line,
      from,
      to: end,
      first: era.first,
      zero,
      mark: `${own[era.dynasty] ? '' : '~'}${minor(era) && !known.has(era.dynasty) ? '-' : ''}`,
    });
  }
  out.push(
    // 红巾 and 朱元璋 before 洪武, whom CeJS leaves out: by whole years.
    { ...byYears('韩宋', '小明王', '龍鳳', 1355, 1366), mark: '~' },
    { ...byYears('明', '太祖', '吳', 1367, 1367), to: begins.明洪武, mark: '.' },
  );
  out.sort((a, b) => a.from - b.from);
  const called = (name) => simplified(names[name] ?? name);
  return out.map((era) =>
    [
      called(era.dynasty),
      era.rulers.map(called).filter(Boolean).join('/') || '-',
      [...new Set(era.names)].join('='),
      era.line,
      era.from,
      era.to - 1,
      era.first,
      era.mark || '.',
    ].join(' '),
  );
}
