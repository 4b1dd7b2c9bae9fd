import { documentOf } from './search.engines.js';
import type { SearchShelf } from './search.shelf.js';

/** What is written, late or twice, and rebuilt while it serves. */
export function writingRules(shelf: SearchShelf): void {
  const { put, given, ask, names } = shelf;

  describe('writing', () => {
    it('replaces a document with its pages', async () => {
      const ids = await given({ a: { title: '舊題', facets: ['kind=old'], pages: ['舊頁一', '舊頁二'] } });
      await put(
        documentOf(ids.a, {
          version: 2,
          collectionId: shelf.collection,
          title: '新題',
          facets: ['kind=new'],
          pages: ['新頁'],
        }),
      );
      expect(await names(ids, '旧')).toEqual([]);
      expect(await names(ids, '新题')).toEqual(['a']);
      expect((await shelf.pages('頁'))[ids.a]?.total).toBe(1);
      expect((await ask('', { facets: ['kind'] })).facets.kind).toEqual([{ key: 'new', count: 1 }]);
    });

    it('keeps a withdrawn item away from a late write', async () => {
      const ids = await given({ a: { title: '撤回', pages: ['頁文'] } });
      await put({ itemId: ids.a, version: 5, gone: true });
      expect(await names(ids, '撤回')).toEqual([]);
      await put(documentOf(ids.a, { version: 4, collectionId: shelf.collection, title: '撤回', pages: ['頁文'] }));
      expect(await names(ids, '撤回')).toEqual([]);
      expect(await names(ids, '頁文')).toEqual([]);
      expect((await ask('')).total).toBe(0);
      await put(documentOf(ids.a, { version: 6, collectionId: shelf.collection, title: '撤回' }));
      expect(await names(ids, '撤回')).toEqual(['a']);
      expect(await shelf.pages('撤回 OR 頁文')).toEqual({});
    });

    it('keeps the newest whatever the order, also within one batch', async () => {
      const version = (n: number) =>
        documentOf(9_000_001, { version: n, collectionId: shelf.collection, title: `第${n}版` });
      await put(version(2), version(3), version(1));
      await put(version(2));
      expect((await ask('')).hits.map(({ card }) => card)).toEqual([{ title: '第3版' }]);
    });

    it('takes many at once, and the same again', async () => {
      const documents = Array.from({ length: 300 }, (_, i) =>
        documentOf(8_000_000 + i, {
          collectionId: shelf.collection,
          title: `批量${i}`,
          facets: [`n=${i % 7}`],
          pages: [`頁${i}`],
        }),
      );
      await Promise.all([shelf.engine.put(documents), shelf.engine.put([...documents].reverse())]);
      await put(...documents);
      const answer = await ask('批量', { size: 1, facets: ['n'] });
      expect(answer.total).toBe(300);
      expect(answer.facets.n?.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    });
  });

  describe('rebuilding', () => {
    it('serves all the while, takes writes meanwhile, and ends with the newest', async () => {
      const ids = await given({ a: { title: '重建甲' }, b: { title: '重建乙' }, c: { title: '重建丙' } });
      const rebuild = await shelf.engine.rebuild();
      expect((await names(ids, '重建')).sort()).toEqual(['a', 'b', 'c']);
      await put(
        { itemId: ids.a, version: 3, gone: true },
        documentOf(ids.b, { version: 3, collectionId: shelf.collection, title: '重建乙新' }),
      );
      expect((await names(ids, '重建')).sort()).toEqual(['b', 'c']);
      // What the rebuild read before those writes comes late.
      const again = (id: number, title: string) =>
        documentOf(id, { version: 2, collectionId: shelf.collection, title });
      await rebuild.put([again(ids.a, '重建甲'), again(ids.b, '重建乙'), again(ids.c, '重建丙')]);
      await rebuild.finish();
      await shelf.engine.refresh();
      expect((await names(ids, '重建')).sort()).toEqual(['b', 'c']);
      expect((await names(ids, '乙新')).sort()).toEqual(['b']);
      await put(documentOf(ids.c, { version: 4, collectionId: shelf.collection, title: '重建丙後' }));
      expect(await names(ids, '丙后')).toEqual(['c']);
    });

    it('leaves the old one answering when it dies half way, and is taken up where it was left', async () => {
      const ids = await given({ a: { title: '半途甲' }, b: { title: '半途乙' } });
      const again = (id: number, title: string) =>
        documentOf(id, { version: 2, collectionId: shelf.collection, title });
      const died = await shelf.engine.rebuild();
      await died.put([again(ids.a, '半途甲新')]);
      // Whoever filled it is dead; nobody has finished anything.
      await shelf.engine.refresh();
      expect((await names(ids, '半途')).sort()).toEqual(['a', 'b']);
      await shelf.engine.tidy({ rebuilding: true });
      const resumed = await shelf.engine.rebuild({ resume: died.token });
      expect([resumed.resumed, resumed.token]).toEqual([true, died.token]);
      await resumed.put([again(ids.b, '半途乙新')]);
      await resumed.finish();
      // The dead one comes back to life at the very end: nothing is swapped twice.
      await died.finish();
      await shelf.engine.refresh();
      expect((await names(ids, '半途')).sort()).toEqual(['a', 'b']);
      expect((await names(ids, '乙新')).sort()).toEqual(['b']);
    });

    it('never lets a rebuild that has lost its index take away the one that serves', async () => {
      const ids = await given({ a: { title: '相爭甲' }, b: { title: '相爭乙' } });
      const again = (id: number, title: string) =>
        documentOf(id, { version: 2, collectionId: shelf.collection, title });
      const first = await shelf.engine.rebuild();
      await first.put([again(ids.a, '相爭甲')]);
      const second = await shelf.engine.rebuild();
      await second.put([again(ids.a, '相爭甲'), again(ids.b, '相爭乙')]);
      await first.abandon();
      await first.finish().catch(() => undefined);
      await shelf.engine.refresh();
      expect((await names(ids, '相爭')).sort()).toEqual(['a', 'b']);
      await second.finish();
      await shelf.engine.refresh();
      expect((await names(ids, '相爭')).sort()).toEqual(['a', 'b']);
    });

    it('can be given up', async () => {
      const ids = await given({ a: { title: '放棄' } });
      const rebuild = await shelf.engine.rebuild();
      await rebuild.put([documentOf(ids.a, { version: 1, collectionId: shelf.collection, title: '放棄' })]);
      await rebuild.abandon();
      expect(await names(ids, '放弃')).toEqual(['a']);
      await put(documentOf(ids.a, { version: 2, collectionId: shelf.collection, title: '後來' }));
      expect(await names(ids, '后来')).toEqual(['a']);
    });
  });
}
