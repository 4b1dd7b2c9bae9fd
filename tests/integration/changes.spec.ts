import pg from 'pg';
import { type Change, ChangeService, logBegin } from '../../server/modules/change/change.service.js';
import { KeptCounts } from '../../server/modules/catalog/kept.counts.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner } from '../support/database.js';
import { comesTrue, eventually } from '../support/eventually.js';
import { readerCaller } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** A plain generator, so that a sequence that failed can be run again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('the log of changes', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let changes: ChangeService;
  let counts: KeptCounts;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    changes = app.app.get(ChangeService);
    counts = app.app.get(KeptCounts);
  });
  afterAll(() => app?.stop());

  const schemaOf = async () => good(await admin.get(`/collections/${seeded.collection.pid}`)).schema;
  async function create(title: string): Promise<{ pid: string; version: number }> {
    const values = completeValues(await schemaOf(), title);
    return good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
  }
  const head = async (pid: string) => good(await admin.get(`/items/${pid}`));
  async function publish(pid: string): Promise<void> {
    good(await admin.post(`/items/${pid}/publish`, { version: (await head(pid)).version }));
  }
  /** Whatever is committed; other tests write on the same server, and what is older than their transactions stays unread. */
  const all = async (): Promise<Change[]> => {
    const { rows: known } = await asOwner(app.databaseUrl, (db) =>
      db.query(`SELECT count(*)::int AS count FROM change`),
    );
    return eventually(
      () => changes.read(logBegin, 10_000),
      (rows) => rows.length >= known[0].count,
    );
  };
  const after = async (work: () => Promise<unknown>): Promise<Change[]> => {
    const last = (await all()).at(-1) ?? logBegin;
    await work();
    return eventually(
      () => changes.read(last, 10_000),
      (rows) => rows.length > 0,
    );
  };
  const said = (rows: Change[]) => rows.map(({ subject, kind, pid }) => [subject, kind, pid]);

  it('says what happened to an item, in the transaction that did it', async () => {
    const { pid } = await create('a letter');
    expect(said(await after(() => publish(pid)))).toEqual([['item', 'publication', pid]]);
    const visibility = { ...(await head(pid)).visibility, image: ['staff'] };
    const shut = async () =>
      good(await admin.put(`/items/${pid}/visibility`, { version: (await head(pid)).version, visibility }));
    expect(said(await after(shut))).toEqual([['item', 'visibility', pid]]);
    const withdraw = async () => good(await admin.post(`/items/${pid}/withdraw`, { note: '' }));
    expect(said(await after(withdraw))).toEqual([['item', 'withdrawal', pid]]);
    good(await admin.post(`/items/${pid}/restore`));
    expect(said(await after(() => publish(pid)))).toEqual([['item', 'publication', pid]]);
    const { values } = await head(pid);
    good(await admin.put(`/items/${pid}`, { version: (await head(pid)).version, values, note: '' }));
    expect(said(await after(() => publish(pid)))).toEqual([['item', 'change', pid]]);
  });

  it('says what happened to libraries, collections and names', async () => {
    const { library, collection } = seeded;
    const change = async (body: object) => {
      const { version } = good(await admin.get(`/collections/${collection.pid}`));
      good(await admin.patch(`/collections/${collection.pid}`, { version, ...body }));
    };
    expect(said(await after(() => change({ state: 'closed' })))).toEqual([
      ['collection', 'visibility', collection.pid],
    ]);
    expect(said(await after(() => change({ state: 'open' })))).toEqual([['collection', 'visibility', collection.pid]]);
    expect(said(await after(() => change({ description: { en: 'Letters' } })))).toEqual([
      ['collection', 'change', collection.pid],
    ]);
    const rename = async () => {
      const { version } = good(await admin.get(`/libraries/${library.pid}/settings`));
      good(await admin.patch(`/libraries/${library.pid}`, { version, description: { en: 'By the river' } }));
    };
    expect(said(await after(rename))).toEqual([['library', 'change', library.pid]]);
    const name = async () => good(await admin.post('/agents', { library: library.pid, name: { 'zh-CN': '馬敘倫' } }));
    expect(said(await after(name))).toEqual([['site', 'change', null]]);
    const config = good(await admin.get(`/collections/${collection.pid}`));
    const draft = { baseVersion: config.presentationVersion, revision: 0, document: config.presentation };
    const { revision } = good(await admin.put(`/collections/${collection.pid}/drafts/presentation`, draft));
    const publishDraft = async () =>
      good(await admin.post(`/collections/${collection.pid}/drafts/presentation/publish`, { revision }));
    expect(said(await after(publishDraft))).toEqual([['collection', 'change', collection.pid]]);
  });

  it('is read only below the oldest transaction that still writes, so that nobody who goes on misses a row', async () => {
    const slow = new pg.Client({ connectionString: app.databaseUrl });
    await slow.connect();
    try {
      const [from] = (await all()).slice(-1);
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO change (subject, kind) VALUES ('site', 'change')`);
      const { pid } = await create('meanwhile');
      await publish(pid);
      // Committed, and not told yet: what is slow would come to stand before it.
      expect(await changes.read(from!, 100)).toEqual([]);
      await slow.query('COMMIT');
      const rows = await eventually(
        () => changes.read(from!, 100),
        (found) => found.length === 2,
      );
      expect(said(rows)).toEqual([
        ['site', 'change', null],
        ['item', 'publication', pid],
      ]);
      const [first] = rows;
      expect(said(await changes.read(first!, 100))).toEqual([['item', 'publication', pid]]);
    } finally {
      await slow.end();
    }
  });

  it('gives each consumer each row once, without waiting for who still writes', async () => {
    const take = async () => {
      const got: (Change[] | 'everything')[] = [];
      await changes.consume('somebody', (rows) => Promise.resolve(void got.push(rows)));
      return got[0]!;
    };
    expect(await take()).toBe('everything');
    const slow = new pg.Client({ connectionString: app.databaseUrl });
    await slow.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO change (subject, kind) VALUES ('site', 'merge')`);
      const { pid } = await create('at once');
      await publish(pid);
      expect(said((await take()) as Change[])).toEqual([['item', 'publication', pid]]);
      expect(await take()).toEqual([]);
      await slow.query('COMMIT');
      expect(said((await take()) as Change[])).toEqual([['site', 'merge', null]]);
      expect(await take()).toEqual([]);
      // Work that fails leaves the cursor where it was.
      await publishAgain(pid);
      await expect(changes.consume('somebody', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(said((await take()) as Change[])).toEqual([['item', 'change', pid]]);
    } finally {
      await slow.end();
    }
  });

  const publishAgain = async (pid: string) => {
    const { version, values } = await head(pid);
    good(await admin.put(`/items/${pid}`, { version, values, note: '' }));
    await publish(pid);
  };

  it('is never rewritten by the platform', async () => {
    await expect(app.database.query(`UPDATE change SET kind = 'merge'`)).rejects.toThrow(/permission denied/);
    await expect(app.database.query(`DELETE FROM change`)).rejects.toThrow(/permission denied/);
  });

  it('starts a consumer anew whose cursor came from another cluster', async () => {
    await app.asOwner(`UPDATE change_cursor SET seen = '9000000000:9000000000:' WHERE consumer = 'somebody'`);
    const got: unknown[] = [];
    await changes.consume('somebody', (rows) => Promise.resolve(void got.push(rows)));
    await changes.consume('somebody', (rows) => Promise.resolve(void got.push(rows)));
    expect(got).toEqual(['everything', []]);
  });

  it('is read on after a copy of the database went to another cluster', async () => {
    const [from] = (await all()).slice(-1);
    await app.asOwner(`INSERT INTO change (subject, kind, xid) VALUES ('site', 'move', '9000000000')`);
    expect(await changes.read(from!, 10)).toEqual([]);
    await migrate(app.databaseUrl, () => undefined);
    expect(said(await all())).toContainEqual(['site', 'move', null]);
  });

  /** The counts as they were made before they were kept: of the items themselves, for one reader. */
  const counted = (labels: string[], collections: number[]) =>
    app.database.one<{ items: number; pages: number; seconds: number }>(
      `SELECT count(*) AS items, coalesce(sum(pages), 0)::bigint AS pages, coalesce(sum(seconds), 0)::float8 AS seconds
         FROM (SELECT item.id, (SELECT count(*) FROM page_published p WHERE p.item_id = item.id) AS pages,
                 (SELECT sum((f.technical ->> 'duration')::float8) FROM page_published p JOIN file f ON f.id = p.file_id
                   WHERE p.item_id = item.id) AS seconds
                 FROM item WHERE published_revision IS NOT NULL AND metadata_labels && $1 AND collection_id = ANY ($2)) AS seen`,
      [labels, collections],
    );

  describe('and the counts kept from it', () => {
    let collections: number[];
    let library: number;

    beforeAll(async () => {
      const row = await app.database.one<{ id: number; library_id: number }>('SELECT id, library_id FROM collection');
      collections = [row!.id];
      library = row!.library_id;
    });

    const readers = () => [['public'], ['public', `campus:${library}`], ['public', `staff:${library}`]];
    async function agree(): Promise<void> {
      const published = app.app.get(PublishedService);
      for (const labels of readers()) {
        const expected = await counted(labels, collections);
        const { items, pages, seconds } = await published.counts(readerCaller(labels));
        expect({ labels, items, pages, seconds }).toEqual({ labels, ...expected });
      }
      expect(await counts.check()).toEqual([]);
    }

    it.each([1, 20_261_129])('are what SQL counts after whatever happened, two at a time (seed %i)', async (seed) => {
      const roll = dice(seed);
      const items = await Promise.all(Array.from({ length: 8 }, (_, at) => create(`counted ${seed} ${at}`)));
      for (const { pid } of items.slice(0, 4)) {
        const page = {
          pages: [
            { label: '1', kind: 'blank' },
            { label: '2', kind: 'blank' },
          ],
        };
        good(await admin.put(`/items/${pid}/pages`, { version: (await head(pid)).version, ...page }));
      }
      const audiences = [['public'], ['campus'], ['staff'], ['campus', 'staff']];
      const step = async (pid: string): Promise<void> => {
        const { state, version, visibility } = await head(pid);
        const how = roll(3);
        if (how === 0) {
          const metadata = audiences[roll(audiences.length)]!;
          await admin.put(`/items/${pid}/visibility`, { version, visibility: { ...visibility, metadata } });
        } else if (state === 'published') await admin.post(`/items/${pid}/withdraw`, { note: '' });
        else if (state === 'withdrawn') await admin.post(`/items/${pid}/restore`);
        else await admin.post(`/items/${pid}/publish`, { version });
        if (how === 2) await counts.follow();
      };
      for (let round = 0; round < 20; round++) {
        // Two at once, now and then on the same item: one of them is refused, and neither is counted twice.
        await Promise.all([step(items[roll(items.length)]!.pid), step(items[roll(items.length)]!.pid)]);
        if (round === 10) {
          // Who counts dies halfway: nothing of it stays.
          await expect(
            app.database.transaction(async () => {
              await counts.follow();
              throw new Error('died');
            }),
          ).rejects.toThrow('died');
        }
      }
      await comesTrue(() => counts.follow());
      await agree();
    });

    it('follow by themselves within two seconds', async () => {
      const published = app.app.get(PublishedService);
      const { pid } = await create('seen soon');
      const before = (await counted(['public'], collections))!.items;
      await publish(pid);
      await eventually(
        async () => (await published.counts(readerCaller(['public']))).items,
        (items) => items === before + 1,
        { withinMs: 2000 },
      );
    });

    it('say where they are wrong, and are made anew', async () => {
      await asOwner(app.databaseUrl, (client) => client.query('UPDATE kept_count SET items = items + 1'));
      expect((await counts.check()).length).toBeGreaterThan(0);
      await counts.rebuild();
      await agree();
    });
  });
});
