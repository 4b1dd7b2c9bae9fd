import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atRate, type Load, saturated } from '../support/load.js';
import { dropIndexes, openSearchFigures, openSearchPrefix } from '../support/opensearch.js';
import { fill, type Filled } from './reading/filling.js';
import { Checking, type Kind, kindsOf } from './reading/questions.js';
import { compared, printed, type Report, revisionOf, type Row } from './reading/report.js';
import { settled } from './reading/settled.js';
import { Started } from './reading/started.js';
import { Truth } from './reading/truth.js';

const here = fileURLToPath(new URL('../../', import.meta.url));
const number = (name: string, usual: number) => Number(process.env[name] ?? usual);
const items = number('BENCH_ITEMS', 20_000);
const rate = number('BENCH_RATE', 10);
const seconds = number('BENCH_SECONDS', 20);
const clients = number('BENCH_CLIENTS', 8);
const only = (process.env['BENCH_ONLY'] ?? '').split(',').filter(Boolean);
/** Kept and used again, so that a fill of a million is made once. */
const kept = process.env['BENCH_DATA'];
const other = process.env['BENCH_CHECKOUT'];
/** Where only the other checkout is to be measured, to be compared later. */
const alone = process.env['BENCH_HERE'] === 'off';
const opensearch = process.env['BENCH_ENGINE'] === 'opensearch';
/** The index that goes with what is kept; without a name it is filled anew each time. */
const index = process.env['BENCH_INDEX'];
const hours = 12 * 3_600_000;

const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

/** The folder that is kept, or one that goes with the run. */
function placeFor(name: string): { dataDir: string; end(): void } {
  if (kept) return { dataDir: path.resolve(kept, `${name}-${items}`), end: () => undefined };
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'linlang-bench-'));
  return { dataDir, end: () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }) };
}

type Fresh = Omit<Row, 'seen'>;

/** Pages that have to be drawn, whatever was asked before. */
async function drawn({ name, unseen }: Kind, url: string, truth: Truth): Promise<Fresh> {
  let asked = 0;
  const fresh = () => unseen(asked++);
  // What the first of a kind has to load belongs to the start.
  const checking = new Checking();
  await saturated(url, { clients: 1, seconds: Math.min(2, seconds) }, fresh, checking.check);
  const alone = await saturated(url, { clients: 1, seconds: seconds / 4 }, fresh, checking.check);
  const steady = await atRate(url, { rate, seconds }, fresh, checking.check);
  const many = await saturated(url, { clients, seconds: seconds / 2 }, fresh, checking.check);
  await checked(name, truth, checking);
  return { name, alone, steady, unseen: many };
}

/** Three of them, again and again. */
async function again({ name, unseen }: Kind, url: string, truth: Truth): Promise<Load> {
  const checking = new Checking(true);
  const known = [unseen(0), unseen(1), unseen(2)];
  const next = (at: number) => known[at % known.length]!;
  await saturated(url, { clients: 1, seconds: Math.min(1, seconds / 4) }, next, checking.check);
  const seen = await saturated(url, { clients, seconds: seconds / 4 }, next, checking.check);
  await checked(name, truth, checking);
  return seen;
}

async function checked(name: string, truth: Truth, { claims }: Checking): Promise<void> {
  const wrong = await truth.wrong(claims);
  expect({ name, wrong: wrong.slice(0, 5) }).toEqual({ name, wrong: [] });
}

async function benchmark(what: string, checkout: string, name: string): Promise<Report> {
  const { dataDir, end } = placeFor(name);
  const prefix = index ?? openSearchPrefix();
  const engine = opensearch
    ? { OPENSEARCH_URL: process.env.TEST_OPENSEARCH_URL!, OPENSEARCH_PREFIX: prefix }
    : undefined;
  const platform = new Started(checkout, dataDir, engine);
  let truth: Truth | undefined;
  try {
    say(`starting ${what}`);
    await platform.start();
    const filled = await filling(platform, say);
    // As it is every morning: started on data that are there. Nothing that was drawn is kept.
    await platform.stop();
    const startMs = await platform.start({ PAGE_MEMORY_MB: '0' });
    await settled(platform.url, items);
    truth = await Truth.of(platform.databaseUrl);
    const known = await truth.known();
    expect(known.items).toBe(items);
    const kinds = kindsOf(known).filter(
      ({ name: one }) => only.length === 0 || only.some((part) => one.includes(part)),
    );
    const before = platform.memory();
    const fresh: Fresh[] = [];
    for (const kind of kinds) {
      fresh.push(await drawn(kind, platform.url, truth));
      say(`drawn: ${kind.name}`);
    }
    const after = platform.memory();
    await truth.end();
    await platform.stop();
    await platform.start();
    await settled(platform.url, items);
    truth = await Truth.of(platform.databaseUrl);
    const rows: Row[] = [];
    for (const [at, kind] of kinds.entries()) {
      rows.push({ ...fresh[at]!, seen: await again(kind, platform.url, truth) });
      say(`again: ${kind.name}`);
    }
    const disk = await truth.disk();
    const { tuning } = platform;
    const more = opensearch ? await openSearchFigures(prefix) : null;
    const of = { what, items, pages: known.pages, filled, startMs, tuning, before, after, disk, opensearch: more };
    const report = { ...of, rate, clients, rows };
    process.stdout.write(printed(report));
    return report;
  } finally {
    await truth?.end();
    await platform.stop();
    if (opensearch && index === undefined) await dropIndexes(prefix);
    end();
  }
}

/** Rows where there are none; an index in OpenSearch is begun by the start itself, where it is not kept. */
async function filling(platform: Started, tell: typeof say): Promise<Filled | null> {
  const { url, databaseUrl } = platform;
  if (!(await Truth.isThere(databaseUrl))) {
    const filled = await fill(url, databaseUrl, items, tell);
    tell('working out what is true');
    await (await Truth.of(databaseUrl)).end();
    return filled;
  }
  const began = Date.now();
  await settled(url, items);
  return opensearch ? { rows: null, index: (Date.now() - began) / 1000 } : null;
}

it(
  `reading ${items} items`,
  async () => {
    const engine = opensearch ? 'OpenSearch' : 'embedded';
    const reports: Report[] = [];
    if (!alone) reports.push(await benchmark(`this checkout (${revisionOf(here)}), ${engine}`, here, 'here'));
    if (other) {
      const checkout = path.resolve(other);
      reports.push(await benchmark(`${revisionOf(checkout)}, ${engine}`, checkout, 'other'));
    }
    const [one, that] = reports;
    if (one && that) process.stdout.write(compared(one, that));
    // A page that is not right is not fast, whatever it took. With more work than it can do, a slow one may be late.
    for (const { rows } of reports) expect(rows.flatMap((row) => row.alone.problems)).toEqual([]);
    expect(reports.length).toBeGreaterThan(0);
  },
  hours,
);
