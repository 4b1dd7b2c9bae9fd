import {
  dynastyOfYear,
  edtfYear,
  eras,
  eraYears,
  lunarYear,
  sexagenary,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { fold } from '../../server/contract/text/index.js';
import { dynastyReadings } from './dynasty.reading.js';
import { daysOf } from './edtf.days.js';
import { daysOfLunar, eraReadings, erasIn, foldedName, readingOf } from './era.reading.js';
import { narrowed, yearsOf } from './hints.js';
import { figure, plainSigns, sign } from './numeral.js';
import { type Doubt, type Hints, marked, type Reading } from './reading.js';
import { lunarDay, oldStyle, solarReadings } from './solar.reading.js';
import { westernDate } from './western.reading.js';

export type { Hints, Reading } from './reading.js';

/** Without anything else to go by, 甲子 is one of the years from which libraries mostly have things. */
const sexagenaryWindow = [1600, 1949] as const;
/** More readings than this help nobody. */
const most = 60;

let called: Map<number, string> | undefined;

/** What the year was called in China, to tell one 甲子 from another. */
function calledIn(year: number): string {
  if (year >= 1912) return `民国${figure(year - 1911)}年`;
  if (!called) {
    called = new Map();
    for (const era of eras.filter(({ line, minor, borrowed }) => line === 'middle' && !minor && !borrowed)) {
      for (const { number, year: lunar } of eraYears(era)) {
        if (!called.has(lunar.year)) called.set(lunar.year, `${era.dynasty} ${era.name}${figure(number)}年`);
      }
    }
  }
  return called.get(year) ?? String(year);
}

/** 甲子, 甲子三月初五, 岁次甲子: a year of the sixty and nothing else. */
function sexagenaryReadings(text: string): Reading[] {
  const found = new RegExp(`^(?:太岁在|岁次|岁在|岁)?(${sign})[年岁]?(.*)$`).exec(text);
  const at = found && sexagenary(found[1]!);
  if (!found || at === null) return [];
  const [from, to] = sexagenaryWindow;
  const out: Reading[] = [];
  for (let year = from; year <= to; year++) {
    if (sexagenaryOfYear(year) !== at) continue;
    const label = `${year} · ${calledIn(year)}`;
    const dynasty = dynastyOfYear(year)?.code;
    if (found[2] === '') out.push({ edtf: edtfYear(year), label, ...(dynasty ? { dynasty } : {}) });
    else {
      const lunar = lunarYear(year > 1911 ? 'modern' : 'middle', year);
      const days = lunar && daysOfLunar(lunar, found[2]!);
      if (days) out.push({ ...readingOf(days, label, year), ...(dynasty ? { dynasty } : {}) });
    }
  }
  return out;
}

/** Words that only the old calendar has. */
const oldWords = /(?<=年)(?=.*(?:初[一二三四五六七八九十]|廿|正月|腊月|闰|端午|中秋|重阳|元宵|七夕|除夕))/;

/** 1934年农历五月初五, 1934年端午. */
function oldDateInWesternYear(text: string, written: string): Reading[] {
  const old = oldStyle.exec(text) ?? oldWords.exec(text);
  if (!old) return [];
  const year = westernDate(text.slice(0, old.index));
  if (!year || !/^-?\d{4}$/.test(year)) return [];
  const said = oldStyle.test(old[0]) ? old[0].length : 0;
  const reading = lunarDay(Number(year), text.slice(old.index + said), written);
  return reading ? [reading] : [];
}

/** 229 is a year to people and a decade to EDTF, 19340512 a day. */
const isEdtf = (text: string): boolean =>
  /^[\d.XYSE?~%/[\]{},-]+$/.test(text) && !/^-?(?:\d{1,3}|\d{5,})$/.test(text) && daysOf(text) !== null;

/** A text without words of doubt, as it was written and folded, position by position. */
function single(written: string): Reading[] {
  if (isEdtf(written)) return [{ edtf: written, label: written }];
  const western = westernDate(written);
  if (western) return [{ edtf: western, label: written }];
  const tight = written.replace(/[\s,，、。·;；:：]+/g, '');
  const folded = plainSigns(fold(tight), foldedName);
  const plain = folded.length === tight.length ? tight : folded;
  const counted = [...solarReadings(folded, plain), ...eraReadings(folded, plain)];
  if (counted.length > 0) return counted.sort((a, b) => yearsOf(a)[0] - yearsOf(b)[0]);
  const found = [dynastyReadings, sexagenaryReadings, oldDateInWesternYear];
  for (const read of found) {
    const readings = read(folded, plain);
    if (readings.length > 0) return readings;
  }
  return [];
}

const marks: readonly { word: RegExp; doubt: Doubt }[] = [
  { word: /^(?:约|大约|大概|约在|约于|circa\s|ca?\.?\s|about\s|approximately\s)|(?:前后|左右|上下|许)$/i, doubt: '~' },
  { word: /^(?:疑似|疑为|疑|似|或为|possibly\s|probably\s)|(?:[?？]|\([?？]\)|疑|\(疑\)|（疑）|\[疑\])$/i, doubt: '?' },
];
const ends: readonly { word: RegExp; open: 'before' | 'after' }[] = [
  { word: /^(?:before|until|not after|by)\s|^(?:不晚于|至迟)|(?:以前|之前|前|止)$/i, open: 'before' },
  { word: /^(?:after|since|from|not before)\s|^(?:不早于)|(?:以后|之后|以来|后|起|至今)$/i, open: 'after' },
];

/** The text without a word that is found in its folded form; null where it has none, or nothing else. */
function without(written: string, word: RegExp): string | null {
  const folded = fold(written);
  const found = word.exec(folded);
  if (!found || folded.length !== written.length) return null;
  const kept = `${written.slice(0, found.index)}${written.slice(found.index + found[0].length)}`.trim();
  return kept === '' ? null : kept;
}

function doubted(written: string): Reading[] {
  if (written === '') return [];
  const plain = single(written);
  if (plain.length > 0) return plain;
  const spans = range(written);
  if (spans.length > 0) return spans;
  for (const { word, doubt } of marks) {
    const kept = without(written, word);
    if (kept === null) continue;
    const found = doubted(kept);
    if (found.length > 0) return found.map((one) => ({ ...one, edtf: marked(one.edtf, doubt) }));
  }
  for (const { word, open } of ends) {
    const kept = without(written, word);
    if (kept === null) continue;
    const found = doubted(kept);
    if (found.length > 0) return found.map((one) => ({ ...one, edtf: opened(one, open) }));
  }
  return [];
}

/** Before 康熙 is before its first year; before 1900 may be that year yet. */
function opened({ edtf, stretch }: Reading, open: 'before' | 'after'): string {
  const sides = edtf.split('/');
  const [first, last] = [sides[0]!, sides.at(-1)!];
  if (open === 'before') return `../${stretch ? first : last}`;
  return `${stretch ? last : first}/..`;
}

const separator = /至|到|迄|—+|–|－|--|~|～|-|\bto\b/gi;
const readable = (days: readonly [number, number] | null): days is readonly [number, number] => days !== null;

/** What a second side may leave out: the era, the year, the month of the first. */
function* prefixes(first: string): Generator<string> {
  for (const word of ['月', '年', '载']) {
    const at = first.lastIndexOf(word);
    if (at > 0) yield first.slice(0, at + 1);
  }
  const folded = fold(first);
  const [era] = erasIn(folded);
  if (era && folded.length === first.length) yield first.slice(0, era.end);
  const solar = /^.{2,5}?(?=[元一二三四五六七八九十廿卅\d])/.exec(first);
  if (solar) yield solar[0];
}

function paired(firsts: Reading[], seconds: Reading[]): Reading[] {
  const out: Reading[] = [];
  for (const first of firsts) {
    const begun = daysOf(first.edtf);
    const later = seconds
      .map((second) => ({ second, days: daysOf(second.edtf) }))
      .filter(({ days }) => readable(begun) && readable(days) && days[1] > begun[1] && days[0] >= begun[0])
      .sort((a, b) => a.days![0] - b.days![0]);
    const { second } = later.find((one) => one.second.dynasty === first.dynasty) ?? later[0] ?? {};
    if (!second) continue;
    const edtf = `${first.edtf.split('/')[0]}/${second.edtf.split('/').at(-1)}`;
    if (!daysOf(edtf)) continue;
    out.push({
      edtf,
      label: `${first.label}–${second.label}`,
      ...(first.years || second.years ? { years: [yearsOf(first)[0], yearsOf(second)[1]] } : {}),
      ...(first.dynasty && first.dynasty === second.dynasty ? { dynasty: first.dynasty } : {}),
      stretch: true,
    });
  }
  return out;
}

/** From A to B, each side read alone; a second side without an era, a year or a month has that of the first. */
function range(written: string): Reading[] {
  for (const found of written.matchAll(separator)) {
    const first = written.slice(0, found.index).trim();
    const second = written.slice(found.index + found[0].length).trim();
    if (first === '' || second === '') continue;
    let firsts = side(first);
    // 1931至1935年: the first side has its unit from the second.
    if (firsts.length === 0) firsts = side(`${first}年`);
    if (firsts.length === 0) continue;
    const own = paired(firsts, side(second));
    if (own.length > 0) return own;
    for (const prefix of prefixes(first)) {
      const completed = paired(firsts, side(prefix + second));
      if (completed.length > 0) return completed;
    }
  }
  return [];
}

/** A side of a range may be doubtful or approximate by itself. */
function side(written: string): Reading[] {
  const plain = single(written);
  if (plain.length > 0) return plain;
  for (const { word, doubt } of marks) {
    const kept = without(written, word);
    if (kept !== null) {
      const found = single(kept);
      if (found.length > 0) return found.map((one) => ({ ...one, edtf: marked(one.edtf, doubt) }));
    }
  }
  return [];
}

/** 康熙三十二年（1693）, 民國廿三年[1934], 1693（康熙三十二年）: what one says settles what the other may mean. */
const glossed = /^(.+)[(（[［〔【]([^()（）[\]［］〔〕【】]+)[)）\]］〕】]$/;
const glossSign = /^(?:即|公元|西元)/;

function withGloss(written: string): Reading[] {
  const found = glossed.exec(written);
  if (!found) return [];
  const said = found[1]!.trim();
  const [main, gloss] = [doubted(said), doubted(found[2]!.trim().replace(glossSign, '').trim())];
  if (main.length === 0 || gloss.length === 0) return main;
  const agree = (one: Reading, other: Reading): boolean => {
    const [a, b] = [yearsOf(one), yearsOf(other)];
    return a[0] <= b[1] && b[0] <= a[1];
  };
  // The more precise of the two is kept: an era's year rather than the plain year beside it.
  const fits = main.filter((one) => gloss.some((other) => agree(one, other)));
  const finer = gloss.filter((one) => main.some((other) => agree(one, other)));
  if (fits.length === 0) return [...main, ...gloss];
  return westernDate(said) && finer.length > 0 && finer.some((one) => one.years) ? finer : fits;
}

/** What was done in the year, where a whole edition statement was given. */
const deed =
  /(?:重|递|补|影|覆|翻|初|石|铅|排|木活字|活字|油|彩|精|手|写|原)*(?:刻|刊|印|抄|钞|写|绘|拓|修|稿)+本?$|(?:序|跋|立|建|造|书|撰|作|题|识|记)$/;

/** [清光緒], （乾隆間）: what a cataloguer supplies stands in brackets. A set in EDTF has them too. */
const bracketed = /^[[［〔【(（](.+)[\]］〕】)）]$/;

/** Everything that a date as written may mean: nothing where it is not understood, several where it is not clear. */
export function readDate(raw: string, hints: Hints = {}): Reading[] {
  const plain = raw.replace(/\s+/g, ' ').trim();
  if (plain === '' || plain.length > 120) return [];
  if (isEdtf(plain)) return [{ edtf: plain, label: plain }];
  const written = bracketed.exec(plain)?.[1] ?? plain;
  let found = doubted(written);
  // 光绪二十一年刻本, 道光三年序: what was done then follows.
  if (found.length === 0) found = doubted(without(written, deed) ?? '');
  if (found.length === 0) found = withGloss(written);
  if (found.length === 0) found = written.split(/或|一说|\bor\b/).length > 1 ? eitherOf(written) : [];
  const valid = found.filter(({ edtf }, at) => daysOf(edtf) && found.findIndex((one) => one.edtf === edtf) === at);
  return narrowed(valid, hints).slice(0, most);
}

const eitherOf = (written: string): Reading[] => {
  const sides = written.split(/或|一说|\bor\b/).map((one) => doubted(one.trim()));
  return sides.every((one) => one.length > 0) ? sides.flat() : [];
};
