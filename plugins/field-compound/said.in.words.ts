import { chineseNumber, fold } from '../../server/contract/text/index.js';

const isFigure = (char: string): boolean => /^\d$/.test(char) || chineseNumber(char) !== null;

/** How many of a unit the words speak of: of 行 in 半葉六行，行十四字 it is 6. */
function countsOf(words: string, unit: string): Set<number> {
  const chars = [...fold(words)];
  const counts = new Set<number>();
  chars.forEach((char, end) => {
    if (char !== unit) return;
    let from = end;
    while (from > 0 && isFigure(chars[from - 1]!)) from--;
    const figures = chars.slice(from, end).join('');
    const count = chineseNumber(figures) ?? Number(figures);
    if (figures && Number.isFinite(count)) counts.add(count);
  });
  return counts;
}

/** Whether the words beside a figure say it already, by the name of the part that counts: 半叶行数 6 beside 半葉六行. */
export function saidInWords(label: string, count: number, words: readonly string[]): boolean {
  const unit = /(\p{Script=Han})数$/u.exec(fold(label))?.[1];
  return unit !== undefined && words.some((one) => countsOf(one, unit).has(count));
}
