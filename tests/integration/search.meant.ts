import type { SearchView } from '../../server/contract/reader.js';
import { comesTrue } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** What is offered while somebody types, and when nothing was found. */
export function meantSuite(desk: SearchDesk): void {
  const { published, search, found } = desk;
  const offered = async (q: string, more: Record<string, string> = {}, visitor = desk.reader) =>
    (
      good(await visitor.get(`/search/suggestions?${new URLSearchParams({ q, ...more })}`)).rows as {
        kind: string;
        text: string;
        count?: number;
      }[]
    ).map(({ kind, text }) => `${kind} ${text}`);
  const meant = (view: SearchView) => view.suggestions.map(({ kind, q }) => `${kind} ${q}`);

  it('suggests by characters, pinyin and initials, and only what this reader can find', async () => {
    const item = await published({ title: '重慶方物考', agent: '樂韶鳳' });
    await found({ q: '重庆方物' }, 1);
    const texts = async (q: string) =>
      (
        good(await desk.reader.get(`/search/suggestions?${new URLSearchParams({ q })}`)).rows as {
          kind: string;
          text: string;
        }[]
      ).map(({ kind, text }) => `${kind} ${text}`);
    for (const q of ['重庆方', '重慶', 'chongqingfang', 'chong qing fang', 'cqfw'])
      expect(await texts(q)).toContain('title 重慶方物考');
    expect(await texts('乐韶')).toContain('agent 樂韶鳳');
    good(await desk.seeded.admin.post(`/items/${item.pid}/withdraw`, { note: '' }));
    expect(await texts('重庆方')).not.toContain('title 重慶方物考');
    await found({ q: '重庆方物' }, 0);
    expect(await texts('乐韶')).toEqual([]);
  });

  it('shows ways out when nothing was found, each of them true', async () => {
    await published({ title: '皋亭山志' });
    await found({ q: '皋亭' }, 1);
    const fewer = await search({ q: '皋亭 不存在之詞' });
    expect(fewer.suggestions).toEqual([{ kind: 'fewer-words', q: '皋亭', label: '皋亭' }]);
    expect((await search({ q: '皐亭', exact: '1' })).suggestions).toMatchObject([{ kind: 'variant' }]);
    expect((await search({ q: '皋亭', from: '1990' })).suggestions).toMatchObject([{ kind: 'without-filters' }]);
    const apart = await search({ q: '山志皋亭' });
    expect([apart.total, apart.apart, apart.suggestions]).toEqual([1, ['山志', '皋亭'], []]);
    expect((await search({ q: '皋亭山志' })).apart).toBeUndefined();
    // What is chosen beside it narrows the same answer, and so do the values of a facet.
    const [kind] = apart.facets.find(({ key }) => key === 'kind')!.values;
    expect(await search({ q: '山志皋亭', f: `kind~${kind!.key}` })).toMatchObject({
      total: 1,
      apart: ['山志', '皋亭'],
    });
    expect(await search({ q: '山志皋亭', f: 'kind~map' })).toMatchObject({ total: 0, apart: ['山志', '皋亭'] });
    const values = await desk.reader.get(`/search/facets/kind?${new URLSearchParams({ q: '山志皋亭' })}`);
    expect(good(values).rows).toMatchObject([{ key: kind!.key, count: 1 }]);
    // Where something else was demanded, it is left at that.
    const demanded: Record<string, string>[] = [{ q: '"山志皋亭"' }, { q: '山志皋亭', exact: '1' }];
    for (const one of demanded) expect((await search(one)).apart).toBeUndefined();
  });

  it('takes a run apart by the names in it, and leaves what is only said around them', async () => {
    await published({ title: '鴛湖八景圖詠', agent: '許瑤光', date: '同治八年' });
    await published({ title: '裝箱二十八隻記' });
    await found({ q: '鸳湖八景' }, 1);
    await found({ q: '装箱' }, 1);
    const titles = async (q: string) => {
      const view = await search({ q });
      return [view.items.map(({ title }) => title.parts.join('')), view.apart];
    };
    for (const [q, apart] of [
      ['许瑶光撰', ['许瑶光']],
      ['许瑶光先生', ['许瑶光']],
      ['许瑶光的作品', ['许瑶光']],
      ['许瑶光绘八景图', ['许瑶光', '八景图']],
      ['有没有鸳湖八景图咏的资料', ['鸳湖八景图咏']],
      ['鸳湖/许瑶光', ['鸳湖', '许瑶光']],
      ['清代许瑶光古籍', ['清代', '许瑶光', '古籍']],
    ] as const) {
      expect([q, ...(await titles(q))]).toEqual([q, ['鴛湖八景圖詠'], apart]);
    }
    // Who demands it as it stands has nothing taken from it; a number is written either way.
    expect((await search({ q: '"许瑶光撰"' })).total).toBe(0);
    expect(await titles('装箱28只')).toEqual([['裝箱二十八隻記'], undefined]);
    // Signs are no other form of a word, and of several words those are offered that stand somewhere.
    expect((await search({ q: '《許瑤光》！' })).expansions).toEqual([]);
    const ways = (await search({ q: '许瑶光 不存在之詞 亦無之物 另有一詞' })).suggestions;
    expect(ways[0]).toEqual({ kind: 'fewer-words', q: '许瑶光', label: '许瑶光' });
    expect((await search({ q: '许瑶光看雪图说' })).suggestions).toContainEqual({
      kind: 'fewer-words',
      q: '许瑶光',
      label: '许瑶光',
    });
  });

  it('asks robots not to walk through results: links to further results are marked', async () => {
    const paths = [
      '/search?q=皋亭&from=1',
      '/search?q=皋亭 无此词',
      '/search?q=皋亭&exact=1',
      '/search/facets/kind?q=皋亭',
    ];
    for (const path of ['/search?size=1', ...paths]) {
      const { status, text } = await desk.reader.get(`!${path}`);
      const further = [...text.matchAll(/<a\b[^>]*href="[^"]*\/search[/?][^>]*>/g)].map(([tag]) => tag);
      expect([path, status, further.length > 2]).toEqual([path, 200, true]);
      expect([path, further.filter((tag) => !/rel="[^"]*nofollow/.test(tag))]).toEqual([path, []]);
    }
  });

  it('takes names as our pages show them, and says that signs find nothing', async () => {
    await published({ title: '月湖秋泛', agent: '全祖彭' });
    await found({ q: '全祖彭' }, 1);
    for (const q of ['〔清〕全祖彭', '（明）全祖彭', '全祖彭,月湖', '全祖彭，秋泛', '〔清〕全祖彭（今浙江省宁波市）'])
      expect([q, (await search({ q })).total]).toEqual([q, 1]);
    for (const q of ['😀', '%', '_', '*', '.', '(', '"', '\\', '-']) {
      const { total, signsOnly, suggestions, facets } = await search({ q });
      expect([q, total, signsOnly, suggestions]).toEqual([q, 0, true, []]);
      expect([q, facets.flatMap(({ values }) => values)]).toEqual([q, []]);
    }
    expect((await search({ q: '' })).signsOnly).toBeUndefined();
  });

  it('offers by two characters of either script, by variants, whole and first letters, in the order of closeness', async () => {
    await published({ title: '蘭亭序', agent: '龔自珍' });
    await published({ title: '蘭亭續帖' });
    await found({ q: '兰亭' }, 2);
    for (const q of ['兰亭', '蘭亭', '兰', 'lanting', 'lan ting', 'LanTing', 'lt']) {
      const rows = await offered(q);
      expect({ q, rows: rows.slice(0, 2) }).toEqual({ q, rows: ['title 蘭亭序', 'title 蘭亭續帖'] });
    }
    // The shorter is the closer; the rest of a title narrows.
    expect(await offered('兰亭续')).toEqual(['title 蘭亭續帖']);
    expect(await offered('lantingxuti')).toEqual(['title 蘭亭續帖']);
    for (const q of ['龚自', '龔自', 'gongzizhen', 'gzz']) expect(await offered(q)).toEqual(['agent 龔自珍']);
    // One letter begins half the dictionary, and signs begin nothing.
    expect(await offered('l')).toEqual([]);
    expect(await offered('，')).toEqual([]);
    expect(await offered('%')).toEqual([]);
    expect(await offered('兰亭', { limit: '1' })).toEqual(['title 蘭亭序']);
  });

  it('counts what it offers for this reader, within the collection where one is asked', async () => {
    const { collection } = desk.seeded;
    const rows = good(await desk.reader.get(`/search/suggestions?${new URLSearchParams({ q: '龚自' })}`)).rows as {
      count: number;
      href: string;
    }[];
    expect(rows[0]).toMatchObject({ count: 1 });
    const view = good(await desk.reader.get(rows[0]!.href.replace('/search', '/search'))) as SearchView;
    expect(view.total).toBe(1);
    expect(await offered('龚自', { collection: collection.pid })).toEqual(['agent 龔自珍']);
  });

  it('asks what was meant by what sounds alike, in either script and in pinyin, and each way out is true', async () => {
    await published({ title: '鑑湖圖詠', agent: '祁彪佳' });
    await found({ q: '鉴湖' }, 1);
    for (const q of ['见湖', '見湖圖']) {
      const view = await search({ q });
      expect({ q, total: view.total }).toEqual({ q, total: 0 });
      expect({ q, meant: meant(view) }).toEqual({ q, meant: expect.arrayContaining(['variant 鑑湖圖詠']) });
    }
    expect(meant(await search({ q: '祁标佳' }))).toContain('variant 祁彪佳');
    for (const { q, kind } of (await search({ q: '见湖' })).suggestions)
      expect({ kind, found: (await search({ q })).total > 0 }).toEqual({ kind, found: true });
    // Somebody who does not see it is not asked either.
    const { version, pid } = good(
      await desk.seeded.admin.get(`/items/${(await search({ q: '鉴湖' })).items[0]!.pid}`),
    ) as { version: number; pid: string };
    good(await desk.seeded.admin.post(`/items/${pid}/withdraw`, { note: '', version }));
    await found({ q: '鉴湖' }, 0);
    expect(meant(await search({ q: '见湖' }))).toEqual([]);
  });

  it('takes no long name for a short word that only begins to sound like it, and asks for a part of one that is a name', async () => {
    await published({ title: '曲院風荷圖', agent: '椒' });
    await found({ q: '曲院风荷' }, 1);
    expect(meant(await search({ q: '曲园' }))).toEqual([]);
    expect(meant(await search({ q: '曲园风' }))).toContain('variant 曲院風荷圖');
    await comesTrue(async () => meant(await search({ q: '椒盐' })).includes('fewer-words 椒'));
  });

  it('leads from two words of which one stands nowhere, from a narrowed search, and from exact glyphs', async () => {
    await published({ title: '剡溪漫筆' });
    await found({ q: '剡溪' }, 1);
    expect(meant(await search({ q: '剡溪 无此词' }))).toEqual(['fewer-words 剡溪']);
    expect(meant(await search({ q: '剡溪无此' }))).not.toContain('fewer-words 剡溪无此');
    expect(meant(await search({ q: '剡溪', from: '1990' }))).toEqual(['without-filters 剡溪']);
    expect(meant(await search({ q: '剡溪漫笔', exact: '1' }))).toContain('variant 剡溪漫笔');
    expect((await search({ q: '剡溪漫笔' })).suggestions).toEqual([]);
  });
}
