import { chineseNumber } from '../../contract/text/index.js';

const figures = '〇一二三四五六七八九';
const places = ['', '十', '百', '千'];
const most = 9999;

/** 28 as it is written in a text: 二十八. */
export function inCharacters(number: number): string {
  if (number === 0) return figures[0]!;
  let text = '';
  let gap = false;
  for (let place = places.length - 1; place >= 0; place--) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (digit === 0) gap ||= text !== '';
    else {
      if (gap && text !== '') text += '零';
      gap = false;
      text += `${digit === 1 && place === 1 && text === '' ? '' : figures[digit]!}${places[place]!}`;
    }
  }
  return text;
}

/** 72溇 is 七十二溇, and the other way: numbers beside characters as the other hand writes them. */
export function numeralForms(text: string): string[] {
  // A number alone is a year, and read as one.
  if (!/(?![〇零一二三四五六七八九十百千廿卅])\p{Script=Han}/u.test(text)) return [];
  const written = text.replace(/\d+/g, (digits) => (Number(digits) <= most ? inCharacters(Number(digits)) : digits));
  const counted = text.replace(/[〇零一二三四五六七八九十百千廿卅]{2,}/gu, (number) =>
    String(chineseNumber(number) ?? number),
  );
  return [...new Set([written, counted])].filter((form) => form !== text);
}
