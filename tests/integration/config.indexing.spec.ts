import { eventually } from '../support/eventually.js';
import { good } from '../support/seed.js';
import { SearchDesk } from './search.desk.js';

/** Documents as a client of the API holds them: of whatever shape its answer had. */
type Loose = ReturnType<typeof JSON.parse>;

describe('publishing a configuration', () => {
  const desk = new SearchDesk(() => ({}));
  let base: string;
  beforeAll(async () => {
    await desk.open();
    base = `/collections/${desk.seeded.collection.pid}`;
    for (const title of ['編目甲', '編目乙', '編目丙']) await desk.published({ title, agent: '丁申' });
    await desk.made({ title: '編目未刊' });
    await desk.found({ q: '编目' }, 3);
  });
  afterAll(() => desk.close());

  async function publish(part: 'schema' | 'presentation', change: (document: Loose) => void): Promise<Loose> {
    const { admin } = desk.seeded;
    const now = good(await admin.get(base));
    const document = structuredClone(now[part]);
    change(document);
    const draft = { baseVersion: now[`${part}Version`], revision: 0, document };
    const { revision } = good(await admin.put(`${base}/drafts/${part}`, draft));
    return good(await admin.post(`${base}/drafts/publish`, { [part]: revision }));
  }

  const query = <T extends object>(sql: string) => desk.app.database.query<T>(sql);
  const versions = async () =>
    (await query<{ v: number }>('SELECT doc_version AS v FROM item ORDER BY id')).map(({ v }) => v);
  const orders = async () => (await query(`SELECT 1 FROM job WHERE kind = 'search.reindex'`)).length;
  const waiting = () => query('SELECT item_id FROM search_outbox');
  const quiet = () =>
    eventually(
      async () => [...(await query(`SELECT kind FROM job WHERE state IN ('queued', 'running')`)), ...(await waiting())],
      (left) => left.length === 0,
    );
  /** How often each record was marked to be indexed while a change was carried out; the draft stands last. */
  const marked = async (work: () => Promise<unknown>): Promise<number[]> => {
    const before = await versions();
    await work();
    await quiet();
    return (await versions()).map((version, at) => version - before[at]!);
  };

  it('indexes nothing for a colour, a block, the order of facets, or the name of a field', async () => {
    await quiet();
    const [before, ordered] = [await versions(), await orders()];
    await desk.whileNobodyWorks(async () => {
      await publish('presentation', (next) => {
        next.theme.tokens = { ...next.theme.tokens, accent: '#7a3b2e' };
        next.home.push({ kind: 'recent', options: {}, hidden: false });
        next.facets.reverse();
        for (const facet of next.facets) facet.limit = 5;
        for (const sort of next.sorts) sort.direction = sort.direction === 'asc' ? 'desc' : 'asc';
        next.searchFields.reverse();
      });
      await publish('schema', (next) => {
        next.fields[0].label = { ...next.fields[0].label, en: 'Heading' };
        next.fields[0].help = { en: 'As it stands on the first leaf' };
        next.workflow.review = false;
      });
      expect(await waiting()).toEqual([]);
      expect(await orders()).toBe(ordered);
    });
    await quiet();
    expect([await versions(), await orders()]).toEqual([before, ordered]);
  });

  it('indexes each published record once for a new search field, and for a new facet', async () => {
    const added = (next: Loose) => {
      const unnamed = desk.seeded.collection.schema.fields.find(
        ({ id, internal, core }) => !internal && core !== 'title' && !next.searchFields.includes(id),
      );
      next.searchFields.push(unnamed!.id);
    };
    expect(await marked(() => publish('presentation', added))).toEqual([1, 1, 1, 0]);
    expect(await marked(() => publish('presentation', (next) => next.facets.shift()))).toEqual([1, 1, 1, 0]);
  });

  it('indexes each published record once for a changed schema, also where it fills fields', async () => {
    const agent = desk.fieldOf('agent');
    const condition = (next: Loose, shownWhen?: object) => {
      Object.assign(
        next.fields.find(({ id }: Loose) => id === agent),
        { shownWhen },
      );
    };
    const asked = { field: desk.fieldOf('title'), any: ['無此題名'] };
    await desk.found({ q: '丁申' }, 3);
    expect(await marked(() => publish('schema', (next) => condition(next, asked)))).toEqual([1, 1, 1, 0]);
    await desk.found({ q: '丁申' }, 0);
    expect(await marked(() => publish('schema', (next) => condition(next)))).toEqual([1, 1, 1, 0]);
    await desk.found({ q: '丁申' }, 3);
    const reached = (searched: boolean) => (next: Loose) =>
      Object.assign(
        next.fields.find(({ id }: Loose) => id === agent),
        { searched },
      );
    expect(await marked(() => publish('schema', reached(false)))).toEqual([1, 1, 1, 0]);
    await desk.found({ q: '丁申' }, 0);
    expect((await desk.search({ q: '责任者=丁申' })).total).toBe(3);
    expect(await marked(() => publish('schema', reached(true)))).toEqual([1, 1, 1, 0]);
    await desk.found({ q: '丁申' }, 3);

    const retype = (next: Loose) => {
      const title = next.fields.find(({ core }: Loose) => core === 'title');
      const label = { 'zh-CN': '别录', en: 'Listed as' };
      next.fields.push({ id: 'listedas01', key: 'listedAs', label, type: 'text', filledFrom: title.id });
    };
    // The draft is filled as well, and nobody indexes it.
    expect(await marked(() => publish('schema', retype))).toEqual([1, 1, 1, 0]);
  });

  it('lets what a person saves go before a collection that is indexed as a whole', async () => {
    const { Outbox } = await import('../../server/modules/catalog/outbox.js');
    const { IndexService } = await import('../../server/modules/search/index.service.js');
    const outbox = desk.app.app.get(Outbox);
    const ids = (
      await query<{ id: number }>('SELECT id FROM item WHERE published_revision IS NOT NULL ORDER BY id')
    ).map(({ id }) => id);
    const { database } = desk.app;
    await desk.whileNobodyWorks(async () => {
      await database.transaction(() => outbox.touchMany(ids));
      await database.transaction(() => outbox.touch([ids.at(-1)!], 'change'));
      await database.transaction(() => outbox.touchMany(ids));
      const first = await query<{ item_id: number }>('SELECT item_id FROM search_outbox ORDER BY mass, at, item_id');
      expect(first[0]?.item_id).toBe(ids.at(-1));
      expect(await desk.app.app.get(IndexService).drain()).toBe(ids.length);
    });
  });
});
