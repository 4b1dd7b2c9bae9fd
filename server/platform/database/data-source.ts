import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import type { DataSourceOptions, MigrationInterface } from 'typeorm';

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

export function dataSourceOptions(url: string, pool: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [],
    synchronize: false,
    migrationsTableName: 'migration',
    poolSize: pool,
    applicationName: 'linlang',
    extra: {
      // Short lists of console and reader never repay compiling a plan.
      options: '-c jit=off -c timezone=UTC',
      connectionTimeoutMillis: 15_000,
      idleTimeoutMillis: 30_000,
    },
    logging: false,
  };
}
