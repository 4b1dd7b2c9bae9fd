import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** What one request has had of the database so far. */
export interface RequestReads {
  /** Everything that was sent on its behalf, the words of transactions and settings among it. */
  statements: number;
  /** Questions to the search engine, and the statements that an embedded one makes of them: these are counted apart. */
  engine: { requests: number; statements: number };
  /** What it has asked already; none for requests that may write, whose own writes would be missing from it. */
  readonly known: Map<string, Promise<unknown>> | null;
}

const reads = new AsyncLocalStorage<RequestReads>();
const inEngine = new AsyncLocalStorage<boolean>();

export function readingFor<T>(given: { mayWrite: boolean }, work: (own: RequestReads) => T): T {
  const own: RequestReads = {
    statements: 0,
    engine: { requests: 0, statements: 0 },
    known: given.mayWrite ? null : new Map(),
  };
  return reads.run(own, () => work(own));
}

/** Asks once for a whole request that only reads: what is said in it goes together. Elsewhere it asks each time. */
export function onceARequest<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const known = reads.getStore()?.known;
  if (!known) return ask();
  const before = known.get(key) as Promise<T> | undefined;
  if (before) return before;
  const asked = ask();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

export function asEngineRequest<T>(work: () => T): T {
  const own = reads.getStore();
  if (own) own.engine.requests += 1;
  return inEngine.run(true, work);
}

const counted = new WeakSet<pg.PoolClient>();

function count(client: pg.PoolClient): void {
  if (counted.has(client)) return;
  counted.add(client);
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    const own = reads.getStore();
    if (own && inEngine.getStore()) own.engine.statements += 1;
    else if (own) own.statements += 1;
    return send(...given);
  }) as typeof client.query;
}

/** Every statement of this source is counted for the request that sends it, whoever writes it. */
export function countStatements(source: DataSource): void {
  const driver = source.driver as PostgresDriver;
  const obtain = driver.obtainMasterConnection.bind(driver) as () => Promise<[pg.PoolClient, (error?: Error) => void]>;
  driver.obtainMasterConnection = async () => {
    const [client, release] = await obtain();
    count(client);
    return [client, release];
  };
}
