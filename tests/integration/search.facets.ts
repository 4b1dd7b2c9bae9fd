import type { CollectionSchema } from '../../server/contract/collection.js';
import type { FacetListView } from '../../server/contract/reader.js';
import type { Values } from '../../server/contract/values.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** The values of a facet in the orders of the trade: as the vocabulary has them, by pinyin, by strokes, by count. */
export function facetSuite(desk: SearchDesk): void {
  const { published, search, found } = desk;
  const admin = () => desk.seeded.admin;

  async function values(facet: string, query: Record<string, string>): Promise<[label: string, count: number][]> {
    const { rows } = good(await desk.reader.get(`/search/facets/${facet}?${new URLSearchParams(query)}`)) as {
      rows: { label: string; count: number }[];
    };
    return rows.map(({ label, count }) => [label, count]);
  }
  const labels = async (facet: string, query: Record<string, string>) =>
    (await values(facet, query)).map(([label]) => label);

  it('puts 经史子集 in its own order, in the collection’s facet and among all values, with what is below each', async () => {
    const siku = desk.fieldByKey('siku');
    for (const [at, code] of ['leicong-cong', 'ji', 'zi', 'zi', 'jing-yi', 'shi', 'ji', 'ji'].entries())
      await published({ title: `四部次序${at}`, values: { [siku]: [{ value: { code } }] } });
    const collection = desk.seeded.collection.pid;
    await found({ q: '四部次序', collection }, 8);
    const expected = ['经部', '易类', '史部', '子部', '集部', '类丛部', '丛书类'];
    const view = (await search({ q: '四部次序', collection })).facets.find(({ key }) => key === siku);
    const today = async () => labels(siku, { q: '四部次序', collection, order: 'vocabulary' });
    expect(view!.values.map(({ label }) => label)).toEqual(expected);
    expect(view!.values.map(({ depth }) => depth)).toEqual([0, 1, 0, 0, 0, 0, 1]);
    expect(await today()).toEqual(expected);
    // By their counts those beside each other are ordered, and each stands below what it belongs to.
    const byCount = async (more = {}) => {
      const { facets } = await search({ q: '四部次序', ...more });
      const { values: some, more: out } = facets.find(({ key }) => key === 'class')!;
      return { tree: some.map(({ label, depth }) => [label, depth]), more: out };
    };
    expect(await byCount()).toEqual({
      tree: [
        ['集部', 0],
        ['子部', 0],
        ['经部', 0],
        ['易类', 1],
        ['类丛部', 0],
        ['丛书类', 1],
        ['史部', 0],
      ],
      more: 0,
    });
    // What was chosen shows where it stands, also when nothing of it is left.
    const chosen = await search({ q: '四部次序', f: 'class~siku.jing-yi', from: '1500', to: '1600' });
    expect(chosen.facets.find(({ key }) => key === 'class')!.values).toMatchObject([
      { label: '经部', count: 0, depth: 0, selected: false },
      { label: '易类', count: 0, depth: 1, selected: true },
    ]);
    expect((await values(siku, { q: '四部次序', collection, order: 'count' })).slice(0, 2)).toEqual([
      ['集部', 3],
      ['子部', 2],
    ]);
    expect(await labels('class', { q: '四部次序', order: 'vocabulary' })).toEqual(expected);
  });

  it('puts dynasties by their time, by pinyin and by strokes, and follows a term put between two others at once', async () => {
    const collection = good(
      await admin().post(`/libraries/${desk.seeded.library.pid}/collections`, {
        template: 'object',
        slug: 'qiwu',
        name: { 'zh-CN': '器物', en: 'Objects' },
      }),
    ) as { pid: string; schema: CollectionSchema };
    const field = collection.schema.fields.find(({ key }) => key === 'period')!.id;
    const publish = async (title: string, code: string) => {
      const item: Values = {
        ...completeValues(collection.schema, title, title),
        [field]: [{ value: { code } }],
      };
      const made = good(await admin().post(`/collections/${collection.pid}/items`, { values: item }));
      good(await admin().post(`/items/${made.pid}/publish`, { version: made.version }));
    };
    for (const [at, code] of ['qing', 'qing', 'tang', 'ming', 'shang', 'han', 'ming', 'qing'].entries())
      await publish(`朝代次序${at}`, code);
    await found({ q: '朝代次序' }, 8);
    const ask = { q: '朝代次序', collection: collection.pid };
    expect(await labels(field, { ...ask, order: 'vocabulary' })).toEqual(['商', '汉', '唐', '明', '清']);
    expect(await labels(field, { ...ask, order: 'pinyin' })).toEqual(['汉', '明', '清', '商', '唐']);
    // 汉 5, 明 8, 唐 10, 清 11, 商 11.
    const strokes = await labels(field, { ...ask, order: 'strokes' });
    expect(strokes.slice(0, 3)).toEqual(['汉', '明', '唐']);
    expect(strokes.slice(3).sort()).toEqual(['商', '清'].sort());
    expect(await values(field, { ...ask, order: 'count' })).toEqual([
      ['清', 3],
      ['明', 2],
      ['汉', 1],
      ['商', 1],
      ['唐', 1],
    ]);
    const { rows } = good(await admin().get('/vocabularies')) as { rows: { pid: string; key: string }[] };
    const { pid } = rows.find(({ key }) => key === 'dynasty')!;
    good(
      await admin().post(`/vocabularies/${pid}/terms`, {
        code: 'shang-late',
        label: { 'zh-CN': '晚商' },
        parent: 'shang',
      }),
    );
    await publish('朝代次序8', 'shang-late');
    await found({ q: '朝代次序' }, 9);
    expect(await labels(field, { ...ask, order: 'vocabulary' })).toEqual(['商', '晚商', '汉', '唐', '明', '清']);
  });

  it('puts dates under their dynasties, by their time, where the field is given that vocabulary', async () => {
    const path = `/libraries/${desk.seeded.library.pid}/collections`;
    const sent = { template: 'dublin-core', slug: 'niandai', name: { 'zh-CN': '年代', en: 'Dates' } };
    const { pid } = good(await admin().post(path, sent)) as { pid: string };
    const base = `/collections/${pid}`;
    const { schema, presentation, ...now } = good(await admin().get(base));
    const field = (schema as CollectionSchema).fields.find(({ core }) => core === 'date')!;
    const parts = {
      schema: {
        ...schema,
        fields: schema.fields.map((one: typeof field) => (one === field ? { ...one, vocabulary: 'dynasty' } : one)),
      },
      presentation: {
        ...presentation,
        facets: presentation.facets.map((one: { field: string }) =>
          one.field === field.id ? { ...one, kind: 'terms', sort: 'vocabulary' } : one,
        ),
      },
    };
    for (const part of ['schema', 'presentation'] as const) {
      const body = { baseVersion: now[`${part}Version`], revision: 0, document: parts[part] };
      const { revision } = good(await admin().put(`${base}/drafts/${part}`, body));
      good(await admin().post(`${base}/drafts/publish`, { [part]: revision }));
    }
    const dates = ['康熙三十二年', '慶元元年', '唐貞觀三年', '洪武元年', '清初', '明末清初', '太和三年'];
    for (const [at, date] of dates.entries()) {
      const item = { ...completeValues(schema, `年代次序${at}`, `nd-${at}`), [field.id]: [{ value: date }] };
      const made = good(await admin().post(`${base}/items`, { values: item }));
      good(await admin().post(`/items/${made.pid}/publish`, { version: made.version }));
    }
    await found({ q: '年代次序' }, dates.length);
    // 宋 counts what is of 南宋; what lies between two dynasties or may be of several stands under none.
    expect(await values(field.id, { q: '年代次序', collection: pid, order: 'vocabulary' })).toEqual([
      ['唐', 1],
      ['宋', 1],
      ['南宋', 1],
      ['明', 1],
      ['清', 2],
    ]);
  });

  it('puts names of people by pinyin as names, by strokes, and by count with ties by pinyin', async () => {
    // 单 is Shàn as a surname; 丁 2 strokes, 王 4, 曾 12.
    for (const [at, agent] of ['單父', '丁敬', '王惟一', '曾鞏', '丁敬'].entries())
      await published({ title: `人名次序${at}`, agent });
    await found({ q: '人名次序' }, 5);
    const ask = { q: '人名次序' };
    expect(await labels('agent', { ...ask, order: 'pinyin' })).toEqual(['丁敬', '單父', '王惟一', '曾鞏']);
    expect(await labels('agent', { ...ask, order: 'strokes' })).toEqual(['丁敬', '王惟一', '單父', '曾鞏']);
    expect(await values('agent', { ...ask, order: 'count' })).toEqual([
      ['丁敬', 2],
      ['單父', 1],
      ['王惟一', 1],
      ['曾鞏', 1],
    ]);
    // Chosen values stay in their place, and what is looked for inside the facet keeps the order.
    const all = (await search(ask)).facets.find(({ key }) => key === 'agent')!;
    const chosen = await eventually(
      () => search({ ...ask, f: `agent~${all.values.at(-1)!.key}` }),
      (view) => view.total === 1,
    );
    expect(
      chosen.facets.find(({ key }) => key === 'agent')!.values.map(({ label, selected }) => [label, selected]),
    ).toEqual([
      ['丁敬', false],
      ['單父', false],
      ['王惟一', false],
      ['曾鞏', true],
    ]);
  });
  it('lists every value of a facet, page by page, in each order, found by parts of names, by pinyin and initials', async () => {
    const people = ['丁丙', '丁申', '钱大昕', '阮元', '俞樾', '章学诚', '黄宗羲', '全祖望', '毛奇龄', '朱彝尊', '厉鹗'];
    for (const [at, agent] of [...people, '俞樾', '俞樾', '丁丙'].entries())
      await published({ title: `全表${at}`, agent });
    await found({ q: '全表' }, 14);
    const list = async (more: Record<string, string> = {}, name = 'agent') =>
      good(
        await desk.reader.get(`/search/facets/${name}?${new URLSearchParams({ q: '全表', size: '4', ...more })}`),
      ) as FacetListView;
    const first = await list();
    expect(first).toMatchObject({ key: 'agent', total: 11, page: 1, pages: 3, order: 'count', items: 14 });
    expect(first.orders).toEqual(['count', 'pinyin', 'strokes']);
    expect(first.rows.slice(0, 2).map(({ label, count }) => [label, count])).toEqual([
      ['俞樾', 3],
      ['丁丙', 2],
    ]);
    const names: string[] = [];
    for (const page of ['1', '2', '3'])
      names.push(...(await list({ page, order: 'pinyin' })).rows.map((row) => row.label));
    const byPinyin = [
      '丁丙',
      '丁申',
      '黄宗羲',
      '厉鹗',
      '毛奇龄',
      '钱大昕',
      '全祖望',
      '阮元',
      '俞樾',
      '章学诚',
      '朱彝尊',
    ];
    expect(names).toEqual(byPinyin);
    // Beyond the last page is the last one.
    expect(await list({ page: '99', order: 'pinyin' })).toMatchObject({ page: 3, rows: { length: 3 } });
    expect((await list({ order: 'strokes', size: '2' })).rows.map(({ label }) => label)).toEqual(['丁丙', '丁申']);
    const finds = async (find: string) => (await list({ find })).rows.map(({ label }) => label);
    expect(await finds('錢大')).toEqual(['钱大昕']);
    expect(await finds('zongxi')).toEqual(['黄宗羲']);
    expect(await finds('qzw')).toEqual(['全祖望']);
    expect(await finds('丁')).toEqual(['丁丙', '丁申']);
    for (const nothing of ['%', '_', '無此人', '…']) expect(await finds(nothing)).toEqual([]);
    // What is chosen is told, on whatever page it stands, and counted without itself.
    const key = first.rows.find(({ label }) => label === '俞樾')!.key;
    const chosen = await list({ f: `agent~${key}`, page: '2' });
    expect(chosen).toMatchObject({ total: 11, items: 3, chosen: [{ key, label: '俞樾', count: 3, selected: true }] });
    // Places of search are facets as well, and what is none is empty.
    expect(await list({}, 'kind')).toMatchObject({ rows: [{ key: 'book', count: 14 }], total: 1 });
    expect(await list({}, 'collection')).toMatchObject({ rows: [{ count: 14 }], total: 1 });
    expect(await list({}, 'nothing')).toMatchObject({ rows: [], total: 0, orders: [] });
    expect((await desk.reader.get('/search/facets/agent?order=size')).status).toBe(400);
  });

  it('draws a tree in the order of its vocabulary, and says elsewhere what each value stands under', async () => {
    const list = async (more: Record<string, string>) =>
      good(
        await desk.reader.get(`/search/facets/class?${new URLSearchParams({ q: '四部次序', ...more })}`),
      ) as FacetListView;
    const tree = await list({});
    expect(tree.order).toBe('vocabulary');
    expect(tree.rows.map(({ label, depth, path }) => [label, depth, path])).toEqual([
      ['经部', 0, undefined],
      ['易类', 1, ['经部']],
      ['史部', 0, undefined],
      ['子部', 0, undefined],
      ['集部', 0, undefined],
      ['类丛部', 0, undefined],
      ['丛书类', 1, ['类丛部']],
    ]);
    expect(
      (await list({ find: '类', order: 'pinyin' })).rows.map(({ label, depth, path }) => [label, depth, path]),
    ).toEqual([
      ['丛书类', 0, ['类丛部']],
      ['类丛部', 0, undefined],
      ['易类', 0, ['经部']],
    ]);
  });

  it('answers pages and programs alike: years in either order, places by name or id, pages that are not there', async () => {
    const { collection, library } = desk.seeded;
    const { pid } = await published({ title: '同址甲', date: '民國二十年' });
    await found({ q: '同址', from: '1900', to: '1940' }, 1);
    const path = '/search?q=同址&from=1940&to=1900';
    expect(good(await desk.reader.get(path)).total).toBe(1);
    expect((await desk.reader.get(`!${path}`)).text).toContain('from=1900&amp;to=1940');
    const names = [
      `collection=${collection.pid}`,
      `collection=xinzha`,
      `library=${library.slug}&collection=xinzha`,
      `library=${library.pid}`,
      `in=collection:${collection.pid}`,
    ];
    for (const narrow of names) {
      expect({ narrow, total: good(await desk.reader.get(`/search?q=同址&${narrow}`)).total }).toEqual({
        narrow,
        total: 1,
      });
      const page = await desk.reader.get(`!/search?q=同址&${narrow}`);
      expect({
        narrow,
        status: page.status,
        found: page.text.includes(`href="/i/${pid}`),
      }).toEqual({ narrow, status: 200, found: true });
    }
    for (const narrow of ['collection=nowhere', 'library=nowhere']) {
      expect((await desk.reader.get(`/search?${narrow}`)).status).toBe(404);
      expect((await desk.reader.get(`!/search?${narrow}`)).status).toBe(404);
    }
    const beyond = await desk.reader.get('!/search?q=同址&page=999');
    expect(beyond.status).toBe(404);
    expect(beyond.text).toContain('没有这一页');
    expect((await desk.reader.get('!/search/facets/nothing')).status).toBe(404);
    const whole = await desk.reader.get('!/search/facets/agent?q=全表&order=pinyin');
    expect(whole.status).toBe(200);
    for (const name of ['丁丙', '朱彝尊', '厉鹗']) expect(whole.text).toContain(name);
  });
}
