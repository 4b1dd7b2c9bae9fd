import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { Database } from '../../server/platform/database/database.js';
import { dataSourceOptions } from '../../server/platform/database/data-source.js';
import { PostgresEngine, rankedUpTo } from '../../server/platform/search/postgres/postgres.engine.js';
import { mostFacetValues, relevances } from '../../server/platform/search/search.request.js';
import { asked } from '../support/asked.js';
import { asOwner, createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type Ask, documentOf, requestOf, type Sketch } from './search.engines.js';

interface Process {
  engine: PostgresEngine;
  database: Database;
  end(): Promise<void>;
}

describe('what search keeps in memory', () => {
  let database: TestDatabase;
  let writer: Process;
  let reader: Process;
  let collection = 0;
  let lastId = 0;

  const process = async (): Promise<Process> => {
    const source = await new DataSource(dataSourceOptions(database.url, 4)).initialize();
    const own = new Database(source);
    const engine = new PostgresEngine(own);
    const end = async () => {
      await engine.close();
      await source.destroy();
    };
    return { engine, database: own, end };
  };
  const made = (sketch: Sketch = {}) => documentOf(++lastId, { collectionId: collection, ...sketch });
  const ask = (text: string, more: Ask = {}, { engine } = reader) =>
    engine.search(requestOf(text, { collections: [collection], ...more }));

  beforeAll(async () => {
    database = await createTestDatabase();
    writer = await process();
    reader = await process();
  });
  beforeEach(() => {
    collection += 1;
  });
  afterAll(async () => {
    await writer?.end();
    await reader?.end();
    await database?.drop();
  });

  it('follows what another process writes: new, changed and withdrawn', async () => {
    const [one, two] = [made({ title: '甲本', facets: ['kind=book'] }), made({ title: '乙本', facets: ['kind=map'] })];
    expect((await ask('')).total).toBe(0);
    await writer.engine.put([one, two]);
    expect((await ask('本', { facets: ['kind'] })).facets.kind).toEqual([
      { key: 'book', count: 1 },
      { key: 'map', count: 1 },
    ]);
    const changed = { ...two, version: 2, labels: ['campus:1'], facets: ['kind=scroll'] };
    await writer.engine.put([{ itemId: one.itemId, version: 2, gone: true }, changed]);
    expect((await ask('本', { facets: ['kind'] })).facets.kind).toEqual([]);
    const more = { labels: ['campus:1'], facets: ['kind'], filters: [{ group: 'kind', keys: ['scroll'] }] };
    const answer = await ask('', more);
    expect([answer.total, answer.facets.kind]).toEqual([1, [{ key: 'scroll', count: 1 }]]);
    const counts = await reader.engine.countEntries({ labels: ['campus:1'], collections: [collection] }, [
      'kind=scroll',
      'kind=map',
    ]);
    expect([...counts]).toEqual([['kind=scroll', 1]]);
    await writer.engine.put([{ ...one, version: 3 }]);
    expect((await ask('甲本')).hits.map(({ itemId }) => itemId)).toEqual([one.itemId]);
    // The writer has never searched, and keeps nothing.
    expect(await register.getSingleMetricAsString('linlang_search_memory_items')).toMatch(/_items 2$/m);
  });

  it('counts a list without words once until anything is written, for each reader, place and filter apart', async () => {
    const campus = { labels: ['campus:1'] };
    const [one, two] = [made({ facets: ['kind=book'] }), made({ ...campus, facets: ['kind=map'] })];
    await writer.engine.put([one, two]);
    const kinds = async (more: Ask = {}) => {
      const { total, facets, hits } = await ask('', { facets: ['kind'], size: 5, ...more });
      return [total, facets.kind?.map(({ key }) => key), hits.map(({ itemId }) => itemId)];
    };
    const bytes = async () =>
      Number(/_bytes (\d+)$/m.exec(await register.getSingleMetricAsString('linlang_search_lists_bytes'))![1]);
    expect(await kinds()).toEqual([1, ['book'], [one.itemId]]);
    const kept = await bytes();
    expect(await kinds()).toEqual([1, ['book'], [one.itemId]]);
    expect(kept).toBeGreaterThan(0);
    expect(await bytes()).toBe(kept);
    expect(await kinds(campus)).toEqual([1, ['map'], [two.itemId]]);
    expect(await bytes()).toBeGreaterThan(kept);
    expect((await kinds({ filters: [{ group: 'kind', keys: ['map'] }] }))[0]).toBe(0);
    expect((await kinds({ years: { from: 1000, to: null } }))[0]).toBe(0);
    expect((await kinds({ collections: [collection + 1000] }))[0]).toBe(0);
    expect(await kinds({ from: 1 })).toEqual([1, ['book'], []]);
    await writer.engine.put([
      { itemId: one.itemId, version: 2, gone: true },
      { ...two, version: 2, labels: ['public'] },
    ]);
    expect(await kinds()).toEqual([1, ['map'], [two.itemId]]);
    expect(await kinds(campus)).toEqual([0, [], []]);
  });

  it('looks for pages of those hits only that have a word on one, which this reader may find', async () => {
    const plain = made({ metadata: ['潮信'] });
    const read = made({ metadata: ['潮信'], pages: ['潮信來時'] });
    const closed = made({ metadata: ['潮信'], pages: [{ text: '潮信已過', labels: ['campus:1'] }] });
    await writer.engine.put([plain, read, closed]);
    const named = async (more: Ask = {}) => {
      let found: [number, number | undefined][] = [];
      const looked = await asked(/FROM search_page\b/, async () => {
        const { hits } = await ask('潮信', { pages: 2, ...more });
        found = hits.map(({ itemId, pages }) => [itemId, pages?.total]);
      });
      return [looked.length, new Map(found)];
    };
    const [one, two, three] = [plain.itemId, read.itemId, closed.itemId];
    const page = { from: 1, size: 1 };
    expect(await named(page)).toEqual([1, new Map([[two, 1]])]);
    expect(await named()).toEqual([1, new Map([[three, undefined], [two, 1], [one, undefined]])]); // prettier-ignore
    expect(await named({ ...page, from: 2 })).toEqual([0, new Map([[one, undefined]])]);
    expect(await named({ pages: 0 })).toEqual([0, new Map([[three, undefined], [two, undefined], [one, undefined]])]); // prettier-ignore
    expect(await named({ labels: ['public', 'campus:1'], size: 1 })).toEqual([1, new Map([[three, 1]])]);
  });

  it('misses nothing that is committed late', async () => {
    const [late, other] = [made({ title: '遲到' }), made({ title: '遲到' })];
    await ask('');
    let rest: Promise<void> = Promise.resolve();
    await writer.database.transaction(async () => {
      await writer.engine.put([late]);
      let done = false;
      rest = writer.database.outside(() => writer.engine.put([other]).finally(() => (done = true)));
      // The other one is either done before us or waits for us: then we are seen first.
      await eventually(
        () => waiting(),
        (sessions) => done || sessions > 0,
      );
      await ask('遲到');
    });
    await rest;
    expect((await ask('遲到')).hits.map(({ itemId }) => itemId)).toEqual([other.itemId, late.itemId]);
    expect((await ask('')).total).toBe(2);
  });

  const waiting = async (): Promise<number> =>
    asOwner(database.url, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]!.n;
    });

  it('sees no write that is taken back, not even in the transaction that made it', async () => {
    const dropped = made({ title: '作罷' });
    const written = writer.database.transaction(async () => {
      await writer.engine.put([dropped]);
      await ask('', {}, writer);
      throw new Error('taken back');
    });
    await expect(written).rejects.toThrow('taken back');
    await writer.engine.put([made({ title: '成事' })]);
    for (const who of [writer, reader]) expect((await ask('', {}, who)).total).toBe(1);
  });

  it('is filled while others write, as large as it may be', async () => {
    const many = Array.from({ length: 2600 }, (_, at) => made({ title: `眾多${at}`, facets: [`n=${at % 3}`] }));
    for (let at = 0; at < many.length; at += 650) await writer.engine.put(many.slice(at, at + 650));
    const late = await process();
    try {
      const [first] = await Promise.all([
        ask('', { facets: ['n'] }, late),
        ask('眾多', {}, late),
        writer.engine.put(many.slice(0, 300).map((document) => ({ ...document, version: 2, facets: ['n=new'] }))),
      ]);
      expect(first.total).toBe(2600);
      expect((await ask('', { facets: ['n'] }, late)).facets.n).toEqual([
        { key: '0', count: 767 },
        { key: '1', count: 767 },
        { key: '2', count: 766 },
        { key: 'new', count: 300 },
      ]);
    } finally {
      await late.end();
    }
  });

  it('goes on where it was when the database has been away', async () => {
    const one = made({ title: '斷線' });
    await ask('');
    await writer.engine.put([one]);
    await asOwner(database.url, async (client) => {
      await client.query('ALTER TABLE search_fact RENAME TO search_fact_away');
      await expect(ask('斷線')).rejects.toThrow(/search_fact/);
      await client.query('ALTER TABLE search_fact_away RENAME TO search_fact');
    });
    expect((await ask('斷線')).total).toBe(1);
  });

  describe('above the bound of what is ranked', () => {
    const sizes = {
      'whole-title-exact': 2,
      'whole-title': 2,
      'title-exact': 30,
      title: 30,
      metadata: rankedUpTo + 200,
      text: 40,
    };
    const sketches: Record<keyof typeof sizes, Sketch> = {
      'whole-title-exact': { title: '《錢塘》' },
      'whole-title': { title: '钱塘' },
      'title-exact': { title: '重修錢塘縣志' },
      title: { title: '钱塘遺事' },
      metadata: { metadata: ['游錢塘記'] },
      text: { pages: ['錢塘潮'] },
    };
    // Nothing means anything here.
    const names = relevances.filter((one) => one !== 'meant');

    it('classes stay right, and pages have neither gap nor repeat', async () => {
      const all = names.flatMap((name) => Array.from({ length: sizes[name] }, () => made(sketches[name])));
      // Mixed, so that age says nothing of the class.
      const mixed = all
        .map((document, at) => ({ document, key: (at * 7919) % all.length }))
        .sort((a, b) => a.key - b.key);
      for (let at = 0; at < mixed.length; at += 400) {
        await writer.engine.put(mixed.slice(at, at + 400).map(({ document }) => document));
      }
      const walk = async () => {
        const seen: { itemId: number; relevance: string }[] = [];
        for (let from = 0; from < all.length; from += 150) {
          seen.push(...(await ask('錢塘', { from, size: 150, facets: ['collection'] })).hits);
        }
        return seen;
      };
      const seen = await walk();
      expect(seen.map(({ relevance }) => relevance)).toEqual(
        names.flatMap((name) => Array.from({ length: sizes[name] }, () => name)),
      );
      expect(new Set(seen.map(({ itemId }) => itemId)).size).toBe(all.length);
      expect((await walk()).map(({ itemId }) => itemId)).toEqual(seen.map(({ itemId }) => itemId));
      const one = await ask('錢塘', { from: 250, size: 20 });
      expect(one.hits.map(({ itemId }) => itemId)).toEqual(seen.slice(250, 270).map(({ itemId }) => itemId));
    });
  });

  it('cuts a facet where all beyond are as frequent, by its keys in the order of their characters', async () => {
    const value = (at: number) => `${String(at).padStart(5, '0')}`;
    const documents = Array.from({ length: mostFacetValues + 300 }, (_, at) =>
      made({ facets: [`many=${value((at * 7) % (mostFacetValues + 300))}`, ...(at < 2 ? ['many=twice'] : [])] }),
    );
    for (let at = 0; at < documents.length; at += 650) await writer.engine.put(documents.slice(at, at + 650));
    const { many } = (await ask('', { facets: ['many'] })).facets;
    expect(many).toHaveLength(mostFacetValues);
    expect(many?.slice(0, 2)).toEqual([
      { key: 'twice', count: 2 },
      { key: value(0), count: 1 },
    ]);
    expect(many?.at(-1)).toEqual({ key: value(mostFacetValues - 2), count: 1 });
    await writer.engine.put([made({ facets: ['glyph=𠮷', 'glyph=～'] }), made({ facets: ['glyph=吉'] })]);
    const { glyph } = (await ask('', { facets: ['glyph'] })).facets;
    expect(glyph?.map(({ key }) => key)).toEqual(['吉', '～', '𠮷']);
  });
});
