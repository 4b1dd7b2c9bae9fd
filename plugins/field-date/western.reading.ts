import { chineseNumber, fold } from '../../server/contract/text/index.js';
import { daysOf, edtfYear } from './edtf.days.js';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';

const two = (part: number): string => String(part).padStart(2, '0');

function written(year: number, month?: number, day?: number): string | null {
  const edtf = [edtfYear(year), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join('-');
  return daysOf(edtf) ? edtf : null;
}

const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1;

/** 二〇〇八 and 一九三四 written out, by their digits. */
function figures(text: string): string {
  return text.replace(/[〇零一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十廿卅]+(?=[月日号])/gu, (digits) => {
    const number = chineseNumber(digits);
    return number === null ? digits : String(number);
  });
}

/** 1934年5月12日, 1934.5.12, 1934/5/12, and the year or month alone. */
function inFigures(text: string): string | null {
  const before = /^(?:公元)?前(\d{1,4})年?$/.exec(text);
  if (before) return written(1 - Number(before[1]));
  const parts =
    /^(?:公元)?(\d{3,4})(?:年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?)?$/.exec(text) ??
    /^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$/.exec(text) ??
    /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  return written(Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0));
}

function inEnglish(text: string): string | null {
  const dayFirst = new RegExp(`^(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+)?(${monthWord})\\s*,?\\s*(\\d{4})$`, 'i').exec(text);
  if (dayFirst) return written(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1] ?? 0));
  const monthFirst = new RegExp(`^(${monthWord})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*(\\d{4})$`, 'i').exec(text);
  if (monthFirst) return written(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2]));
  const bce = /^(\d{1,4})\s*(?:bce?|b\.\s?c\.(?:e\.)?)$/i.exec(text);
  if (bce) return written(1 - Number(bce[1]));
  const ce = /^(?:ad\s*)?(\d{1,4})\s*(?:ce|ad)?$/i.exec(text);
  return ce && text.length > 3 ? written(Number(ce[1])) : null;
}

/** 1930年代, 20世纪30年代, 1930s, 19世纪, 19th century. */
function inSpans(text: string): string | null {
  const decade = /^(\d{3})0(?:年代|s)$/.exec(text);
  if (decade) return `${decade[1]}X`;
  const ofCentury = /^(\d{1,2})世纪(\d)0年代$/.exec(text);
  if (ofCentury) return `${String(Number(ofCentury[1]) - 1).padStart(2, '0')}${ofCentury[2]}X`;
  const century = /^(\d{1,2})(?:世纪|(?:st|nd|rd|th)\s+c(?:entury|\.)?)$/i.exec(text);
  return century ? `${String(Number(century[1]) - 1).padStart(2, '0')}XX` : null;
}

const single = (text: string): string | null => inFigures(text) ?? inSpans(text) ?? inEnglish(text);

/** A date of the common era in figures, Chinese or English, as EDTF; null where it is none. */
export function westernDate(raw: string): string | null {
  const text = figures(fold(raw)).trim();
  const tight = text.replace(/\s+(?=[年月日号])|(?<=[年月])\s+/g, '');
  const plain = single(tight);
  if (plain) return plain;
  const about = /^(?:约|大约|circa|ca?\.?)\s*(.+)$|^(.+?)(?:前后|左右)$/i.exec(tight);
  if (about) {
    const inner = single((about[1] ?? about[2])!.trim());
    return inner && /^[-\d]+$/.test(inner) ? `${inner}~` : inner;
  }
  const doubtful = /^(.+?)\s*[?？]$/.exec(tight);
  if (doubtful) {
    const inner = single(doubtful[1]!);
    return inner ? `${inner}?` : null;
  }
  const range = /^(.+?)\s*(?:至|到|—+|–|－|～|~|-|\bto\b)\s*(.+)$/.exec(tight);
  if (!range) return null;
  const [from, to] = [single(range[1]!), single(range[2]!)];
  if (!from || !to || !/^[-\d]+$/.test(from + to)) return null;
  return daysOf(`${from}/${to}`) ? `${from}/${to}` : null;
}
