import type { Caller } from '../../server/contract/caller.js';
import { systemCaller } from '../../server/contract/caller.js';
import { OpeningRepository } from '../../server/modules/catalog/opening.repository.js';
import type { OpeningDays } from '../../server/contract/blocks.js';
import { OpeningsService } from '../../server/modules/catalog/openings.service.js';
import { JobService } from '../../server/modules/job/job.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner } from '../support/database.js';
import { fileForm, picture } from '../support/pictures.js';
import { readerCaller } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';
const dayMs = 86_400_000;
const day = (from: number): string => new Date(Date.now() + from * dayMs).toISOString().slice(0, 10);

describe('openings of items', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let openings: OpeningsService;
  let rows: OpeningRepository;
  let book: string;
  let letter: string;
  let closed: string;
  let visitors = 0;

  const owner = (sql: string, values: unknown[] = []) =>
    asOwner(app.databaseUrl, async (db) => (await db.query(sql, values)).rows);
  const head = async (pid: string) => good(await seeded.admin.get(`/items/${pid}`));
  const publish = async (pid: string) =>
    good(await seeded.admin.post(`/items/${pid}/publish`, { version: (await head(pid)).version }));
  async function published(title: string): Promise<string> {
    const values = completeValues(seeded.collection.schema, title);
    const { pid } = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    return pid;
  }
  /** Somebody who was not here before. */
  const somebody = (headers: Record<string, string> = {}) =>
    new Visitor(app.url, { 'user-agent': `${browser} ${++visitors}`, ...headers });
  const most = async (days: OpeningDays = 7, scope = {}, caller: Caller = readerCaller(), limit = 10) => {
    await openings.write();
    return (await openings.mostOpened(caller, scope, days, limit)).map((one) => [one.pid, one.openings]);
  };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    openings = app.app.get(OpeningsService);
    rows = app.app.get(OpeningRepository);
    [book, letter, closed] = [await published('一册'), await published('一札'), await published('未開放')];
    good(await seeded.admin.send('POST', `/items/${book}/files`, fileForm('leaf.png', await picture(7))));
    for (const pid of [book, letter, closed]) await publish(pid);
    await app.finishWork();
    const { version, visibility } = await head(closed);
    const shut = { ...visibility, metadata: ['staff'], thumbnail: ['staff'] };
    good(await seeded.admin.put(`/items/${closed}/visibility`, { version, visibility: shut }));
  });
  afterAll(() => app?.stop());

  it('are counted where a page is sent to a reader: drawn, from memory, as it was, and in any language', async () => {
    const { status, headers, text } = await somebody().get(`!/i/${book}`);
    expect(status).toBe(200);
    await somebody().get(`!/i/${book}`);
    const known = await somebody().get(`!/i/${book}`, { headers: { 'if-none-match': headers['etag'] as string } });
    expect(known.status).toBe(304);
    await somebody().get(`!/en/i/${book}`);
    const page = /"pages":\[\{"pid":"([a-z0-9]+)"/.exec(text)![1]!;
    expect((await somebody().get(`!/i/${book}/p/${page}`)).status).toBe(200);
    await somebody().get(`!/i/${letter}`);
    expect(await most()).toEqual([
      [book, 5],
      [letter, 1],
    ]);
    expect(await most(365)).toEqual(await most());
  });

  it('count whoever reloads once a day', async () => {
    const reader = somebody();
    for (let time = 0; time < 10; time++) await reader.get(`!/i/${letter}`);
    expect((await most())[1]).toEqual([letter, 2]);
  });

  it('are not those of programs, of pages brought ahead, and of those who work here', async () => {
    const before = await most();
    await somebody().send('HEAD', `!/i/${letter}`);
    await somebody({ purpose: 'prefetch' }).get(`!/i/${letter}`);
    await somebody({ 'sec-purpose': 'prefetch;prerender' }).get(`!/i/${letter}`);
    await somebody({ 'sec-fetch-mode': 'cors' }).get(`!/i/${letter}`);
    await somebody({ 'user-agent': 'Mozilla/5.0 (compatible; Baiduspider/2.0)' }).get(`!/i/${letter}`);
    await app.visitor().get(`!/i/${letter}`);
    expect((await seeded.admin.get(`!/i/${letter}`, { headers: { 'user-agent': browser } })).status).toBe(200);
    await somebody().get(`!/c/${seeded.collection.pid}`);
    await somebody().get(`!/i/${closed}`);
    expect(await most()).toEqual(before);
    const { text } = await app.visitor().get('!/metrics');
    expect(text).toMatch(/linlang_openings_total\{outcome="staff"\} 1\n/);
  });

  it('keep nothing of who it was', async () => {
    const columns = await owner(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name IN ('item_opening', 'item_opened') ORDER BY 1`,
    );
    const names = columns.map(({ name }) => name as string);
    expect([...new Set(names)]).toEqual(['collection_id', 'day', 'item_id', 'library_id', 'month', 'openings', 'week', 'year']); // prettier-ignore
    expect((await somebody().get(`!/i/${letter}`)).headers['set-cookie']).toBeUndefined();
  });

  it('are told by place, and only of what one may see', async () => {
    await rows.add([{ pid: closed, day: day(0), openings: 40 }]);
    const { library, collection } = seeded;
    const staff = { ...systemCaller(), labels: ['public', ...(await staffLabels())] };
    const pids = async (...asked: Parameters<typeof most>) => (await most(...asked)).map(([pid]) => pid);
    expect(await pids(7, {})).toEqual([book, letter]);
    expect(await pids(7, {}, staff)).toEqual([closed, book, letter]);
    expect(await pids(7, {}, staff, 2)).toEqual([closed, book]);
    expect(await pids(30, { library: library.pid })).toEqual([book, letter]);
    expect(await pids(30, { collection: collection.pid })).toEqual([book, letter]);
    expect(await pids(30, { library: 'another' })).toEqual([]);
    expect(await pids(7, {}, { ...readerCaller(), siteLibraryId: 999_999 })).toEqual([]);
    const { version } = good(await seeded.admin.get(`/collections/${collection.pid}`));
    const state = async (to: string, at: number) =>
      good(await seeded.admin.patch(`/collections/${collection.pid}`, { version: at, state: to })).version;
    const shut = await state('closed', version);
    expect(await pids(7, {})).toEqual([]);
    await state('open', shut);
  });

  it('stand in the same order where as many opened two', async () => {
    const twin = await published('又一札');
    await publish(twin);
    const [, [, as]] = (await most(365)) as [unknown, [string, number]];
    await rows.add([{ pid: twin, day: day(0), openings: as }]);
    for (let time = 0; time < 3; time++) expect((await most(365)).map(([pid]) => pid)).toEqual([book, twin, letter]);
    // Whoever is gone takes them along.
    await owner(`DELETE FROM item WHERE pid = $1`, [twin]);
    expect(await owner(`SELECT 1 FROM item_opened o WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = o.item_id)`)).toEqual([]); // prettier-ignore
    expect(await most(365)).toHaveLength(2);
  });

  it('vanish with what is withdrawn, and come back with it', async () => {
    const before = await most();
    good(await seeded.admin.post(`/items/${book}/withdraw`, { note: '' }));
    expect((await most()).map(([pid]) => pid)).toEqual([letter]);
    good(await seeded.admin.post(`/items/${book}/restore`));
    await publish(book);
    expect(await most()).toEqual(before);
  });

  it('do not wait for whoever holds a record, and lose nothing by it', async () => {
    const [was] = await most();
    await asOwner(app.databaseUrl, async (db) => {
      await db.query('BEGIN');
      await db.query('SELECT 1 FROM item WHERE pid = $1 FOR UPDATE', [book]);
      await somebody().get(`!/i/${book}`);
      await somebody().get(`!/i/${letter}`);
      expect((await most())[0]).toEqual(was);
      expect((await most())[1]![1]).toBeGreaterThan(2);
      await db.query('COMMIT');
    });
    expect((await most())[0]).toEqual([book, (was![1] as number) + 1]);
  });

  it('leave the week, the month and the year, as if summed anew', async () => {
    const given = [-6, -7, -29, -30, -364, -365, -399, -400].map((ago, at) => ({ day: day(ago), openings: 10 ** at }));
    await owner(`DELETE FROM item_opening`);
    for (const one of given) {
      await owner(
        `INSERT INTO item_opening (library_id, item_id, day, openings) SELECT library_id, id, $2, $3 FROM item WHERE pid = $1`,
        [letter, one.day, one.openings],
      );
    }
    await openings.rebuild();
    const sums = async () => (await owner(`SELECT week, month, year FROM item_opened`))[0];
    expect(await sums()).toEqual({ week: 1, month: 111, year: 11_111 });
    for (const later of [1, 2, 24, 25, 400]) {
      await rows.turn(day(later), () => undefined);
      const turned = await sums();
      await rows.rebuild(day(later));
      expect([later, turned]).toEqual([later, await sums()]);
    }
    expect(await owner(`SELECT 1 FROM item_opening`)).toEqual([]);
  });

  it('go on by the day in a job, in which old days go', async () => {
    await owner(
      `INSERT INTO item_opening (library_id, item_id, day, openings)
       SELECT library_id, id, ago, 3 FROM item, unnest($2::date[]) AS ago WHERE pid = $1`,
      [letter, [day(0), day(-7), day(-400)]],
    );
    await rows.rebuild(day(-1));
    expect(await most()).toEqual([[letter, 6]]);
    await app.database.transaction(async () => void (await app.app.get(JobService).enqueue('catalog.openings', {})));
    await app.finishWork();
    expect(await most()).toEqual([[letter, 3]]);
    expect(await owner(`SELECT 1 FROM item_opening`)).toHaveLength(2);
  });

  it('are written when the process ends', async () => {
    await somebody().get(`!/i/${letter}`);
    await app.app.close();
    const [kept] = await owner(`SELECT openings FROM item_opening WHERE day = $1`, [day(0)]);
    expect(kept!.openings).toBe(4);
  });

  const staffLabels = async () => (await owner(`SELECT id FROM library`)).map(({ id }) => `staff:${id}`);
});
