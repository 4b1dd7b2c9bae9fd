import type { PageRef } from '../../../../server/contract/reader.js';

type Labelled = Pick<PageRef, 'label' | 'kind'>;

/** 葉三a, 葉三b; 三葉上, 三葉下: which half of a leaf a label names. */
function sideOf(label: string): 'a' | 'b' | undefined {
  const last = label.trim().at(-1);
  if (last === 'a' || last === 'A' || last === '上') return 'a';
  if (last === 'b' || last === 'B' || last === '下') return 'b';
  return undefined;
}

/**
 * Which pages lie open together, as indexes. In a thread-bound book the back of a leaf (b) faces the front of the next (a);
 * where labels say nothing, the first page stands alone like a cover and the rest go in twos.
 */
export function openingsOf(pages: readonly Labelled[]): number[][] {
  const sided = pages.some((page) => sideOf(page.label) === 'b');
  const openings: number[][] = [];
  let at = 0;
  while (at < pages.length) {
    const page = pages[at]!;
    const next = pages[at + 1];
    const alone = page.kind === 'cover' || next === undefined || next.kind === 'cover';
    const faces = sided
      ? sideOf(page.label) === 'b' && next !== undefined && sideOf(next.label) === 'a'
      : at > 0 || page.kind === 'blank';
    if (!alone && faces) {
      openings.push([at, at + 1]);
      at += 2;
    } else {
      openings.push([at]);
      at += 1;
    }
  }
  return openings;
}
