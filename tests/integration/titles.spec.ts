import type { TitlesView } from '../../server/contract/reader.js';
import { TitleIndex } from '../../server/modules/catalog/title.index.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

const few = [
  '龍山志',
  '琅嬛記',
  'Letters from Hangzhou',
  '一切經音義',
  '錢塘縣志',
  '錢塘遺事',
  '1913 年日記',
  '丁氏書目',
];
/** More than a page of them. */
const many = Array.from({ length: 66 }, (_, at) => `水經注 第${at + 1}冊`);

describe('indexes of titles', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let reader: Visitor;
  const pids = new Map<string, string>();

  const view = async (path: string): Promise<TitlesView> => {
    const { text, status } = await reader.get(`!${path}`);
    expect([path, status]).toEqual([path, 200]);
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(text)![1]!;
    return (JSON.parse(data) as { content: { titles: TitlesView } }).content.titles;
  };
  const listed = (titles: TitlesView) =>
    titles.sections.map(({ key, rows }) => [key, rows.map(({ title }) => title.text)]);
  const filled = (titles: TitlesView) =>
    titles.bar.filter(({ items }) => items > 0).map(({ key, items }) => [key, items]);
  const head = async (pid: string) => good(await seeded.admin.get(`/items/${pid}`));
  const here = () => `/c/${seeded.collection.pid}/titles`;

  beforeAll(async () => {
    app = await startApp({ PAGE_MEMORY_MB: '0' });
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
    reader = app.visitor();
    for (const title of [...few, ...many]) {
      const values = completeValues(seeded.collection.schema, title, title);
      const { pid, version } = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
      good(await seeded.admin.post(`/items/${pid}/publish`, { version }));
      pids.set(title, pid);
    }
    await app.finishWork();
    await eventually(
      () => view(here()),
      ({ total }) => total === few.length + many.length,
    );
  }, 120_000);
  afterAll(() => app?.stop());

  it('stand by pinyin, Latin ones under their letters, others last', async () => {
    const first = await view(here());
    expect(filled(first)).toEqual([['D', 1], ['L', 3], ['Q', 2], ['S', many.length], ['Y', 1], ['other', 1]]); // prettier-ignore
    expect(first.bar).toHaveLength(27);
    expect(listed(first).slice(0, 3)).toEqual([
      ['D', ['丁氏書目']],
      ['L', ['Letters from Hangzhou', '琅嬛記', '龍山志']],
      ['Q', ['錢塘縣志', '錢塘遺事']],
    ]);
    expect(listed(await view(`${here()}?at=Y`))).toEqual([
      ['Y', ['一切經音義']],
      ['other', ['1913 年日記']],
    ]);
  });

  it('stand by strokes of what is written today', async () => {
    const first = await view(`${here()}?by=strokes`);
    expect(filled(first)).toEqual([['1', 1], ['2', 1], ['4', many.length], ['5', 1], ['10', 2], ['11', 1], ['other', 2]].filter(Boolean)); // prettier-ignore
    expect(first.bar.slice(0, 5).map(({ key, items }) => [key, items])).toEqual([['1', 1], ['2', 1], ['3', 0], ['4', many.length], ['5', 1]]); // prettier-ignore
    expect(listed(first)[0]).toEqual(['1', ['一切經音義']]);
  });

  it('go on and back without losing one or showing one twice', async () => {
    for (const by of ['pinyin', 'strokes']) {
      const seen: string[] = [];
      let titles = await view(`${here()}?by=${by}`);
      expect(titles.previous).toBeNull();
      for (;;) {
        seen.push(...titles.sections.flatMap(({ rows }) => rows.map(({ title }) => title.text)));
        if (titles.next === null) break;
        titles = await view(`${here()}?by=${by}&after=${titles.next}`);
      }
      expect(seen).toHaveLength(few.length + many.length);
      expect(new Set(seen).size).toBe(seen.length);
      const back = await view(`${here()}?by=${by}&before=${titles.previous}`);
      expect(back.sections.flatMap(({ rows }) => rows)).toHaveLength(60);
      expect(back.next).toBe(pids.get(seen.at(-(few.length + many.length - 60) - 1)!));
      const shown = seen.filter((title) => title.startsWith('水經注'));
      expect(shown.indexOf('水經注 第2冊')).toBeLessThan(shown.indexOf('水經注 第12冊'));
    }
  });

  it('are those of the library and of the portal, with the holder', async () => {
    for (const path of ['/titles', `/l/${seeded.library.slug}/titles`, '/en/titles', '/zh-TW/titles']) {
      const titles = await view(path);
      expect(titles.total).toBe(few.length + many.length);
      expect(titles.sections[0]!.rows[0]).toMatchObject({ pid: pids.get('丁氏書目'), library: seeded.library.slug && { slug: seeded.library.slug } }); // prettier-ignore
    }
    for (const path of ['/l/nobody/titles', '/c/nobody/titles'])
      expect((await reader.get(`!${path}`)).status).toBe(404);
  });

  it('have a title, an address and other languages, and links without scripts', async () => {
    const { text } = await reader.get(`!/en${here()}?by=strokes&at=4`);
    expect(text).toMatch(/<title>Index of titles · Letters/);
    expect(text).toMatch(new RegExp(`<link rel="canonical" href="[^"]+/en${here()}"`));
    expect(text).toContain('hreflang="zh-Hans"');
    expect(text).toContain(`href="/en${here()}?by=strokes&amp;at=10"`);
    expect(text).not.toContain(`href="/en${here()}?by=strokes&amp;at=3"`);
    expect((await reader.get('!/sitemap/0.xml')).text).toContain(`${here()}</loc>`);
  });

  it('show what this reader may see: withdrawn ones are gone at once, counts soon after', async () => {
    const pid = pids.get('龍山志')!;
    good(await seeded.admin.post(`/items/${pid}/withdraw`, { note: '' }));
    expect(JSON.stringify(await view(`${here()}?at=L`))).not.toContain(pid);
    const other = pids.get('琅嬛記')!;
    const { version, visibility } = await head(other);
    const shut = { ...visibility, metadata: ['staff'] };
    good(await seeded.admin.put(`/items/${other}/visibility`, { version, visibility: shut }));
    const left = await eventually(
      () => view(`${here()}?at=L`),
      ({ bar }) => bar.find(({ key }) => key === 'L')!.items === 1,
    );
    expect(listed(left)[0]).toEqual(['L', ['Letters from Hangzhou']]);
    const { version: at } = good(await seeded.admin.get(`/collections/${seeded.collection.pid}`));
    good(await seeded.admin.patch(`/collections/${seeded.collection.pid}`, { version: at, state: 'closed' }));
    expect((await reader.get(`!${here()}`)).status).toBe(404);
    expect(await view('/titles')).toMatchObject({ total: 0, sections: [] });
  });

  it('can be made anew, and are then as they were', async () => {
    const rows = async () =>
      asOwner(app.databaseUrl, async (db) => [
        (await db.query('SELECT * FROM item_title ORDER BY item_id')).rows,
        (await db.query('SELECT * FROM title_count ORDER BY collection_id, labels, letter, strokes')).rows,
      ]);
    const before = await rows();
    await asOwner(app.databaseUrl, (db) =>
      db.query(`UPDATE item_title SET letter = 'X'; UPDATE title_count SET items = 7`),
    );
    await app.app.get(TitleIndex).rebuild();
    expect(await rows()).toEqual(before);
  });
});
