import {
  coreField,
  holdsPhrase,
  mapPhrases,
  type Meaning,
  type Phrase,
  phraseOf,
  type Query,
  tokenSet,
} from '../../server/contract/text/index.js';
import { overlaps } from '../../server/contract/visibility.js';
import { pageParts } from '../../server/platform/search/page.parts.js';
import { describeOnOpenSearch } from '../support/opensearch.js';
import { namesOf, type SearchDocument } from '../../server/platform/search/search.document.js';
import type { SearchAnswer, SearchRequest } from '../../server/platform/search/search.request.js';
import { documentOf, type EngineUnderTest, onOpenSearch, onPostgres, requestOf } from './search.engines.js';

/** A generator that gives the same numbers every time, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const characters = [...'錢钱塘江湖西志稿略畧縣县書书圖图卷上下人天地'];
const words = ['London', 'café', 'Cafe', '1935', 'views', 'View', 'the', 'Harbours', 'harbor', 'Straße'];
const signs = ['', '', '', '，', '。', '\n', '〔', '〕', '（', '）', '〈', '〉', ' ', '□'];
const labels = [['public'], ['public'], ['public', 'staff:1'], ['campus:1'], ['staff:1']];

/** What ought to match, worked out by reading every text: slow, and without an index that could be wrong. */
function holds(document: SearchDocument, query: Query, reader: string[]): boolean {
  const anywhere = (phrase: Phrase): boolean => {
    const asked = phrase.field;
    const metadata = document.metadata.filter((one) =>
      asked === undefined ? !one.beside : namesOf(one).includes(asked),
    );
    const titles = asked === undefined || asked === coreField('title') ? document.titles : [];
    if ([...titles, ...metadata.map(({ text }) => text)].some((text) => holdsPhrase(text, phrase))) return true;
    if (asked !== undefined) return false;
    const pages = pageParts(document).filter((part) => overlaps(reader, part.labels));
    return pages.some((part) => holdsPhrase(part.text, phrase));
  };
  switch (query.kind) {
    case 'all':
      return true;
    case 'phrase':
      return anywhere(query);
    case 'meaning':
      return means(document, query);
    case 'said':
      return document.metadata.some((one) => namesOf(one).includes(query.field) && tokenSet(one.text).size > 0);
    case 'under':
      return query.entries.some((entry) => document.facets.includes(entry));
    case 'years': {
      const { years } = document;
      return years !== null && years.to >= (query.from ?? -Infinity) && years.from <= (query.to ?? Infinity);
    }
    case 'not':
      return !holds(document, query.part, reader);
    case 'and':
      return query.parts.every((part) => holds(document, part, reader));
    case 'or':
      return query.parts.some((part) => holds(document, part, reader));
  }
}

const means = ({ facets, years }: SearchDocument, meaning: Meaning): boolean =>
  meaning.entries.some((entry) => facets.includes(entry)) ||
  meaning.years.some(({ from, to }) => {
    if (!years) return false;
    return meaning.touching ? years.to >= from && years.from <= to : years.from >= from && years.to <= to;
  });

function expected(
  documents: readonly SearchDocument[],
  { query, labels, collections, filters, years }: SearchRequest,
): number[] {
  return documents
    .filter(
      (document) =>
        overlaps(labels, document.labels) &&
        collections.includes(document.collectionId) &&
        filters.every(({ group, keys }) => keys.some((key) => document.facets.includes(`${group}=${key}`))) &&
        (years === null ||
          (document.years !== null &&
            document.years.to >= (years.from ?? -Infinity) &&
            document.years.from <= (years.to ?? Infinity))) &&
        holds(document, query, labels),
    )
    .map(({ itemId }) => itemId)
    .sort((a, b) => a - b);
}

const byItem = (a: { itemId: number }, b: { itemId: number }): number => a.itemId - b.itemId;

const oneOf = (...parts: Query[]): Query => ({ kind: 'or', parts });

