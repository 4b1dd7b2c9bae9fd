import type { Caller } from '../../server/contract/caller.js';
import { ItemRepository } from '../../server/modules/catalog/item.repository.js';
import { PageService } from '../../server/modules/catalog/page.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { asked } from '../support/asked.js';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { keptOf, wholeListsOf } from '../support/whole.lists.js';

interface Page {
  pid: string;
  label: string;
  kind: string;
}
interface Revision {
  number: number;
  author: string | null;
  createdAt: string;
  until: string | null;
  pageChanges: Record<'added' | 'removed' | 'moved' | 'changed' | 'texts', number>;
}

const none = { added: 0, removed: 0, moved: 0, changed: 0, texts: 0 };

/** Revisions hold their values whole and of their pages what changed; one visit is one revision. */
describe('the history of pages', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let colleague: Visitor;
  let number = 0;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    colleague = await app.signedIn({
      email: 'shen@example.org',
      name: '沈',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
  });
  afterAll(async () => app?.stop());

  const newItem = async (title = '澄心堂帖'): Promise<string> => {
    const values = completeValues(seeded.collection.schema, title, `H-${++number}`);
    return good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  };
  const head = async (item: string) => good(await admin.get(`/items/${item}`));
  const history = async (item: string): Promise<Revision[]> => good(await admin.get(`/items/${item}/revisions`)).rows;
  const revision = async (item: string, at: number, against?: number) =>
    good(await admin.get(`/items/${item}/revisions/${at}${against === undefined ? '' : `?against=${against}`}`));
  const labels = (pages: Page[]) => pages.map((page) => page.label);
  const arrange = async (item: string, pages: object[], who = admin) =>
    good(await who.put(`/items/${item}/pages`, { version: (await head(item)).version, pages }));
  const plain = ({ pid, label, kind }: Page) => ({ pid, label, kind });
  const add = async (item: string, label: string, who = admin) =>
    arrange(item, [...((await head(item)).pages as Page[]).map(plain), { label }], who);
  /** As uploads do it, without their files. */
  const append = async (item: string, pages: { label: string }[], caller: Caller, also?: () => Promise<unknown>) =>
    app.database.transaction(async () => {
      const row = await app.app.get(ItemRepository).lockOne(item);
      const wanted = pages.map(({ label }) => ({ fileId: null, label, kind: 'text' as const }));
      await app.app.get(PageService).append(row, wanted, caller);
      await also?.();
    });
  const callerOf = async (email: string): Promise<Caller> => {
    const account = await app.database.one<{ id: number; pid: string; name: string }>(
      `SELECT id, pid, name FROM account WHERE email = $1`,
      [email],
    );
    return {
      accountId: account!.id,
      accountPid: account!.pid,
      name: account!.name,
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
      labels: ['public'],
      ip: null,
      requestId: 'test',
      locale: 'zh-CN',
      siteLibraryId: null,
    };
  };
  const later = (item: string, interval: string) =>
    app.database.query(
      `UPDATE item_revision SET visited_at = visited_at - $2::interval WHERE item_id = (SELECT id FROM item WHERE pid = $1)`,
      [item, interval],
    );
  /** Whatever the way, the newest revision says what the head's pages are. */
  const agrees = async (item: string) => {
    const now = await head(item);
    const seen = await revision(item, now.headRevision as number);
    expect((seen.pages as Page[]).map(plain)).toEqual((now.pages as Page[]).map(plain));
  };

  it('makes one revision of four hundred pages that come one by one, a twentieth of what lists of all would be', async () => {
    const item = await newItem();
    const caller = await callerOf('admin@example.org');
    for (let at = 1; at <= 400; at++) await append(item, [{ label: `葉${at}` }], caller);
    const rows = await history(item);
    expect(rows.map((row) => [row.number, row.pageChanges.added])).toEqual([
      [2, 400],
      [1, 0],
    ]);
    expect(rows[0]!.until! >= rows[0]!.createdAt).toBe(true);
    expect(rows[1]!.until).toBeNull();
    await agrees(item);
    const [kept, whole] = [await keptOf(app.database, item), await wholeListsOf(app.database, app.asOwner, item)];
    expect([kept.revisions, whole.revisions]).toEqual([2, 400]);
    expect(kept.bytes).toBeGreaterThan(10_000);
    expect({ ...kept, enough: kept.bytes * 20 < whole.bytes, whole }).toMatchObject({ enough: true });
  });

  it('counts what is really sent, by form and in parts, as the visit of whoever sends it', async () => {
    const item = await newItem();
    const picture = (seed: number) => chart(60, 40, seed).png().toBuffer();
    const send = async (seed: number, who: Visitor) => {
      const form = formOf([{ name: `${seed}.png`, bytes: await picture(seed) }]);
      good(await who.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    };
    for (const seed of [1, 2, 3]) await send(seed, admin);
    // Its last answer was lost: the worker ends it two days later, for the person who sent it.
    const bytes = await picture(4);
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const begun = await admin.send('POST', '/uploads', {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `item ${base64(item)},filename ${base64('4.png')}`,
      },
    });
    const token = String(begun.headers['location']).split('/').at(-1)!;
    const sent = await admin.send('PATCH', `/uploads/${token}`, {
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      raw: bytes,
    });
    expect(sent.status).toBe(200);
    // Jobs that make pictures ready are nobody's visit, and end none.
    await app.finishWork();
    await send(5, admin);
    await send(6, colleague);
    await send(7, admin);
    expect((await history(item)).map(({ author, pageChanges }) => [author, pageChanges.added])).toEqual([
      ['admin', 1],
      ['沈', 1],
      ['admin', 5],
      ['admin', 0],
    ]);
    await agrees(item);
  });

  it('makes a revision of each turn where two people change pages in turn', async () => {
    const item = await newItem();
    for (const [label, who] of [
      ['一', admin],
      ['二', admin],
      ['三', colleague],
      ['四', colleague],
      ['五', admin],
    ] as const)
      await add(item, label, who);
    expect((await history(item)).map(({ number: at, author, pageChanges }) => [at, author, pageChanges.added])).toEqual(
      [
        [4, 'admin', 1],
        [3, '沈', 2],
        [2, 'admin', 2],
        [1, 'admin', 0],
      ],
    );
    const seen = [];
    for (const at of [1, 2, 3, 4]) seen.push(labels((await revision(item, at)).pages));
    expect(seen).toEqual([[], ['一', '二'], ['一', '二', '三', '四'], ['一', '二', '三', '四', '五']]);
  });

  it('ends a visit with half an hour of silence, a save, a submission, a publication, and what others change', async () => {
    const item = await newItem();
    const heads: number[] = [];
    const next = async (label: string) => heads.push((await add(item, label)).headRevision as number);
    await next('一');
    await later(item, '29 minutes');
    await next('二');
    await later(item, '31 minutes');
    await next('三');
    const { version, values } = await head(item);
    good(await admin.put(`/items/${item}`, { version, values }));
    await next('四');
    const { version: before, visibility } = await head(item);
    good(await colleague.put(`/items/${item}/visibility`, { version: before, visibility }));
    await next('五');
    good(await admin.post(`/items/${item}/submit`, { version: (await head(item)).version }));
    await next('六');
    good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version }));
    await next('七');
    await next('八');
    expect(heads).toEqual([2, 2, 3, 5, 6, 7, 8, 8]);
    await app.database.query(
      `UPDATE item_revision SET created_at = now() - interval '241 minutes' WHERE item_id = (SELECT id FROM item WHERE pid = $1) AND number = 8`,
      [item],
    );
    await next('九');
    expect(heads.at(-1)).toBe(9);
    const published = await app.database.query<{ label: string; ord: number }>(
      `SELECT label, ord FROM page_published WHERE item_id = (SELECT id FROM item WHERE pid = $1) ORDER BY ord`,
      [item],
    );
    expect(published.map(({ label, ord }) => `${ord}${label}`)).toEqual(['1一', '2二', '3三', '4四', '5五', '6六']);
  });

  it('says what became of pages, against the revision before and against any', async () => {
    const item = await newItem();
    const first = (
      await arrange(
        item,
        [...'甲乙丙丁戊己'].map((label) => ({ label })),
      )
    ).pages as Page[];
    const page = (label: string) => plain(first.find((one) => one.label === label)!);
    await later(item, '1 hour');
    await arrange(item, [
      page('己'),
      page('甲'),
      { ...page('乙'), label: '乙下' },
      page('丁'),
      { label: '庚' },
      page('戊'),
    ]);
    const lines = [{ text: '錢塘之水' }];
    for (const text of ['潮', '潮水']) {
      const { version } = await head(item);
      const path = `/items/${item}/pages/${page('丁').pid}/text`;
      good(await admin.put(path, { version, lines: [...lines, { text }] }));
    }
    const [second, one] = await history(item);
    expect([second!.number, second!.pageChanges]).toEqual([
      3,
      { added: 1, removed: 1, moved: 1, changed: 1, texts: 1 },
    ]);
    expect([one!.number, one!.pageChanges]).toEqual([2, { ...none, added: 6 }]);
    expect(labels((await revision(item, 3)).pages)).toEqual(['己', '甲', '乙下', '丁', '庚', '戊']);
    expect((await revision(item, 3, 1)).pageChanges).toEqual({ ...none, added: 6 });
    expect((await revision(item, 3, 2)).pageChanges).toEqual(second!.pageChanges);
    expect((await revision(item, 2, 3)).pageChanges).toEqual({ added: 1, removed: 1, moved: 1, changed: 1, texts: 1 });
    await agrees(item);
    // One page moved is one row, not six.
    const rows = await app.database.query(
      `SELECT 1 FROM item_revision_page WHERE number = 3 AND item_id = (SELECT id FROM item WHERE pid = $1)`,
      [item],
    );
    expect(rows).toHaveLength(5);
  });

  it('brings the pages of an older revision back, with their texts, as a revision of their own', async () => {
    const item = await newItem();
    const first = (
      await arrange(
        item,
        [...'甲乙丙'].map((label) => ({ label })),
      )
    ).pages as Page[];
    const text = async (page: string, words: string) => {
      const { version } = await head(item);
      good(await admin.put(`/items/${item}/pages/${page}/text`, { version, lines: [{ text: words }] }));
    };
    const read = async (page: string) => good(await admin.get(`/items/${item}/pages/${page}/text`)).text as string;
    await text(first[0]!.pid, '初稿');
    await later(item, '1 hour');
    await text(first[0]!.pid, '改稿');
    await arrange(item, [{ ...plain(first[2]!), label: '丙改' }, plain(first[0]!), { label: '丁' }]);
    const restore = async (at: number) =>
      good(await admin.post(`/items/${item}/revisions/${at}/restore`, { version: (await head(item)).version }));
    const back = await restore(2);
    expect([back.headRevision, labels(back.pages)]).toEqual([4, ['甲', '乙', '丙']]);
    expect((back.pages as Page[]).map(({ pid }) => pid)).toEqual(first.map(({ pid }) => pid));
    expect(await read(first[0]!.pid)).toBe('初稿');
    const [newest] = await history(item);
    expect(newest).toMatchObject({
      until: null,
      pageChanges: { added: 1, removed: 1, moved: 1, changed: 1, texts: 1 },
    });
    await agrees(item);
    // Restoring ended the visit; what comes then stands in a revision of its own, at the end.
    await add(item, '戊');
    await agrees(item);
    expect((await restore(3)).headRevision).toBe(6);
    await agrees(item);
    expect(labels((await head(item)).pages)).toEqual(['丙改', '甲', '丁']);
    expect(await read(first[0]!.pid)).toBe('改稿');
    await restore(1);
    expect((await head(item)).pages).toEqual([]);
    await agrees(item);
    await restore(5);
    expect(labels((await head(item)).pages)).toEqual(['甲', '乙', '丙', '戊']);
  });

  it('keeps a visit whole where a connection dies in it, and goes on with it', async () => {
    const item = await newItem();
    const caller = await callerOf('admin@example.org');
    await append(item, [{ label: '一' }], caller);
    const dying = append(item, [{ label: '二' }], caller, () =>
      app.database.query(`SELECT pg_terminate_backend(pg_backend_pid())`),
    );
    await expect(dying).rejects.toThrow();
    await agrees(item);
    await append(item, [{ label: '二' }, { label: '三' }], caller);
    expect(labels((await head(item)).pages)).toEqual(['一', '二', '三']);
    expect((await history(item)).map(({ pageChanges }) => pageChanges.added)).toEqual([3, 0]);
    await agrees(item);
  });

  it('keeps readers’ pages and those of the head apart when a changed configuration rewrites both', async () => {
    const item = await newItem('兩種版本');
    await arrange(
      item,
      [...'甲乙丙'].map((label) => ({ label })),
    );
    good(await admin.post(`/items/${item}/publish`, { version: (await head(item)).version }));
    const shown = (await head(item)).pages as Page[];
    await arrange(item, [plain(shown[1]!), { label: '丁' }, { ...plain(shown[0]!), label: '甲改' }]);
    const row = await app.database.one<{ id: number; head: number }>(
      `SELECT id, head_revision AS head FROM item WHERE pid = $1`,
      [item],
    );
    const { values } = await head(item);
    await app.database.transaction(() =>
      app.app
        .get(ItemRepository)
        .rewrite([{ itemId: row!.id, head: values, published: values, same: false }], 1, '⇄', null),
    );
    expect(labels((await revision(item, row!.head + 1)).pages)).toEqual(['甲', '乙', '丙']);
    expect(labels((await revision(item, row!.head + 2)).pages)).toEqual(['乙', '丁', '甲改']);
    expect(await head(item)).toMatchObject({ headRevision: row!.head + 2, publishedRevision: row!.head + 1 });
    await agrees(item);
  });

  describe('five thousand pages', () => {
    let item: string;
    /** What the request asked of items and their pages, and of whatever hangs on them. */
    const arranging = async (of: string, pages: object[]): Promise<string[]> => {
      const { version } = await head(of);
      return asked(/\b(FROM|INTO|UPDATE|JOIN)\s+\(?(SELECT \* FROM )?(item|page|file)\w*\b/, async () =>
        good(await admin.put(`/items/${of}/pages`, { version, pages })),
      );
    };
    const rows = async () =>
      (await app.database.one<{ count: number }>(
        `SELECT count(*) AS count FROM item_revision_page WHERE item_id = (SELECT id FROM item WHERE pid = $1)`,
        [item],
      ))!.count;

    it('are arranged with as many statements as five', async () => {
      const few = await newItem();
      item = await newItem('五千葉');
      const made = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `葉${at}` }));
      const adding = [await arranging(few, made(5)), await arranging(item, made(5000))];
      expect(adding[0]!.length).toBeGreaterThan(8);
      expect(adding[1]).toEqual(adding[0]);
      const turned = async (of: string) =>
        arranging(
          of,
          ((await head(of)).pages as Page[]).reverse().map((page, at) => (at % 2 ? plain(page) : { label: `新${at}` })),
        );
      const turning = [await turned(few), await turned(item)];
      expect(turning[1]).toEqual(turning[0]);
      expect((await head(item)).pages).toHaveLength(5000);
      await agrees(item);
    });

    it('of which one is moved, one labelled and one taken away make three rows', async () => {
      await later(item, '1 hour');
      const pages = ((await head(item)).pages as Page[]).map(plain);
      const before = await rows();
      const moved = pages.splice(4000, 1);
      pages.splice(10, 0, ...moved);
      pages[100] = { ...pages[100]!, label: '卷一·葉十二b' };
      pages.splice(2000, 1);
      await arrange(item, pages);
      expect((await rows()) - before).toBe(3);
      expect((await history(item))[0]!.pageChanges).toEqual({ ...none, moved: 1, changed: 1, removed: 1 });
      expect(labels((await head(item)).pages)).toEqual(pages.map(({ label }) => label));
      await agrees(item);
    });
  });
});
