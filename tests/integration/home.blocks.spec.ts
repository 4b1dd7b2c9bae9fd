import type { PageContent } from '../../server/contract/reader.js';
import { shippedHome } from '../../server/contract/shipped.homes.js';
import { OpeningsService } from '../../server/modules/catalog/openings.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

type Home = Extract<PageContent, { kind: 'collection' }>['home'];

/** What librarians make of a collection's home, from the draft to the reader. */
describe('a home of blocks', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let pids: string[];
  const base = () => `/collections/${seeded.collection.pid}`;
  const page = async (path = '', visitor = app.visitor()) => {
    const { status, text, headers } = await visitor.get(`!${path}/c/${seeded.collection.pid}`);
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(text)?.[1] ?? '{}';
    const { content } = JSON.parse(data) as { content: { kind: 'collection'; home: Home } };
    return { status, text, headers, home: content?.home };
  };
  const kinds = ({ blocks }: Home) => blocks.map(({ kind }) => kind);
  const drafted = async (home: object[], theme = { name: 'paper', tokens: {} }) => {
    const now = good(await admin.get(base()));
    const rows = good(await admin.get(`${base()}/drafts`)).rows as { part: string; revision: number }[];
    const revision = rows.find(({ part }) => part === 'presentation')?.revision ?? 0;
    const document = { ...now.presentation, home, theme };
    const body = { baseVersion: now.presentationVersion, revision, document };
    return admin.put(`${base()}/drafts/presentation`, body);
  };
  const published = async (home: object[]) => {
    const { revision } = good(await drafted(home));
    return admin.post(`${base()}/drafts/publish`, { presentation: revision });
  };
  const one = (kind: string, options: object = {}, more: object = {}) => ({
    id: kind.slice(0, 8),
    kind,
    options,
    ...more,
  });

  beforeAll(async () => {
    app = await startApp({ PLUGINS_DIR: 'tests/fixtures/plugins' });
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
    ({ admin } = seeded);
    await app.work();
    pids = [];
    for (const title of ['錢塘縣志', '仁和縣志', '蘭亭集序']) {
      const values = completeValues(seeded.collection.schema, title, title);
      const item = good(await admin.post(`${base()}/items`, { values }));
      if (title !== '蘭亭集序') good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
      pids.push(item.pid as string);
    }
    await eventually(
      () => page(),
      ({ home }) => home.newest.length === 2,
    );
  });
  afterAll(() => app?.stop());

  it('is the shipped one until somebody changes it', async () => {
    const { home } = await page();
    expect(kinds(home)).toEqual(shippedHome('collection').map(({ kind }) => kind));
    expect(home.featured).toEqual([]);
  });

  it('shows works with a sentence each, in order, and of those only what readers may see', async () => {
    const items = [{ item: pids[1], note: '乾隆刻本' }, { item: pids[2], note: '未發布' }, pids[0]];
    good(await published([one('featured', { items, title: { 'zh-CN': '后室所藏', en: 'Of the inner room' } })]));
    const { home, text } = await page();
    expect(kinds(home)).toEqual(['featured']);
    expect(home.items.map(({ pid }) => pid)).toEqual([pids[1], pids[0]]);
    expect(text).toContain('乾隆刻本');
    expect(text).not.toContain('未發布</p>');
    expect(text).toMatch(/<h2[^>]*>后室所藏<\/h2>/);
    expect((await page('/zh-TW')).text).toMatch(/<h2[^>]*>後室所藏<\/h2>/);
    expect((await page('/en')).text).toMatch(/<h2[^>]*>Of the inner room<\/h2>/);
    // What no block asks for is not asked for.
    expect([home.newest, home.facets, home.years]).toEqual([[], [], null]);
    good(await admin.post(`/items/${pids[1]}/withdraw`, { note: '' }));
    expect((await page()).home.items.map(({ pid }) => pid)).toEqual([pids[0]]);
  });

  it('shows blocks to whom, on what and when they are meant, and leaves a gap where nobody draws one', async () => {
    const text = { 'zh-CN': '清明闭馆', en: 'Closed' };
    const soon = new Date(Date.now() + 3000).toISOString();
    const past = new Date(Date.now() - 60_000).toISOString();
    good(
      await published([
        one('notice', { text }, { id: 'now', show: { screen: 'narrow', from: past, until: soon } }),
        one('notice', { text: { en: 'Only in English' } }, { id: 'tongue', show: { locales: ['en'] } }),
        one('notice', { text }, { id: 'over', show: { until: past } }),
        one('notice', { text }, { id: 'hidden', hidden: true }),
        one('weather', { city: '杭州' }),
        one('libraries'),
        one('hours', { hours: '八时至十七时' }),
        one('columns', {}, { columns: [[one('years')], [one('newest', { most: 1 })]] }),
      ]),
    );
    const before = await page();
    expect(before.status).toBe(200);
    expect(before.home.blocks.map(({ id }) => id)).toEqual(['now', 'hours', 'columns']);
    expect(before.home.blocks[0]).toMatchObject({ screen: 'narrow' });
    expect(before.home.blocks[1]!.options).toEqual({ lines: [{ text: '八时至十七时' }] });
    expect(before.home.blocks[2]!.columns!.map((column) => column.map(({ kind }) => kind))).toEqual([
      ['years'],
      ['newest'],
    ]);
    expect(before.home.newest).toHaveLength(1);
    expect((await page('/en')).home.blocks.map(({ id }) => id)).toContain('tongue');
    // The page that is kept ends with the block that ends.
    await eventually(
      () => page(),
      ({ home }) => !home.blocks.some(({ id }) => id === 'now'),
    );
  });

  it('shows what readers open most, as far as this one may see it', async () => {
    good(await published([one('popular', { most: 3, days: '7' }), one('popular', { days: '365' }, { id: 'year' })]));
    for (const agent of ['Firefox/1', 'Firefox/2'])
      await app.visitor().get(`!/i/${pids[0]}`, { headers: { 'user-agent': `Mozilla/5.0 ${agent}` } });
    await app.app.get(OpeningsService).write();
    const { home } = await page('', await app.visitor());
    expect(home.popular.map(({ days, items }) => [days, items.map(({ pid }) => pid)])).toEqual([
      [7, [pids[0]]],
      [365, [pids[0]]],
    ]);
  });

  it('says what cannot be used before it is published, and keeps the draft', async () => {
    const wrong = [one('featured', { items: [pids[0], 7] }), one('notice', { text: '一句' })];
    const answer = await published(wrong);
    expect(answer.status).toBe(422);
    expect(answer.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['home.featured.items.1', 'block.bad-value'],
      ['home.notice.text', 'block.bad-value'],
    ]);
    const twice = await drafted([one('notice'), one('notice')]);
    expect(twice.status).toBe(422);
    const many = await drafted(Array.from({ length: 41 }, (_, at) => one('notice', {}, { id: `n${at}` })));
    expect(many.status).toBe(422);
    const long = await drafted([one('text', { body: { 'zh-CN': '长'.repeat(70_000) } })]);
    expect(long.status).toBe(422);
    expect(good(await admin.get(`${base()}/drafts`)).rows[0].document.home).toHaveLength(2);
  });

  it('is seen as it would be by those who work on it, and equal to what is then published', async () => {
    const home = [one('notice', { text: { 'zh-CN': '新修书目上线' } }), one('newest')];
    good(await drafted(home, { name: 'indigo', tokens: {} }));
    const main = (text: string) => /<main.*<\/main>/s.exec(text)![0].replace(/<a class="edit-link.*?<\/a>/s, '');
    const own = await admin.get(`!${base().replace('/collections', '/c')}/draft`);
    expect(own.text).toContain('data-theme="indigo"');
    expect(own.headers['cache-control']).toContain('private');
    expect((await page()).text).not.toContain('新修书目上线');
    const stranger = await app.visitor().get(`!/c/${seeded.collection.pid}/draft`);
    expect(stranger.status).toBe(401);
    expect(stranger.text).not.toContain('新修书目上线');
    const rows = good(await admin.get(`${base()}/drafts`)).rows as { revision: number }[];
    good(await admin.post(`${base()}/drafts/publish`, { presentation: rows[0]!.revision }));
    expect(main((await page()).text)).toBe(main(own.text));
    const { presentationVersion } = good(await admin.get(base()));
    const back = `${base()}/versions/presentation/${presentationVersion - 1}/restore`;
    good(await admin.post(back, { currentVersion: presentationVersion }));
    expect(kinds((await page()).home)).not.toContain('notice');
  });
});
