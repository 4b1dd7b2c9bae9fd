// Joins the sources into lines of years: a line is one calendar as a court kept it.
import { monthsOf } from './generate-sources.mjs';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const yearOf = (jdn) => new Date((jdn - 2_440_588) * 86_400_000).getUTCFullYear();
/** Months that had names of their own (武后, 肃宗) can only be compared by where they begin and end. */
const nameOf = (month) =>
  month.renamed
    ? `${month.start}:?:${month.length}`
    : `${month.start}:${month.number}${month.leap ? '+' : ''}:${month.length}`;
const renamedIn = (year) => (year >= 690 && year <= 700) || year === 762;

/** Eras of rebels and claimants within another's lands: never a source of months. */
export const minor = (era) => era.doubtful && !['中國', undefined].includes(era.reference);

/** Where CeJS begins to count at a day within a month as if it were the first, all months of the era come late. */
const shifts = { 金大定: -7, 南明安宗: -14 };

/** Every month that CeJS has for some dynasties, each year begun by its first month. */
function fromCejs(eras, dynasties, from, to) {
  const months = new Map();
  for (const era of eras) {
    if (!dynasties.includes(era.dynasty) || minor(era)) continue;
    const shift = shifts[era.dynasty + era.name] ?? 0;
    for (const month of monthsOf(era)) {
      if (month.renamed) continue;
      const start = month.start + shift;
      if (start >= from && start < to && !months.has(start)) months.set(start, { ...month, start });
    }
  }
  const years = new Map();
  const sorted = [...months.values()].sort((a, b) => a.start - b.start);
  sorted.forEach((month, at) => {
    // The month in which an era ends may be cut short; the next one's beginning tells its length.
    const next = sorted[at + 1];
    if (next && next.start - month.start >= 29 && next.start - month.start <= 30)
      month.length = next.start - month.start;
    const year = yearOf(month.start + (7 - month.number) * 29.5);
    years.set(year, [...(years.get(year) ?? []), month]);
  });
  return years;
}

const within = (years, from, to) => new Map([...years].filter(([year]) => year >= from && year <= to));

/** Where months do not follow the usual 1 to 12 from this one, they are listed by name. */
export const firstMonth = (line, year) => (line === 'south' && year < -103 ? 10 : 1);

function coded(line, year, months, sure) {
  const first = firstMonth(line, year);
  let leapAt = 0;
  const regular =
    (months.length === 12 || months.length === 13) &&
    months.every((month, at) => {
      if (month.leap) {
        if (leapAt || at === 0) return false;
        leapAt = at;
        return month.number === months[at - 1].number;
      }
      return month.number === ((first - 1 + at - (leapAt ? 1 : 0)) % 12) + 1;
    }) &&
    (months.length === 13) === leapAt > 0 &&
    months.every(({ length }) => length === 29 || length === 30);
  if (!regular) {
    return months
      .map((month) => `${month.number}${month.leap ? '+' : ''}:${month.length}${sure(month) ? '' : '~'}`)
      .join(',');
  }
  let bits = 0;
  months.forEach((month, at) => {
    bits += (month.length === 30 ? 1 : 0) * 2 ** at + (sure(month) ? 0 : 1) * 2 ** (17 + at);
  });
  bits += leapAt * 2 ** 13;
  return Array.from({ length: 5 }, (_, at) => digits[Math.floor(bits / 64 ** (4 - at)) % 64]).join('');
}

