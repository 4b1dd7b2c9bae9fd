import { wantedPhrases } from '../../../contract/text/index.js';
import { recordPage } from '../search.document.js';
import type { PageHits, SearchRequest } from '../search.request.js';
import { type Dsl, phraseIn } from './asking.js';

interface Named {
  doc_count: number;
  pages: { value: number };
  first: { buckets: { key: number }[] };
}

export interface NamedPages {
  items: { buckets: { key: number; own: Named; seams: Named }[] };
}

/** Pages on which any of the phrases stands, those of each item in their order; null where none are to be named. */
export function pagesBody({ query, labels, pages: most = 0 }: SearchRequest, itemIds: readonly number[]): Dsl | null {
  const phrases = wantedPhrases(query).filter((phrase) => phrase.field === undefined);
  if (most === 0 || phrases.length === 0 || itemIds.length === 0) return null;
  const named = {
    pages: { cardinality: { field: 'page_id', precision_threshold: 10_000 } },
    first: {
      terms: { field: 'page_id', size: most, order: [{ ord: 'asc' }, { _key: 'asc' }] },
      aggs: { ord: { min: { field: 'ord' } } },
    },
  };
  const ofItems = (...filter: Dsl[]): Dsl => ({
    has_parent: {
      parent_type: 'item',
      query: { bool: { filter: [{ terms: { item_id: itemIds } }, { term: { gone: false } }, ...filter] } },
    },
  });
  const open: Dsl[] = [
    { bool: { filter: [{ terms: { labels } }, ofItems()] } },
    { bool: { filter: [{ term: { follows: true } }, ofItems({ terms: { text_labels: labels } })] } },
  ];
  return {
    size: 0,
    query: {
      bool: {
        filter: [
          { terms: { item_id: itemIds } },
          { range: { page_id: { gt: recordPage } } },
          { bool: { should: open, minimum_should_match: 1 } },
          { bool: { should: phrases.map((phrase) => phraseIn('text', phrase)), minimum_should_match: 1 } },
        ],
      },
    },
    aggs: {
      items: {
        terms: { field: 'item_id', size: itemIds.length },
        aggs: {
          own: { filter: { term: { seam: false } }, aggs: named },
          seams: { filter: { term: { seam: true } }, aggs: named },
        },
      },
    },
  };
}

/** A page is named by its own text; where words only run on from one to the next, by the one on which they begin. */
export const namedPages = ({ items }: NamedPages): Map<number, PageHits> =>
  new Map(
    items.buckets.map(({ key, own, seams }) => {
      const { pages, first } = own.doc_count > 0 ? own : seams;
      return [Number(key), { total: pages.value, pageIds: first.buckets.map((page) => Number(page.key)) }];
    }),
  );
