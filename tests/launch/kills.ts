import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { answeredBy, Cataloger, metBy } from '../support/cataloger.js';
import { dice } from '../support/dice.js';
import { comesTrue, eventually } from '../support/eventually.js';
import { good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Launched, gone, processesOf } from './launched.js';

const parts = { server: 'dist/server/main.js', worker: 'dist/server/worker.js', database: 'bin/postgres -D' } as const;
export type Part = keyof typeof parts;
export type Victim = Part | 'launcher';

/** The pid of a part of a launched platform, once it is there. */
export async function pidOf(checkout: string, part: Part): Promise<number> {
  const line = await eventually(
    () => processesOf(checkout).find((one) => one.includes(parts[part])),
    (one) => one !== undefined,
    { withinMs: 120_000 },
  );
  return Number.parseInt(line!, 10);
}

export function databaseUrlOf(dataDir: string): string {
  const { password, port } = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8')) as {
    password: string;
    port: number;
  };
  return `postgresql://linlang:${password}@127.0.0.1:${port}/linlang`;
}

/** Until the platform says that all its parts are there. */
export async function readyAt(url: string, launched: Launched, withinMs = 180_000): Promise<void> {
  let last = '';
  const ask = async () => {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    last = answer ? `${answer.status} ${await answer.text()}` : 'nothing';
    return last.startsWith('200');
  };
  await comesTrue(ask, { withinMs, tell: () => `/readyz says ${last}\n${launched.text.slice(-4000)}` });
}

export interface Report {
  kills: Record<Victim, number>;
  answered: number;
  unanswered: number;
  items: number;
  files: number;
  searched: number;
  slowestBackMs: number;
}

/** Three people work while parts of the platform are killed one after another; after each, what was promised is compared. */
export async function killAndCompare(
  {
    checkout,
    env,
    launched: first,
    url,
  }: { checkout: string; env: Record<string, string>; launched: Launched; url: string },
  { seed, kills, victims, say }: { seed: number; kills: number; victims: Victim[]; say: (line: string) => void },
): Promise<{ report: Report; launched: Launched }> {
  const dataDir = env.DATA_DIR ?? path.join(checkout, 'data');
  const roll = dice(seed);
  const seeded = await seedCollection(url, databaseUrlOf(dataDir));
  const people = ['甲', '乙', '丙'].map((name) => new Cataloger(seeded, roll, name));
  const report: Report = {
    kills: { server: 0, worker: 0, database: 0, launcher: 0 },
    ...{ answered: 0, unanswered: 0, items: 0, files: 0, searched: 0, slowestBackMs: 0 },
  };
  let launched = first;
  for (let kill = 1; kill <= kills; kill++) {
    const work = Promise.all(people.map((one) => one.work()));
    // A failure is thrown where it is awaited; until then it must not end the process.
    work.catch(() => undefined);
    const explain = (error: unknown): never => {
      throw new Error(`${String(error)}\n${said(dataDir, String(error))}`, { cause: error });
    };
    await Promise.race([answeredBy(people, 1 + Math.floor(roll() * 12)), work]).catch(explain);
    // The first round meets each of them, whatever the dice say.
    const victim = victims[kill <= victims.length ? kill - 1 : Math.floor(roll() * victims.length)]!;
    const began = Date.now();
    if (victim === 'launcher') {
      launched.signal('SIGKILL');
      await launched.exited;
    } else process.kill(await pidOf(checkout, victim), 'SIGKILL');
    // They meet what is left of it.
    await Promise.race([metBy(people), work]).catch(explain);
    for (const one of people) one.stop();
    await work.catch(explain);
    if (victim === 'launcher') {
      await gone(checkout);
      launched = new Launched(checkout, { env });
      await launched.address(600_000);
    }
    await readyAt(url, launched);
    report.slowestBackMs = Math.max(report.slowestBackMs, Date.now() - began);
    for (const one of people) await one.verify();
    report.kills[victim]++;
    say(`kill ${kill}: ${victim}, back and compared after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  await finished(databaseUrlOf(dataDir), launched);
  for (const one of people) {
    await one.verify();
    report.files += await one.verifyBytes();
    report.searched += await searchable(seeded, one, databaseUrlOf(dataDir));
    report.items += one.items.size;
    report.answered += one.answered;
    report.unanswered += one.unanswered;
  }
  return { report, launched };
}

/** What the server said about this failure, since the answer says nothing; else about its last ones. */
function said(dataDir: string, failure: string): string {
  const lines = readFileSync(path.join(dataDir, 'logs/server.log'), 'utf8').split('\n');
  const grave = lines.filter((line) => /"level":\s*"?(50|60|error|fatal)/.test(line));
  const id = /"requestId":"([^"]+)"/.exec(failure)?.[1];
  const own = grave.filter((line) => id !== undefined && line.includes(id));
  return (own.length > 0 ? own : grave.slice(-5)).join('\n');
}

/** Whatever was begun is finished by those who are alive: nothing waits for ever, nothing has failed. */
async function finished(databaseUrl: string, launched: Launched): Promise<void> {
  const rows = (sql: string) => ask(databaseUrl, sql);
  const open = `SELECT kind, state FROM job WHERE state IN ('queued', 'running', 'stopping')`;
  await comesTrue(async () => (await rows(open)).length + (await rows('SELECT 1 FROM search_outbox')).length === 0, {
    withinMs: 600_000,
    everyMs: 500,
    tell: async () => `${JSON.stringify(await rows(open))}\n${launched.text.slice(-3000)}`,
  });
  expect(await rows(`SELECT * FROM job WHERE state = 'failed'`)).toEqual([]);
  expect(await rows(`SELECT state FROM file WHERE state <> 'ready'`)).toEqual([]);
}

async function searchable(seeded: SeededCollection, person: Cataloger, databaseUrl: string): Promise<number> {
  for (const item of person.items.values()) {
    const found = good(await seeded.admin.get(`/search?q=${encodeURIComponent(`"${item.title}"`)}`));
    const hits = (found.items as { pid: string }[]).filter((hit) => hit.pid === item.pid);
    const [published] = await ask(
      databaseUrl,
      `SELECT r.title FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision WHERE item.pid = '${item.pid}'`,
    );
    expect({ title: item.title, hits: hits.length }).toEqual({
      title: item.title,
      hits: published?.title === item.title ? 1 : 0,
    });
  }
  return person.items.size;
}

/** On a connection for this one question, since the database is one of those that are killed. */
async function ask(databaseUrl: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
