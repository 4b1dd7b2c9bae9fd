import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../server/launch/free-port.mjs';
import { createTestDatabase } from './database.js';
import { dropIndexes, openSearchPrefix } from './opensearch.js';
import { PlatformProcess } from './platform-process.js';

export interface PlatformOptions {
  servers?: number;
  workers?: number;
  /** Given: used and left alone. Else a fresh one is made, and dropped in the end. */
  databaseUrl?: string;
  dataDir?: string;
  /** OPENSEARCH_URL; without it the platform searches in PostgreSQL. */
  opensearchUrl?: string;
  storageUrl?: string;
  /** Whatever else the environment should say, such as `s3Address().env`. */
  env?: Record<string, string>;
}

export interface TestPlatform {
  /** The first server's. */
  url: string;
  databaseUrl: string;
  dataDir: string;
  servers: PlatformProcess[];
  workers: PlatformProcess[];
  /** The last lines that all of them logged, for a failing test to show. */
  log(lines?: number): string;
  stop(): Promise<void>;
}

/** A whole platform of built files on free ports: any number of servers and workers on one database and one storage. */
export async function startPlatform(options: PlatformOptions = {}): Promise<TestPlatform> {
  const database = options.databaseUrl ? undefined : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? database!.url;
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'linlang-platform-'));
  chmodSync(dataDir, 0o700);
  const ports = await Promise.all(Array.from({ length: options.servers ?? 1 }, () => freePort()));
  const prefix = openSearchPrefix();
  const env: Record<string, string> = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    // One address for all, as behind a proxy; links that they make lead to the first.
    PUBLIC_URL: `http://localhost:${ports[0]}`,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '8',
    DEMO: 'off',
    RATE_LIMIT: 'off',
    CHECK_ANSWERS: 'on',
    ...(options.opensearchUrl ? { OPENSEARCH_URL: options.opensearchUrl, OPENSEARCH_PREFIX: prefix } : {}),
    ...(options.storageUrl ? { STORAGE_URL: options.storageUrl } : {}),
    ...options.env,
  };
  const servers = ports.map(
    (port) => new PlatformProcess('server', { ...env, PORT: String(port) }, `http://localhost:${port}`),
  );
  const workers = Array.from({ length: options.workers ?? 1 }, () => new PlatformProcess('worker', env));
  const all = [...servers, ...workers];

  const stop = async () => {
    await Promise.all(all.map((one) => one.stop()));
    if (options.opensearchUrl) await dropIndexes(prefix);
    await database?.drop();
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await Promise.all(all.map((one) => one.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const log = (lines = 40) =>
    all.map((one) => `--- ${one.role} ${one.pid}\n${one.lines.slice(-lines).join('\n')}`).join('\n');
  return { url: servers[0]?.url ?? '', databaseUrl, dataDir, servers, workers, log, stop };
}
