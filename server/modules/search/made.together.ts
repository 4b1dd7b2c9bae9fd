/** What is held in memory at once: pages with their texts, and records as the database stores them. A book with more is made alone. */
const mostPages = 2000;
const mostBytes = 4_000_000;

export interface Weight {
  pages: number;
  bytes: number;
}

/** Columns of `Weight` for the item of this number. */
export const weightOf = (item: string): string =>
  `(SELECT count(*) FROM page_published p WHERE p.item_id = ${item}) AS pages,
   coalesce((SELECT pg_column_size(r."values") FROM item i JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision
              WHERE i.id = ${item}), 0) AS bytes`;

/** The first of these, as many as may be made together: a book of thousands of pages is alone, a hundred sheets are one batch. */
export function madeTogether<T extends Weight>(items: readonly T[]): T[] {
  let [pages, bytes] = [0, 0];
  const over = items.findIndex((item, at) => {
    pages += item.pages;
    bytes += item.bytes;
    return at > 0 && (pages > mostPages || bytes > mostBytes);
  });
  return items.slice(0, over < 0 ? items.length : over);
}

/** All of them, in such parts. */
export function* inParts<T extends Weight>(items: readonly T[]): Generator<T[]> {
  for (let left = items; left.length > 0;) {
    const part = madeTogether(left);
    yield part;
    left = left.slice(part.length);
  }
}
