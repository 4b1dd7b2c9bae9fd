import type { SearchView } from '../../server/contract/reader.js';
import { eventually } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** What is typed is understood as well as matched: kinds, dates, classes, letters that spell, and the way back. */
export function meaningsSuite(desk: SearchDesk): void {
  const { published, search, found } = desk;

  const titles = (view: SearchView) => view.items.map(({ title }) => title.parts.join(''));
  const also = (view: SearchView) =>
    view.expansions.flatMap(({ typed, also: forms }) =>
      forms.map(({ text, because }) => `${typed} → ${text}${because ? ` (${because})` : ''}`),
    );
  const inEnglish = async (q: string) =>
    good(
      await desk.reader.get(`/search?${new URLSearchParams({ q })}`, { headers: { 'accept-language': 'en' } }),
    ) as SearchView;

  it('a kind of material is found by what people call it, alone and beside words, and can be switched off', async () => {
    await published({ title: '雲林石譜', date: '康熙五十年' });
    await found({ q: '云林石谱' }, 1);
    const all = (await search({})).total;
    for (const q of ['古籍', '古籍圖書', '善本', 'rare books', 'Old Books']) {
      const view = await search({ q });
      expect({ q, total: view.total }).toEqual({ q, total: all });
    }
    expect(also(await search({ q: '善本' }))).toEqual(['善本 → 古籍图书 (资料类型)']);
    expect(also(await inEnglish('rare book'))).toEqual(['rare book → Rare books (Material)']);
    for (const q of ['云林石谱 古籍', '云林古籍', '雲林的古籍', 'rare books 云林']) {
      expect([q, titles(await found({ q }, 1))]).toEqual([q, ['雲林石譜']]);
    }
    // As written: nobody wrote so; and nothing is said of a kind that nobody has.
    for (const q of ['善本', '"善本"', '=善本']) {
      const exact: Record<string, string> = q === '善本' ? { exact: '1' } : {};
      expect([q, (await search({ q, ...exact })).total]).toEqual([q, 0]);
    }
    expect((await search({ q: '拓片' })).expansions).toEqual([]);
  });

  it('a date in any writing is the years it means, beside the words', async () => {
    await published({ title: '水經注箋', date: '萬曆四十三年' });
    await published({
      title: '一統賦',
      values: { [desk.fieldOf('abstract')]: [{ value: { text: '萬曆四十三年始刊' } }] },
    });
    await found({ q: '水经注笺' }, 1);
    for (const q of ['1615年', '1615', '一六一五年', '万历43年', '萬曆乙卯', '1611-1619']) {
      expect([q, titles(await search({ q }))]).toEqual([q, ['水經注箋']]);
    }
    const both = await found({ q: '万历四十三年' }, 2);
    expect(titles(both)).toEqual(['水經注箋', '一統賦']);
    expect(also(both)).toContain('万历四十三年 → 1615 (年代)');
    expect((await search({ q: '1615年', exact: '1' })).total).toBe(0);
    expect(titles(await search({ q: '水经 明' }))).toEqual(['水經注箋']);
    expect(titles(await search({ q: '水经 Ming dynasty' }))).toEqual(['水經注箋']);
    expect(titles(await search({ q: '年代:1615年' }))).toEqual(['水經注箋']);
    expect((await search({ q: '水经 1616年' })).total).toBe(0);
    expect((await search({ q: '水经 三十年代' })).total).toBe(0);
    // Where nothing lies within it, what it lies within is found.
    await published({ title: '閒情小品', date: '崇禎間' });
    const within = await found({ q: '1630年' }, 1);
    expect([titles(within), also(within)]).toEqual([['閒情小品'], ['1630年 → 1630 (年代)']]);
  });

  it('a dynasty in one character puts its time before the names that hold it', async () => {
    await published({ title: '甲編', agent: '許伯元' });
    await published({ title: '元人集', date: '道光元年' });
    const item = await published({ title: '乙編', date: '至正五年' });
    for (const q of ['甲编', '元人集', '乙编']) await found({ q }, 1);
    const view = await found({ q: '元' }, (await search({ q: '元', exact: '1' })).total + 1);
    expect(view.items[0]!.pid).toBe(item.pid);
    expect(titles(view)).toContain('甲編');
    expect(also(view)[0]).toMatch(/^元 → 1271–1368 \(年代/);
    expect(titles(await inEnglish('Yuan dynasty'))).toEqual(['乙編']);
  });

  it('a class finds what stands below it', async () => {
    const siku = desk.seeded.collection.schema.fields.find(({ vocabulary }) => vocabulary === 'siku')!;
    const { pid } = (good(await desk.seeded.admin.get('/vocabularies')).rows as { pid: string; key: string }[]).find(
      ({ key }) => key === 'siku',
    )!;
    const terms = good(await desk.seeded.admin.get(`/vocabularies/${pid}/terms`)).rows as {
      code: string;
      label: Record<string, string>;
      parent: string | null;
    }[];
    const top = terms.find(({ parent }) => parent === null)!;
    const below = terms.find(({ parent }) => parent === top.code)!;
    await published({ title: '分部之書', values: { [siku.id]: [{ value: { code: below.code } }] } });
    const view = await found({ q: `分部 ${top.label['zh-CN']}` }, 1);
    expect(titles(view)).toEqual(['分部之書']);
    expect(also(view)).toContain(`${top.label['zh-CN']} → ${top.label['zh-CN']} (四部分类)`);
  });

  it('letters spell what characters did not find, together, apart and by initials', async () => {
    await published({
      title: '剡川道德經',
      values: { [desk.fieldByKey('altTitle')]: [{ value: { value: { text: '剡川' } } }] },
    });
    await published({ title: '甬東集', agent: '倪士毅' });
    await found({ q: '甬东集' }, 1);
    for (const q of ['yongdongji', 'yong dong ji', 'ydj', 'yongdongjixu']) {
      const view = await search({ q });
      expect([q, titles(view), also(view)]).toEqual([q, ['甬東集'], [`${q} → 甬東集 (拼音)`]]);
    }
    expect(titles(await search({ q: 'ni shi yi' }))).toEqual(['甬東集']);
    expect(titles(await search({ q: 'yongdongji 古籍' }))).toEqual(['甬東集']);
    // Two names in a row, a kind behind a name, and the letters of another system.
    for (const q of [
      'ni shi yi yong dong ji',
      'nishiyiyongdongji',
      'yong dong ji gu ji',
      'yongdongjiguji',
      'Yung-tung chi',
    ]) {
      expect([q, titles(await search({ q }))]).toEqual([q, ['甬東集']]);
    }
    expect(titles(await search({ q: 'Tao Te Ching' }))).toEqual(['剡川道德經']);
    expect(also(await search({ q: 'Tao Te Ching' }))).toEqual(['Tao Te Ching → 剡川道德經 (威妥玛拼音)']);
    expect((await search({ q: 'yongdongji', exact: '1' })).total).toBe(0);
    expect((await search({ q: 'qqqwx' })).total).toBe(0);
    expect(titles(await search({ q: 'daodejing' }))).toEqual(['剡川道德經']);
    expect(titles(await search({ q: 'ddj' }))).toEqual(['剡川道德經']);
  });

  it('an avoided character is read back where nothing is written so', async () => {
    await published({ title: '玄應音義' });
    const view = await found({ q: '元应' }, 1);
    expect(titles(view)).toEqual(['玄應音義']);
    expect(also(view)).toEqual(['元应 → 玄应 (避讳：玄→元)']);
  });

  it('only forms are told that stand somewhere', async () => {
    await published({ title: '文正公集', agent: '范仲淹' });
    const view = await found({ q: '范仲淹' }, 1);
    expect(view.expansions).toEqual([]);
    expect(also(await search({ q: '文正公' }))).toEqual([]);
    await published({ title: '鍾山札記' });
    await found({ q: '鍾山札記', exact: '1' }, 1);
    expect(also(await search({ q: '钟山札记' }))).toEqual(['钟山札记 → 鍾山札記']);
  });

  it('shows of words that run over the end of a page the page on which they begin', async () => {
    await published({
      title: '得一章',
      values: { [desk.fieldOf('abstract')]: [{ value: { text: '寫本一葉' } }] },
      pages: ['天無以清將恐', '裂地無以寧將恐發'],
    });
    const { items } = await eventually(
      () => search({ q: '清将恐裂' }),
      // Asked before it is there, the words would be taken apart.
      (view) => view.items[0]?.pageHitTotal === 1 && !view.apart,
    );
    expect(items[0]).toMatchObject({ pageHits: [{ label: '葉1', count: 1 }] });
    expect(items[0]!.summary?.parts).toEqual(['天無以', '清將恐', '']);
  });
}
