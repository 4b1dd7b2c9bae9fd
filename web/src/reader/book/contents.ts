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

export interface ContentsNode extends ContentsEntry {
  children: ContentsNode[];
}

/** Entries under those that they belong to; one that skips a level belongs to the nearest above it. */
export function treeOf(entries: readonly ContentsEntry[]): ContentsNode[] {
  const root: ContentsNode[] = [];
  const above: ContentsNode[] = [];
  for (const entry of entries) {
    const node = { ...entry, children: [] };
    while (above.length > 0 && above.at(-1)!.level >= entry.level) above.pop();
    (above.at(-1)?.children ?? root).push(node);
    above.push(node);
  }
  return root;
}

/** What one reads on a page: the first that begins on it, at its innermost level, else the last that began before. */
export function entryAt(entries: readonly ContentsEntry[], at: number): number {
  let found = entries.findIndex(({ index }) => index === at);
  if (found < 0) return entries.findLastIndex(({ index }) => index !== null && index < at);
  while (entries[found + 1]?.index === at && entries[found + 1]!.level > entries[found]!.level) found += 1;
  return found;
}