describeOnOpenSearch('the two search engines', () => {
  const pick = numbers(20_261_121);
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const text = (length: number): string =>
    Array.from({ length }, () => (pick(12) === 0 ? ` ${one(words)} ` : one(characters)) + one(signs)).join('');

  /** More than have a place of their own in either engine. */
  const fields = Array.from({ length: 40 }, (_, at) => `fld${at}`);

  const documents: SearchDocument[] = Array.from({ length: 400 }, (_, at) => {
    const textLabels = one(labels);
    const own = () => (pick(3) === 0 ? { labels: one(labels) } : { labels: textLabels, follows: true });
    return documentOf(at + 1, {
      textLabels,
      collectionId: 1 + pick(3),
      labels: one(labels),
      title: text(1 + pick(6)),
      // Fields whose names begin alike, and two that mean the same.
      metadata: [
        { field: 'fld1', core: '.agent', text: text(pick(20)) },
        { field: one(['fld10', 'fld1', 'fld']), text: text(pick(8)) },
        { field: 'fld2', core: one(['.agent', '.agents', '.age']), text: text(pick(8)) },
        text(pick(10)),
        { field: one(['fld1', 'fld10']), core: '.agent', text: text(pick(10)), beside: true },
      ],
      facets: [
        `kind=${pick(4)}`,
        ...(pick(2) ? [`subject=${pick(6)}`] : []),
        ...fields.flatMap((field) => (pick(3) ? [`${field}=${pick(5)}`] : [])),
      ],
      years: pick(3) ? [1600 + pick(300), 1900 + pick(20)] : null,
      pages: Array.from({ length: pick(4) }, () => ({ text: text(pick(60)), ...own() })),
    });
  });

  const question = (): string => {
    const parts = Array.from({ length: 1 + pick(3) }, () => {
      const run =
        pick(6) === 0
          ? one(words)
          : Array.from({ length: 1 + pick(3) }, () => one(characters)).join(pick(8) === 0 ? '□' : '');
      const sign =
        pick(8) === 0
          ? '-'
          : pick(10) === 0
            ? '='
            : pick(5) === 0
              ? one(['fld:', 'ten:', '題名=', '責任者=', 'age='])
              : '';
      return `${sign}${pick(5) === 0 ? `"${run}"` : run}`;
    });
    return parts.join(pick(4) === 0 ? ' OR ' : ' ');
  };

  /** What words mean besides, as often as not. */
  const meant = (): Meaning[] => {
    const from = 1600 + pick(300);
    const meaning = { kind: 'meaning' as const, text: '', because: { typed: '', why: '' }, touching: pick(2) === 0 };
    if (pick(2)) return [];
    return [
      {
        ...meaning,
        entries: pick(2) ? [`kind=${pick(5)}`, `subject=${pick(6)}`] : [],
        years: pick(2) ? [{ from, to: from + pick(320) }] : [],
      },
    ];
  };

  /** As the records' other names are added to what somebody typed. */
  const widened = (query: Query): Query =>
    mapPhrases(query, (phrase) => {
      const record = { kind: 'agent' as const, pid: 'x', name: '' };
      const because = { typed: phrase.text, why: '', record, variant: 'other' };
      const more = Array.from({ length: 1 + pick(2) }, () => phraseOf(one(characters) + one(characters), { because }));
      if (phrase.exact || phrase.field !== undefined) return phrase;
      return { kind: 'or', parts: [phrase, ...more.filter((other) => other !== null), ...meant()] };
    });

  const requests: SearchRequest[] = Array.from({ length: 150 }, () =>
    requestOf(question(), {
      exact: pick(6) === 0,
      fields: new Map([
        ['fld', 'fld1'],
        ['ten', 'fld10'],
        ['age', '.age'],
        ['题名', '.title'],
        ['责任者', '.agent'],
      ]),
      labels: one([['public'], ['public', 'campus:1'], ['public', 'campus:1', 'staff:1']]),
      collections: one([[1, 2, 3], [1, 3], [2]]),
      filters: ['kind', one(fields), one(fields)].flatMap((group) =>
        pick(3) === 0 ? [{ group, keys: [String(pick(4)), String(pick(4))] }] : [],
      ),
      years: pick(4) === 0 ? { from: 1650 + pick(100), to: pick(2) ? 1800 + pick(100) : null } : null,
      facets: ['kind', 'subject', 'collection', 'date.d', ...fields.slice(pick(20), 20 + pick(20))],
      size: 400,
    }),
  ).map((request) => (pick(4) === 0 ? { ...request, query: widened(request.query) } : request));

  const pickRow = numbers(7_301);
  const oneRow = <T>(list: readonly T[]): T => list[pickRow(list.length)] as T;
  /** A row of the advanced form. */
  const row = (): Query => {
    const field = oneRow(['fld1', 'fld10', 'fld2', '.agent', '.age', '.title']);
    const asked = phraseOf(Array.from({ length: 1 + pickRow(3) }, () => oneRow(characters)).join(''), {
      field,
      exact: pickRow(6) === 0,
      ...oneRow([{}, { stands: 'beginning' as const }, { stands: 'beginning' as const }, { stands: 'whole' as const }]),
    }) as Query;
    const from = 1600 + pickRow(200);
    return oneRow<Query>([
      asked,
      asked,
      { kind: 'not', part: asked },
      { kind: 'said', field: oneRow(['fld1', 'fld10', '.agents']) },
      { kind: 'under', entries: [`kind=${pickRow(5)}`, `subject=${pickRow(7)}`, `fld3=${pickRow(6)}`] },
      { kind: 'years', from: pickRow(4) ? from : null, to: pickRow(3) ? from + pickRow(100) : null },
    ]);
  };
  const rowed = Array.from({ length: 120 }, (): SearchRequest => {
    const bracket = (): Query => ({ kind: 'and', parts: [row(), pickRow(2) ? row() : oneOf(row(), row())] });
    const unit = (): Query => (pickRow(3) ? row() : bracket());
    const parts = Array.from({ length: 1 + pickRow(3) }, (): Query => {
      const part = pickRow(3) ? unit() : oneOf(unit(), unit());
      return pickRow(6) ? part : { kind: 'not', part };
    });
    return { ...requestOf('', { size: 400 }), query: { kind: 'and', parts } };
  });

  let engines: EngineUnderTest[] = [];
  beforeAll(async () => {
    engines = await Promise.all([onPostgres(), onOpenSearch()]);
    for (const { engine } of engines) {
      await engine.put(documents);
      await engine.refresh();
    }
  });
  afterAll(() => Promise.all(engines.map(({ end }) => end())));

  const comparable = ({ total, hits, facets }: SearchAnswer) => ({
    total,
    classes: Object.fromEntries(hits.map(({ itemId, relevance }) => [itemId, relevance]).sort()),
    facets,
  });

  it('agree on matches, counts, facets and classes of relevance, and with a plain reading of every text', async () => {
    let found = 0;
    for (const request of [...requests, ...rowed]) {
      const [postgres, opensearch] = await Promise.all(engines.map(({ engine }) => engine.search(request)));
      const told = JSON.stringify({ query: request.query, labels: request.labels, years: request.years });
      expect({ told, ...comparable(postgres as SearchAnswer) }).toEqual({
        told,
        ...comparable(opensearch as SearchAnswer),
      });
      const ids = postgres?.hits.map(({ itemId }) => itemId).sort((a, b) => a - b);
      expect({ told, ids }).toEqual({ told, ids: expected(documents, request) });
      found += postgres?.total ?? 0;
    }
    // Questions that find nothing would agree however wrong they are.
    expect(found).toBeGreaterThan(1500);
  });

  it('agree on how many each of several questions finds', async () => {
    const narrowed = { years: { from: 1700, to: null }, filters: [{ group: 'kind', keys: ['1', '2'] }] };
    const looks = rowed.slice(0, 20).map(({ query }, at) => ({ query, ...(at % 2 ? narrowed : {}) }));
    const request = requestOf('', { labels: ['public'], looks });
    const asked = engines.flatMap(({ engine }) => [
      engine.totals(request, looks),
      engine.search(request).then((answer) => answer.looks),
    ]);
    const counts = looks.map((look) => expected(documents, { ...request, ...look }).length);
    for (const told of await Promise.all(asked)) expect(told).toEqual(counts);
  });

  it('agree on pages', async () => {
    let named = 0;
    for (const request of requests) {
      const [postgres, opensearch] = await Promise.all(
        engines.map(async ({ engine }) => {
          const { hits } = await engine.search({ ...request, facets: [], pages: 3 });
          return hits.flatMap(({ itemId, pages }) => (pages ? [{ itemId, pages }] : [])).sort(byItem);
        }),
      );
      expect(postgres).toEqual(opensearch);
      named += postgres?.length ?? 0;
    }
    expect(named).toBeGreaterThan(250);
  });

  it('agree on every order', async () => {
    for (const by of ['title', 'stroke', 'date', 'newest'] as const) {
      for (const descending of [false, true]) {
        const request = requestOf('', { sort: { by, descending }, size: 400 });
        const [postgres, opensearch] = await Promise.all(engines.map(({ engine }) => engine.search(request)));
        const ids = (answer: SearchAnswer | undefined) => answer?.hits.map(({ itemId }) => itemId);
        expect(ids(postgres)).toEqual(ids(opensearch));
      }
    }
  });
});
