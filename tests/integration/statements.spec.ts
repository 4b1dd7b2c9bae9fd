import type { CollectionSchema } from '../../server/contract/collection.js';
import type { ItemCard } from '../../server/contract/reader.js';
import { StandingService } from '../../server/modules/library/standing.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { readingByPrograms } from './published.reading.js';
import type { Visitor } from '../support/visitor.js';

interface Collection {
  pid: string;
  schema: CollectionSchema;
}

interface Asked {
  /** Sent to the database, the words of transactions among them. */
  statements: number;
  /** Questions to the search engine. */
  engine: number;
  /** Statements that the embedded engine makes of those. */
  engineStatements: number;
}

const books = 24;

/**
 * The first visit after something has changed, when nothing is known of how things stand. Whoever makes a page ask more
 * finds out here, and has to say why.
 */
describe('what pages ask of the database', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let letters: Collection;
  let reader: Visitor;
  let author: string;
  let number = 0;
  /** The newest: what is published last. */
  let book: string;
  let page: string;

  const fieldOf = ({ schema }: Collection, core: string) => schema.fields.find((field) => field.core === core)!.id;

  const publish = async (item: { pid: string }): Promise<void> => {
    const { version } = good(await seeded.admin.get(`/items/${item.pid}`));
    good(await seeded.admin.post(`/items/${item.pid}/publish`, { version }));
  };

  /** With a person of the records, a date, and pages of text: of the last, its address. */
  const made = async (
    into: Collection,
    title: string,
    texts: readonly string[] = ['錢塘之水'],
  ): Promise<{ pid: string; page: string }> => {
    const { admin } = seeded;
    const values = {
      ...completeValues(into.schema, title, `Q-${++number}`),
      [fieldOf(into, 'agent')]: [{ value: number % 3 === 0 ? { name: '丁申' } : { name: '丁丙', ref: author } }],
      [fieldOf(into, 'date')]: [{ value: { raw: '光緒八年' } }],
    };
    const begun = good(await admin.post(`/collections/${into.pid}/items`, { values }));
    const pages = texts.map((_, at) => ({ label: `葉${at + 1}`, kind: 'text' }));
    let item = good(await admin.put(`/items/${begun.pid}/pages`, { version: begun.version, pages }));
    const own = (item.pages as { pid: string }[]).map(({ pid }) => pid);
    for (const [at, text] of texts.entries()) {
      const lines = [{ text, box: [10, 20, 30, 300] }];
      good(await admin.put(`/items/${item.pid}/pages/${own[at]}/text`, { version: item.version, lines }));
      item = good(await admin.get(`/items/${item.pid}`));
    }
    return { pid: item.pid as string, page: own.at(-1)! };
  };

  beforeAll(async () => {
    // What a page asks when nobody has it ready.
    app = await startApp({ PAGE_MEMORY_MB: '0' });
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
    reader = app.visitor();
    const { admin, library, collection } = seeded;
    author = good(
      await admin.post('/agents', {
        library: null,
        name: { 'zh-CN': '丁丙' },
        kind: 'person',
        variants: ['丁松生', '松生'],
      }),
    ).pid;
    letters = good(
      await admin.post(`/libraries/${library.pid}/collections`, {
        template: 'letter',
        slug: 'chidu',
        name: { 'zh-CN': '尺牘' },
      }),
    );
    for (let at = 0; at < books; at++) {
      const item = await made(collection, `錢塘縣志${at}`);
      await publish(item);
      ({ pid: book, page } = item);
    }
    for (let at = 0; at < 2; at++) await publish(await made(letters, `錢塘尺牘${at}`));
    await publish(await made(collection, '千字文', ['無', '天地玄', '黃宇宙']));
    await app.finishWork();
    await eventually(
      () => reader.get('/search?q=钱塘'),
      ({ body }) => body?.total === books + 2,
    );
  });
  afterAll(() => app?.stop());

  const sums = async (): Promise<Asked> => {
    const { text } = await reader.get('!/metrics');
    const sum = (figure: string) =>
      [...text.matchAll(new RegExp(`^linlang_request_${figure}_sum\\{route="[^"]+"\\} (\\d+)`, 'gm'))].reduce(
        (total, [, one]) => total + Number(one),
        0,
      );
    return {
      statements: sum('statements'),
      engine: sum('engine_requests'),
      engineStatements: sum('engine_statements'),
    };
  };

  /**
   * Documents that never change are in memory after one visit; how things stand is asked again. Clocks are looked at now and then, and
   * what else goes on here may have asked how things stand in the same moment: of five visits the usual one counts.
   */
  const askedBy = async (path: string): Promise<Asked> => {
    expect([path, (await reader.get(path)).status]).toEqual([path, 200]);
    const visits: Asked[] = [];
    for (let visit = 0; visit < 5; visit++) {
      const before = await sums();
      app.app.get(StandingService).forget();
      await reader.get(path);
      const after = await sums();
      visits.push({
        statements: after.statements - before.statements,
        engine: after.engine - before.engine,
        engineStatements: after.engineStatements - before.engineStatements,
      });
    }
    const usual = (figure: keyof Asked): number => visits.map((visit) => visit[figure]).sort((a, b) => a - b)[2]!;
    return {
      statements: usual('statements'),
      engine: usual('engine'),
      engineStatements: usual('engineStatements'),
    };
  };

  const all = ({ statements, engineStatements }: Asked): number => statements + engineStatements;

  it('is at most a dozen statements for a page of results, whatever is asked', async () => {
    const paths = [
      '!/search',
      '!/search?q=钱塘',
      '!/search?q=钱塘县志',
      `!/search?q=钱塘&f=${encodeURIComponent(`agent~${author}`)}`,
      `!/search?collection=${seeded.collection.pid}`,
      `!/search?collection=${seeded.collection.pid}&q=钱塘`,
      '/search?q=钱塘',
    ];
    for (const path of paths) {
      const asked = await askedBy(path);
      expect({ path, enough: all(asked) <= 12, asked }).toMatchObject({ enough: true, asked: { engine: 1 } });
    }
  });

  const cardsOf = async (path: string): Promise<ItemCard[]> => good(await reader.get(`/search?${path}`)).items;

  it('is no more where words stand on pages and across two, mean something, or are asked in rows', async () => {
    const across = 'q=天地玄黄';
    expect((await cardsOf(across))[0]).toMatchObject({ pageHits: [{ label: '葉2', count: 1 }], pageHitTotal: 1 });
    expect((await cardsOf('q=钱塘之水'))[0]).toMatchObject({ pageHits: [{ label: '葉1' }], pageHitTotal: 1 });
    const rows = `row=${encodeURIComponent('and~title~has~钱塘')}&row=${encodeURIComponent('and~any~has~之水')}`;
    for (const query of [across, 'q=钱塘之水', rows, `q=钱塘&${rows}`]) {
      const asked = await askedBy(`!/search?${query}`);
      expect({ query, enough: all(asked) <= 12, asked }).toMatchObject({ enough: true, asked: { engine: 1 } });
    }
    for (const q of ['古籍', '钱塘古籍', '光緒八年', '1882年', 'rare books', '丁丙']) {
      const asked = await askedBy(`!/search?q=${encodeURIComponent(q)}`);
      expect({ q, enough: all(asked) <= 12, asked }).toMatchObject({ enough: true, asked: { engine: 1 } });
    }
  });

  it('is bounded where rows ask any of several values, however many: by their keys one question more, by names two', async () => {
    const rows = (...values: string[]) =>
      ['agent', 'subject', 'place'].map((field) => `row=${encodeURIComponent(`or~${field}~any~${values.join('~')}`)}`);
    const names = Array.from({ length: 20 }, (_, at) => `无此人${at}`);
    const most: [string, { statements: number; engine: number }][] = [
      [`row=${encodeURIComponent(`and~agent~any~${author}`)}`, { statements: 16, engine: 2 }],
      [rows(author, ...names.slice(1)).join('&'), { statements: 18, engine: 3 }],
    ];
    const beyond: unknown[] = [];
    for (const [query, { statements, engine }] of most) {
      expect(good(await reader.get(`/search?${query}`)).total).toBeGreaterThan(0);
      const asked = await askedBy(`!/search?${query}`);
      if (all(asked) > statements || asked.engine > engine) beyond.push([decodeURIComponent(query), asked]);
    }
    expect(beyond).toEqual([]);
  });

  it('is no more at the first visit, when nothing is known of what was looked for besides', async () => {
    let at = 0;
    for (const q of ['丁松生', '松生']) {
      const before = await sums();
      expect(good(await reader.get(`/search?q=${q}&from=${++at}`)).expansions).not.toEqual([]);
      expect((await sums()).engine - before.engine).toBe(1);
    }
  });

  it('is bounded where nothing was found as it was typed: three questions to the engine', async () => {
    const finds: [string, boolean][] = [
      ['qiantangxianzhi', true],
      ['wu ci ming', false],
      ['县志钱塘', true],
      ['1700年', false],
      ['无此一词', false],
      ['钱塘 无此一词', false],
    ];
    for (const [q, any] of finds) {
      const { total } = good(await reader.get(`/search?q=${encodeURIComponent(q)}`));
      expect([q, total > 0]).toEqual([q, any]);
    }
    const form = `/search/rows?row=${encodeURIComponent('and~any~has~qiantangxianzhi')}`;
    const most: [string, { statements: number; engine: number }][] = [
      ...finds.map(([q]): (typeof most)[number] => [
        `!/search?q=${encodeURIComponent(q)}`,
        // One of them asks, where nothing sounds like it, how it begins: 蘭亭 of 兰停序.
        { statements: 17, engine: 3 },
      ]),
      // Taken apart, narrowed to nothing, and the pictures of what can be looked through instead.
      ['!/search?q=县志钱塘&from=1990', { statements: 21, engine: 4 }],
      ['/search?q=县志钱塘&from=1990', { statements: 17, engine: 3 }],
      ['/search?q=无此一词', { statements: 14, engine: 2 }],
      [form, { statements: 8, engine: 2 }],
    ];
    const beyond: unknown[] = [];
    for (const [path, { statements, engine }] of most) {
      const asked = await askedBy(path);
      if (all(asked) > statements || asked.engine > engine) beyond.push([decodeURIComponent(path), asked]);
    }
    expect(beyond).toEqual([]);
  });

  it('is at most a dozen statements for all values of a facet, and one question to the engine', async () => {
    const list = '/search/facets/agent';
    for (const path of [
      list,
      `!${list}`,
      `${list}?q=钱塘&order=pinyin&find=丁&f=${encodeURIComponent(`agent~${author}`)}`,
    ]) {
      const asked = await askedBy(path);
      expect({ path, enough: all(asked) <= 12, asked }).toMatchObject({ enough: true });
      expect({ path, engine: asked.engine }).toEqual({ path, engine: 1 });
    }
  });

  it('is at most eight statements for a home, those of the embedded engine among them', async () => {
    for (const path of ['!/', '!/l/zhijiang', `!/c/${seeded.collection.pid}`, '!/collections', '!/libraries']) {
      const asked = await askedBy(path);
      expect({ path, enough: all(asked) <= 8, asked }).toMatchObject({ enough: true });
    }
  });

  it('is at most six statements for an item and for a page that is read', async () => {
    for (const path of [`!/i/${book}`, `!/i/${book}/p/${page}`]) {
      const asked = await askedBy(path);
      expect({ path, enough: all(asked) <= 6, asked }).toMatchObject({ enough: true });
    }
  });

  it('is at most eight for what programs read, however much of it', async () => {
    const { pid } = seeded.collection;
    const items = (limit: number) => askedBy(`/published/collections/${pid}/items?limit=${limit}`);
    expect(await items(20)).toEqual(await items(5));
    for (const path of ['', `/${pid}`, `/${pid}/items`]) {
      const asked = await askedBy(`/published/collections${path}`);
      expect({ path, enough: all(asked) <= 8, asked }).toMatchObject({ enough: true });
    }
    for (const path of [`/published/items/${book}`, `/published/items/${book}/pages`]) {
      const asked = await askedBy(path);
      expect({ path, enough: all(asked) <= 6, asked }).toMatchObject({ enough: true });
    }
  });

  it('does not grow with the results, nor with the facets', async () => {
    const search = (query: string) => askedBy(`/search?q=钱塘&${query}`);
    expect(await search('size=10')).toEqual(await search('size=20'));
    const facetsOf = async ({ pid }: Collection) => good(await reader.get(`/search?collection=${pid}`)).facets.length;
    expect(await facetsOf(letters)).not.toBe(await facetsOf(seeded.collection));
    const within = ({ pid }: Collection) => askedBy(`/search?collection=${pid}`);
    expect(await within(letters)).toEqual(await within(seeded.collection));
  });

  it('does not grow with what stands beside an item', async () => {
    const { admin, collection } = seeded;
    const series = await made(collection, '叢書');
    const parts = [
      await made(collection, '子目一'),
      await made(collection, '子目二'),
      await made(collection, '子目三'),
    ];
    for (const part of parts) {
      const { version } = good(await admin.get(`/items/${part.pid}`));
      good(await admin.put(`/items/${part.pid}/links`, { version, links: [{ kind: 'part-of', to: series.pid }] }));
    }
    await publish(series);
    await publish(parts[0]!);
    const one = await askedBy(`!/i/${series.pid}`);
    for (const part of parts.slice(1)) await publish(part);
    const many = await askedBy(`!/i/${series.pid}`);
    expect(many).toEqual(one);
    expect(all(many)).toBeLessThanOrEqual(6);
    expect(await askedBy(`!/i/${parts[1]!.pid}`)).toEqual(many);
  });

  describe('what programs read', () => readingByPrograms(() => ({ seeded, reader, book, page, before: books - 1 })));
});
