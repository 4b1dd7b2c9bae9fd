import { ItemList } from '../../server/modules/catalog/item.list.js';
import { asOwner } from '../support/database.js';
import { good } from '../support/seed.js';
import { type Asked, listsDesk } from './lists.desk.js';

describe('lists of the console', () => {
  const desk = listsDesk();
  const { id, one, make, address, ask, titles, among } = desk;

  it('find words of any column, in whatever script they are asked, and nothing by its sound', async () => {
    await make('全唐詩選甲', { agent: one({ name: '商務印書館' }) });
    await make('全唐詩選乙', { agent: one({ name: '中華書局' }) });
    await make('Anthology 全唐', { agent: one({ name: 'Chung Hwa, Book Co.' }) });
    expect(await titles({ q: '商务印书馆' })).toEqual(['全唐詩選甲']);
    expect(await titles({ q: '务印' })).toEqual(['全唐詩選甲']);
    expect(await titles({ q: '館' })).toEqual(['全唐詩選甲']);
    expect(await titles({ q: '唐诗 中华' })).toEqual(['全唐詩選乙']);
    expect(await titles({ q: 'BOOK' })).toEqual(['Anthology 全唐']);
    expect(await titles({ q: 'hwa, boo' })).toEqual(['Anthology 全唐']);
    // Of the sounds quan and tang is nothing said.
    expect(await titles({ q: 'an' })).toEqual(['Anthology 全唐']);
    expect(await titles({ q: 'quan' })).toEqual([]);
    expect(await titles({ q: '全詩' })).toEqual([]);
    expect(await titles({ q: '，。' })).toEqual([]);
    expect((await ask({ q: '全唐' })).found).toEqual({ items: 3, more: false });
  });

  it('are narrowed by the value of a field, folded; by one of several; by all conditions together', async () => {
    const agent = id('agent');
    expect(await titles({ f: [{ field: agent, is: ['商务印书馆'] }] })).toEqual(['全唐詩選甲']);
    expect(await titles({ f: [{ field: agent, is: ['商务'] }] })).toEqual([]);
    expect(await titles({ f: [{ field: agent, is: ['商务印书馆', '中华书局'] }] })).toEqual([
      '全唐詩選甲',
      '全唐詩選乙',
    ]);
    expect(await titles({ f: [{ field: agent, words: '商务' }] })).toEqual(['全唐詩選甲']);
    expect(await titles({ f: [{ field: agent, words: '唐诗' }] })).toEqual([]);
    expect(
      await titles({
        q: '诗选',
        f: [
          { field: agent, words: '书局' },
          { field: id('title'), words: '唐诗' },
        ],
      }),
    ).toEqual(['全唐詩選乙']);
  });

  it('find by each kind of field what it shows', async () => {
    const potter = good(
      await desk.admin.post('/agents', {
        library: desk.seeded.library.pid,
        name: { 'zh-CN': '陳鳴遠' },
        kind: 'person',
      }),
    );
    const other = await make('類目壺底本');
    await make('類目壺', {
      agent: one({ name: '陈鸣远', ref: potter.pid, dynasty: '清', role: '制' }),
      place: one({ name: '宜興' }),
      date: one('康熙三十年'),
      count: one({ number: 12 }),
      size: one({ height: 10.5, width: 20, unit: 'cm' }),
      language: one('汉语'),
      checked: one(true),
      seen: one({ item: other.pid, title: '類目壺底本' }),
      extent: one({ text: '一壺四杯' }),
    });
    await make('類目瓶', { date: [{ blank: 'undated' }], checked: one(false), count: one({ number: 3 }) });
    const shown = (
      await ask({
        q: '類目壺',
        columns: desk.fields
          .map((field) => field.id)
          .slice(0, 200)
          .join(',')
          .slice(0, 390),
      })
    ).rows;
    expect(shown.length).toBeGreaterThan(0);
    const has = async (key: string, text: string) => {
      expect([key, text, await among('类目', { f: [{ field: id(key), is: [text] }] })]).toEqual([
        key,
        text,
        ['類目壺'],
      ]);
    };
    // Whatever they did.
    await has('agent', '陳鳴遠');
    await has('place', '宜兴');
    await has('date', '康熙三十年');
    await has('count', '12件');
    await has('checked', '是');
    await has('checked', 'yes');
    await has('seen', '类目壶底本');
    await has('extent', '一壶四杯');
    // A term by its name in either language.
    const { text } = good(await desk.admin.get(`${desk.base}/items/values?field=${id('language')}`)).values[0] as {
      text: string;
    };
    await has('language', text);
    await has('language', 'Chinese');
    expect(await among('类目', { f: [{ field: id('date'), is: ['无年月'] }] })).toEqual(['類目瓶']);
  });

  it('are narrowed by spans of dates as they are written, of numbers, of measures in any unit', async () => {
    const within = (key: string, from?: string, to?: string) =>
      among('类目', { f: [{ field: id(key), ...(from ? { from } : {}), ...(to ? { to } : {}) }] });
    expect(await within('date', '1690', '1700')).toEqual(['類目壺']);
    expect(await within('date', '康熙元年', '康熙六十一年')).toEqual(['類目壺']);
    expect(await within('date', '雍正元年')).toEqual([]);
    expect(await within('date', undefined, '顺治十八年')).toEqual([]);
    expect(await within('count', '4')).toEqual(['類目壺']);
    expect(await within('count', undefined, '三')).toEqual(['類目瓶']);
    expect(await within('size', '100 mm', '11 cm')).toEqual(['類目壺']);
    expect(await within('size', '12 cm')).toEqual([]);
  });

  it('tell what is said from what is not: an honest "not known" is an answer', async () => {
    expect(await among('类目', { f: [{ field: id('date'), blank: true }] })).toEqual(['類目壺底本']);
    expect(await among('类目', { f: [{ field: id('date'), blank: false }] })).toEqual(['類目壺', '類目瓶']);
    expect(await among('类目', { f: [{ field: id('count'), blank: true }] })).toEqual(['類目壺底本']);
  });

  it('are sorted by sound, strokes, numbers in their order and as numbers; what has no value comes last', async () => {
    for (const title of ['排序卷十', '排序卷二', '排序丁', '排序乙', '排序龜'])
      await make(title, { count: one({ number: 100 - title.length - desk.number }) });
    const by = (question: Asked) => titles({ q: '排序', ...question });
    expect(await by({ sort: 'title', order: 'natural' })).toEqual([
      '排序乙',
      '排序丁',
      '排序卷二',
      '排序卷十',
      '排序龜',
    ]);
    expect(await by({ sort: 'title', order: 'stroke' })).toEqual([
      '排序乙',
      '排序丁',
      '排序龜',
      '排序卷二',
      '排序卷十',
    ]);
    expect(await by({ sort: 'title' })).toEqual(['排序丁', '排序龜', '排序卷二', '排序卷十', '排序乙']);
    const down = await by({ sort: 'title', direction: 'desc' });
    expect(down).toEqual([...(await by({ sort: 'title' }))].reverse());
    const byNumber = { q: '类目', sort: id('count') };
    expect(await titles({ ...byNumber, direction: 'asc' })).toEqual(['類目瓶', '類目壺', '類目壺底本']);
    expect(await titles({ ...byNumber, direction: 'desc' })).toEqual(['類目壺', '類目瓶', '類目壺底本']);
    expect((await titles({ sort: 'identifier', q: '排序' })).length).toBe(5);
  });

  it('are paged by key, there and back, whatever others add and change meanwhile', async () => {
    for (let at = 0; at < 11; at++)
      await make(`翻頁${at % 2 ? '甲' : '乙'}${at}`, at < 8 ? { count: one({ number: at }) } : {});
    for (const order of [
      { sort: id('count'), direction: 'asc' },
      { sort: id('count'), direction: 'desc' },
      { sort: 'updated', direction: 'desc' },
      { sort: 'title', order: 'stroke', direction: 'asc' },
    ]) {
      const whole = (await ask({ q: '翻页', ...order })).rows.map((row) => row.pid);
      expect(new Set(whole).size).toBe(11);
      const pages: string[][] = [];
      let cursor: string | undefined;
      let back: string | null = null;
      do {
        const page = await ask({ q: '翻页', ...order, limit: 3, cursor });
        expect(page.found === null).toBe(cursor !== undefined);
        pages.push(page.rows.map((row) => row.pid));
        [cursor, back] = [page.next ?? undefined, page.previous];
      } while (cursor);
      expect(pages.map((page) => page.length)).toEqual([3, 3, 3, 2]);
      expect(pages.flat()).toEqual(whole);
      const before: string[][] = [];
      while (back) {
        const page = await ask({ q: '翻页', ...order, limit: 3, cursor: back });
        expect(page.next).not.toBeNull();
        before.unshift(page.rows.map((row) => row.pid));
        back = page.previous;
      }
      expect(before.flat()).toEqual(whole.slice(0, 9));
    }
    const order = { q: '翻页', sort: id('count'), direction: 'asc', limit: 4 };
    const first = await ask(order);
    await make('翻頁插隊', { count: one({ number: -5 }) });
    const gone = first.rows.at(-1)!;
    good(await desk.admin.delete(`/items/${gone.pid}`));
    const second = await ask({ ...order, cursor: first.next! });
    expect(second.rows.map((row) => row.title)).toEqual(['翻頁乙4', '翻頁甲5', '翻頁乙6', '翻頁甲7']);
    expect((await ask({ ...order, cursor: second.previous! })).rows.map((row) => row.title)).toEqual([
      '翻頁插隊',
      '翻頁乙0',
      '翻頁甲1',
      '翻頁乙2',
    ]);
  });

  it('are read by an index for each question, and sorted by none of their own', async () => {
    const asked: { sql: string; parameters: unknown[] }[] = [];
    const query = desk.app.database.query.bind(desk.app.database);
    desk.app.database.query = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => {
      asked.push({ sql, parameters });
      return query<Row>(sql, parameters);
    };
    const plans = async (question: Asked | (() => Promise<unknown>), words: string): Promise<string[]> => {
      asked.length = 0;
      await (typeof question === 'function' ? question() : ask(question));
      const own = asked.filter(({ sql }) => sql.includes(words));
      return asOwner(desk.app.databaseUrl, async (client) => {
        // Few rows are read as they lie; it is whether there is an index that is asked.
        await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off;');
        const all: string[] = [];
        for (const { sql, parameters } of own) {
          const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${sql}`, parameters);
          all.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        }
        return all;
      });
    };
    try {
      const orders: [Asked, RegExp][] = [
        [{}, /using item_collection(_state)? on item\b/],
        [{ sort: 'title' }, /using item_value_pinyin/],
        [{ sort: 'title', order: 'stroke', direction: 'asc' }, /using item_value_stroke/],
        [{ sort: id('extent'), order: 'natural' }, /using item_value_natural/],
        [{ sort: id('count') }, /using item_value_number/],
      ];
      for (const [question, index] of orders) {
        const [plan] = await plans(question, 'WITH walked');
        expect(plan).toMatch(index);
        const walked = plan!.slice(plan!.indexOf('CTE walked'), plan!.indexOf('CTE fit'));
        expect([question, /Sort/.test(walked)]).toEqual([question, false]);
      }
      const filters: [object, RegExp][] = [
        [{ field: id('agent'), is: ['商务印书馆'] }, /using item_value_said\b/],
        [{ field: id('date'), from: '1900' }, /using item_value_days/],
        [{ field: id('count'), to: '5' }, /using item_value_number/],
        [{ field: id('agent'), words: '商务' }, /item_words_with/],
      ];
      for (const [condition, index] of filters) {
        const [plan] = await plans({ f: [condition] }, 'array_agg');
        expect(plan).toMatch(index);
      }
      // Of a shelf no item is counted, and of its newest a few are looked at.
      const [shelf] = await plans(() => desk.admin.get('/shelves'), 'published_cover_id');
      expect(shelf).toMatch(/Limit\n +-> +Index Scan using item_collection_state on item\b/);
      expect(shelf).toMatch(/using item_tally_collection on item_tally/);
      expect(shelf!.match(/ on item\b/g)).toHaveLength(1);
    } finally {
      desk.app.database.query = query;
    }
  });

  it('say how many there are in each state, and how many fit', async () => {
    const { counts } = await ask({});
    const real = await desk.app.database.query<{ state: string; count: number }>(
      `SELECT state, count(*)::int AS count FROM item WHERE collection_id = (SELECT id FROM collection WHERE pid = $1) GROUP BY state`,
      [desk.seeded.collection.pid],
    );
    expect(counts).toEqual(Object.fromEntries(real.map((row) => [row.state, row.count])));
    const before = counts['draft']!;
    // Two at once: neither waits for the other, and none is lost.
    await Promise.all([make('並行甲'), make('並行乙'), make('並行丙')]);
    expect((await ask({})).counts['draft']).toBe(before + 3);
    expect((await ask({ state: 'draft' })).found).toEqual({ items: before + 3, more: false });
    expect((await ask({ state: 'removed' })).rows.map((row) => row.title)).toEqual(['翻頁甲3']);
    expect((await ask({})).rows.map((row) => row.title)).not.toContain('翻頁甲3');
    const left = await desk.app.database.one<{ rows: number }>(`SELECT count(*)::int AS rows FROM item_tally`);
    expect(left!.rows).toBeLessThan(20);
  });

  it('name the values of a field, the commonest first, and by a piece of them', async () => {
    for (let at = 0; at < 3; at++) await make(`取值${at}`, { agent: one({ name: at ? '時大彬' : '時朋' }) });
    const values = async (key: string, q = '', limit = 20) =>
      good(
        await desk.admin.get(`${desk.base}/items/values?field=${id(key)}&q=${encodeURIComponent(q)}&limit=${limit}`),
      ) as {
        values: { text: string; items: number }[];
        more: boolean;
      };
    expect((await values('agent', '时')).values).toEqual([
      { text: '時大彬', items: 2 },
      { text: '時朋', items: 1 },
    ]);
    expect((await values('agent', '大彬')).values).toEqual([{ text: '時大彬', items: 2 }]);
    expect(await values('agent', '时', 1)).toMatchObject({ values: [{ text: '時大彬' }], more: true });
    expect((await values('agent', '%')).values).toEqual([]);
    expect((await desk.admin.get(`${desk.base}/items/values?field=nothing42`)).status).toBe(400);
  });

  it('know a name as it is today', async () => {
    const person = good(
      await desk.admin.post('/agents', { library: desk.seeded.library.pid, name: { 'zh-CN': '供春' }, kind: 'person' }),
    );
    await make('改名壺', { agent: one({ name: '供春', ref: person.pid }) });
    expect(await titles({ q: '供春' })).toEqual(['改名壺']);
    const now = good(await desk.admin.get(`/agents/${person.pid}`));
    good(await desk.admin.patch(`/agents/${person.pid}`, { version: now.version, name: { 'zh-CN': '龔春' } }));
    await desk.app.finishWork();
    // As it was written, which is what the list shows, and as it is called now.
    expect(await titles({ q: '供春' })).toEqual(['改名壺']);
    expect(await titles({ q: '龚春' })).toEqual(['改名壺']);
  });

  it('give everything that they show as one selection', async () => {
    const { id: collectionId } = (await desk.app.database.one<{ id: number }>(
      `SELECT id FROM collection WHERE pid = $1`,
      [desk.seeded.collection.pid],
    ))!;
    const question = { q: '翻页', f: JSON.stringify([{ field: id('count'), from: '4' }]) };
    const { sql, parameters } = await desk.app.app.get(ItemList).everything(collectionId, question);
    const rows = await desk.app.database.query<{ title: string }>(
      `SELECT title FROM item WHERE id IN (${sql}) ORDER BY title`,
      parameters,
    );
    expect(rows.map((row) => row.title)).toEqual((await titles(question)).sort());
    expect(rows).toHaveLength(4);
  });

  it('refuse what is no question of theirs, with its place', async () => {
    const f = (given: unknown) =>
      desk.admin.get(address({ f: typeof given === 'string' ? given : JSON.stringify(given) }));
    const agent = id('agent');
    for (const given of [
      '{',
      'null',
      '{}',
      [1],
      [{}],
      [{ field: agent }],
      [{ field: agent, is: [] }],
      [{ field: agent, is: '商务' }],
      [{ field: agent, is: ['x'.repeat(301)] }],
      [{ field: "a' OR 1=1 --", is: ['x'] }],
      [{ field: agent, is: ['x'], blank: true }],
      [{ field: agent, from: '', to: '' }],
      Array.from({ length: 13 }, () => ({ field: agent, blank: true })),
      [{ field: 'nothing42', blank: true }],
      [{ field: agent, from: '1900' }],
      [{ field: id('date'), from: '何年何月' }],
      [{ field: id('count'), from: '九', to: '三' }],
      'x'.repeat(7000),
      '['.repeat(3000),
    ]) {
      const reply = await f(given);
      expect([given, reply.status, reply.body.code]).toEqual([given, 400, 'request.invalid']);
      expect(reply.body.fields.length).toBeGreaterThan(0);
    }
    const quiet = [
      [{ field: agent, is: ["'; DROP TABLE item; --", '\\', '%', '\u0000x'.slice(1)] }],
      [{ field: agent, words: "' & | ! ( ) :* <-> \\" }],
    ];
    for (const given of quiet) expect((await f(given)).body.rows).toEqual([]);
    expect((await desk.admin.get(address({ q: "a' & b:* \\ <-> '" }))).status).toBe(200);
    const { next } = await ask({ limit: 1, sort: 'title' });
    expect((await desk.admin.get(address({ cursor: next!, sort: 'title' }))).status).toBe(200);
    for (const cursor of [next!, 'bm90aGluZw', Buffer.from('["on","many","key","x",1]').toString('base64url')])
      expect((await desk.admin.get(address({ cursor, sort: 'updated' }))).status).toBe(400);
    for (const key of ['1e999', '1e-999', '--1', '1.2.3', "1'"]) {
      const cursor = Buffer.from(JSON.stringify(['on', 'many', 'key', key, 1])).toString('base64url');
      expect([key, (await desk.admin.get(address({ cursor, sort: id('count') }))).status]).toEqual([key, 400]);
    }
    expect((await desk.admin.get(address({ sort: 'nothing42' }))).status).toBe(400);
    expect((await desk.admin.get(address({ sort: 'title', order: 'colour' }))).status).toBe(400);
  });

  it('show nobody another library’s items', async () => {
    const library = good(await desk.admin.post('/libraries', { slug: 'elsewhere', name: { 'zh-CN': '他館' } }));
    const { id: libraryId } = (await desk.app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [
      library.pid,
    ]))!;
    const stranger = await desk.app.signedIn({
      email: 'stranger@example.org',
      name: '他',
      grants: [{ role: 'library-admin', libraryId, collectionId: null }],
    });
    for (const path of ['items', `items?q=${encodeURIComponent('商务')}`, `items/values?field=${id('agent')}`])
      expect([path, (await stranger.get(`${desk.base}/${path}`)).status]).toEqual([path, 404]);
  });
});
