import type { Indexed } from '../../server/platform/search/search.document.js';
import type { SearchEngine } from '../../server/platform/search/search.engine.js';
import type { SearchAnswer } from '../../server/platform/search/search.request.js';
import { type Ask, documentOf, type EngineUnderTest, requestOf, type Sketch } from './search.engines.js';

/** What every search engine must do alike. Each test has collections of its own, so that none sees another's items. */
export function searchContract(make: () => Promise<EngineUnderTest>): void {
  let under: EngineUnderTest;
  let engine: SearchEngine;
  let collection = 100;
  let lastId = 0;

  beforeAll(async () => {
    under = await make();
    engine = under.engine;
  });
  afterAll(() => under?.end());
  beforeEach(() => {
    collection += 10;
  });

  async function put(...documents: Indexed[]): Promise<void> {
    await engine.put(documents);
    await engine.refresh();
  }

  /** Indexes sketches by name and gives their ids. */
  async function given<K extends string>(sketches: Record<K, Sketch>): Promise<Record<K, number>> {
    const ids = {} as Record<K, number>;
    const documents = (Object.entries(sketches) as [K, Sketch][]).map(([name, sketch]) => {
      ids[name] = ++lastId;
      return documentOf(lastId, { collectionId: collection, ...sketch });
    });
    await put(...documents);
    return ids;
  }

  const ask = (text: string, more: Ask = {}): Promise<SearchAnswer> =>
    engine.search(requestOf(text, { collections: [collection], ...more }));

  async function names<K extends string>(ids: Record<K, number>, text: string, more: Ask = {}): Promise<string[]> {
    const answer = await ask(text, more);
    const byId = new Map(Object.entries<number>(ids).map(([name, id]) => [id, name]));
    expect(answer.total).toBeGreaterThanOrEqual(answer.hits.length);
    return answer.hits.map((hit) => byId.get(hit.itemId) ?? `stranger ${hit.itemId}`);
  }

  describe('words', () => {
    it('finds traditional by simplified and simplified by traditional, inside longer words', async () => {
      const ids = await given({ a: { title: '重修錢塘縣志' }, b: { title: '钱塘遗事' }, c: { title: '塘钱集' } });
      expect((await names(ids, '钱塘')).sort()).toEqual(['a', 'b']);
      expect((await names(ids, '錢塘')).sort()).toEqual(['a', 'b']);
    });

    it('finds two-character words that segmentation would swallow', async () => {
      const ids = await given({ a: { title: '欽定四庫全書總目' }, b: { title: '西安府志' } });
      expect(await names(ids, '四库')).toEqual(['a']);
      expect(await names(ids, '全书')).toEqual(['a']);
      expect(await names(ids, '西安')).toEqual(['b']);
      expect(await names(ids, '志')).toEqual(['b']);
    });

    it('demands exact glyphs when asked', async () => {
      const ids = await given({
        a: { title: '錢塘' },
        b: { title: '钱塘' },
        c: { title: 'Café' },
        d: { title: 'cafe' },
      });
      expect(await names(ids, '錢塘', { exact: true })).toEqual(['a']);
      expect(await names(ids, '钱塘', { exact: true })).toEqual(['b']);
      expect((await names(ids, 'CAFE')).sort()).toEqual(['c', 'd']);
      expect(await names(ids, 'café', { exact: true })).toEqual(['c']);
    });

    it('lets nothing but another value break a phrase', async () => {
      const ids = await given({
        comma: { title: '大學，之道' },
        line: { metadata: ['大學\n之道'] },
        bracket: { metadata: ['大學〔之〕道'] },
        note: { metadata: ['大學〈程子曰親當作新〉之道'] },
        values: { metadata: ['大學', '之道'] },
        order: { metadata: ['之道大學'] },
      });
      expect((await names(ids, '大学之道')).sort()).toEqual(['bracket', 'comma', 'line', 'note']);
      expect((await names(ids, '"大學之道"')).sort()).toEqual(['bracket', 'comma', 'line', 'note']);
      expect((await names(ids, '大學 之道')).sort()).toEqual(['bracket', 'comma', 'line', 'note', 'order', 'values']);
    });

    it('takes □ for any one character', async () => {
      const ids = await given({
        a: { title: '錢塘江' },
        b: { title: '錢清江' },
        c: { title: '錢江' },
        d: { title: '錢江水江' },
      });
      expect((await names(ids, '錢□江')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '錢□□江')).toEqual(['d']);
    });

    it('knows and, or, not', async () => {
      const ids = await given({
        both: { title: '西湖 雷峯塔' },
        lake: { title: '西湖' },
        tower: { title: '雷峰塔' },
        none: { title: '靈隱' },
      });
      expect(await names(ids, '西湖 雷峰')).toEqual(['both']);
      expect((await names(ids, '西湖 OR 雷峰')).sort()).toEqual(['both', 'lake', 'tower']);
      expect(await names(ids, '西湖 -雷峰')).toEqual(['lake']);
      expect((await names(ids, '-西湖')).sort()).toEqual(['none', 'tower']);
      expect((await names(ids, '')).sort()).toEqual(['both', 'lake', 'none', 'tower']);
    });

    it('reads Latin words, mixed scripts and characters beyond the BMP', async () => {
      const ids = await given({
        a: { title: 'West Lake Views, 1935年' },
        b: { title: 'Lake West' },
        c: { title: '𠮷田T恤' },
      });
      expect(await names(ids, '"west lake"')).toEqual(['a']);
      expect((await names(ids, 'LAKE west')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '1935')).toEqual(['a']);
      expect(await names(ids, '𠮷田')).toEqual(['c']);
      expect(await names(ids, 'T恤')).toEqual(['c']);
    });

    it('asks in one field', async () => {
      const ids = await given({
        a: {
          metadata: [
            { field: 'fld1', text: '西湖' },
            { field: 'fld2', text: '蘇軾' },
          ],
        },
        b: { metadata: [{ field: 'fld2', text: '西湖' }] },
      });
      const fields = new Map([['地点', 'fld1']]);
      expect(await names(ids, '地點:西湖', { fields })).toEqual(['a']);
      expect(await names(ids, '西湖 -地点:西湖', { fields })).toEqual(['b']);
    });

    it('takes signs of its own language as text', async () => {
      const ids = await given({ a: { title: "o'neil & sons | (1) : \\ * ! <-> fld1:" } });
      for (const text of [
        "o'neil",
        'sons & (',
        '\\ sons',
        "' OR 1=1 --sons",
        'sons:*',
        'a|b OR sons',
        'neil <-> sons',
      ]) {
        await expect(ask(text)).resolves.toBeDefined();
      }
      expect(await names(ids, "o'neil sons")).toEqual(['a']);
    });
  });

  describe('texts of pages', () => {
    it('finds an item by its pages, also across the end of a page', async () => {
      const ids = await given({ a: { pages: ['天地玄黃宇', '宙洪荒'] }, b: { pages: ['宇宙'] } });
      expect((await names(ids, '宇宙')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '玄黄 洪荒')).toEqual(['a']);
      expect(await names(ids, '天地玄黃宇宙洪荒')).toEqual(['a']);
    });

    it('joins words of metadata and text', async () => {
      const ids = await given({ a: { title: '千字文', pages: ['天地玄黃'] }, b: { title: '千字文' } });
      expect(await names(ids, '千字文 玄黄')).toEqual(['a']);
      expect(await names(ids, '千字文 -玄黄')).toEqual(['b']);
    });

    it('finds by text only what this reader may find by text', async () => {
      const ids = await given({
        open: { pages: ['秘本'] },
        closed: { pages: [{ text: '秘本', labels: ['campus:1'] }] },
        mixed: { pages: [{ text: '秘本', labels: ['campus:1'] }, '公開'] },
      });
      expect(await names(ids, '秘本')).toEqual(['open']);
      expect((await names(ids, '秘本', { labels: ['public', 'campus:1'] })).sort()).toEqual([
        'closed',
        'mixed',
        'open',
      ]);
      expect(await names(ids, '公開')).toEqual(['mixed']);
      expect((await names(ids, '-秘本')).sort()).toEqual(['closed', 'mixed']);
    });

    it('does not lead from an open page into a closed one', async () => {
      const ids = await given({ a: { pages: ['甲乙', { text: '丙丁', labels: ['campus:1'] }] } });
      expect(await names(ids, '乙丙')).toEqual([]);
      expect(await names(ids, '丙丁', { labels: ['public', 'campus:1'] })).toEqual(['a']);
    });

    it('names the pages in order, with how many there are', async () => {
      const ids = await given({
        a: { pages: ['錢塘', '無', '钱塘江', { text: '錢塘', labels: ['staff:1'] }, '錢塘'] },
        b: { pages: ['無'] },
      });
      const { query } = requestOf('钱塘');
      const found = await engine.pageHits({ query, labels: ['public'], itemIds: [ids.a, ids.b], most: 2 });
      expect(found).toEqual([{ itemId: ids.a, total: 3, pageIds: [ids.a * 1000, ids.a * 1000 + 2] }]);
    });

    it('names the page on which words begin that run on to the next', async () => {
      const ids = await given({ a: { pages: ['無', '天地玄', '黃宇宙'] } });
      const { query } = requestOf('玄黄');
      const found = await engine.pageHits({ query, labels: ['public'], itemIds: [ids.a], most: 5 });
      expect(found).toEqual([{ itemId: ids.a, total: 1, pageIds: [ids.a * 1000 + 1] }]);
    });

    it('finds every word of a page longer than a position can count', async () => {
      const filler = Array.from({ length: 400 }, (_, i) => `卷${i}之乎者也曰以為其於而不知天下之大也`).join('');
      const ids = await given({ a: { pages: [`${filler}末尾之語${filler}終篇`] } });
      expect(await names(ids, '末尾之语')).toEqual(['a']);
      expect(await names(ids, '也終篇')).toEqual(['a']);
      const { query } = requestOf('末尾之语');
      expect(await engine.pageHits({ query, labels: ['public'], itemIds: [ids.a], most: 3 })).toEqual([
        { itemId: ids.a, total: 1, pageIds: [ids.a * 1000] },
      ]);
    });
  });

  describe('relevance', () => {
    it('ranks exact titles, then folded ones, then metadata, then text', async () => {
      const ids = await given({
        text: { pages: ['錢塘'] },
        metadata: { metadata: ['錢塘'] },
        title: { title: '钱塘遺事' },
        titleExact: { title: '重修錢塘縣志' },
        whole: { title: '《钱塘》' },
        wholeExact: { title: '「錢塘」' },
      });
      const answer = await ask('錢塘');
      expect(answer.hits.map(({ itemId, relevance }) => [itemId, relevance])).toEqual([
        [ids.wholeExact, 'whole-title-exact'],
        [ids.whole, 'whole-title'],
        [ids.titleExact, 'title-exact'],
        [ids.title, 'title'],
        [ids.metadata, 'metadata'],
        [ids.text, 'text'],
      ]);
    });

    it('says the class in every order, and of words that stand apart', async () => {
      const ids = await given({
        both: { title: '西湖與錢塘' },
        split: { title: '西湖', metadata: ['錢塘'] },
        text: { title: '西湖', pages: ['錢塘'] },
      });
      const classes = async (more: Ask) =>
        Object.fromEntries((await ask('西湖 錢塘', more)).hits.map(({ itemId, relevance }) => [itemId, relevance]));
      const expected = { [ids.both]: 'title-exact', [ids.split]: 'metadata', [ids.text]: 'text' };
      expect(await classes({})).toEqual(expected);
      expect(await classes({ sort: { by: 'newest', descending: true } })).toEqual(expected);
      expect((await ask('')).hits.map(({ relevance }) => relevance)).toEqual(['any', 'any', 'any']);
    });

    it('counts other titles as titles', async () => {
      await given({ a: { titles: ['百川學海', '钱塘'] } });
      expect((await ask('钱塘')).hits[0]?.relevance).toBe('whole-title-exact');
    });
  });

  describe('visibility', () => {
    it('shows what labels and collections overlap', async () => {
      const ids = await given({
        open: {},
        campus: { labels: ['campus:1', 'staff:1'] },
        other: { collectionId: collection + 1 },
      });
      const both = [collection, collection + 1];
      expect((await names(ids, '', { collections: both })).sort()).toEqual(['open', 'other']);
      expect((await names(ids, '', { collections: both, labels: ['public', 'campus:1'] })).sort()).toEqual([
        'campus',
        'open',
        'other',
      ]);
      expect(await names(ids, '', { collections: [] })).toEqual([]);
      expect(await names(ids, '', { labels: [] })).toEqual([]);
    });
  });

  describe('facets', () => {
    const facet = async (group: string, text: string, more: Ask): Promise<Record<string, number>> => {
      const answer = await ask(text, { facets: ['kind', 'subject', 'date.d'], ...more });
      return Object.fromEntries((answer.facets[group] ?? []).map(({ key, count }) => [key, count]));
    };

    const material = () =>
      given({
        a: { title: '甲', facets: ['kind=book', 'subject=1'], years: [1893, 1893] },
        b: { title: '乙', facets: ['kind=book', 'subject=1', 'subject=2'], years: [1895, 1902] },
        c: { title: '丙', facets: ['kind=photo', 'subject=2'], years: [1931, 1931] },
        d: { title: '丁', facets: ['kind=map', 'subjects=1', 'subject.x=1'] },
      });

    it('counts, the most frequent first', async () => {
      await material();
      const answer = await ask('', { facets: ['kind', 'subject'] });
      expect(answer.total).toBe(4);
      expect(answer.facets.kind).toEqual([
        { key: 'book', count: 2 },
        { key: 'map', count: 1 },
        { key: 'photo', count: 1 },
      ]);
      expect(answer.facets.subject).toEqual([
        { key: '1', count: 2 },
        { key: '2', count: 2 },
      ]);
    });

    it('filters: any of one facet, all of several, and never shrinks the facet itself', async () => {
      const ids = await material();
      const filters = [{ group: 'kind', keys: ['book'] }];
      expect((await names(ids, '', { filters })).sort()).toEqual(['a', 'b']);
      expect(await facet('kind', '', { filters })).toEqual({ book: 2, map: 1, photo: 1 });
      expect(await facet('subject', '', { filters })).toEqual({ 1: 2, 2: 1 });
      const two = [...filters, { group: 'subject', keys: ['2'] }];
      expect(await names(ids, '', { filters: two })).toEqual(['b']);
      expect(await facet('kind', '', { filters: two })).toEqual({ book: 1, photo: 1 });
      expect(await facet('subject', '', { filters: two })).toEqual({ 1: 2, 2: 1 });
      expect((await names(ids, '', { filters: [{ group: 'kind', keys: ['photo', 'map'] }] })).sort()).toEqual([
        'c',
        'd',
      ]);
      expect(await names(ids, '', { filters: [{ group: 'kind', keys: ['never seen'] }] })).toEqual([]);
    });

    it('filters by years that overlap, with the bars left whole', async () => {
      const ids = await material();
      const years = { from: 1900, to: 1935 };
      expect((await names(ids, '', { years })).sort()).toEqual(['b', 'c']);
      expect(await names(ids, '', { years: { from: null, to: 1893 } })).toEqual(['a']);
      expect((await names(ids, '', { years: { from: 1896, to: null } })).sort()).toEqual(['b', 'c']);
      expect(await facet('date.d', '', { years })).toEqual({ 1890: 2, 1900: 1, 1930: 1 });
      expect(await facet('kind', '', { years })).toEqual({ book: 1, photo: 1 });
    });

    it('counts only what matches and may be seen', async () => {
      await material();
      await given({ hidden: { title: '甲', labels: ['staff:1'], facets: ['kind=book'] } });
      expect(await facet('kind', '甲', {})).toEqual({ book: 1 });
    });

    it('takes keys of any characters', async () => {
      const key = 'a=b.*|[x] "鏡" \\ ~@#&<>';
      const ids = await given({ a: { facets: [`f.1=${key}`] }, b: { facets: ['fx1=other'] } });
      const answer = await ask('', { facets: ['f.1'] });
      expect(answer.facets['f.1']).toEqual([{ key, count: 1 }]);
      expect(await names(ids, '', { filters: [{ group: 'f.1', keys: [key] }] })).toEqual(['a']);
    });

    it('counts given entries for a reader', async () => {
      await material();
      await given({ hidden: { labels: ['staff:1'], facets: ['kind=secret'] } });
      const counts = await engine.countEntries({ labels: ['public'], collections: [collection] }, [
        'kind=book',
        'kind=secret',
        'subject=2',
        'no=thing',
      ]);
      expect(Object.fromEntries(counts)).toEqual({ 'kind=book': 2, 'subject=2': 2 });
    });
  });

  describe('order and paging', () => {
    it('sorts by title, strokes, date and age; what has none comes last', async () => {
      const ids = await given({
        x: { title: '西安', years: [1900, 1900] },
        a: { title: '安慶', years: [1700, 1700] },
        c: { title: '重慶' },
      });
      expect(await names(ids, '', { sort: { by: 'title', descending: false } })).toEqual(['a', 'c', 'x']);
      expect(await names(ids, '', { sort: { by: 'title', descending: true } })).toEqual(['x', 'c', 'a']);
      expect(await names(ids, '', { sort: { by: 'stroke', descending: false } })).toEqual(['a', 'x', 'c']);
      expect(await names(ids, '', { sort: { by: 'date', descending: false } })).toEqual(['a', 'x', 'c']);
      expect(await names(ids, '', { sort: { by: 'date', descending: true } })).toEqual(['x', 'a', 'c']);
      expect(await names(ids, '', { sort: { by: 'newest', descending: true } })).toEqual(['c', 'a', 'x']);
      expect(await names(ids, '')).toEqual(['c', 'a', 'x']);
    });

    it('sorts by the slots that a collection gave its fields', async () => {
      const sort = (texts: (string | null)[], numbers: (number | null)[], days: (number | null)[]) => ({
        title: '',
        stroke: '',
        day: null,
        newest: 0,
        texts,
        numbers,
        days,
      });
      const ids = await given({
        two: { sort: sort([null, 'b'], [2], [null, null, 30]) },
        ten: { sort: sort([null, 'a'], [10], [null, null, 20]) },
        none: { sort: sort([], [], []) },
      });
      expect(await names(ids, '', { sort: { by: 'slot', slot: 0, descending: false } })).toEqual([
        'two',
        'ten',
        'none',
      ]);
      expect(await names(ids, '', { sort: { by: 'slot', slot: 0, descending: true } })).toEqual(['ten', 'two', 'none']);
      expect(await names(ids, '', { sort: { by: 'slot', slot: 1, descending: false } })).toEqual([
        'ten',
        'two',
        'none',
      ]);
      expect(await names(ids, '', { sort: { by: 'slot', slot: 2, descending: true } })).toEqual(['two', 'ten', 'none']);
    });

    it('pages without gap or repeat among equals', async () => {
      const sketches = Object.fromEntries(
        Array.from({ length: 25 }, (_, i) => [`n${i}`, { title: '同名', years: [1900, 1900] as [number, number] }]),
      );
      const ids = await given(sketches);
      for (const sort of [
        { by: 'relevance' },
        { by: 'title', descending: false },
        { by: 'date', descending: true },
      ] as const) {
        const seen: string[] = [];
        for (let from = 0; from < 25; from += 10) seen.push(...(await names(ids, '同名', { sort, from, size: 10 })));
        expect(new Set(seen).size).toBe(25);
        expect(seen).toHaveLength(25);
      }
      expect((await ask('同名', { from: 20, size: 10 })).total).toBe(25);
      expect((await ask('同名', { size: 0 })).total).toBe(25);
    });
  });

  describe('writing', () => {
    it('replaces a document with its pages', async () => {
      const ids = await given({ a: { title: '舊題', facets: ['kind=old'], pages: ['舊頁一', '舊頁二'] } });
      await put(
        documentOf(ids.a, {
          version: 2,
          collectionId: collection,
          title: '新題',
          facets: ['kind=new'],
          pages: ['新頁'],
        }),
      );
      expect(await names(ids, '旧')).toEqual([]);
      expect(await names(ids, '新题')).toEqual(['a']);
      const { query } = requestOf('頁');
      const [found] = await engine.pageHits({ query, labels: ['public'], itemIds: [ids.a], most: 5 });
      expect(found?.total).toBe(1);
      expect((await ask('', { facets: ['kind'] })).facets.kind).toEqual([{ key: 'new', count: 1 }]);
    });

    it('keeps a withdrawn item away from a late write', async () => {
      const ids = await given({ a: { title: '撤回', pages: ['頁文'] } });
      await put({ itemId: ids.a, version: 5, gone: true });
      expect(await names(ids, '撤回')).toEqual([]);
      await put(documentOf(ids.a, { version: 4, collectionId: collection, title: '撤回', pages: ['頁文'] }));
      expect(await names(ids, '撤回')).toEqual([]);
      expect(await names(ids, '頁文')).toEqual([]);
      expect((await ask('')).total).toBe(0);
      const { query } = requestOf('頁文');
      expect(await engine.pageHits({ query, labels: ['public'], itemIds: [ids.a], most: 5 })).toEqual([]);
      await put(documentOf(ids.a, { version: 6, collectionId: collection, title: '撤回' }));
      expect(await names(ids, '撤回')).toEqual(['a']);
    });

    it('keeps the newest whatever the order, also within one batch', async () => {
      const version = (n: number) => documentOf(9_000_001, { version: n, collectionId: collection, title: `第${n}版` });
      await put(version(2), version(3), version(1));
      await put(version(2));
      expect((await ask('')).hits.map(({ card }) => card)).toEqual([{ title: '第3版' }]);
    });

    it('takes many at once, and the same again', async () => {
      const documents = Array.from({ length: 300 }, (_, i) =>
        documentOf(8_000_000 + i, {
          collectionId: collection,
          title: `批量${i}`,
          facets: [`n=${i % 7}`],
          pages: [`頁${i}`],
        }),
      );
      await Promise.all([engine.put(documents), engine.put([...documents].reverse())]);
      await put(...documents);
      const answer = await ask('批量', { size: 1, facets: ['n'] });
      expect(answer.total).toBe(300);
      expect(answer.facets.n?.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    });
  });

  describe('rebuilding', () => {
    it('serves all the while, takes writes meanwhile, and ends with the newest', async () => {
      const ids = await given({ a: { title: '重建甲' }, b: { title: '重建乙' }, c: { title: '重建丙' } });
      const rebuild = await engine.rebuild();
      expect((await names(ids, '重建')).sort()).toEqual(['a', 'b', 'c']);
      await put(
        { itemId: ids.a, version: 3, gone: true },
        documentOf(ids.b, { version: 3, collectionId: collection, title: '重建乙新' }),
      );
      expect((await names(ids, '重建')).sort()).toEqual(['b', 'c']);
      // What the rebuild read before those writes comes late.
      const again = (id: number, title: string) => documentOf(id, { version: 2, collectionId: collection, title });
      await rebuild.put([again(ids.a, '重建甲'), again(ids.b, '重建乙'), again(ids.c, '重建丙')]);
      await rebuild.finish();
      await engine.refresh();
      expect((await names(ids, '重建')).sort()).toEqual(['b', 'c']);
      expect((await names(ids, '乙新')).sort()).toEqual(['b']);
      await put(documentOf(ids.c, { version: 4, collectionId: collection, title: '重建丙後' }));
      expect(await names(ids, '丙后')).toEqual(['c']);
    });

    it('can be given up', async () => {
      const ids = await given({ a: { title: '放棄' } });
      const rebuild = await engine.rebuild();
      await rebuild.put([documentOf(ids.a, { version: 1, collectionId: collection, title: '放棄' })]);
      await rebuild.abandon();
      expect(await names(ids, '放弃')).toEqual(['a']);
      await put(documentOf(ids.a, { version: 2, collectionId: collection, title: '後來' }));
      expect(await names(ids, '后来')).toEqual(['a']);
    });
  });
}
