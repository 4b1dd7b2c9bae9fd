import { readUnits } from '../../contract/text/index.js';
import type { PageText, SearchDocument } from './search.document.js';

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

/** Sixteen places are seldom more; where they are, the whole text is read. */
const NEAR = 400;

function lastWords(text: string): string {
  for (const from of [Math.max(0, text.length - NEAR), 0]) {
    const units = readUnits(text.slice(from));
    // What stands first may be half a word.
    if (from === 0 || units.length > ACROSS + 1)
      return units.length === 0 ? '' : text.slice(from + (units[Math.max(0, units.length - ACROSS)]?.start ?? 0));
  }
  return '';
}

function firstWords(text: string): string {
  for (const to of [Math.min(text.length, NEAR), text.length]) {
    const units = readUnits(text.slice(0, to));
    if (to === text.length || units.length > ACROSS + 1)
      return text.slice(0, units[Math.min(units.length, ACROSS) - 1]?.end ?? 0);
  }
  return '';
}

/** The last words of one text and the first of the next. */
function seam(text: string, next: string): string {
  const [end, start] = [lastWords(text), firstWords(next)];
  return end === '' || start === '' ? '' : `${end}\n${start}`;
}

/** A page with text, and the one on which its last words may run on: never from an open page into a closed one. */
export interface RunningPage {
  page: PageText;
  next: PageText | null;
}

export function runningPages(document: SearchDocument): RunningPage[] {
  const pages = document.pages.filter((page) => page.text.trim() !== '').sort((a, b) => a.ord - b.ord);
  return pages.map((page, at) => {
    const next = pages[at + 1];
    const runsOn = next && !page.alone && !next.alone && sameLabels(page.labels, next.labels);
    return { page, next: runsOn ? next : null };
  });
}

export function partsOf({ page, next }: RunningPage): PagePart[] {
  const { pageId, ord, labels, follows = false, text } = page;
  const parts = cut(text).map((own, part) => ({ pageId, part, ord, labels, follows, text: own, seam: false }));
  const across = next ? seam(text, next.text) : '';
  if (across === '') return parts;
  const both = follows && next?.follows === true;
  return [...parts, { pageId, part: parts.length, ord, labels, follows: both, text: across, seam: true }];
}

/**
 * The texts of an item as they are indexed, page by page. A page ends in the middle of a sentence, often of a word: a seam with
 * the next page finds what runs across. Seams find the item; a page is named by its own text first.
 */
export const pageParts = (document: SearchDocument): PagePart[] => runningPages(document).flatMap(partsOf);
