import type { Look, Reader, SearchRequest } from '../search.request.js';
import { counted } from './counting.js';
import type { LookUps } from './matching.sql.js';
import type { Columns } from './memory/columns.js';
import type { FacetBook } from './memory/facet.book.js';
import { type Marks, marked, matchingPlan, type Plan } from './plan.js';

const nothingAsked = {
  query: { kind: 'all' },
  wholeTitle: null,
  sort: { by: 'relevance' },
  from: 0,
  size: 0,
  facets: [],
} satisfies Partial<SearchRequest>;

/** Several looks of one reader: their words are looked up together, and what narrows is walked over once. */
export class Looking {
  private readonly plans: Plan[];

  constructor(
    private readonly reader: Reader,
    private readonly looks: readonly Look[],
    lookUps: LookUps,
  ) {
    this.plans = looks.map(({ query }) => matchingPlan(query, lookUps));
  }

  told(known: Marks, columns: Columns, facets: FacetBook): number[] {
    const walked = new Map<string, Int32Array>();
    const placesOf = ({ filters = [], years = null }: Look): Int32Array => {
      const sign = JSON.stringify([filters, years]);
      const places = walked.get(sign) ?? this.placesWithin({ filters, years }, columns, facets);
      walked.set(sign, places);
      return places;
    };
    return this.looks.map((look, at) => {
      const marks = marked(this.plans[at]!, known);
      const places = placesOf(look);
      if (look.any) return Number(places.some((place) => marks[place] === 1));
      return places.reduce((sum, place) => sum + marks[place]!, 0);
    });
  }

  private placesWithin(narrowed: Required<Pick<Look, 'filters' | 'years'>>, columns: Columns, facets: FacetBook) {
    const { labels, collections } = this.reader;
    return counted({ ...nothingAsked, labels, collections, ...narrowed }, null, columns, facets).places;
  }
}
