import type { ItemView } from '../../../../server/contract/reader.js';

export interface ContentsEntry {
  title: string;
  level: number;
  /** Index of the page where it begins; entries that name no page of this item are not led to. */
  index: number | null;
}

interface StoredEntry {
  title?: unknown;
  level?: unknown;
  page?: unknown;
}

/** The record's table of contents, led to the pages that it names by their labels. */
export function contentsOf(item: Pick<ItemView, 'groups' | 'pages'>): ContentsEntry[] {
  const byLabel = new Map(item.pages.map((page, index) => [page.label, index]));
  return item.groups
    .flatMap((group) => group.fields)
    .filter((field) => field.type === 'contents')
    .flatMap((field) => field.values)
    .flatMap((value) => (value.data as { entries?: StoredEntry[] } | undefined)?.entries ?? [])
    .flatMap((entry): ContentsEntry[] => {
      if (typeof entry.title !== 'string') return [];
      const index = typeof entry.page === 'string' ? byLabel.get(entry.page) : undefined;
      return [{ title: entry.title, level: typeof entry.level === 'number' ? entry.level : 1, index: index ?? null }];
    });
}

/** The last entry that begins at or before a page. */
export function entryAt(entries: readonly ContentsEntry[], at: number): number {
  let found = -1;
  entries.forEach((entry, index) => {
    if (entry.index !== null && entry.index <= at) found = index;
  });
  return found;
}
