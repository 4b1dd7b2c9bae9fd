import type { ManifestPage } from './manifest.repository.js';

/** 葉三a, 葉三b; 三葉上, 三葉下: which half of a leaf a label names. */
function sideOf(label: string): 'a' | 'b' | undefined {
  const last = label.trim().at(-1) ?? '';
  return 'aA上'.includes(last) && last !== '' ? 'a' : 'bB下'.includes(last) && last !== '' ? 'b' : undefined;
}

/**
 * Whether viewers may lay pages in twos: they show the first alone and pair whatever comes after, without asking what
 * a label says. Covers stand for themselves. A thread-bound book whose sides would be paired wrongly (a missing leaf,
 * a volume that ends on a front) is shown page by page instead.
 */
export function pagedOf(pages: readonly ManifestPage[]): { behavior: 'paged' | 'individuals'; alone: Set<string> } {
  const alone = new Set(pages.filter(({ kind }) => kind === 'cover').map(({ pid }) => pid));
  const bound = pages.filter(({ pid }) => !alone.has(pid));
  const right = bound.every(({ label }, at) => {
    const side = sideOf(label);
    return side === undefined || (side === 'a') === (at % 2 === 0);
  });
  return right && bound.length > 1 ? { behavior: 'paged', alone } : { behavior: 'individuals', alone: new Set() };
}
