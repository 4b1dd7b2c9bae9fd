import { type Phrase, phraseOf, type Query } from '../../server/contract/text/index.js';
import { vectorList } from '../../server/platform/search/postgres/tsvector.js';
import type { SearchDocument } from '../../server/platform/search/search.document.js';
import { deepest, type SearchRequest } from '../../server/platform/search/search.request.js';
import { type EngineUnderTest, onOpenSearch, onPostgres, requestOf } from '../contracts/search.engines.js';
import { median, Table, timed } from './measure.js';
import { commonWord, rareWord, shelves } from './shelves.js';

const items = Number(process.env.BENCH_ITEMS ?? 10_000);
const tenth = Math.round(items / 10);
const rounds = 7;
const facets = ['collection', 'kind', 'agent', 'place', 'subject', 'class', 'language', 'date.d', 'date.c'];

/** What building the words of these documents costs alone: the measure for writing them. */
function wordsOnly(documents: readonly SearchDocument[]): void {
  for (const { titles, metadata, pages } of documents) {
    const words = [...titles, ...metadata.map(({ text }) => text)].map((text) => ({ text, weight: 'A' as const }));
    vectorList([{ parts: words }, ...pages.map(({ text }) => ({ parts: [{ text, weight: 'D' as const }] }))]);
  }
}

function withOtherNames(request: SearchRequest, names: readonly string[]): SearchRequest {
  const record = { kind: 'agent' as const, pid: 'x', name: '' };
  const others = names.flatMap((text): Phrase[] => {
    const phrase = phraseOf(text, { because: { typed: '', why: '', record, variant: 'other' } });
    return phrase ? [phrase] : [];
  });
  const query: Query = { kind: 'or', parts: [request.query, ...others] };
  return { ...request, query };
}

const ask = (text: string, more: Partial<SearchRequest> = {}) => requestOf(text, { size: 20, ...more });
const questions: [what: string, request: SearchRequest][] = [
  ['a two-character word in 1 record of 200', ask(rareWord)],
  ['a two-character word in 1 of 10', ask(commonWord)],
  ['the same, exact glyphs', ask('錢塘', { exact: true } as Partial<SearchRequest>)],
  ['the same with nine facets', ask(commonWord, { facets })],
  ['the same with facets and two filters', ask(commonWord, { facets, filters: [{ group: 'kind', keys: ['1', '2'] }] })],
  [
    'the same with eight other names',
    withOtherNames(ask(commonWord), ['仁和', '海寧', '餘杭', '富陽', '山陰', '會稽', '諸暨', '蕭山']),
  ],
  ['two words and one refused', ask('钱塘 文集 -琳琅')],
  ['a lost character, 钱□', ask('钱□')],
  ['everything, newest first, nine facets', ask('', { facets, sort: { by: 'newest', descending: true } })],
  [
    'everything, by title, the deepest page',
    ask('', { sort: { by: 'title', descending: false }, from: Math.min(items, deepest) - 20 }),
  ],
  ['everything, by relevance of a common word, page 40', ask(commonWord, { from: 780 })],
];

describe('search', () => {
  const engines: { name: string; few: EngineUnderTest; many: EngineUnderTest }[] = [];
  const documents = shelves(items);
  const writing = new Table(`Writing ${items} documents, as multiples of making their words alone`, [
    'PostgreSQL',
    'OpenSearch',
  ]);
  const asking = new Table(`Asking ${items} items, as multiples of the first line in PostgreSQL`, [
    'PostgreSQL',
    'OpenSearch',
  ]);
  const growing = new Table(`Asking ${items} items, as multiples of asking ${tenth}`, ['PostgreSQL', 'OpenSearch']);

  beforeAll(async () => {
    const makers: [string, () => Promise<EngineUnderTest>][] = [['PostgreSQL', onPostgres]];
    if (process.env.TEST_OPENSEARCH_URL) makers.push(['OpenSearch', onOpenSearch]);
    for (const [name, make] of makers) engines.push({ name, few: await make(), many: await make() });
  });
  afterAll(async () => {
    for (const table of [writing, asking, growing]) table.print();
    for (const { few, many } of engines) {
      await few.end();
      await many.end();
    }
  });

  /** As the platform fills an index: the end of a rebuild is what makes it fit to be asked. */
  const fill = async ({ engine }: EngineUnderTest, some: readonly SearchDocument[]) => {
    const rebuild = await engine.rebuild();
    for (let at = 0; at < some.length; at += 100) await rebuild.put(some.slice(at, at + 100));
    await rebuild.finish();
    await engine.refresh();
  };
  const columns = (values: number[], base: number | ((at: number) => number)) =>
    [0, 1].map((at) => (values[at] === undefined ? null : values[at] / (typeof base === 'number' ? base : base(at))));

  it('writing', async () => {
    const base = await median(3, () => wordsOnly(documents));
    const first: number[] = [];
    const again: number[] = [];
    for (const { few, many } of engines) {
      await fill(few, documents.slice(0, tenth));
      first.push(await timed(() => fill(many, documents)));
      again.push(await timed(() => fill(many, documents)));
    }
    writing.add('into an empty index', columns(first, base));
    writing.add('again, over what is there', columns(again, base));
    for (const { many } of engines) expect((await many.engine.search(ask(''))).total).toBe(items);
  });

  it('asking', async () => {
    let base = 0;
    for (const [what, request] of questions) {
      const [much, little]: [number[], number[]] = [[], []];
      const totals: number[] = [];
      for (const { few, many } of engines) {
        much.push(await median(rounds, () => many.engine.search(request)));
        little.push(await median(rounds, () => few.engine.search(request)));
        totals.push((await many.engine.search(request)).total);
      }
      base ||= much[0]!;
      asking.add(what, columns(much, base));
      growing.add(
        what,
        columns(much, (at) => little[at]!),
      );
      // A question that finds nothing is fast for no good reason; and engines that disagree measure different things.
      expect(totals.every((total) => total > 0 && total === totals[0])).toBe(true);
    }
  });
});