export function linesOf({ eras, sanmiao, computed }) {
  const other = new Set(Object.values(sanmiao).flatMap((years) => [...years.values()].flat().map(nameOf)));
  const cejs = new Set(eras.filter((era) => !minor(era)).flatMap((era) => monthsOf(era).map(nameOf)));
  const sky = new Set(computed.map(nameOf));
  const jdn = (year) => Math.round((year - 1970) * 365.2425) + 2_440_588;
  const qing = fromCejs(eras, ['清'], jdn(1644), jdn(1912.5));
  // From 1644 on the line of 清 is the one: sanmiao misnames some months of 1717, 1718 and 1737.
  const middle = new Map([...within(sanmiao[3], 535, 1643), ...within(qing, 1644, 1911)]);
  // Where it is alone and the two others agree, they are right (1033, 1232 and 1233).
  const courts = fromCejs(eras, ['隋', '唐', '北宋', '南宋', '元', '明'], jdn(581), jdn(1644));
  const alone = [...middle].filter(
    ([year, months]) =>
      (year < 689 || year > 700) &&
      months.some((month) => !cejs.has(nameOf(month)) && !sky.has(nameOf(month))) &&
      courts.get(year)?.length >= 12 &&
      courts.get(year).every((month) => sky.has(nameOf(month))),
  );
  for (const [year] of alone) middle.set(year, courts.get(year));
  const witnesses = { has: (name) => Number(cejs.has(name)) + Number(other.has(name)) + Number(sky.has(name)) > 1 };
  const renamed = (name) => name.includes('?') && cejs.has(name);
  const lines = {
    south: { years: within(sanmiao[1], -245, 589), by: witnesses },
    north: { years: within(sanmiao[2], 386, 577), by: witnesses },
    middle: { years: middle, by: { has: (name) => witnesses.has(name) || renamed(name) } },
    wu: { years: fromCejs(eras, ['吳'], jdn(222), jdn(280.5)), by: witnesses },
    shu: { years: fromCejs(eras, ['蜀'], jdn(221), jdn(264.5)), by: witnesses },
    liao: { years: fromCejs(eras, ['遼'], jdn(916), jdn(1126)), by: witnesses },
    jin: { years: fromCejs(eras, ['金'], jdn(1115), jdn(1235)), by: witnesses },
    yuan: { years: fromCejs(eras, ['大蒙古國', '元'], jdn(1206), jdn(1371.2)), by: witnesses },
    houjin: { years: fromCejs(eras, ['後金', '清'], jdn(1616), jdn(1644.1)), by: witnesses },
    nanming: { years: fromCejs(eras, ['南明'], jdn(1644.3), jdn(1662.2)), by: witnesses },
    zheng: { years: fromCejs(eras, ['明鄭'], jdn(1662.1), jdn(1684.2)), by: witnesses },
  };
  const modern = new Map();
  for (const month of computed) {
    const year = yearOf(month.start + (7 - month.number) * 29.5);
    if (year >= 1912) modern.set(year, [...(modern.get(year) ?? []), month]);
  }
  lines.modern = { years: modern, by: witnesses };
  const out = [];
  const report = [];
  for (const [name, line] of Object.entries(lines)) {
    let [text, next, count, doubtful] = ['', undefined, 0, 0];
    const odd = [];
    const keys = [...line.years.keys()].sort((a, b) => a - b);
    const jump = keys.find((year, at) => at > 0 && year !== keys[at - 1] + 1);
    if (jump !== undefined) throw new Error(`${name}: no year before ${jump}`);
    for (const [year, months] of [...line.years].sort(([a], [b]) => a - b)) {
      months.sort((a, b) => a.start - b.start);
      for (const month of months) {
        if (next !== undefined && month.start !== next) {
          throw new Error(`${name} ${year}: ${month.start} does not follow, ${next} does`);
        }
        next = month.start + month.length;
      }
      const sure = (month) =>
        line.by.has(nameOf(month)) ||
        (name === 'middle' && renamedIn(year) && line.by.has(nameOf({ ...month, renamed: true })));
      const code = coded(name, year, months, sure);
      count += months.length;
      doubtful += months.filter((month) => !sure(month)).length;
      if (!code.includes(':')) text += code;
      else {
        text += '!';
        odd.push(`${year} ${code}`);
      }
    }
    const [first] = [...line.years.keys()].sort((a, b) => a - b);
    const [{ start }] = line.years.get(first);
    out.push(`${name} ${first} ${start} ${text}`, ...odd.map((one) => `! ${one}`));
    report.push(
      `${name}: ${line.years.size} years, ${count} months, ${doubtful} of them uncertain, ${odd.length} odd years`,
    );
  }
  report.push(`taken from the two others: ${alone.map(([year]) => year).join(' ')}`);
  return { text: out.join('\n'), lines, report: report.join('\n') };
}
