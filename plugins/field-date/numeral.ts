import { chineseNumber } from '../../server/contract/text/index.js';

/** Figures as they stand in dates, folded: 廿三, 三十有二, 壹拾, 23, and 元 for the first. */
export const numeral = '(?:元|\\d+|[〇零○一二三四五六七八九十廿卄念卅卌百有又壹贰叁参肆伍陆柒捌玖拾两]+)';

const plainFigures: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  参: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  念: '廿',
  卄: '廿',
  两: '二',
  '○': '〇',
  有: '',
  又: '',
};

/** Of folded text. */
export function numberOf(text: string): number | null {
  if (text === '元') return 1;
  if (/^\d+$/.test(text)) return Number(text);
  return chineseNumber([...text].map((figure) => plainFigures[figure] ?? figure).join(''));
}

/** 元, 二, 二十三, up to 99: as years of eras are written. */
export function figure(number: number): string {
  if (number === 1) return '元';
  const one = (digit: number): string => '〇一二三四五六七八九'[digit]!;
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return one(ones);
  return `${tens > 1 ? one(tens) : ''}十${ones > 0 ? one(ones) : ''}`;
}

/** 甲子 to 癸亥; that the two go together is for `sexagenary` to say. */
export const sign = '[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]';

const stems: readonly [string, string][] = [
  ['阏逢', '甲'],
  ['旃蒙', '乙'],
  ['柔兆', '丙'],
  ['强圉', '丁'],
  ['著雍', '戊'],
  ['屠维', '己'],
  ['上章', '庚'],
  ['重光', '辛'],
  ['玄黓', '壬'],
  ['昭阳', '癸'],
];
const branches: readonly [string, string][] = [
  ['困敦', '子'],
  ['赤奋若', '丑'],
  ['摄提格', '寅'],
  ['单阏', '卯'],
  ['执徐', '辰'],
  ['大荒落', '巳'],
  ['敦牂', '午'],
  ['协洽', '未'],
  ['涒滩', '申'],
  ['作噩', '酉'],
  ['阉茂', '戌'],
  ['大渊献', '亥'],
];

/** Names of the years as the learned write them: 阏逢困敦 is 甲子. Of folded text. */
export function plainSigns(text: string, folded: (name: string) => string): string {
  let out = text;
  for (const [stem, s] of stems) {
    if (!out.includes(folded(stem))) continue;
    for (const [branch, b] of branches) out = out.replaceAll(`${folded(stem)}${folded(branch)}`, `${s}${b}`);
  }
  return out;
}
