import type { SearchShelf } from './search.shelf.js';

/** What a question means before it is looked up: in which fields it is asked, and in which not. */
export function askedRules(shelf: SearchShelf): void {
  const { given, names } = shelf;

  describe('what stands beside', () => {
    const beside = true as const;
    const fields = new Map(
      [
        ['记录来源', '.recordSource'],
        ['权利', '.rights'],
        ['来源', 'fld1'],
        ['题名', '.title'],
      ].map(([name, field]) => [name!, field!] as const),
    );

    it('is found by asking in its field, by its own name and by what it means everywhere, and by nothing else', async () => {
      const ids = await given({
        source: {
          title: '墨妙亭帖',
          metadata: [{ field: 'fld1', core: '.recordSource', text: '蘭亭市圖書館', beside }],
        },
        rights: {
          title: '湖山圖',
          metadata: [{ field: 'fld2', core: '.rights', text: '依 CC0 許可，為公有', beside }],
        },
        title: { title: '蘭亭序' },
        text: { title: '某帖', metadata: [{ field: 'fld3', text: '圖書館舊藏' }] },
      });
      expect(await names(ids, '兰亭')).toEqual(['title']);
      expect(await names(ids, '图书馆')).toEqual(['text']);
      for (const nowhere of ['CC0', '为', '許可 為公有', '"依 CC0"', '兰亭市'])
        expect(await names(ids, nowhere)).toEqual([]);
      for (const q of ['来源:蘭亭市', '來源=图书馆', '记录来源=兰亭', '记录来源:蘭亭市圖書館', '来源:兰□市'])
        expect([q, await names(ids, q, { fields })]).toEqual([q, ['source']]);
      expect(await names(ids, '权利=CC0', { fields })).toEqual(['rights']);
      expect(await names(ids, '权利="CC0 許可"', { fields })).toEqual(['rights']);
      expect(await names(ids, '权利=蘭亭', { fields })).toEqual([]);
      expect(await names(ids, '题名=兰亭', { fields })).toEqual(['title']);
      expect(await names(ids, '湖山 权利=cc0', { fields })).toEqual(['rights']);
      expect(await names(ids, '湖山 -权利=cc0', { fields })).toEqual([]);
      expect((await names(ids, '-图书馆')).sort()).toEqual(['rights', 'source', 'title']);
      // Exact glyphs are told apart there too.
      expect(await names(ids, '来源:=蘭亭', { fields })).toEqual(['source']);
      expect(await names(ids, '来源:=兰亭', { fields })).toEqual([]);
    });

    it('is metadata to relevance, and goes with the document', async () => {
      const ids = await given({ a: { title: '甲', metadata: [{ field: 'fld1', text: '錢塘', beside }] } });
      const classes = async (q: string) => (await shelf.ask(q, { fields })).hits.map(({ relevance }) => relevance);
      expect(await classes('来源=钱塘')).toEqual(['metadata']);
      await shelf.put({ itemId: ids.a, version: 2, gone: true });
      expect(await classes('来源=钱塘')).toEqual([]);
    });
  });
}
