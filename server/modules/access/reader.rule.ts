import type { PageSource } from '../../contract/item.page.js';
import type { Json } from '../../contract/values.js';
import { overlaps, type Part } from '../../contract/visibility.js';
import type { PageUse } from './visible.sql.js';

/** The rule of `visible.sql.ts` for rows that are read already, of an item whose metadata the reader may see. */

export interface ItemLabels {
  thumbnail_labels: string[];
  image_labels: string[];
  text_labels: string[];
  download_labels: string[];
}

export interface PageLabels {
  image_labels: string[] | null;
  text_labels: string[] | null;
}

export interface FilePage extends PageLabels {
  file_pid: string | null;
  source: PageSource;
  technical: Record<string, Json> | null;
}

export type Shown = Exclude<Part, 'metadata' | 'find'>;

/** What all labels of that page ask for that part: each list has to hold one of the reader's. */
function listsOf(part: Shown, item: ItemLabels, page: PageLabels): string[][] {
  const image = page.image_labels ?? item.image_labels;
  if (part === 'image') return [image];
  if (part === 'text') return [page.text_labels ?? item.text_labels];
  if (part === 'download') return [item.download_labels, image];
  return [item.thumbnail_labels, ...(page.image_labels ? [page.image_labels] : [])];
}

export const opensPart = (labels: readonly string[], part: Shown, item: ItemLabels, page: PageLabels): boolean =>
  listsOf(part, item, page).every((list) => overlaps(labels, list));

/** What an item says of a part, before any page says otherwise. */
export const opensOfItem = (labels: readonly string[], part: Shown, item: ItemLabels): boolean =>
  overlaps(labels, item[`${part}_labels`]);

/** Whoever may know of the item may also read its text: then nothing of it has to be told apart. */
export const textFollows = (item: Pick<ItemLabels, 'text_labels'> & { metadata_labels: string[] }): boolean =>
  item.text_labels.includes('public') || item.metadata_labels.every((label) => item.text_labels.includes(label));

/** Whoever may read a text may find by it; an item may let more find than read (可检不可看). */
export const findersOf = (item: Pick<ItemLabels, 'text_labels'> & { find_labels: string[] }): string[] => [
  ...new Set([...item.find_labels, ...item.text_labels]),
];

/** By the text of an item, its pages' own labels apart. */
export const findsByText = (
  labels: readonly string[],
  item: Pick<ItemLabels, 'text_labels'> & { find_labels: string[] },
): boolean => overlaps(labels, findersOf(item));

/** Everybody sees every part of it, and of every page; labels of its library and collection are asked too. */
export const opensToAll = (
  item: ItemLabels & { metadata_labels: string[]; library_labels: string[]; collection_labels: string[] },
  pages: readonly PageLabels[],
): boolean =>
  [item.metadata_labels, item.library_labels, item.collection_labels].every((list) => overlaps(['public'], list)) &&
  (['thumbnail', 'image', 'text', 'download'] as const).every((part) => opensOfItem(['public'], part, item)) &&
  pages.every((page) => opensPart(['public'], 'image', item, page) && opensPart(['public'], 'text', item, page));

const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const pagesIn = (page: FilePage): number => Math.max(1, numberOf(page.technical?.['pages']) ?? 1);

const needsFile: Record<PageUse, (page: FilePage) => boolean> = {
  picture: ({ source }) => source.time !== undefined,
  play: (page) => page.source.crop !== undefined || page.source.time !== undefined || pagesIn(page) > 1,
  file: () => true,
};

/** Together, pages show all that is in their file. */
function coverFile(pages: readonly FilePage[]): boolean {
  const count = pagesIn(pages[0]!);
  const whole = pages.filter(({ source }) => !source.crop && !source.time).map(({ source }) => source.page ?? 1);
  if (new Set(whole.filter((page) => page <= count)).size === count) return true;
  const duration = numberOf(pages[0]!.technical?.['duration']) ?? Infinity;
  const stretches = pages.flatMap(({ source }) => (source.time && !source.crop ? [source.time] : []));
  const reached = stretches
    .sort((a, b) => a[0] - b[0])
    .reduce((to, [from, end]) => (from <= to ? Math.max(to, end) : to), 0);
  return stretches.length > 0 && reached >= Math.max(duration - 1, 0);
}

/** What the pages of an item, all of them, let a reader have of each and of its file. */
export class PageRule<P extends FilePage> {
  private readonly byFile = new Map<string, P[]>();
  private readonly files = new Map<string, boolean>();

  constructor(
    private readonly labels: readonly string[],
    private readonly item: ItemLabels,
    pages: readonly P[],
  ) {
    for (const page of pages) {
      if (page.file_pid === null) continue;
      const others = this.byFile.get(page.file_pid);
      if (others) others.push(page);
      else this.byFile.set(page.file_pid, [page]);
    }
  }

  opens(part: Shown, use: PageUse, page: P): boolean {
    return opensPart(this.labels, part, this.item, page) && (!needsFile[use](page) || this.opensFile(part, page));
  }

  /** Whether this reader may take away what they may see. */
  takes(): boolean {
    return overlaps(this.labels, this.item.download_labels);
  }

  /** Whom a page's image is open to: with those that it cannot be told apart from, to whoever sees them all. */
  audience(use: PageUse, page: P): string[] {
    const own = page.image_labels ?? this.item.image_labels;
    if (!needsFile[use](page)) return own;
    const others = this.othersOf(page);
    if (!coverFile(others)) return own.filter((label) => label.startsWith('staff:'));
    return own.filter((label) =>
      others.every((other) => (other.image_labels ?? this.item.image_labels).includes(label)),
    );
  }

  textAudience(page: P): string[] {
    return page.text_labels ?? this.item.text_labels;
  }

  private opensFile(part: Shown, page: P): boolean {
    const key = `${part} ${page.file_pid}`;
    const known = this.files.get(key);
    if (known !== undefined) return known;
    const others = this.othersOf(page);
    const open = others.every((other) => opensPart(this.labels, part, this.item, other)) && coverFile(others);
    this.files.set(key, open);
    return open;
  }

  private othersOf(page: P): P[] {
    return (page.file_pid === null ? undefined : this.byFile.get(page.file_pid)) ?? [page];
  }
}
