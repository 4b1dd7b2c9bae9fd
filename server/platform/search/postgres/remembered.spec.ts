import type { SearchRequest } from '../search.request.js';
import { type Counted, counted, countedEach } from './counting.js';
import { Columns, type Fact } from './memory/columns.js';
import { FacetBook } from './memory/facet.book.js';
import { Remembered } from './remembered.js';

const reader = { labels: ['public'], collections: [1, 2] };
const everything: SearchRequest = {
  ...reader,
  query: { kind: 'all' } as SearchRequest['query'],
  wholeTitle: null,
  filters: [],
  years: null,
  sort: { by: 'newest', descending: true },
  from: 0,
  size: 20,
  facets: ['dynasty', 'place', 'date.c'],
};

/** Questions of every kind: of everything, narrowed by one group and two, by years, over another collection. */
const questions: SearchRequest[] = [
  everything,
  { ...everything, filters: [{ group: 'dynasty', keys: ['v1', 'v2'] }] },
  {
    ...everything,
    filters: [
      { group: 'dynasty', keys: ['v1'] },
      { group: 'place', keys: ['v0', 'v3'] },
    ],
  },
  { ...everything, years: { from: 1700, to: 1850 } },
  { ...everything, collections: [2], facets: ['place'] },
  { ...everything, facets: [] },
];

describe('what was counted of questions without words', () => {
  const groups = ['dynasty', 'place', 'date.c'];
  const values = 5;
  let columns: Columns;
  let book: FacetBook;
  let remembered: Remembered;
  let walks: number[];

  beforeEach(() => {
    [columns, book, remembered, walks] = [new Columns(), new FacetBook(), new Remembered(), []];
    book.learn(groups.flatMap((group, at) => entriesOf(group, at, values)));
  });
  afterEach(() => remembered.hide());

  const entriesOf = (group: string, at: number, many: number) =>
    Array.from({ length: many }, (_, nth) => ({ id: at * 100 + nth + 1, entry: `${group}=v${nth}` }));

  /** The same each time; every seventh is for members alone, every fifth in a collection that is not asked for. */
  const fact = (id: number, more: Partial<Fact> = {}): Fact => ({
    item_id: id,
    tick: 1,
    gone: false,
    collection_id: id % 5 === 0 ? 3 : (id % 2) + 1,
    labels: id % 7 === 0 ? '["members"]' : '["public"]',
    facets: groups.map((_, at) => at * 100 + 1 + ((id * (at + 3)) % values)).join(','),
    from_year: 1600 + (id % 400),
    to_year: 1600 + (id % 400) + 10,
    sort_title: null,
    sort_stroke: null,
    sort_day: null,
    newest: id,
    text_slots: null,
    number_slots: null,
    day_slots: null,
    ...more,
  });
  const put = (from: number, to: number) => {
    for (let id = from; id < to; id++) columns.put(fact(id));
  };
  const afresh = ({ places, facets }: Counted) => ({ places: [...places], facets });

  function told(request: SearchRequest): Counted {
    const count = (one: SearchRequest): Counted =>
      remembered.of(one, columns, (before) => {
        walks.push(columns.size - (before?.upTo ?? 0));
        return counted(one, null, columns, book, count, before);
      });
    return count(request);
  }
  const check = () => {
    for (const request of questions) {
      expect(afresh(told(request))).toEqual(afresh(counted(request, null, columns, book)));
    }
    const each = remembered.countsOf(reader, columns, (before) => countedEach(reader, columns, book, before));
    expect([...each]).toEqual([...countedEach(reader, columns, book).counts]);
  };

  it('is as if counted anew, whatever came, was written over or taken away', () => {
    check();
    put(1, 400);
    check();
    put(400, 403);
    check();
    // A value that nobody had before.
    book.learn([{ id: 999, entry: 'place=new' }]);
    columns.put(fact(403, { facets: '999' }));
    check();
    columns.put(fact(10, { labels: '["members"]' }));
    check();
    columns.put(fact(11, { gone: true }));
    put(404, 500);
    check();
    columns.put(fact(11));
    check();
  });

  it('is gone on with when items have come, and begun anew when one has changed', () => {
    put(1, 301);
    told(everything);
    told(everything);
    expect(walks).toEqual([300]);
    put(301, 311);
    told(everything);
    expect(walks).toEqual([300, 10]);
    columns.put(fact(5));
    told(everything);
    expect(walks).toEqual([300, 10, 310]);
  });

  it('stays as it was for whoever holds it', () => {
    put(1, 101);
    const before = told(everything);
    const said = afresh(before);
    put(101, 201);
    told(everything);
    expect(afresh(before)).toEqual(said);
  });
});
