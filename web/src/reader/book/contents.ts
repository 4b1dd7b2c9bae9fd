import { type Heading, type LedHeading, ledTo } from '../../../../server/contract/outline.js';
import type { ItemView } from '../../../../server/contract/reader.js';

export type ContentsEntry = LedHeading;

interface StoredEntry {
  title?: unknown;
  level?: unknown;
  page?: unknown;
}

/** The record's table of contents, led to the pages that it names by their labels. */
export function contentsOf(item: Pick<ItemView, 'groups' | 'pages'>): ContentsEntry[] {
  const headings = item.groups
    .flatMap((group) => group.fields)
    .filter((field) => field.type === 'contents')
    .flatMap((field) => field.values)
    .flatMap((value) => (value.data as { entries?: StoredEntry[] } | undefined)?.entries ?? [])
    .flatMap(({ title, level, page }): Heading[] => {
      if (typeof title !== 'string') return [];
      return [{ title, level: typeof level === 'number' ? level : 1, ...(typeof page === 'string' ? { page } : {}) }];
    });
  return ledTo(
    headings,
    item.pages.map((page) => page.label),
  );
}

/** The last entry that begins at or before a page. */
export function entryAt(entries: readonly ContentsEntry[], at: number): number {
  let found = -1;
  entries.forEach((entry, index) => {
    if (entry.index !== null && entry.index <= at) found = index;
  });
  return found;
}
