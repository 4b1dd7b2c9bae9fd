import pg from 'pg';
import { eventually } from './eventually.js';
import { startPlatform, type TestPlatform } from './platform.js';
import { good, seedCollection, type SeededCollection } from './seed.js';

type Loose = ReturnType<typeof JSON.parse>;

/** Every tenth says a number in words that nobody can read; every third is before readers. */
const odd = 10;
const shown = 3;

export async function plant(db: pg.Client, seeded: SeededCollection, items: number, title: string, loss: string) {
  const { rows } = await db.query<{ id: string; library_id: string }>(
    `SELECT id, library_id FROM collection WHERE pid = $1`,
    [seeded.collection.pid],
  );
  const place = [rows[0]!.library_id, rows[0]!.id, items];
  await db.query(
    `INSERT INTO item (pid, library_id, collection_id, title, title_folded, state, head_revision, published_revision,
       published_at, first_published_at)
     SELECT 'planted-' || n, $1, $2, '銘' || n, '铭' || n, CASE WHEN n % ${shown} = 0 THEN 'published' ELSE 'draft' END, 1,
       CASE WHEN n % ${shown} = 0 THEN 1 END, CASE WHEN n % ${shown} = 0 THEN now() END, CASE WHEN n % ${shown} = 0 THEN now() END
     FROM generate_series(1, $3::int) AS n`,
    place,
  );
  await db.query(
    `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", title)
     SELECT library_id, id, 1, 1, jsonb_build_object(
         $1::text, jsonb_build_array(jsonb_build_object('value', jsonb_build_object('text', title))),
         $2::text, jsonb_build_array(jsonb_build_object('value', jsonb_build_object('text',
           CASE WHEN substring(pid from 9)::int % ${odd} = 0 THEN '漫漶' ELSE substring(pid from 9) || ' 字' END)))), title
     FROM item WHERE pid LIKE 'planted-%'`,
    [title, loss],
  );
}

/**
 * A field is re-typed over many records, and the worker dies by kill -9 again and again while it fills them. In the end
 * every record has been filled once, what could not be read is where it was, and going back brings all of it back.
 */
export async function changeSchemaUnderKills(items: number, kills: number): Promise<{ seconds: number }> {
  const platform: TestPlatform = await startPlatform({ servers: 1, workers: 1 });
  const db = new pg.Client({ connectionString: platform.databaseUrl });
  try {
    await db.connect();
    const seeded = await seedCollection(platform.url, platform.databaseUrl, 'rubbing');
    const { admin } = seeded;
    const base = `/collections/${seeded.collection.pid}`;
    const id = (key: string) => seeded.collection.schema.fields.find((field) => field.key === key)!.id;
    const loss = id('loss');
    await plant(db, seeded, items, id('title'), loss);

    const { schema } = good(await admin.get(base));
    const document: Loose = structuredClone(schema);
    document.fields.find((field: Loose) => field.key === 'loss').removed = true;
    document.fields.push({
      id: 'losscount1',
      key: 'loss',
      label: { 'zh-CN': '存字' },
      type: 'number',
      filledFrom: loss,
    });
    const draft = good(await admin.put(`${base}/drafts/schema`, { baseVersion: 1, revision: 0, document }));
    const started = Date.now();
    const { job } = good(await admin.post(`${base}/drafts/publish`, { schema: draft.revision }));
    const look = async (): Promise<Loose> => good(await admin.get(`/jobs/${job}`));
    const until = async (enough: (now: Loose) => boolean): Promise<Loose> => {
      const waiting = { withinMs: 600_000, everyMs: 25, tell: () => platform.log() };
      const now = await eventually(look, (one) => one.state === 'failed' || enough(one), waiting);
      if (!enough(now)) throw new Error(`${JSON.stringify(now)}\n${platform.log()}`);
      return now;
    };
    let survived = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const now = await until((one) => one.state === 'done' || one.done >= (items * kill) / (kills + 1));
      if (now.state === 'done') break;
      await platform.workers[0]!.kill();
      await platform.workers[0]!.start();
      survived++;
    }
    // One that stood still at somebody's wish goes on from where it stood.
    const half = await look();
    if (half.state === 'running' || half.state === 'queued') {
      const asked = await admin.post(`/jobs/${job}/stop`);
      // It may have come to its end in this very moment.
      if (asked.body?.code !== 'job.wrong-state') good(asked);
      const stopped = await until((now) => now.state === 'stopped' || now.state === 'done');
      if (stopped.state === 'stopped') good(await admin.post(`/jobs/${job}/retry`));
    }
    await until((now) => now.state === 'done');
    const seconds = (Date.now() - started) / 1000;
    if (survived === 0) throw new Error('the worker was never caught at work: nothing has been shown');

    const count = async (where: string): Promise<number> =>
      Number(
        (
          await db.query<{ n: string }>(
            `SELECT count(*) AS n FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
              WHERE item.pid LIKE 'planted-%' AND ${where}`,
          )
        ).rows[0]!.n,
      );
    const unreadable = Math.floor(items / odd);
    const n = `substring(item.pid from 9)`;
    const text = `head."values" -> '${loss}' -> 0 -> 'value' ->> 'text'`;
    const figures = {
      filledOnce: await count(`head.number = 2 AND head."values" -> 'losscount1' -> 0 -> 'value' ->> 'number' = ${n}`),
      left: await count(`head.number = 1 AND NOT head."values" ? 'losscount1' AND ${text} = '漫漶'`),
      readersSeeIt: await count(
        `item.state = 'published' AND item.published_revision = item.head_revision AND ${n}::int % ${shown} = 0`,
      ),
      oldKept: await count(`${text} IN ('漫漶', ${n} || ' 字')`),
      listed: await count(
        `(SELECT count(*) FROM item_value v WHERE v.item_id = item.id AND v.field_id = 'losscount1') = CASE WHEN ${n}::int % ${odd} = 0 THEN 0 ELSE 1 END`,
      ),
    };
    expect(figures).toEqual({
      filledOnce: items - unreadable,
      left: unreadable,
      readersSeeIt: Math.floor(items / shown),
      oldKept: items,
      listed: items,
    });
    const now = good(await admin.get(base));
    const back = good(await admin.post(`${base}/versions/schema/1/restore`, { currentVersion: now.schemaVersion }));
    expect(back.schema.fields.find((field: Loose) => field.id === loss)).toMatchObject({
      removed: false,
      type: 'text',
    });
    expect(await count(`${text} IN ('漫漶', ${n} || ' 字')`)).toBe(items);
    return { seconds };
  } finally {
    await db.end();
    await platform.stop();
  }
}
