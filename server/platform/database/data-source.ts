import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { currentIdentity } from './identity.js';
import { countStatements } from './request.reads.js';
import { KeepingClient } from './kept.plan.js';
import { entities, SnakeColumns } from './entities.js';

// bigint keys stay far below 2^53; numbers spare every comparison a conversion.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`bigint out of range: ${text}`);
  return number;
});

const migrationsFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

export function migrationFiles(): string[] {
  const own = extname(fileURLToPath(import.meta.url));
  return readdirSync(migrationsFolder)
    .filter((name) => extname(name) === own && !name.endsWith('.d.ts') && !name.includes('.spec.'))
    .sort()
    .map((name) => join(migrationsFolder, name));
}

export async function loadMigrations(): Promise<(new () => MigrationInterface)[]> {
  const found: (new () => MigrationInterface)[] = [];
  for (const path of migrationFiles()) {
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    found.push(
      ...(Object.values(module).filter((value) => typeof value === 'function') as (new () => MigrationInterface)[]),
    );
  }
  return found;
}

/** How long a statement, and a transaction in which nothing happens, may take. Migrations and jobs take the time they need. */
export interface Limits {
  statementSeconds: number;
  idleSeconds: number;
  /** For a connection, be it a new one or a free one of the pool. */
  connectSeconds: number;
}

const patient: Limits = { statementSeconds: 0, idleSeconds: 900, connectSeconds: 15 };

/**
 * Readers ask the same few questions by keys. Where PostgreSQL reckons that a plan for all values would be dearer it makes one
 * each time, and behind the wall making it takes longer than going by it.
 */
export const plannedOnce = '-c plan_cache_mode=force_generic_plan';

export function dataSourceOptions(
  url: string,
  pool: number,
  limits: Partial<Limits> = {},
  settings = '',
): DataSourceOptions {
  const { statementSeconds, idleSeconds, connectSeconds } = { ...patient, ...limits };
  return {
    type: 'postgres',
    url,
    entities,
    namingStrategy: new SnakeColumns(),
    synchronize: false,
    migrationsTableName: 'migration',
    poolSize: pool,
    applicationName: 'linlang',
    extra: {
      Client: KeepingClient,
      // Short lists of console and reader never repay compiling a plan.
      options:
        `-c jit=off -c timezone=UTC -c statement_timeout=${statementSeconds * 1000}` +
        ` -c idle_in_transaction_session_timeout=${idleSeconds * 1000} ${settings}`,
      connectionTimeoutMillis: connectSeconds * 1000,
      // A wire that is dead is noticed, though nobody says anything on it.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      idleTimeoutMillis: 30_000,
      // Some stay through quiet minutes, with the plans that they keep.
      min: 2,
    },
    logging: false,
  };
}

/** By this name the readers' connections are asked for. */
export const readersSource = 'readers';

/** What the policies listen to. */
export const SETTING = 'linlang.libraries';

/**
 * Connections go from hand to hand: whoever takes one has it say whose libraries are meant, unless that is what it said
 * last. So nobody inherits a setting, and a console that goes on working in its library asks nothing more.
 */
export async function staffDataSource(options: DataSourceOptions): Promise<DataSource> {
  const source = await new DataSource(options).initialize();
  countStatements(source);
  const driver = source.driver as PostgresDriver;
  const obtain = driver.obtainMasterConnection.bind(driver) as () => Promise<[pg.PoolClient, (error?: Error) => void]>;
  const said = new WeakMap<pg.PoolClient, string>();
  driver.obtainMasterConnection = async () => {
    const { setting } = currentIdentity();
    const [client, release] = await obtain();
    if (said.get(client) !== setting) {
      said.delete(client);
      try {
        await client.query('SELECT set_config($1, $2, false)', [SETTING, setting]);
      } catch (error) {
        release(error as Error);
        throw error;
      }
      said.set(client, setting);
    }
    return [client, release];
  };
  return source;
}

/** Readers say nothing of themselves: their role owns nothing and has one setting. */
export async function readersDataSource(options: DataSourceOptions): Promise<DataSource> {
  const source = await new DataSource(options).initialize();
  countStatements(source);
  return source;
}
