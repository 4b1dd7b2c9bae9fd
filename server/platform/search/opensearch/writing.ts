import { placeStreams } from '../../../contract/text/index.js';
import { pageParts, wholeTexts } from '../page.parts.js';
import { type Indexed, isGone, type SearchDocument, SLOTS } from '../search.document.js';
import { wholeTitle } from '../title.key.js';

const streams = (texts: readonly string[], field?: string): string[] =>
  texts.flatMap((text) => placeStreams(text, field));

function slots<T>(prefix: string, values: readonly (T | null)[]): Record<string, T> {
  const filled = values
    .slice(0, SLOTS)
    .flatMap((value, at) => (value === null ? [] : [[`${prefix}${at}`, value] as const]));
  return Object.fromEntries(filled);
}

function itemSource(document: SearchDocument): Record<string, unknown> {
  const metadata = document.metadata.map(({ text }) => text);
  const whole = document.titles.map((title) => wholeTitle(title));
  return {
    item_id: document.itemId,
    version: document.version,
    recipe: document.recipe,
    gone: false,
    collection_id: String(document.collectionId),
    labels: document.labels,
    titles_exact: whole.map((title) => title.exact),
    titles_folded: whole.map((title) => title.folded),
    title: streams(document.titles),
    meta: streams([...document.titles, ...metadata]),
    fields: document.metadata.flatMap(({ field, text }) => (field === null ? [] : placeStreams(text, field))),
    texts: wholeTexts(document).map(({ labels, texts }) => ({ labels, text: streams(texts) })),
    facets: document.facets,
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

export interface Line {
  index: 'items' | 'pages';
  id: string;
  version: number;
  /** Written as it is sent: a book is megabytes, and is stringified once. */
  source: string;
}

/** Everything to send for one document: the item, and each page or part of one. */
export function linesOf(document: Indexed): Line[] {
  const { itemId, version } = document;
  const base = { id: String(itemId), version, index: 'items' as const };
  if (isGone(document)) return [{ ...base, source: JSON.stringify({ item_id: itemId, version, gone: true }) }];
  const pages = pageParts(document).map(({ pageId, part, ord, labels, text, seam }) => ({
    index: 'pages' as const,
    id: `${pageId}-${part}`,
    version,
    source: JSON.stringify({ item_id: itemId, page_id: pageId, version, ord, labels, seam, text: placeStreams(text) }),
  }));
  return [{ ...base, source: JSON.stringify(itemSource(document)) }, ...pages];
}
