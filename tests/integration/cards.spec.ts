import { systemCaller } from '../../server/contract/caller.js';
import { locales } from '../../server/contract/localized.js';
import type { HomeView, ItemCard, PageContent } from '../../server/contract/reader.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { bytesOf } from '../support/bytes.js';
import { eventually } from '../support/eventually.js';
import { fileForm, picture } from '../support/pictures.js';
import { strayIn } from '../support/scripts.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** From here on no worker is there: the index stays as it was, and what changes since is told by SQL alone. */
describe('cards that are drawn from the index', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let reader: Visitor;
  let shown: string;
  let plain: string;

  const fieldOf = (core: string) => seeded.collection.schema.fields.find((field) => field.core === core)!.id;
  const publish = async (pid: string) => {
    const { version } = good(await admin.get(`/items/${pid}`));
    good(await admin.post(`/items/${pid}/publish`, { version }));
  };
  const made = async (title: string, name = '丁丙', english?: string) => {
    const values = {
      ...completeValues(seeded.collection.schema, title, title),
      [fieldOf('agent')]: [
        { value: { name, dynasty: '清', role: '撰' } },
        ...(english ? [{ value: { name: '孫峻', dynasty: '清', role: '補' } }] : []),
      ],
      [fieldOf('date')]: [{ value: { raw: '光緒八年' } }],
      ...(english ? { [fieldOf('altTitle')]: [{ value: { kind: { code: 'translated' }, value: english } }] } : {}),
    };
    return good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  };
  const cards = async (language = 'zh-CN'): Promise<Map<string, ItemCard>> => {
    const { items } = good(await reader.get('/search', { headers: { 'accept-language': language } }));
    return new Map((items as ItemCard[]).map((card) => [card.pid, card]));
  };

  const content = async <K extends PageContent['kind']>(path: string): Promise<Extract<PageContent, { kind: K }>> => {
    const { text } = await reader.get(path);
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(text)![1]!;
    return (JSON.parse(data) as { content: Extract<PageContent, { kind: K }> }).content;
  };
  const home = async (language = 'zh-CN'): Promise<HomeView> =>
    (await content<'home'>(language === 'zh-CN' ? '!/' : `!/${language}/`)).home;

  beforeAll(async () => {
    // Pages are drawn each time.
    app = await startApp({ PAGE_MEMORY_MB: '0' });
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
    ({ admin } = seeded);
    reader = app.visitor();
    shown = await made('武林坊巷志', '丁申', 'The lanes of Wulin');
    plain = await made('武林掌故叢編');
    good(await admin.send('POST', `/items/${shown}/files`, fileForm('leaf.png', await picture(7))));
    for (const pid of [shown, plain]) await publish(pid);
    await app.finishWork();
    await eventually(cards, ({ size }) => size === 2);
  });
  afterAll(() => app?.stop());

  it('say the same as ones drawn from the records, in every language', async () => {
    for (const locale of locales) {
      const caller = { ...systemCaller('reader'), grants: [], locale };
      const drawn = await app.app.get(PublishedService).cards(caller, [shown, plain]);
      const kept = await cards(locale);
      expect(drawn.map(({ pid }) => kept.get(pid))).toEqual(drawn);
    }
    expect((await cards()).get(shown)).toMatchObject({ image: { width: 320, height: 440 }, pageCount: 1 });
    const [chinese, english] = [await cards('zh-CN'), await cards('en')];
    expect(english.get(shown)!.subtitle).not.toEqual(chinese.get(shown)!.subtitle);
    // Several in one line, as each language separates them.
    const makers = (card: ItemCard) => card.subtitle.find(({ text }) => text.includes('孫峻'))!.text;
    expect([makers(chinese.get(shown)!), makers(english.get(shown)!)]).toEqual([
      expect.stringMatching(/^[^,]+、[^,]+$/),
      expect.stringMatching(/^[^、]+; [^、]+$/),
    ]);
  });

  it('stand on the home page as well, in every language', async () => {
    for (const locale of locales) {
      const kept = await cards(locale);
      expect((await home(locale)).newest).toEqual([plain, shown].map((pid) => kept.get(pid)));
    }
  });

  it('are led by their English titles on English pages, their own beside them, and by nothing else elsewhere', async () => {
    const own = { parts: ['武林坊巷志'], lang: 'zh-Hant' };
    expect((await cards('en')).get(shown)).toMatchObject({
      title: { parts: ['The lanes of Wulin'], lang: 'en' },
      originalTitle: own,
    });
    expect((await cards('en')).get(plain)).toMatchObject({ title: { parts: ['武林掌故叢編'], lang: 'zh-Hant' } });
    for (const locale of ['zh-CN', 'zh-TW']) {
      const card = (await cards(locale)).get(shown)!;
      expect([card.title, card.originalTitle]).toEqual([own, undefined]);
    }
    const { items } = good(await reader.get('/search?q=lanes', { headers: { 'accept-language': 'en' } }));
    expect(items[0].title).toEqual({ parts: ['The ', 'lanes', ' of Wulin'], lang: 'en' });
    const { text } = await reader.get(`!/en/i/${shown}`);
    expect(text).toContain('<title>The lanes of Wulin · ');
    expect(text).toContain('property="og:title" content="The lanes of Wulin"');
    expect(text).toMatch(/<h1[^>]*lang="en">The lanes of Wulin<\/h1>.*?lang="zh-Hant">武林坊巷志</s);
  });

  it('stand among names in traditional characters: converted, or as somebody wrote them', async () => {
    const pages = ['', `c/${seeded.collection.pid}`, `i/${shown}`, 'search?q=武林', 'docs', 'docs/searching', 'about'];
    const text = new Map<string, string>();
    for (const page of pages) text.set(page, (await reader.get(`!/zh-TW/${page}`)).text);
    for (const page of pages) {
      const others = await Promise.all([reader.get(`!/${page}`), reader.get(`!/en/${page}`)]);
      const strays = [text.get(page)!, ...others.map((one) => one.text)].map(strayIn);
      expect([page, strays]).toEqual([page, [[], [], []]]);
    }
    expect(text.get('')).toContain('之江大學圖書館');
    expect(text.get('docs/searching')).toContain('<code lang="zh-Hans">钱塘 县志</code>');
    expect(text.get('search?q=武林')).toContain('href="/en/search?q=');
    const { version } = good(await admin.get(`/collections/${seeded.collection.pid}`));
    const name = { 'zh-CN': '名人信札', 'zh-TW': '名家尺牘', en: 'Letters' };
    good(await admin.patch(`/collections/${seeded.collection.pid}`, { version, name }));
    expect((await reader.get('!/zh-TW/')).text).toContain('名家尺牘');
    expect((await reader.get('!/')).text).toContain('名人信札');
    expect(good(await admin.post('/conversions', { texts: ['后记', '某后'] })).rows).toEqual([
      { text: '後記', doubtful: [], sound: 'hou ji' },
      { text: '某後', doubtful: ['后'], sound: 'mou hou' },
    ]);
  });

  it('lend their pictures to values of a facet on the home of their collection', async () => {
    const { facets } = (await content<'collection'>(`!/c/${seeded.collection.pid}`)).home;
    const values = facets[0]!.values.map(({ label, image }) => [label, image?.width ?? null]);
    expect(values.sort()).toEqual([
      ['丁丙', null],
      ['丁申', 320],
      ['孫峻', 320],
    ]);
  });

  it('do not keep what was published just now from the home page, nor what was withdrawn on it', async () => {
    const late = await made('武林玉牒');
    await publish(late);
    expect((await home()).newest.map(({ pid }) => pid)).toEqual([late, plain, shown]);
    const { version } = good(await admin.get(`/items/${late}`));
    good(await admin.post(`/items/${late}/withdraw`, { version, note: '' }));
    expect((await home()).newest.map(({ pid }) => pid)).toEqual([plain, shown]);
  });

  it('know what staff have pointed at in a picture, once that is published', async () => {
    const { version, pages } = good(await admin.get(`/items/${shown}`));
    const { pid, label, kind } = pages[0];
    const body = (source: object) => ({ version, pages: [{ pid, label, kind, source }] });
    const put = (focus: unknown, who = admin) => who.put(`/items/${shown}/pages`, body({ focus }));
    for (const wrong of [[0.5], [1.2, 0], [0, -0.1], ['0', 0], [0.1, 0.2, 0.3], 0.5, null])
      expect([wrong, (await put(wrong)).status]).toEqual([wrong, 400]);
    expect((await put([0.1, 0.2], reader)).status).toBe(401);
    const set = good(await put([0.1, 0.2]));
    expect(set.pages[0].source).toEqual({ focus: [0.1, 0.2] });
    // Somebody else who looked at the pages before.
    expect((await put([0.9, 0.9])).status).toBe(409);
    const { rows } = good(await admin.get(`/items/${shown}/revisions`));
    expect(rows[0].pageChanges).toMatchObject({ changed: 1, moved: 0 });
    const cover = async () => (await content<'item'>(`!/i/${shown}`)).item.cover!;
    expect((await cover()).focus).toBeUndefined();
    await publish(shown);
    expect((await cover()).focus).toEqual([0.1, 0.2]);
    const { text } = await reader.get(`!/i/${shown}`);
    const region = `/iiif/image/3/${pid}/pct:0,0.9091,100,38.1818/!1200,630/0/default.jpg`;
    expect(text).toMatch(new RegExp(`property="og:image" content="[^"]*${region.replaceAll('.', '\\.')}"`));
    expect(text).toContain('property="og:image:height" content="168"');
    const { bytes } = await bytesOf(reader, region);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 320, height: 168 });
    await app.finishWork();
    await eventually(
      async () => (await cards()).get(shown)?.image?.focus,
      (focus) => focus?.join() === '0.1,0.2',
    );
    const back = { ...body({}), version: good(await admin.get(`/items/${shown}`)).version };
    expect(good(await admin.put(`/items/${shown}/pages`, back)).pages[0].source).toEqual({});
  });

  it('close a picture in the moment in which it is closed, of the item or of its cover', async () => {
    const item = good(await admin.get(`/items/${shown}`));
    const set = (visibility: object) =>
      admin.put(`/items/${shown}/visibility`, {
        version: item.version,
        visibility: { ...openVisibility, ...visibility },
      });
    const closed = good(await set({ image: ['staff'], thumbnail: ['staff'] }));
    expect((await cards()).get(shown)).toMatchObject({ image: null, restricted: { part: 'image' } });
    item.version = closed.version;
    item.version = good(await set({})).version;
    expect((await cards()).get(shown)).toMatchObject({ image: { width: 320 }, restricted: null });
    await app.asOwner(`UPDATE page_published SET image_labels = '{staff:1}' WHERE pid = '${item.pages[0].pid}'`);
    expect((await cards()).get(shown)!.image).toBeNull();
    await app.asOwner(`DELETE FROM page_published WHERE pid = '${item.pages[0].pid}'`);
    expect((await cards()).get(shown)).toMatchObject({ image: null, media: null });
  });

  it('name their library as it is called now', async () => {
    const path = `/libraries/${seeded.library.pid}`;
    const { version } = good(await admin.get(`${path}/settings`));
    good(await admin.patch(path, { version, name: { 'zh-CN': '之江图书馆' } }));
    expect((await cards()).get(plain)!.library.name).toBe('之江图书馆');
  });

  it('show what the configuration in force shows, though nothing has been indexed again', async () => {
    const base = `/collections/${seeded.collection.pid}`;
    const { presentation, presentationVersion } = good(await admin.get(base));
    const subtitle = presentation.card.subtitle.filter((id: string) => id !== fieldOf('agent'));
    const document = { ...presentation, card: { ...presentation.card, subtitle } };
    const body = { baseVersion: presentationVersion, revision: 0, document };
    const { revision } = good(await admin.put(`${base}/drafts/presentation`, body));
    expect(JSON.stringify((await cards()).get(plain))).toContain('丁丙');
    good(await admin.post(`${base}/drafts/presentation/publish`, { revision }));
    expect(JSON.stringify((await cards()).get(plain))).not.toContain('丁丙');
    good(await admin.post(`/items/${plain}/withdraw`, { note: '' }));
    expect((await cards()).has(plain)).toBe(false);
  });
});
