import { type Heading, type LedHeading, ledTo } from '../../../../server/contract/outline.js';
import type { ItemView } from '../../../../server/contract/reader.js';

export interface ContentsEntry extends LedHeading {
  lang?: string;
}

interface StoredEntry {
  title?: unknown;
  level?: unknown;
  page?: unknown;
}

function headingOf({ title, level, page }: StoredEntry, lang?: string): (Heading & { lang?: string })[] {
  if (typeof title !== 'string') return [];
  const place = typeof page === 'string' ? { page } : {};
  return [{ title, level: typeof level === 'number' ? level : 1, ...place, ...(lang ? { lang } : {}) }];
}

/** The record's table of contents, led to the pages that it names by their labels. */
export function contentsOf(item: Pick<ItemView, 'groups' | 'pages'>): ContentsEntry[] {
  const headings = item.groups
    .flatMap((group) => group.fields)
    .filter((field) => field.type === 'contents')
    .flatMap((field) => field.values)
    .flatMap(({ data, lang }) => {
      const entries = (data as { entries?: StoredEntry[] } | undefined)?.entries ?? [];
      return entries.flatMap((entry) => headingOf(entry, lang));
    });
  const led = ledTo(
    headings,
    item.pages.map((page) => page.label),
  );
  return led.map((entry, at) => ({ ...entry, ...(headings[at]!.lang ? { lang: headings[at]!.lang } : {}) }));
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
