import { readFileSync } from 'node:fs';
import pg from 'pg';
import { BatchDesk } from '../support/batches.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform } from '../support/platform.js';
import { completeValues, seedCollection } from '../support/seed.js';

const items = Number(process.env.BENCH_ITEMS ?? 20_000);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What a process holds of memory, in megabytes; 0 where the system does not tell. */
function rss(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** The whole way of a large load: brought by requests of many, published by one batch, found. */
it(`${items} records are brought, published by one batch, and found`, async () => {
  const platform = await startPlatform({ servers: 1, workers: 1 });
  const db = new pg.Client({ connectionString: platform.databaseUrl });
  try {
    await db.connect();
    const { admin, collection } = await seedCollection(platform.url, platform.databaseUrl);
    const desk = new BatchDesk(admin, collection.pid, 1_800_000);
    const held: { server: number; worker: number }[] = [];
    const watch = setInterval(
      () => held.push({ server: rss(platform.servers[0]!.pid), worker: rss(platform.workers[0]!.pid) }),
      500,
    );
    const parts: number[] = [];
    const part = Math.ceil(items / 10);
    for (let at = 0; at < items; at += part) {
      const began = Date.now();
      const many = Math.min(part, items - at);
      await desk.bring(
        Array.from({ length: many }, (_, nth) => ({
          values: completeValues(collection.schema, `錢塘縣志卷${at + nth}`, `W-${at + nth}`),
        })),
      );
      parts.push(many / ((Date.now() - began) / 1000));
    }
    const rate = (n: number) => `${Math.round(n)}/s`;
    say(`brought by requests of 500: ${rate(parts[0]!)} at the start, ${rate(parts.at(-1)!)} at the end`);

    let began = Date.now();
    const plan = await desk.plan({ kind: 'publish', all: { state: 'draft' } });
    say(`planned: ${rate(items / ((Date.now() - began) / 1000))}`);

    began = Date.now();
    const first = Math.min(items, 2000);
    const start = desk.until(plan.pid, (now) => now.counts.done >= first).then(() => Date.now());
    const applied = desk.apply(plan.pid);
    const atFirst = ((await start) - began) / 1000;
    expect((await applied).counts).toMatchObject({ done: items, left: 0 });
    const seconds = (Date.now() - began) / 1000;
    say(`published: ${rate(items / seconds)}; the first ${first} at ${rate(first / atFirst)}`);

    const waiting = async () => Number((await db.query(`SELECT count(*) AS n FROM search_outbox`)).rows[0].n);
    await comesTrue(async () => (await waiting()) === 0, {
      withinMs: 1_800_000,
      tell: async () => `${await waiting()} wait`,
    });
    say(`all found ${Math.round((Date.now() - began) / 1000)} s after: ${rate(items / ((Date.now() - began) / 1000))}`);

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
