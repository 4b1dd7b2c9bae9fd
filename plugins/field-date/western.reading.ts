import { dayOfJulian, lastJulianDay } from '../../server/contract/calendar/index.js';
import { chineseNumber, fold } from '../../server/contract/text/index.js';
import { daysOf } from './edtf.days.js';
import { edtfDate, interval, partOf, yearSpan } from './reading.js';
import { nameTable } from '../../server/contract/name.table.js';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';

/** What is written of the time before the reform is of the Julian calendar, and is turned into days of the Gregorian. */
function written(year: number, month = 0, day = 0): string | null {
  if (month > 12 || day > 31) return null;
  if (month && (year < 1582 || (year === 1582 && (month < 10 || (month === 10 && day > 0 && day < 15))))) {
    const from = dayOfJulian({ year, month, day: day || 1 });
    const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
    const to = day ? from : dayOfJulian(next) - 1;
    if (day && from >= dayOfJulian(next)) return null;
    return from <= lastJulianDay ? interval([from, Math.min(to, lastJulianDay)]) : null;
  }
  const edtf = edtfDate(year, month, day);
  return daysOf(edtf) ? edtf : null;
}

const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1;

/** 二〇〇八 and 一九三四 written out, by their digits. */
function figures(text: string): string {
  return text
    .replace(/^[〇○零一二三四五六七八九]{4}$|[〇○零一二三四五六七八九]{4}(?=年)/gu, (digits) =>
      String(chineseNumber(digits.replaceAll('○', '〇')) ?? digits),
    )
    .replace(
      /(?<=年|月|^\d{4}年?)[一二三四五六七八九十廿卅]+(?=[月日号])|[一二三四五六七八九十]+(?=世纪|年代)/gu,
      (digits) => String(chineseNumber(digits) ?? digits),
    );
}

/** 1934年5月12日, 1934.5.12, 1934/5/12, and the year or month alone. */
function inFigures(text: string): string | null {
  const before = /^(?:公元)?前(\d{1,4})年?$/.exec(text);
  if (before) return written(1 - Number(before[1]));
  const parts =
    /^(\d{3,4})(?:年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?)?$/.exec(text) ??
    /^公元(\d{1,4})年?(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?$/.exec(text) ??
    /^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$/.exec(text) ??
    /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  if (parts) return written(Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return compact ? written(Number(compact[1]), Number(compact[2]), Number(compact[3])) : null;
}

function inEnglish(text: string): string | null {
  const dayFirst = new RegExp(
    `^(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?(${monthWord})\\s*,?\\s*(\\d{3,4})$`,
    'i',
  ).exec(text);
  if (dayFirst) return written(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1] ?? 0));
  const monthFirst = new RegExp(`^(${monthWord})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*(\\d{3,4})$`, 'i').exec(text);
  if (monthFirst) return written(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2]));
  const yearFirst = new RegExp(`^(\\d{4})\\s*,?\\s*(${monthWord})(?:\\s+(\\d{1,2}))?$`, 'i').exec(text);
  if (yearFirst) return written(Number(yearFirst[1]), monthOf(yearFirst[2]!), Number(yearFirst[3] ?? 0));
  const season = /^(spring|summer|autumn|fall|winter)\s*(?:of\s+)?,?\s*(\d{4})$/i.exec(text);
  if (season)
    return `${season[2]}-2${Math.min(3, ['spring', 'summer', 'autumn', 'fall'].indexOf(season[1]!.toLowerCase())) + 1 || 4}`;
  const bce = /^(\d{1,4})\s*(?:bce?|b\.\s?c\.(?:e\.)?)$/i.exec(text);
  if (bce) return written(1 - Number(bce[1]));
  const ce = /^(?:(?:ad|ce|a\.d\.)\s*)?(\d{1,4})\s*(?:ce|ad|a\.d\.|c\.e\.)?$/i.exec(text);
  return ce && text.length > 2 ? written(Number(ce[1])) : null;
}

const englishParts: readonly [RegExp, string][] = [
  [/^(?:early|beginning of(?: the)?|first half of(?: the)?)\s+/i, '初'],
  [/^(?:mid-?|middle of(?: the)?)\s*/i, '中叶'],
  [/^(?:late|end of(?: the)?|second half of(?: the)?)\s+/i, '末'],
];
const halves = nameTable<string>({
  上半叶: '初',
  前半叶: '初',
  前半期: '初',
  下半叶: '末',
  后半叶: '末',
  后半期: '末',
});

