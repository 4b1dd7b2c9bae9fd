import { ItemList } from '../../server/modules/catalog/item.list.js';
import { type ListSizes, usualSizes } from '../../server/modules/catalog/list.filter.js';
import { type Asked, listsDesk } from './lists.desk.js';

/** A long list is read in other ways than a short one. Here each is taken for a short list, and must find the same. */
const ways: Record<string, ListSizes> = {
  'sets cut with each other, read along the order': { often: 1000, asked: 0, walked: 1, counted: 1 },
  'words that are common, each looked up': { often: 0, asked: 0, walked: 1, counted: 1 },
  'all walked, none counted': { often: 1000, asked: 0, walked: 1000, counted: 1 },
  'all counted, sorted from there': { often: 1000, asked: 0, walked: 1, counted: 1000 },
};

describe('ways in which a list is read', () => {
  const desk = listsDesk();
  const { id, one, make, ask } = desk;

  beforeAll(async () => {
    for (let at = 0; at < 24; at++) {
      await make(`路徑${'甲乙丙丁'[at % 4]}${at}`, {
        ...(at % 3 ? { agent: one({ name: at % 2 ? '商務印書館' : '中華書局' }) } : {}),
        ...(at % 5 ? { date: one(`${1900 + at}`) } : {}),
        ...(at < 20 ? { count: one({ number: at % 7 }) } : {}),
      });
    }
  });

  /** Page by page to the end, and back from there. */
  async function read(question: Asked): Promise<string[]> {
    const pages: string[] = [];
    let cursor: string | undefined;
    let back: string | null = null;
    do {
      const page = await ask({ ...question, limit: 5, cursor });
      pages.push(...page.rows.map(({ title }) => title));
      [cursor, back] = [page.next ?? undefined, page.previous];
    } while (cursor);
    const before = back ? (await ask({ ...question, limit: 5, cursor: back })).rows.map(({ title }) => title) : [];
    return [...pages, '…', ...before];
  }

  it('find the same, in the same order', async () => {
    const list = desk.app.app.get(ItemList);
    const publisher = { field: id('agent'), is: ['商务印书馆', '中华书局'] };
    const single = { field: id('agent'), is: ['商务印书馆'] };
    const years = { field: id('date'), from: '1905', to: '1920' };
    const questions: Asked[] = [
      { f: [publisher] },
      { f: [single, years] },
      { f: [publisher, years, { field: id('count'), from: '2' }] },
      { f: [single, { field: id('date'), blank: true }] },
      { f: [{ field: id('count'), blank: true }] },
      { f: [{ field: id('count'), blank: false }, years] },
      { q: '路径' },
      { q: '路径', f: [years, { field: id('title'), words: '乙' }] },
      { q: '路径', f: [{ field: id('agent'), words: '书' }] },
      { f: [single], state: 'returned' },
      { f: [single], q: '，' },
      { f: [single, { field: id('title'), words: '沒有' }] },
    ];
    const orders = [
      { sort: 'updated', direction: 'desc' },
      { sort: id('count'), direction: 'asc' },
      { sort: id('date'), direction: 'desc' },
      { sort: 'title', order: 'stroke', direction: 'asc' },
    ];
    let rows = 0;
    try {
      for (const question of questions) {
        for (const order of orders) {
          list.sizes = usualSizes;
          const asked = { ...question, ...order };
          const usual = await read(asked);
          rows += usual.length;
          for (const [way, sizes] of Object.entries(ways)) {
            list.sizes = sizes;
            expect({ asked, way, found: await read(asked) }).toEqual({ asked, way, found: usual });
          }
        }
      }
    } finally {
      list.sizes = usualSizes;
    }
    // Most of them find something.
    expect(rows).toBeGreaterThan(300);
  });
});
