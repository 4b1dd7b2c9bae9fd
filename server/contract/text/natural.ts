import { exact, fold } from './fold.js';

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  弌: 1,
  元: 1,
  二: 2,
  贰: 2,
  弍: 2,
  两: 2,
  三: 3,
  叁: 3,
  弎: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const TENS: Readonly<Record<string, number>> = { 廿: 20, 卄: 20, 卅: 30, 丗: 30, 卌: 40 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10_000 };
const NUMERAL = /^[〇零一壹弌二贰弍两三叁弎四肆五伍六陆七柒八捌九玖廿卄卅丗卌十拾百佰千仟万]+/u;

/** 十二 → 12, 一百〇八 → 108, 廿三 → 23, 一九三五 → 1935. Folded numerals only. */
export function chineseNumber(text: string): number | null {
  if (!NUMERAL.test(text) || NUMERAL.exec(text)?.[0] !== text) return null;
  const chars = [...text];
  if (chars.length > 1 && chars.every((char) => char in DIGITS))
    return Number(chars.map((char) => DIGITS[char]).join(''));
  let whole = 0;
  let section = 0;
  let digit: number | null = null;
  for (const char of chars) {
    const unit = UNITS[char];
    if (char in TENS) section += TENS[char] as number;
    else if (unit === 10_000) {
      whole += (section + (digit ?? 0) || 1) * unit;
      section = 0;
      digit = null;
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = null;
    } else digit = DIGITS[char] as number;
  }
  return whole + section + (digit ?? 0);
}

/** Words of order that are not numbers, in the order they come: 卷首 before 卷一, 下 after 中. */
const ORDER: Readonly<Record<string, number>> = { 首: 0, 上: 1, 前: 1, 中: 2, 下: 3, 后: 3, 续: 8, 补: 9 };
const LAST: Readonly<Record<string, number>> = { 末: 1, 终: 1, 尾: 1, 附: 2 };
const STEMS = '甲乙丙丁戊己庚辛壬癸';
/** What is counted in books: after it, or before it, a word of order is one. */
const COUNTED = '卷册编篇集部函辑帙回叶期号本';

/** Length first, then digits: so that text order is the order of numbers. */
export function numberKey(value: number | string): string {
  const digits = String(value)
    .replace(/^0+(?=\d)/, '')
    .slice(0, 60);
  return `0${digits.length.toString(36).padStart(2, '0')}${digits}`;
}

/**
 * A key whose order, code unit by code unit, is the order in which leaves and volumes come:
 * 卷首 卷一 卷二 卷十 卷十二 卷末, 上中下, 葉九b before 葉十a, 2 before 10.
 */
export function naturalKey(label: string): string {
  let rest = fold(exact(label))
    .replace(/[\s\u3000·・.,:;、，。：；（）()［\][\]〔〕《》〈〉「」-]+/gu, ' ')
    .trim();
  let out = '';
  let before = '';
  while (rest !== '') {
    const arabic = /^\d+/.exec(rest)?.[0];
    const numeral = arabic ? null : (NUMERAL.exec(rest)?.[0] ?? null);
    const char = String.fromCodePoint(rest.codePointAt(0) as number);
    const after = rest.slice(char.length);
    const counted =
      COUNTED.includes(before) || after === '' || COUNTED.includes(after[0] as string) || after[0] === ' ';
    // At the start of a longer label such a word is only a word (上海, 中州).
    const placed = out !== '' || after === '';
    if (arabic) out += numberKey(arabic);
    else if (numeral) out += numberKey(chineseNumber(numeral) ?? 0);
    else if (counted && placed && char in ORDER) out += numberKey(ORDER[char] as number);
    else if (counted && placed && char in LAST) out += `0zz${LAST[char]}`;
    else if (counted && STEMS.includes(char)) out += numberKey(STEMS.indexOf(char) + 1);
    else out += char;
    before = arabic || numeral ? '' : char;
    rest = rest.slice((arabic ?? numeral ?? char).length);
  }
  return out;
}