/** 1930年代, 20世纪30年代初, 1930s, 19世纪, 19世纪末, late 19th century, 公元前3世纪. */
function inSpans(text: string): string | null {
  const english = englishParts.find(([word]) => word.test(text));
  const plain = (english ? text.replace(english[0], '') : text).replace(/^the\s+/i, '');
  const decade = /^(\d{3})0(?:年代|'?s)(.*)$/.exec(plain) ?? /^(\d{1,2}世纪\d)0年代(.*)$/.exec(plain);
  if (decade) {
    const [, words, tail] = decade as unknown as [string, string, string];
    const century = /^(\d+)世纪(\d)$/.exec(words);
    const tens = century ? (Number(century[1]) - 1) * 10 + Number(century[2]) : Number(words);
    return part([tens * 10, tens * 10 + 9], english?.[1] ?? tail, `${String(tens).padStart(3, '0')}X`);
  }
  const chinese = /^(公元前|前|公元)?(\d{1,2})世纪(.*)$/.exec(plain);
  const western = /^(\d{1,2})(?:st|nd|rd|th)[\s-]+c(?:entury|ent\.?|\.)?(?:\s*(bce?|b\.c\.))?$/i.exec(plain);
  const number = Number(chinese?.[2] ?? western?.[1] ?? 0);
  if (number < 1) return null;
  const bce = Boolean(chinese ? chinese[1]?.endsWith('前') : western?.[2]);
  const span: [number, number] = bce ? [1 - number * 100, -(number - 1) * 100] : [(number - 1) * 100, number * 100 - 1];
  const tail = english?.[1] ?? chinese?.[3] ?? '';
  return part(span, halves[tail] ?? tail, bce ? yearSpan(...span) : `${String(number - 1).padStart(2, '0')}XX`);
}

const part = (span: [number, number], tail: string, whole: string): string | null =>
  tail === '' ? whole : partOf(span, tail);

const seasonsOf = (text: string): string | null => {
  const found = /^(\d{4})年?([春夏秋冬])(?:季|天)?$/.exec(text);
  return found ? `${found[1]}-2${'春夏秋冬'.indexOf(found[2]!) + 1}` : null;
};

const thirdsOf = (text: string): string | null => {
  const found = /^(\d{4})年(\d{1,2})月([上中下])旬$/.exec(text);
  if (!found) return null;
  const [year, month] = [Number(found[1]), Number(found[2])];
  const days = daysOf(edtfDate(year, month));
  if (!days || year < 1583) return null;
  const from = { 上: 1, 中: 11, 下: 21 }[found[3]!]!;
  return interval([days[0] + from - 1, found[3] === '下' ? days[1] : days[0] + from + 8]);
};

/** Part of a year: 1934年初. */
const partsOf = (text: string): string | null => {
  const found = /^(\d{4})年(初|中|底|末|上半年|下半年)$/.exec(text);
  if (!found) return null;
  const [from, to] = { 初: [1, 3], 中: [5, 8], 底: [10, 12], 末: [10, 12], 上半年: [1, 6], 下半年: [7, 12] }[
    found[2]!
  ]!;
  const doubt = found[2]!.length > 1 ? '' : '~';
  return `${edtfDate(Number(found[1]), from)}${doubt}/${edtfDate(Number(found[1]), to)}${doubt}`;
};

/** A date of the common era in figures, Chinese or English, as EDTF; null where it is none. Without words of doubt. */
export function westernDate(raw: string): string | null {
  const text = figures(
    fold(raw).replace(/^(?:公历|西历|阳历|新历|西元)/, (word) => (word === '西元' ? '公元' : '')),
  ).trim();
  const tight = text.replace(/\s+(?=[年月日号世])|(?<=[年月纪元])\s+/g, '');
  return (
    inFigures(tight) ?? inSpans(tight) ?? seasonsOf(tight) ?? thirdsOf(tight) ?? partsOf(tight) ?? inEnglish(tight)
  );
}
