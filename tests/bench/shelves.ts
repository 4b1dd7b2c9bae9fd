import type { SearchDocument } from '../../server/platform/search/search.document.js';
import { documentOf } from '../contracts/search.engines.js';

/** The same numbers each time: two runs measure the same shelves. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const characters = Array.from({ length: 3000 }, (_, at) => String.fromCodePoint(0x4e00 + at * 6));
const places = ['錢塘', '仁和', '海寧', '餘杭', '富陽', '山陰', '會稽', '諸暨', '蕭山', '上虞'];
const kinds = ['縣志', '文集', '詩鈔', '奏議', '日記', '碑帖', '輿圖', '信札'];

/** In one record of two hundred. */
export const rareWord = '琳琅';
/** In one record of ten. */
export const commonWord = '钱塘';

/** Records like those of a library: some words everywhere, most nearly nowhere; a page of text in each third. */
export function shelves(count: number): SearchDocument[] {
  const pick = numbers(20_261_121);
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  // Frequent characters are much more frequent than rare ones, as in any text.
  const char = (): string => characters[Math.floor((pick(3000) * pick(3000)) / 3000)] as string;
  const text = (length: number): string => Array.from({ length }, () => char() + (pick(12) === 0 ? '，' : '')).join('');
  return Array.from({ length: count }, (_, at) => {
    const year = 1400 + pick(540);
    return documentOf(at + 1, {
      collectionId: 1 + pick(3),
      title: `${places[at % 10]}${text(2)}${one(kinds)}${at % 200 === 7 ? '琳琅' : ''}`,
      metadata: [{ field: 'fld1', text: text(4) }, text(40)],
      facets: [
        `kind=${pick(8)}`,
        `agent=${pick(900)}`,
        `place=${at % 10}`,
        `subject=${pick(300)}`,
        `class=${pick(60)}`,
        `language=${pick(4)}`,
      ],
      years: [year, year + pick(30)],
      pages: at % 3 === 0 ? [text(150)] : [],
    });
  });
}
