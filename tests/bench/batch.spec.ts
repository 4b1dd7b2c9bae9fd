import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { CollectionSchema } from '../../server/contract/collection.js';
import type { Values } from '../../server/contract/values.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { BatchDesk } from '../support/batches.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { Beside, compared } from './batch/beside.js';
import { rss } from './measure.js';
import { termsOf } from './reading/filling.js';
import { recordOf, worldOf } from './reading/records.js';
import { Lexicon } from './reading/words.js';

const items = Number(process.env.BENCH_ITEMS ?? 20_000);
/** Records with title and number alone, or as long as those that the reading of pages is measured with. */
const long = process.env.BENCH_RECORDS === 'long';
/** An empty one, whose log can be read. */
const own = process.env.BENCH_DATABASE_URL;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** In a collection that the batch leaves alone. */
async function anotherItem(admin: Visitor, library: string): Promise<string> {
  const { pid, schema } = good(
    await admin.post(`/libraries/${library}/collections`, {
      template: 'letter',
      slug: 'other',
      name: { 'zh-CN': '家書' },
    }),
  );
  return good(await admin.post(`/collections/${pid}/items`, { values: completeValues(schema, '錢塘縣志稿本', 'F-1') }))
    .pid;
}

type Maker = (at: number) => Values;

/** Names as they are written: these authorities are not there. */
const unlinked = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'ref' || key === 'heading' ? undefined : one)));

async function recordsFor(db: pg.Client, schema: CollectionSchema): Promise<Maker> {
  const short: Maker = (at) => completeValues(schema, `錢塘縣志卷${at}`, `W-${at}`);
  if (!long) return short;
  const world = worldOf(new Lexicon(), items, await termsOf(db));
  return (at) => ({ ...short(at), ...(unlinked(recordOf(world, schema, at).values) as Values) });
}

/** Until it is done: how far it was and when, as the console asks for it. */
async function watched(desk: BatchDesk, pid: string): Promise<{ at: number; done: number }[]> {
  for (const seen: { at: number; done: number }[] = []; ; await sleep(200)) {
    const { state, counts } = await desk.look(pid);
    seen.push({ at: Date.now(), done: counts.done });
    if (state === 'applied') return seen;
    if (state !== 'applying') throw new Error(`it is ${state}`);
  }
}

/** The whole way of a large load: brought by requests of many, published by one batch, found. */
it(`${items} records are brought, published by one batch, and found`, async () => {
  if (own) await migrate(own, () => undefined);
  const platform = await startPlatform({
    ...{ servers: 1, workers: 1, env: { PAGE_MEMORY_MB: '0' } },
    ...(own ? { databaseUrl: own } : {}),
  });
  const db = new pg.Client({ connectionString: platform.databaseUrl });
  try {
    await db.connect();
    const { admin, library, collection } = await seedCollection(platform.url, platform.databaseUrl);
    const desk = new BatchDesk(admin, collection.pid, 1_800_000);
    const recordOfShelf = await recordsFor(db, collection.schema);
    const held: { server: number; worker: number }[] = [];
    const watch = setInterval(
      () => held.push({ server: rss(platform.servers[0]!.pid), worker: rss(platform.workers[0]!.pid) }),
      500,
    );
    const waiting = async () => Number((await db.query(`SELECT count(*) AS n FROM search_outbox`)).rows[0].n);
    const found = () =>
      comesTrue(async () => (await waiting()) === 0, {
        withinMs: 1_800_000,
        tell: async () => `${await waiting()} wait`,
      });
    const parts: number[] = [];
    const part = Math.ceil(items / 10);
    for (let at = 0; at < items; at += part) {
      const began = Date.now();
      const many = Math.min(part, items - at);
      await desk.bring(Array.from({ length: many }, (_, nth) => ({ values: recordOfShelf(at + nth) })));
      parts.push(many / ((Date.now() - began) / 1000));
    }
    const rate = (n: number) => `${Math.round(n)}/s`;
    say(`brought by requests of 500: ${rate(parts[0]!)} at the start, ${rate(parts.at(-1)!)} at the end`);

    // What readers have before, and what a colleague has open.
    const shown = await desk.bring(
      Array.from({ length: 300 }, (_, nth) => ({
        values: completeValues(collection.schema, `西湖志卷${nth}`, `S-${nth}`),
      })),
    );
    await desk.apply((await desk.plan({ kind: 'publish', items: shown })).pid);
    await found();
    const beside = new Beside(new Visitor(platform.url), admin, await anotherItem(admin, library.pid), {
      home: () => `/c/${collection.pid}`,
      'a word': (turn) => `/search?q=${encodeURIComponent('西湖')}&page=${(turn % 10) + 1}`,
      'an item': (turn) => `/i/${shown[turn % 300]!}`,
    });

    let began = Date.now();
    const plan = await desk.plan({ kind: 'publish', all: { state: 'draft' } });
    say(`planned: ${rate(items / ((Date.now() - began) / 1000))}`);

    began = Date.now();
    const first = Math.ceil(items / 10);
    good(await desk.say(plan.pid, 'apply'));
    const applied = watched(desk, plan.pid);
    const meanwhile = beside.until(applied.then(found));
    const seen = await applied;
    const whenDone = (many: number) => seen.find(({ done }) => done >= many)!.at - began;
    expect(await desk.look(plan.pid)).toMatchObject({ state: 'applied', counts: { done: items, left: 0 } });
    say(
      `published: ${rate((items * 1000) / whenDone(items))}; the first ${first} at ${rate((first * 1000) / whenDone(first))}, ` +
        `the last at ${rate((first * 1000) / (whenDone(items) - whenDone(items - first)))}`,
    );
    const busy = await meanwhile;
    say(`all found ${Math.round((Date.now() - began) / 1000)} s after: ${rate(items / ((Date.now() - began) / 1000))}`);

    // With as much for readers as there was in the end.
    await beside.until(sleep(3_000));
    for (const line of compared(await beside.until(sleep(20_000)), busy)) say(line);

    began = Date.now();
    expect((await desk.undo(plan.pid)).counts).toMatchObject({ undone: items });
    say(`undone: ${rate(items / ((Date.now() - began) / 1000))}`);
    clearInterval(watch);
    const most = (who: 'server' | 'worker') => Math.max(...held.map((one) => one[who]));
    say(`memory at most: server ${most('server')} MB, worker ${most('worker')} MB`);
  } finally {
    await db.end();
    await platform.stop();
  }
}, 3_600_000);
