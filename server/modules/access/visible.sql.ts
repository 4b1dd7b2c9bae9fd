import type { Part } from '../../contract/visibility.js';

/**
 * Who may see what, in SQL, for every statement that answers readers. Written here and nowhere else: a test refuses a
 * second copy. The same in TypeScript, for rows that are read already, is `reader.rule.ts`.
 */

/** How a statement names the reader: the parameters with their labels, and with the collections they may come across. */
export interface ReaderIn {
  labels: string;
  collections: string;
}

export const readerIn = (labels: string, collections: string): ReaderIn => ({
  labels: `${labels}::text[]`,
  collections: `${collections}::bigint[]`,
});

/** Whoever comes, from anywhere; the parameter holds what `AccessService.openCollections` gave. */
export const anybodyIn = (collections: string): ReaderIn => readerIn(`'{public}'`, collections);

/** Of things published once: this reader may know of it. */
const reachable = (reader: ReaderIn, item: string): string =>
  `${item}.metadata_labels && ${reader.labels} AND ${item}.collection_id = ANY (${reader.collections})`;

/** A published item that this reader may know of. */
export const visibleItem = (reader: ReaderIn, item = 'item'): string =>
  `(${item}.published_revision IS NOT NULL AND ${reachable(reader, item)})`;

/** What is kept of published items by the labels of their metadata: those that this reader may know of. */
export const visibleCount = (reader: ReaderIn, kept = 'kept'): string =>
  `(${kept}.labels && ${reader.labels} AND ${kept}.collection_id = ANY (${reader.collections}))`;

/** Published once, and taken from readers: those who could see it are told so. */
export const goneItem = (reader: ReaderIn, item = 'item'): string =>
  `(${item}.published_revision IS NULL AND ${item}.first_published_at IS NOT NULL AND ${reachable(reader, item)})`;

/**
 * A page's own labels come before its item's; and where a page is narrower than its item, its thumbnail and its download
 * are too. Nobody takes away what may not be looked at: the original is the image.
 */
const ofPage: Record<Part, (labels: string, item: string, page: string) => string> = {
  metadata: () => 'true',
  thumbnail: (labels, item, page) =>
    `${item}.thumbnail_labels && ${labels} AND (${page}.image_labels IS NULL OR ${page}.image_labels && ${labels})`,
  image: (labels, item, page) => `coalesce(${page}.image_labels, ${item}.image_labels) && ${labels}`,
  text: (labels, item, page) => `coalesce(${page}.text_labels, ${item}.text_labels) && ${labels}`,
  download: (labels, item, page) =>
    `${item}.download_labels && ${labels} AND coalesce(${page}.image_labels, ${item}.image_labels) && ${labels}`,
  find: (labels, item, page) => `CASE WHEN ${page}.text_labels IS NULL
    THEN ${item}.text_labels && ${labels} OR ${item}.find_labels && ${labels} ELSE ${page}.text_labels && ${labels} END`,
};

/** A part of a page of `page_published`: nothing of it is open where its item is not to be seen. */
export const openPart = (reader: ReaderIn, part: Part, item = 'item', page = 'page'): string =>
  `(${visibleItem(reader, item)} AND ${ofPage[part](reader.labels, item, page)})`;

/** The text of a page, for whoever may also take it away. */
export const takenText = (reader: ReaderIn, item = 'item', page = 'page'): string =>
  `(${item}.download_labels && ${reader.labels} AND ${openPart(reader, 'text', item, page)})`;

/** Every part of an item, and of every page of it. */
export const openWhole = (reader: ReaderIn, item = 'item'): string => `(${visibleItem(reader, item)}
  AND ${(['thumbnail', 'image', 'text', 'download'] as const).map((part) => `${item}.${part}_labels && ${reader.labels}`).join(' AND ')}
  AND NOT EXISTS (SELECT 1 FROM page_published narrow WHERE narrow.item_id = ${item}.id
    AND NOT (coalesce(narrow.image_labels && ${reader.labels}, true) AND coalesce(narrow.text_labels && ${reader.labels}, true))))`;

/** Some published page with this file is open. */
export const openSomewhere = (reader: ReaderIn, part: Part, file = 'f'): string => `EXISTS (
  SELECT 1 FROM page_published used JOIN item owner ON owner.id = used.item_id
   WHERE used.file_id = ${file}.id AND ${openPart(reader, part, 'owner', 'used')})`;

const pagesIn = (file: string): string => `greatest(coalesce((${file}.technical ->> 'pages')::int, 1), 1)`;
const pageOf = (page: string): string => `coalesce((${page}.source ->> 'page')::int, 1)`;
const timeOf = (page: string, end: number): string => `(${page}.source -> 'time' ->> ${end})::numeric`;

/**
 * A file with all that is in it: every published page that uses it is open, and together they show it whole. Each of
 * its pages uncropped, or stretches that leave no second out. What no published page shows was never published.
 */
export const openFile = (reader: ReaderIn, part: Part, file = 'f'): string => `coalesce((
  SELECT bool_and(${openPart(reader, part, 'owner', 'used')}) AND (
    count(DISTINCT ${pageOf('used')}) FILTER (WHERE NOT used.source ?| '{crop,time}' AND ${pageOf('used')} <= ${pagesIn(file)}) = ${pagesIn(file)}
    OR range_agg(numrange(least(${timeOf('used', 0)}, ${timeOf('used', 1)}), ${timeOf('used', 1)})) FILTER (WHERE used.source ? 'time' AND NOT used.source ? 'crop')
      @> numrange(0, greatest((${file}.technical ->> 'duration')::numeric - 1, 0)))
    FROM page_published used JOIN item owner ON owner.id = used.item_id WHERE used.file_id = ${file}.id), false)`;

/**
 * What is asked of a page: its picture, which is made of this page alone; what a player plays; the file as it was sent.
 * Of a part of a file only pictures can be cut: anything else of it opens with the whole file.
 */
export type PageUse = 'picture' | 'play' | 'file';

const needsFile: Record<PageUse, (page: string, file: string) => string> = {
  picture: (page) => `${page}.source ? 'time'`,
  play: (page, file) => `(${page}.source ?| '{crop,time}' OR ${pagesIn(file)} > 1)`,
  file: () => 'true',
};

/** What the page itself opens is open with what it needs of the file. */
export const openUse = (reader: ReaderIn, part: Part, use: PageUse, page = 'page', file = 'f'): string =>
  `CASE WHEN ${needsFile[use](page, file)} THEN ${openFile(reader, part, file)} ELSE true END`;
