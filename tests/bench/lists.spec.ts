import pg from 'pg';
import type { CollectionSchema } from '../../server/contract/collection.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, makePlatformAdmin, seedCollection, seedPassword } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { fillList } from './lists/filling.js';
import { timed } from './measure.js';

const items = Number(process.env['BENCH_ITEMS'] ?? 20_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 20);
/** A database that is kept, and used again by the next run. */
const kept = process.env['BENCH_DATABASE_URL'];
const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

interface Answer {
  rows: { pid: string; title: string; columns: Record<string, string> }[];
  next: string | null;
  found: { items: number; more: boolean } | null;
}

/** Lists of the console over HTTP, as somebody works with them; each answer is looked at, since a wrong one would be fast. */
describe(`a list of ${items} items`, () => {
  let platform: TestPlatform;
  let admin: Visitor;
  let collection: string;
  let fields: CollectionSchema['fields'];
  const lines: string[] = [];

  beforeAll(async () => {
    if (kept) await migrate(kept, () => undefined);
    platform = await startPlatform({ servers: 1, workers: 0, ...(kept ? { databaseUrl: kept } : {}) });
    const db = new pg.Client({ connectionString: platform.databaseUrl });
    await db.connect();
    const there = await db.query<{ pid: string }>(
      `SELECT pid FROM collection WHERE EXISTS (SELECT 1 FROM item WHERE collection_id = collection.id)`,
    );
    if (there.rows[0]) {
      admin = new Visitor(platform.url);
      const name = `admin-${Date.now()}@example.org`;
      good(await admin.signIn(await makePlatformAdmin(platform.databaseUrl, name), seedPassword));
      collection = there.rows[0].pid;
    } else {
      const seeded = await seedCollection(platform.url, platform.databaseUrl, 'republican');
      admin = seeded.admin;
      collection = seeded.collection.pid;
      const { rows } = await db.query<{ collectionId: number; libraryId: number }>(
        `SELECT id::int AS "collectionId", library_id::int AS "libraryId" FROM collection WHERE pid = $1`,
        [collection],
      );
      await fillList(platform.databaseUrl, { ...rows[0]!, schema: seeded.collection.schema }, items, say);
    }
    await db.end();
    fields = good(await admin.get(`/collections/${collection}`)).schema.fields;
  });
  afterAll(async () => {
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
    await platform?.stop();
  });

  const id = (key: string) => fields.find((field) => field.key === key)!.id;
  const ask = async (question: Record<string, unknown>, more: Record<string, string> = {}): Promise<Answer> => {
    const columns = [id('agent'), id('publisher'), id('date')].join(',');
    const query = new URLSearchParams({ columns, ...more });
    if (question['f']) query.set('f', JSON.stringify(question['f']));
    if (question['q']) query.set('q', String(question['q']));
    return good(await admin.get(`/collections/${collection}/items?${query}`)) as Answer;
  };

  async function measure(what: string, work: (round: number) => Promise<unknown>): Promise<void> {
    await work(0);
    const all: number[] = [];
    for (let round = 0; round < rounds; round++) all.push(await timed(() => work(round)));
    all.sort((a, b) => a - b);
    const at = (share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))]!.toFixed(0).padStart(5);
    const line = `${what.padEnd(58)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms`;
    say(line);
    lines.push(line);
  }

  /** The first page, and one some pages further. */
  async function deep(question: Record<string, unknown>, more: Record<string, string>, pages = 8): Promise<string> {
    let cursor: string | null = null;
    for (let page = 0; page < pages; page++) {
      const answer: Answer = await ask(question, { ...more, ...(cursor ? { cursor } : {}) });
      expect(answer.rows.length).toBeGreaterThan(0);
      if (!answer.next) break;
      cursor = answer.next;
    }
    return cursor!;
  }

  test('is opened', async () => {
    expect((await ask({})).rows).toHaveLength(50);
    await measure('opened, newest change first', () => ask({}));
    await measure('all of one state', () => ask({}, { state: 'returned' }));
    for (const order of ['pinyin', 'stroke', 'natural'])
      await measure(`sorted by title, ${order}`, () => ask({}, { sort: 'title', order, direction: 'asc' }));
    const cursor = await deep({}, { sort: 'title', direction: 'asc' });
    await measure('sorted by title, a page further on', () => ask({}, { sort: 'title', direction: 'asc', cursor }));
  });

  test('is filtered by a Chinese value, sorted and paged', async () => {
    const f = [{ field: id('publisher'), is: ['商务印书馆'] }];
    const first = await ask({ f }, { sort: id('date'), direction: 'asc' });
    expect(first.rows.every(({ columns }) => columns[id('publisher')] === '商務印書館')).toBe(true);
    lines.push(`(商务印书馆: ${JSON.stringify(first.found)})`);
    await measure('publisher is 商务印书馆, by date', () => ask({ f }, { sort: id('date'), direction: 'asc' }));
    await measure('publisher is 商务印书馆, by title', () => ask({ f }, { sort: 'title', direction: 'asc' }));
    const cursor = await deep({ f }, { sort: 'title', direction: 'asc' });
    await measure('the same, a page further on', () => ask({ f }, { sort: 'title', direction: 'asc', cursor }));
    const place = [{ field: id('place'), is: ['上海'] }];
    await measure('place is 上海 (one of six), by strokes', () =>
      ask({ f: place }, { sort: 'title', order: 'stroke' }),
    );
    const both = [...f, ...place, { field: id('date'), from: '民国十九年', to: '1935' }];
    expect((await ask({ f: both })).rows.length).toBeGreaterThan(0);
    await measure('publisher, place and years, newest change first', () => ask({ f: both }));
    const late = [{ field: id('date'), from: '1945' }];
    await measure('years from 1945, sorted by date the wrong way', () =>
      ask({ f: late }, { sort: id('date'), direction: 'asc' }),
    );
    const blank = [{ field: id('price'), blank: true }];
    expect((await ask({ f: blank })).found!.items).toBeGreaterThan(0);
    await measure('price is blank (one in fifty), by title', () =>
      ask({ f: blank }, { sort: 'title', direction: 'asc' }),
    );
    await measure('sorted by price, from the end', () => ask({}, { sort: id('price'), direction: 'desc' }));
  });

  test('is looked through by words', async () => {
    const rows = (await ask({}, { sort: 'title', direction: 'asc' })).rows;
    const word = rows[7]!.title.slice(0, 4);
    const found = await ask({ q: word });
    expect(found.rows.length).toBeGreaterThan(0);
    lines.push(`(${word}: ${JSON.stringify(found.found)})`);
    await measure('a rare word, newest change first', () => ask({ q: word }));
    await measure('a rare word, by title', () => ask({ q: word }, { sort: 'title', direction: 'asc' }));
    await measure('a word in none', () => ask({ q: '沒有這樣的書名' }));
    for (const common of ['上海', '书局', '第一', 'MG', '民国']) {
      const { found: many } = await ask({ q: common });
      await measure(`${common} (${many!.more ? 'more than ' : ''}${many!.items}), newest change first`, () =>
        ask({ q: common }),
      );
      await measure(`${common}, by title`, () => ask({ q: common }, { sort: 'title', direction: 'asc' }));
    }
    const f = [{ field: id('abstract'), words: word.slice(0, 2) }];
    await measure('a word in the summary, by title', () => ask({ f }, { sort: 'title', direction: 'asc' }));
  });

  test('says what values a field has', async () => {
    for (const key of ['publisher', 'agent', 'place', 'title']) {
      const path = `/collections/${collection}/items/values?field=${id(key)}`;
      expect(good(await admin.get(path)).values.length).toBeGreaterThan(0);
      await measure(`values of ${key}`, () => admin.get(path));
      await measure(`values of ${key} with 书`, () => admin.get(`${path}&q=${encodeURIComponent('书')}`));
    }
    const english = { headers: { 'accept-language': 'en' } };
    await measure('values of publisher in English', () =>
      admin.get(`/collections/${collection}/items/values?field=${id('publisher')}`, english),
    );
  });
});
