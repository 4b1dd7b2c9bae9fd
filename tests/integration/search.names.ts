import type { SearchView } from '../../server/contract/reader.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** Names that records know to be one, and characters that were avoided: looked for when asking, never stored in a document. */
export function namesSuite(desk: SearchDesk): void {
  const { published, search, found } = desk;

  const titles = (view: SearchView) => view.items.map(({ title }) => title.parts.join('')).sort();
  const also = (view: SearchView) =>
    view.expansions.flatMap(({ typed, also: forms }) =>
      forms.flatMap(({ text, because, record }) =>
        because ? [`${typed} → ${text}: ${because} (${record?.kind})`] : [],
      ),
    );
  const agent = async (body: object, library: string | null = null) =>
    good(await desk.seeded.admin.post('/agents', { library, ...body })) as { pid: string; version: number };

  it('finds a person by every name of the record, in metadata and on pages, and says whose it is', async () => {
    const su = await agent({
      name: { 'zh-CN': '苏轼', en: 'Su Shi' },
      variants: ['東坡居士', '子瞻', '雪堂'],
      variantKinds: { 東坡居士: 'art', 子瞻: 'courtesy', 雪堂: 'studio' },
    });
    await published({
      title: '經進文集事略',
      values: { [desk.fieldOf('agent')]: [{ value: { name: '蘇軾', ref: su.pid } }] },
    });
    await published({ title: '和陶詩', pages: ['東坡居士書於雪堂'] });
    const byArt = await found({ q: '东坡居士' }, 2);
    expect(titles(byArt)).toEqual(['和陶詩', '經進文集事略']);
    expect(also(byArt)).toEqual(
      expect.arrayContaining([
        '东坡居士 → 苏轼: 规范名称，“东坡居士”为其号 (agent)',
        '东坡居士 → 雪堂: 苏轼的室名 (agent)',
      ]),
    );
    // Looked for as well, but it stands nowhere.
    expect(also(byArt).some((line) => line.startsWith('东坡居士 → 子瞻'))).toBe(false);
    const byName = await search({ q: '蘇軾' });
    expect(titles(byName)).toEqual(['和陶詩', '經進文集事略']);
    expect(also(byName)).toContain('蘇軾 → 東坡居士: 苏轼的号 (agent)');
    // What was typed stands before another name of the same person.
    expect(byName.items[0]?.title.parts.join('')).toBe('經進文集事略');
    const inLatin = await search({ q: 'su shi' });
    expect(titles(inLatin)).toEqual(['和陶詩', '經進文集事略']);
    const english = good(
      await desk.reader.get(`/search?q=${encodeURIComponent('子瞻')}`, { headers: { 'accept-language': 'en' } }),
    ) as SearchView;
    expect(also(english)).toContain('子瞻 → 苏轼: established name; “子瞻” is its courtesy name (agent)');
  });

  it('looks for exactly what was typed when glyphs are demanded, for the whole question or one word', async () => {
    expect(titles(await search({ q: '東坡居士', exact: '1' }))).toEqual(['和陶詩']);
    expect((await search({ q: '東坡居士', exact: '1' })).expansions).toEqual([]);
    expect(titles(await search({ q: '=東坡居士' }))).toEqual(['和陶詩']);
    // Part of a longer word is not a name: only whole names count.
    expect(also(await search({ q: '居士' }))).toEqual([]);
  });

  it('refuses with other names too: what is excluded is excluded as typed only', async () => {
    expect(titles(await search({ q: '和陶 -东坡居士' }))).toEqual([]);
    expect(titles(await search({ q: '和陶 -苏轼' }))).toEqual(['和陶詩']);
  });

  it('knows former names of places, and the heading of a term asked by another word', async () => {
    const hangzhou = good(
      await desk.seeded.admin.post('/places', {
        library: null,
        name: { 'zh-CN': '杭州' },
        variants: ['臨安'],
        variantKinds: { 臨安: 'former' },
      }),
    );
    await published({
      title: '咸淳志殘卷',
      values: {
        [desk.fieldOf('place')]: [{ value: { name: '杭州府', ref: hangzhou.pid } }],
        [desk.fieldByKey('binding')]: [{ value: { code: 'jingzhe' } }],
      },
    });
    const byFormer = await found({ q: '临安' }, 1);
    expect(also(byFormer)).toEqual(['临安 → 杭州: 规范名称，“临安”为其旧称 (place)']);
    // What is offered says by which name, and leads to the place.
    const { rows } = good(await desk.reader.get('/search/suggestions?q=linan'));
    const href = `/a/${hangzhou.pid}`;
    expect(rows).toContainEqual({
      ...{ kind: 'place', text: '杭州', variant: '臨安', variantLang: 'zh-Hant', count: 1, href },
    });
    const river = good(
      await desk.seeded.admin.post('/places', {
        library: null,
        name: { 'zh-CN': '钱塘江' },
        variants: ['浙江', '羅剎江'],
      }),
    );
    await published({
      title: '觀潮圖卷',
      values: { [desk.fieldOf('place')]: [{ value: { name: '钱塘江', ref: river.pid } }] },
    });
    await published({
      title: '通志稿',
      values: { [desk.fieldOf('abstract')]: [{ value: { text: '浙江省方志' } }] },
    });
    // A river’s old name is a province’s, and means that to everybody.
    await found({ q: '通志稿' }, 1);
    expect(titles(await found({ q: '罗刹江' }, 1))).toEqual(['觀潮圖卷']);
    expect(titles(await search({ q: '浙江' }))).toEqual(expect.arrayContaining(['觀潮圖卷', '通志稿']));
    const vocabularies = good(await desk.seeded.admin.get('/vocabularies')).rows as { pid: string; key: string }[];
    const { pid } = vocabularies.find(({ key }) => key === 'binding')!;
    const terms = good(await desk.seeded.admin.get(`/vocabularies/${pid}/terms`)).rows as {
      pid: string;
      code: string;
      version: number;
      label: Record<string, string>;
    }[];
    const term = terms.find(({ code }) => code === 'jingzhe')!;
    good(await desk.seeded.admin.patch(`/terms/${term.pid}`, { version: term.version, variants: ['摺子裝'] }));
    const byWord = await search({ q: '折子装' });
    expect(titles(byWord)).toEqual(['咸淳志殘卷']);
    expect(also(byWord)).toContain(`折子装 → ${term.label['zh-CN']}: 规范用词，“折子装”为其别名 (term)`);
  });

  it('finds what editions wrote for a character that was avoided', async () => {
    await published({ title: '元奘法師行狀' });
    await published({ title: '宏治湖州府志' });
    const view = await found({ q: '玄奘' }, 1);
    expect(titles(view)).toEqual(['元奘法師行狀']);
    expect(view.items[0]?.title.parts).toEqual(['', '元奘', '法師行狀']);
    expect(also(view)).toEqual(['玄奘 → 元奘: 避讳：玄→元 (term)']);
    expect(titles(await found({ q: '弘治 湖州' }, 1))).toEqual(['宏治湖州府志']);
    expect((await search({ q: '玄奘', exact: '1' })).total).toBe(0);
    // One character alone would find half the shelves, and the pair goes one way.
    expect(also(await search({ q: '玄' }))).toEqual([]);
    expect(also(await search({ q: '元奘' }))).toEqual([]);
  });

  it('gives away no name that stands in closed records only, and takes back a variant at once', async () => {
    const hidden = await agent({ name: { 'zh-CN': '匿名者甲' }, variants: ['藏名翁'] }, desk.seeded.library.pid);
    const item = await published({
      title: '閉架之稿',
      values: { [desk.fieldOf('agent')]: [{ value: { name: '匿名者甲', ref: hidden.pid } }] },
    });
    const open = await found({ q: '藏名翁' }, 1);
    expect(also(open)).toEqual(['藏名翁 → 匿名者甲: 规范名称，“藏名翁”为其别名 (agent)']);
    good(
      await desk.seeded.admin.put(`/items/${item.pid}/visibility`, {
        version: item.version,
        visibility: { ...openVisibility, metadata: ['staff'] },
      }),
    );
    await found({ q: '匿名者甲' }, 0);
    expect(also(await search({ q: '藏名翁' }))).toEqual([]);
    expect(also(await search({ q: '匿名者甲' }))).toEqual([]);
    expect(titles(await search({ q: '藏名翁' }, desk.seeded.admin))).toEqual(['閉架之稿']);
    good(await desk.seeded.admin.patch(`/agents/${hidden.pid}`, { version: hidden.version, variants: [] }));
    expect((await search({ q: '藏名翁' }, desk.seeded.admin)).total).toBe(0);
  });

  it('asks for a bounded number of names, however many a record has', async () => {
    const variants = Array.from({ length: 60 }, (_, at) => `號${String.fromCodePoint(0x4e00 + at * 7)}生`);
    const many = await agent({ name: { 'zh-CN': '多号先生' }, variants });
    await published({
      title: '眾號錄',
      values: {
        [desk.fieldOf('agent')]: [{ value: { name: '多号先生', ref: many.pid } }],
        [desk.fieldOf('abstract')]: [{ value: { text: variants.join('。') } }],
      },
    });
    const view = await found({ q: variants.at(-1)! }, 1);
    expect(titles(view)).toEqual(['眾號錄']);
    // The heading always comes first: it is what the other records are found by.
    expect(
      view.expansions.find(({ typed }) => typed === variants.at(-1))?.also.filter(({ record }) => record),
    ).toHaveLength(8);
    expect(also(view)[0]).toContain('→ 多号先生');
  });

  it('asks for names of a bounded length in all', async () => {
    const long = (from: number) => String.fromCodePoint(...Array.from({ length: 70 }, (_, at) => from + at * 11));
    const variants = ['號短名', long(0x5000), long(0x6000)];
    const person = await agent({ name: { 'zh-CN': '长名先生' }, variants });
    await published({
      title: '長名錄',
      values: {
        [desk.fieldOf('agent')]: [{ value: { name: '长名先生', ref: person.pid } }],
        [desk.fieldOf('abstract')]: [{ value: { text: variants.slice(1).join('。') } }],
      },
    });
    const view = await found({ q: '號短名' }, 1);
    const [{ also: added = [] } = {}] = view.expansions.filter(({ typed }) => typed === '號短名');
    expect(added.filter(({ record }) => record).map(({ text }) => text)).toEqual(['长名先生', variants[1]]);
  });
}
