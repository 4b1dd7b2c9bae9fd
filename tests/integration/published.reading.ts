import { eventually } from '../support/eventually.js';
import { completeValues, good, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

interface Shelf {
  seeded: SeededCollection;
  reader: Visitor;
  /** A published item, and its page. */
  book: string;
  page: string;
  /** How many of its collection were published before it. */
  before: number;
}

/** What programs read without signing in. Leaves one item less than there was. */
export function readingByPrograms(of: () => Shelf): void {
  const listed = async (limit: number): Promise<string[]> => {
    const { seeded, reader } = of();
    const pids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/published/collections/${seeded.collection.pid}/items?limit=${limit}`;
      const { rows, next } = good(await reader.get(cursor ? `${path}&cursor=${cursor}` : path));
      pids.push(...rows.map((row: { pid: string }) => row.pid));
      cursor = next;
    }
    return pids;
  };

  it('a collection is read whole, each item once, by whatever stretch; newcomers come last', async () => {
    const { seeded, reader, book, before } = of();
    const pids = await listed(7);
    expect([new Set(pids).size, pids.indexOf(book)]).toEqual([pids.length, before]);
    // Counts follow.
    const card = await eventually(
      async () => {
        const { rows } = good(await reader.get('/published/collections'));
        return rows.find((row: { pid: string }) => row.pid === seeded.collection.pid);
      },
      ({ items }) => items === pids.length,
    );
    expect(await listed(50)).toEqual(pids);
    const one = good(await reader.get(`/published/collections/${card.slug}`));
    expect(one).toMatchObject({
      ...card,
      fields: expect.arrayContaining([expect.objectContaining({ core: 'title' })]),
    });
    for (const cursor of ['x', Buffer.from('["99999999999999999",1]').toString('base64url')]) {
      const wrong = await reader.get(`/published/collections/${seeded.collection.pid}/items?cursor=${cursor}`);
      expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid']);
    }
    expect((await reader.get('/published/collections/nowhere')).body.code).toBe('collection.not-found');
  });

  it('an item says where all of it is, and each of these addresses answers', async () => {
    const { reader, book, page } = of();
    const item = good(await reader.get(`/published/items/${book}`, { headers: { 'accept-language': 'en' } }));
    expect(item).toMatchObject({ pid: book, title: { text: expect.stringContaining('錢塘縣志') }, pageCount: 1 });
    expect(item.citation).toContain('錢塘縣志');
    const led = [item.addresses, item.addresses.records, item.addresses.citations].flatMap((some) =>
      Object.values(some as Record<string, unknown>).filter((one) => typeof one === 'string'),
    );
    expect(led.length).toBeGreaterThan(10);
    for (const path of led) expect([path, (await reader.get(`!${path as string}`)).status]).toEqual([path, 200]);
    const { rows, next, total } = good(await reader.get(`/published/items/${book}/pages`));
    expect([rows.length, next, total]).toEqual([1, null, 1]);
    expect(rows[0]).toMatchObject({ pid: page, position: expect.any(Number), text: `/api/v1/pages/${page}/text` });
    expect(good(await reader.get(`!${rows[0].text}`)).text).toBe('錢塘之水');
  });

  it('is open to pages of any site, told as unchanged, and a stranger’s alone', async () => {
    const { seeded, reader, book } = of();
    const path = `/published/items/${book}`;
    const first = await reader.get(path);
    expect(first.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, no-cache',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(String(first.headers['vary'])).toMatch(/Cookie.*Accept-Language/);
    const again = await reader.get(path, { headers: { 'if-none-match': String(first.headers['etag']) } });
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await reader.send('HEAD', path);
    expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', first.headers['etag']]);
    const asks = { origin: 'https://tools.example', 'access-control-request-method': 'GET' };
    const allowed = await reader.send('OPTIONS', path, { headers: asks });
    expect([allowed.status, allowed.headers['access-control-allow-origin']]).toEqual([204, '*']);
    // Not of what is asked with a session, nor where nobody may read without one.
    const theirs = await seeded.admin.get(path);
    expect([theirs.status, theirs.headers['access-control-allow-origin'], theirs.headers['cache-control']]).toEqual([
      200,
      undefined,
      'no-store',
    ]);
    const staff = await reader.send('OPTIONS', `/items/${book}`, { headers: asks });
    expect(staff.headers['access-control-allow-origin']).toBeUndefined();
    const refused = await reader.get('/published/items/nothing');
    expect(refused.headers['access-control-allow-origin']).toBe('*');
  });

  it('never tells a draft, and says of what was withdrawn that it is gone', async () => {
    const { seeded, reader, book } = of();
    const { admin, collection } = seeded;
    const { version } = good(await admin.get(`/items/${book}`));
    good(await admin.post(`/items/${book}/withdraw`, { version }));
    for (const path of [`/published/items/${book}`, `/published/items/${book}/pages`]) {
      const gone = await reader.get(path);
      expect([gone.status, gone.body.code, gone.headers['content-type']]).toEqual([
        410,
        'item.gone',
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect(await listed(20)).not.toContain(book);
    const draft = good(
      await admin.post(`/collections/${collection.pid}/items`, { values: completeValues(collection.schema, '未刊稿') }),
    );
    const hidden = await reader.get(`/published/items/${draft.pid}`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'item.not-found']);
    expect(await listed(20)).not.toContain(draft.pid);
  });
}
