import { mostFacetValues, wholeFacet } from '../../server/platform/search/search.request.js';
import { type Ask } from './search.engines.js';
import type { SearchShelf } from './search.shelf.js';

/** Who sees it, how it is counted, in which order. */
export function narrowingRules(shelf: SearchShelf): void {
  const { given, ask, names } = shelf;

  describe('visibility', () => {
    it('shows what labels and collections overlap', async () => {
      const ids = await given({
        open: {},
        campus: { labels: ['campus:1', 'staff:1'] },
        other: { collectionId: shelf.collection + 1 },
      });
      const both = [shelf.collection, shelf.collection + 1];
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

    it('counts whatever fields there are, each by itself', async () => {
      const groups = Array.from({ length: 60 }, (_, at) => `fld${at}${at % 3 === 0 ? '.d' : ''}`);
      const facets = (of: (at: number) => boolean, value: string) =>
        groups.flatMap((group, at) => (of(at) ? [`${group}=${value}`] : []));
      await given({
        a: { facets: facets(() => true, '一') },
        b: { facets: [...facets((at) => at % 2 === 0, '一'), ...facets((at) => at % 5 === 0, '二=fld1')] },
      });
      const counted = (await ask('', { facets: groups, size: 0 })).facets;
      const wanted = groups.map((_, at) => [
        { key: '一', count: at % 2 === 0 ? 2 : 1 },
        ...(at % 5 === 0 ? [{ key: '二=fld1', count: 1 }] : []),
      ]);
      expect(groups.map((group) => counted[group])).toEqual(wanted);
      const entries = groups.flatMap((group) => [`${group}=一`, `${group}=二=fld1`]);
      const known = await shelf.engine.countEntries({ labels: ['public'], collections: [shelf.collection] }, entries);
      expect([...known].sort()).toEqual(
        groups.flatMap((group, at) => wanted[at]!.map(({ key, count }) => [`${group}=${key}`, count] as const)).sort(),
      );
    });

    it('gives every value of a group where all are asked for, and the most frequent where not', async () => {
      // More values than a page of results can use, in few items.
      const value = (at: number) => `subject=v${String(at).padStart(5, '0')}`;
      const some = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => value(from + at));
      await given({
        a: { title: '甲', facets: [...some(0, 1500), 'kind=book'] },
        b: { title: '乙', facets: [...some(1100, 2300), 'kind=map'] },
        hidden: { labels: ['staff:1'], facets: some(2300, 2400) },
      });
      const whole = (more: Ask = {}) => ask('', { facets: ['subject'], size: 0, mostValues: wholeFacet, ...more });
      const all = (await whole()).facets.subject!;
      expect(all).toHaveLength(2300);
      expect(all.filter(({ count }) => count === 2)).toHaveLength(400);
      expect(all.slice(0, 2)).toEqual([
        { key: 'v01100', count: 2 },
        { key: 'v01101', count: 2 },
      ]);
      expect(all.at(-1)).toEqual({ key: 'v02299', count: 1 });
      const few = (await ask('', { facets: ['subject'], size: 0 })).facets.subject!;
      expect(few).toEqual(all.slice(0, mostFacetValues));
      // Its own filter does not shrink it, others do.
      const chosen = [{ group: 'subject', keys: ['v02200'] }];
      expect((await whole({ filters: chosen })).facets.subject).toEqual(all);
      expect((await whole({ filters: [{ group: 'kind', keys: ['map'] }] })).facets.subject).toHaveLength(1200);
      expect((await whole({ filters: [...chosen, { group: 'kind', keys: ['book'] }] })).total).toBe(0);
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

    it('finds nothing by a value that nobody ever had, and still says which there are', async () => {
      await material();
      const filters = [{ group: 'kind', keys: ['never seen'] }];
      expect((await ask('', { filters })).total).toBe(0);
      expect(await facet('kind', '', { filters })).toEqual({ book: 2, map: 1, photo: 1 });
      expect(await facet('subject', '', { filters })).toEqual({});
      const beside = [
        { group: 'kind', keys: ['never seen', 'map'] },
        ...filters.map((one) => ({ ...one, group: 'no' })),
      ];
      expect(await facet('kind', '', { filters: beside })).toEqual({});
      expect(await facet('kind', '', { filters: beside.slice(0, 1) })).toEqual({ book: 2, map: 1, photo: 1 });
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

    it('gives the newest few for each of some values, for a reader', async () => {
      const ids = await given({
        old: { facets: ['subject=1'] },
        middle: { facets: ['subject=1', 'subject=2'] },
        young: { facets: ['subject=1'] },
        hidden: { labels: ['staff:1'], facets: ['subject=1', 'subject=3'] },
      });
      const reader = { labels: ['public'], collections: [shelf.collection] };
      const found = await shelf.engine.examples({ ...reader, group: 'subject', keys: ['1', '2', '3', '9'], each: 2 });
      const byKey = (key: string) => found.get(key) ?? [];
      expect([byKey('1'), byKey('2'), byKey('3'), byKey('9')]).toEqual([[ids.young, ids.middle], [ids.middle], [], []]);
    });

    it('gives what hits carry of items that are known already', async () => {
      const ids = await given({ a: { title: '甲', pages: ['頁文'] }, b: { title: '乙' }, gone: { title: '丙' } });
      await shelf.put({ itemId: ids.gone, version: 9, gone: true });
      const found = await shelf.engine.cards([ids.a, ids.b, ids.gone, 987_654_321]);
      expect([...found.keys()].sort((one, other) => one - other)).toEqual([ids.a, ids.b]);
      const { hits } = await ask('甲', { size: 1 });
      expect(found.get(ids.a)).toEqual(hits[0]!.card);
      const bare = await shelf.engine.cards([ids.a], ['title', 'never there']);
      expect([...bare]).toEqual([[ids.a, {}]]);
      expect((await shelf.engine.cards([])).size).toBe(0);
    });

    it('counts given entries for a reader', async () => {
      await material();
      await given({ hidden: { labels: ['staff:1'], facets: ['kind=secret'] } });
      const counts = await shelf.engine.countEntries({ labels: ['public'], collections: [shelf.collection] }, [
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
}
