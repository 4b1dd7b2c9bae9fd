import { coreField, namedStreams, placeStreams } from '../../../contract/text/index.js';
import { type Indexed, isGone, namesOf, type SearchDocument, SLOTS } from '../search.document.js';
import { wholeTitle } from '../title.key.js';
import { byCountingField } from './groups.js';
import { type Leaves, packLeaves, type Turn } from './leaves.js';

export type Worded = 'following' | 'apart';

const streams = (texts: readonly string[], fields?: readonly string[]): string[] =>
  texts.flatMap((text) => placeStreams(text, fields));

function slots<T>(prefix: string, values: readonly (T | null)[]): Record<string, T> {
  const filled = values
    .slice(0, SLOTS)
    .flatMap((value, at) => (value === null ? [] : [[`${prefix}${at}`, value] as const]));
  return Object.fromEntries(filled);
}

/** Pages that are open as their item is, and pages with labels of their own. */
const wordedOf = ({ pages }: SearchDocument): Worded[] => [
  ...new Set(pages.filter(({ text }) => text.trim() !== '').map(({ follows }) => (follows ? 'following' : 'apart'))),
];

function sourceOf(document: SearchDocument): Record<string, unknown> {
  const whole = document.titles.map((title) => wholeTitle(title));
  return {
    recipe: document.recipe,
    gone: false,
    collection_id: String(document.collectionId),
    labels: document.labels,
    text_labels: document.textLabels ?? [],
    worded: wordedOf(document),
    titles_exact: whole.map((title) => title.exact),
    titles_folded: whole.map((title) => title.folded),
    title: streams(document.titles),
    meta: [
      ...streams(document.titles, [coreField('title')]),
      ...document.metadata.flatMap((one) => (one.beside ? [] : placeStreams(one.text, namesOf(one)))),
    ],
    beside: document.metadata.flatMap((one) => (one.beside ? namedStreams(one.text, namesOf(one)) : [])),
    facets: document.facets,
    ...byCountingField(document.facets),
    from_year: document.years?.from ?? null,
    to_year: document.years?.to ?? null,
    sort_title: document.sort.title,
    sort_stroke: document.sort.stroke,
    sort_day: document.sort.day,
    newest: document.sort.newest,
    ...slots('text_', document.sort.texts),
    ...slots('number_', document.sort.numbers),
    ...slots('day_', document.sort.days),
    card: document.card,
  };
}

const base = ({ itemId, version }: Indexed) => ({ kind: 'item', item_id: itemId, version });

const held = (leaves: Leaves) => (leaves.size === 0 ? {} : { leaves: packLeaves(leaves) });

/** What an item is to be found by, or the stub of one that is gone, with what is held of its pages. */
export function itemLine(document: Indexed, leaves: Leaves): string {
  const source = isGone(document) ? { gone: true } : sourceOf(document);
  return JSON.stringify({ ...base(document), ...source, ...held(leaves) });
}

/** Says who is writing the pages of an item that the index does not know yet; nobody finds it by that. */
export const claimLine = (document: Indexed, leaves: Leaves): string =>
  JSON.stringify({ ...base(document), gone: true, ...held(leaves) });

export interface PageLine {
  id: string;
  itemId: number;
  version: number;
  source: string;
}

/** The documents of pages that are to be written, one after the other: the words of a book are made as they are sent. */
export function* pageLines({ itemId, version }: Indexed, { written, emptied }: Turn): Generator<PageLine> {
  const own = { kind: { name: 'page', parent: String(itemId) }, item_id: itemId, version };
  const line = (pageId: number, part: number, source: object): PageLine => ({
    id: `${itemId}-${pageId}-${part}`,
    itemId,
    version,
    source: JSON.stringify({ ...own, page_id: pageId, ...source }),
  });
  for (const texts of written) {
    for (const { pageId, part, ord, labels, follows, seam, text } of texts)
      yield line(pageId, part, { ord, ...(follows ? { follows } : { labels }), seam, text: placeStreams(text) });
  }
  for (const { pageId, part } of emptied) yield line(pageId, part, { empty: true });
}
