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

  describe('English', () => {
    it('finds one and several of a thing by each other, in both spellings, and as written between quotes', async () => {
      const ids = await given({
        one: { title: 'View of the Lake' },
        many: { title: 'The lakes of Hangzhou' },
        port: { metadata: ['Harbours of Chekiang'] },
        bay: { pages: ['a harbor in the bay'] },
        leaf: { metadata: ['two loose leaves'] },
        men: { metadata: ['fishermen at Tiananmen'] },
        news: { title: 'North China Daily News' },
      });
      for (const q of ['lake', 'lakes', 'LAKES'])
        expect([q, (await names(ids, q)).sort()]).toEqual([q, ['many', 'one']]);
      for (const q of ['harbor', 'harbors', 'harbour', 'harbours'])
        expect([q, (await names(ids, q)).sort()]).toEqual([q, ['bay', 'port']]);
      expect(await names(ids, 'leaf')).toEqual(['leaf']);
      expect(await names(ids, 'fisherman')).toEqual(['men']);
      expect(await names(ids, 'Tiananman')).toEqual([]);
      expect(await names(ids, 'new')).toEqual([]);
      expect(await names(ids, '"lake"')).toEqual(['one']);
      expect(await names(ids, '"Lakes of"')).toEqual(['many']);
      expect(await names(ids, '"lake of"')).toEqual([]);
      expect(await names(ids, '=lakes')).toEqual(['many']);
      expect(await names(ids, 'lake', { exact: true })).toEqual(['one']);
      expect((await names(ids, '-lakes')).sort()).toEqual(['bay', 'leaf', 'men', 'news', 'port']);
    });

    it('ranks the word as it was typed before its plural', async () => {
      const ids = await given({
        many: { title: 'Lakes' },
        one: { title: 'By the lake' },
        beside: { metadata: ['lake'] },
      });
      const answer = await shelf.ask('lake');
      expect(answer.hits.map(({ itemId, relevance }) => [itemId, relevance])).toEqual([
        [ids.one, 'title-exact'],
        [ids.many, 'title'],
        [ids.beside, 'metadata'],
      ]);
    });

    it('does not ask for words that say nothing beside others, and asks for them alone', async () => {
      const ids = await given({
        letter: { title: 'Letter from Shen' },
        to: { title: 'To the Abbot' },
        rights: { title: '甲', metadata: ['open to the public'] },
      });
      expect(await names(ids, 'letter to')).toEqual(['letter']);
      expect(await names(ids, 'a letter of the')).toEqual(['letter']);
      expect(await names(ids, 'what is there about a letter')).toEqual(['letter']);
      expect((await names(ids, 'the')).sort()).toEqual(['rights', 'to']);
      expect((await names(ids, 'to the')).sort()).toEqual(['rights', 'to']);
      expect(await names(ids, '"to the abbot"')).toEqual(['to']);
      expect(await names(ids, 'letter "to"')).toEqual([]);
    });
  });

  describe('words between words', () => {
    it('NOT refuses and AND joins, in capitals and between others only', async () => {
      const ids = await given({
        both: { title: '西湖塔影', metadata: ['AND'] },
        lake: { title: '西湖' },
        tower: { title: '雷峯塔' },
        not: { title: 'Not a lake' },
      });
      expect(await names(ids, '西湖 NOT 塔')).toEqual(['lake']);
      expect(await names(ids, '西湖 AND 塔')).toEqual(['both']);
      expect(await names(ids, '西湖 & 塔')).toEqual(['both']);
      expect((await names(ids, '西湖 | 塔')).sort()).toEqual(['both', 'lake', 'tower']);
      expect(await names(ids, '塔 NOT 西湖')).toEqual(['tower']);
      expect(await names(ids, 'NOT')).toEqual(['not']);
      expect(await names(ids, 'lake not')).toEqual(['not']);
    });

    it('a name of several fields asks in any of them, and refuses in all', async () => {
      const fields = new Map<string, string | readonly string[]>([['索书号', ['.identifier', '.callNo']]]);
      const ids = await given({
        number: { title: '甲', metadata: [{ field: 'fld1', core: '.identifier', text: '拓 0009' }] },
        shelf: { title: '乙', metadata: [{ field: 'fld2', core: '.callNo', text: '拓 0009' }] },
        told: { title: '丙', metadata: ['拓 0009'] },
      });
      for (const q of ['索书号=拓0009', '索书号:"拓 0009"', '索书号：拓0009'])
        expect([q, (await names(ids, q, { fields })).sort()]).toEqual([q, ['number', 'shelf']]);
      expect(await names(ids, '0009 -索书号:拓0009', { fields })).toEqual(['told']);
      expect(await names(ids, '索书号=0010', { fields })).toEqual([]);
      expect((await names(ids, '索书号=拓0009 甲', { fields })).sort()).toEqual(['number']);
    });
  });

  describe('signs', () => {
    it('find nothing by themselves, and stand in nobody’s way', async () => {
      const ids = await given({ a: { title: '西湖 100%' }, b: { title: '雷峰塔', metadata: ['西湖，湖上'] } });
      for (const q of ['😀', '%', '_', '*', '.', '(', '"', '\\', '-', '□', '，', '%%% ***', '-%']) {
        const answer = await shelf.ask(q, { facets: ['collection'] });
        expect([q, answer.total, answer.hits, answer.facets['collection']]).toEqual([q, 0, [], []]);
      }
      expect((await names(ids, '西湖 %')).sort()).toEqual(['a', 'b']);
      expect((await names(ids, '')).sort()).toEqual(['a', 'b']);
      for (const comma of [',', '，', '﹐', '、', ';', '；', '､'])
        expect([comma, await names(ids, `西湖${comma}雷峰`)]).toEqual([comma, ['b']]);
    });
  });
}
