import { readUnits } from '../../contract/text/index.js';
import type { SearchDocument } from './search.document.js';

export interface PagePart {
  pageId: number;
  part: number;
  ord: number;
  labels: string[];
  /** Its labels are those of the item. */
  follows: boolean;
  text: string;
  /** Belongs to two pages. */
  seam: boolean;
}

/** Longest phrase that is found across the end of a page or part: a line of verse and more. */
const ACROSS = 16;
const PLACES_IN_PART = 2000;

const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label) => b.includes(label));

function cut(text: string): string[] {
  const units = readUnits(text);
  if (units.length <= PLACES_IN_PART + ACROSS) return units.length === 0 ? [] : [text];
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += PLACES_IN_PART) {
    const last = units[Math.min(units.length, at + PLACES_IN_PART + ACROSS) - 1];
    parts.push(text.slice(at === 0 ? 0 : (units[at]?.start ?? 0), last?.end));
  }
  return parts;
}

/** The last words of one text and the first of the next. */
function seam(text: string, next: string): string {
  const last = readUnits(text);
  const first = readUnits(next);
  if (last.length === 0 || first.length === 0) return '';
  const end = text.slice(last[Math.max(0, last.length - ACROSS)]?.start);
  return `${end}\n${next.slice(0, first[Math.min(first.length, ACROSS) - 1]?.end)}`;
}

/**
 * The texts of an item as they are indexed, page by page. A page ends in the middle of a sentence, often of a word: a seam with
 * the next page finds what runs across. Seams find the item; a page is named by its own text first.
 */
export function partsByPage(document: SearchDocument): PagePart[][] {
  const pages = document.pages.filter((page) => page.text.trim() !== '').sort((a, b) => a.ord - b.ord);
  return pages.map(({ pageId, ord, labels, follows = false, text }, at) => {
    const next = pages[at + 1];
    const across = next && sameLabels(labels, next.labels) ? seam(text, next.text) : '';
    const parts = cut(text).map((own, part) => ({ pageId, part, ord, labels, follows, text: own, seam: false }));
    if (across === '') return parts;
    const both = follows && next?.follows === true;
    return [...parts, { pageId, part: parts.length, ord, labels, follows: both, text: across, seam: true }];
  });
}

export const pageParts = (document: SearchDocument): PagePart[] => partsByPage(document).flat();
