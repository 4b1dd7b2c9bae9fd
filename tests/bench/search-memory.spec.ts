import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DataSource } from 'typeorm';
import { Database } from '../../server/platform/database/database.js';
import { dataSourceOptions } from '../../server/platform/database/data-source.js';
import { Following } from '../../server/platform/search/postgres/memory/following.js';
import { PostgresEngine } from '../../server/platform/search/postgres/postgres.engine.js';
import type { SearchDocument } from '../../server/platform/search/search.document.js';
import type { SearchRequest } from '../../server/platform/search/search.request.js';
import { requestOf } from '../contracts/search.engines.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { median, timed } from './measure.js';
import { commonWord, rareWord, shelves } from './shelves.js';

const items = Number(process.env.BENCH_ITEMS ?? 20_000);
const rounds = 9;
const facets = ['collection', 'kind', 'agent', 'place', 'subject', 'class', 'language', 'date.d', 'date.c'];
const ask = (text: string, more: Partial<SearchRequest> = {}) => requestOf(text, { size: 20, facets, ...more });
const kind = { group: 'kind', keys: ['3'] };

const questions: [what: string, request: SearchRequest][] = [
  ['everything, nine facets', ask('')],
  ['everything, one value chosen', ask('', { filters: [kind] })],
  [
    'everything, two chosen and years',
    ask('', { filters: [kind, { group: 'place', keys: ['4'] }], years: { from: 1500, to: 1700 } }),
  ],
  ['everything by title, the deepest page', ask('', { sort: { by: 'title', descending: false }, from: 9980 })],
  ['a word in 1 record of 200', ask(rareWord)],
  ['a word in 1 record of 10', ask(commonWord)],
  ['the same, page 40', ask(commonWord, { from: 780 })],
  ['the same, one value chosen', ask(commonWord, { filters: [kind] })],
];

/** Not ratios but what the README says: what a process keeps, how long it takes to fill, what a question then costs. */
describe('search in memory', () => {
  let database: TestDatabase;
  let source: DataSource;
  let engine: PostgresEngine;
  const documents = shelves(items);
  const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(44)}${figure.padStart(16)}\n`);

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource(dataSourceOptions(database.url, 6)).initialize();
    engine = new PostgresEngine(new Database(source));
    const rebuild = await engine.rebuild();
    for (let at = 0; at < items; at += 200) await rebuild.put(documents.slice(at, at + 200));
    await rebuild.finish();
  });
  afterAll(async () => {
    await engine?.close();
    await source?.destroy();
    await database?.drop();
  });

  it(`is filled with ${items} items`, async () => {
    const following = new Following(new Database(source));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const ms = await timed(() => following.follow());
    delay.disable();
    say('filling a process', `${Math.round(ms)} ms`);
    say('  the longest that others waited for it', `${Math.round(delay.max / 1e6)} ms`);
    say('columns', `${(following.columns.bytes / 1e6).toFixed(1)} MB`);
    say('  for 100,000 items', `${((following.columns.bytes / items) * 0.1).toFixed(1)} MB`);
    expect(following.columns.size).toBe(items);
    const changed = documents.slice(0, 500).map((document): SearchDocument => ({ ...document, version: 2 }));
    await engine.put(changed);
    say('catching up with 500 that were written', `${Math.round(await timed(() => following.follow()))} ms`);
    await following.stop();
  });

  it.each(questions)('answers: %s', async (what, request) => {
    say(what, `${(await median(rounds, () => engine.search(request))).toFixed(1)} ms`);
    const { total, hits } = await engine.search(request);
    expect(total).toBe(documents.filter((document) => holds(document, request)).length);
    expect(hits).toHaveLength(Math.min(request.size, Math.max(0, total - request.from)));
  });

  /** The generator puts its words where they can be seen by plain reading: a fast wrong answer is none. */
  function holds(
    { titles, facets: values, years }: SearchDocument,
    { query, filters, years: asked }: SearchRequest,
  ): boolean {
    const said = query.kind === 'phrase' ? query.text : '';
    const found = said === '' || titles.some((title) => title.includes(said.replace('钱', '錢')));
    const inYears = !asked || (years !== null && years.to >= asked.from! && years.from <= asked.to!);
    return (
      found && inYears && filters.every(({ group, keys }) => keys.some((key) => values.includes(`${group}=${key}`)))
    );
  }
});
