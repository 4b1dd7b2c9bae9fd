import { jest } from '@jest/globals';
import type { Caller } from '../../server/contract/caller.js';
import { FacetDictionary } from '../../server/modules/search/facet.dictionary.js';
import { FacetLabels } from '../../server/modules/search/facet.labels.js';
import { FacetLists } from '../../server/modules/search/facet.lists.js';
import type { SearchScope } from '../../server/modules/search/search.scope.js';
import { Database } from '../../server/platform/database/database.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

describe('names of facet values in memory', () => {
  let app: TestApp;
  let dictionary: FacetDictionary;
  /** As another process has them. */
  let elsewhere: FacetLabels;

  const learn = (names: Record<string, string>) =>
    dictionary.learn({
      documents: [],
      names: Object.entries(names).map(([key, name]) => ({
        ...{ entry: `subject=${key}`, label: { 'zh-CN': name }, ord: null, depth: 0, variants: [], person: false },
      })),
    });
  const nameOf = async (labels: FacetLabels, key: string) =>
    (await labels.of([`subject=${key}`])).get(`subject=${key}`)?.label['zh-CN'];

  beforeAll(async () => {
    app = await startApp();
    dictionary = app.app.get(FacetDictionary);
    elsewhere = new FacetLabels(app.app.get(Database));
  });
  afterAll(async () => {
    elsewhere.onApplicationShutdown();
    await app.stop();
  });

  it('are right at once where they are written, and within a second elsewhere', async () => {
    await learn({ water: '水利', river: '河渠' });
    expect(await nameOf(elsewhere, 'water')).toBe('水利');
    await learn({ water: '水利工程' });
    expect(await nameOf(app.app.get(FacetLabels), 'water')).toBe('水利工程');
    await eventually(
      () => nameOf(elsewhere, 'water'),
      (name) => name === '水利工程',
      { withinMs: 1000, everyMs: 50 },
    );
    expect(await nameOf(elsewhere, 'river')).toBe('河渠');
  });

  it('are written again where another process has written something else since', async () => {
    const other = new FacetDictionary(app.app.get(Database), elsewhere);
    const named = (name: string) => ({
      documents: [],
      names: [{ entry: 'subject=tower', label: { 'zh-CN': name }, ord: null, depth: 0, variants: [], person: false }],
    });
    const now = async () => {
      elsewhere.forget();
      return nameOf(elsewhere, 'tower');
    };
    await dictionary.learn(named('六和塔'));
    await other.learn(named('開化寺塔'));
    expect(await now()).toBe('開化寺塔');
    await dictionary.learn(named('六和塔'));
    expect(await now()).toBe('六和塔');
    await other.learn(named('開化寺塔'));
    expect(await now()).toBe('開化寺塔');
  });

  it('are written again, and not all read, where another process has written more than is remembered', async () => {
    const bridges = {
      entry: 'subject=bridges',
      label: { 'zh-CN': '橋' },
      ord: null,
      depth: 0,
      variants: [],
      person: false,
    };
    await dictionary.learn({ documents: [], names: [bridges] });
    await app.database.query(
      `WITH clock AS (UPDATE facet_clock SET tick = tick + 1 RETURNING tick),
         renamed AS (UPDATE facet_value SET label = '{"zh-CN": "梁"}', tick = clock.tick FROM clock
                      WHERE entry = 'subject=bridges')
       INSERT INTO facet_value (entry, label, depth, sort_pinyin, sort_stroke, tick)
       SELECT 'subject=crowd' || n, '{"zh-CN": "眾"}', 0, 'zhong', '11', tick FROM clock, generate_series(1, 25000) n`,
    );
    const asked = jest.spyOn(app.database, 'query');
    await dictionary.learn({ documents: [], names: [bridges] });
    const answers = await Promise.all(asked.mock.results.map(({ value }) => value as Promise<unknown[]>));
    asked.mockRestore();
    expect(answers.length).toBeGreaterThan(0);
    expect(Math.max(...answers.map((rows) => rows.length))).toBeLessThanOrEqual(20_001);
    expect(await nameOf(app.app.get(FacetLabels), 'bridges')).toBe('橋');
  });

  it('keep the numbers of values together, however often they are written', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`often${at}`, `常${at}`]));
    const number = async (entry: string) =>
      (await app.database.query<{ id: number }>('SELECT id FROM facet_value WHERE entry = $1', [entry]))[0]!.id;
    await learn(many);
    await learn({ before: '前' });
    // As after a worker began anew.
    dictionary = new FacetDictionary(app.app.get(Database), app.app.get(FacetLabels));
    await learn(many);
    await learn({ after: '後' });
    expect(await number('subject=after')).toBe((await number('subject=before')) + 1);
  });

  it('that nobody has written yet are not remembered as missing', async () => {
    expect(await nameOf(elsewhere, 'bridge')).toBeUndefined();
    await learn({ bridge: '橋梁' });
    expect(await nameOf(elsewhere, 'bridge')).toBe('橋梁');
  });

  it('are all looked up anew where more have changed than can be told one by one', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => `many${at}`);
    await learn(Object.fromEntries(many.map((key) => [key, `舊${key}`])));
    expect(await nameOf(elsewhere, 'many7')).toBe('舊many7');
    await learn(Object.fromEntries(many.map((key) => [key, `新${key}`])));
    await eventually(
      () => nameOf(elsewhere, 'many7'),
      (name) => name === '新many7',
      { withinMs: 1000, everyMs: 50 },
    );
  });

  it('make whole lists of twenty thousand values: each can be reached and found, in any order, by one statement', async () => {
    const values = 20_000;
    await app.database.query(
      `INSERT INTO facet_value (entry, label, depth, sort_pinyin, sort_stroke, names)
       SELECT 'agent=a' || n, jsonb_build_object('zh-CN', '人' || n), 0, lpad(n::text, 6, '0'), lpad((${values} - n)::text, 6, '0'), '人' || n
         FROM generate_series(1, ${values}) n`,
    );
    const counts = Array.from({ length: values }, (_, at) => ({ key: `a${at + 1}`, count: 1 + (at % 7) }));
    const plan = { key: 'agent', label: '责任者', kind: 'terms', limit: 8, order: 'count' } as const;
    const scope = { libraryIds: [], libraries: [], collections: [] } as unknown as SearchScope;
    const caller = { locale: 'zh-CN' } as Caller;
    const lists = app.app.get(FacetLists);
    const list = (page: number, order: 'count' | 'pinyin' | 'strokes', find = '') =>
      lists.of(plan, counts, [], { page, order, find, size: 100 }, scope, caller);
    const asked = jest.spyOn(app.database, 'query');
    const last = await list(200, 'pinyin');
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    expect([last.total, last.rows.length, last.rows.at(-1)!.label]).toEqual([values, 100, `人${values}`]);
    expect((await list(1, 'strokes')).rows[0]!.label).toBe(`人${values}`);
    expect((await list(1, 'count')).rows[0]).toMatchObject({ label: '人7', count: 7 });
    expect((await list(1, 'count', '人1999')).rows.map(({ label }) => label).sort()).toEqual(
      ['人1999', ...Array.from({ length: 10 }, (_, at) => `人1999${at}`)].sort(),
    );
    const seen = new Set<string>();
    for (const page of [1, 67, 134, 200]) for (const { key } of (await list(page, 'count')).rows) seen.add(key);
    expect(seen.size).toBe(400);
  });
});
