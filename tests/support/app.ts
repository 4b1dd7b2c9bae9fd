import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AccountService, WantedAccount } from '../../server/modules/account/account.service.js';
import type { Database } from '../../server/platform/database/database.js';
import { asOwner, createTestDatabase } from './database.js';
import { comesTrue } from './eventually.js';
import { Visitor } from './visitor.js';

export const password = 'a long enough password';

export interface TestApp {
  url: string;
  databaseUrl: string;
  app: NestExpressApplication;
  database: Database;
  /** What only the owner of the tables may do. */
  asOwner(sql: string): Promise<void>;
  accounts: AccountService;
  visitor(headers?: Record<string, string>): Visitor;
  /** An account with these roles, signed in. */
  signedIn(wanted: Omit<WantedAccount, 'password'>, headers?: Record<string, string>): Promise<Visitor>;
  /** The real worker in this process, until the function that it answers with is called, or `stop`. */
  work(): Promise<() => Promise<void>>;
  /** The real worker, until there is nothing left to do. */
  finishWork(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The real application in this process, on a database of its own and any free port. Its answers are checked
 * against the contract, so every test that calls a route tests its types as well.
 */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'linlang-app-'));
  const before = { ...process.env };
  Object.assign(process.env, {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: database.url,
    DATABASE_POOL: '6',
    DATA_DIR: dataDir,
    DEMO: 'off',
    RATE_LIMIT: 'off',
    CHECK_ANSWERS: 'on',
    ...env,
  });
  await import('reflect-metadata');
  // Only now: the log reads its level when it is first imported.
  const { NestFactory } = await import('@nestjs/core');
  const { AppModule } = await import('../../server/app.module.js');
  const { Config } = await import('../../server/platform/config.js');
  const { setUpHttp } = await import('../../server/platform/http/http.setup.js');
  const { NestLog } = await import('../../server/platform/log/log.js');
  const { Database: Door } = await import('../../server/platform/database/database.js');
  const { AccountService: Accounts } = await import('../../server/modules/account/account.service.js');

  const options = { logger: new NestLog(), abortOnError: false } as const;
  const contexts: INestApplicationContext[] = [];
  const stop = async () => {
    for (const context of contexts.splice(0)) await context.close();
    process.env = before;
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const app = await NestFactory.create<NestExpressApplication>(AppModule, { ...options, bodyParser: false });
    contexts.push(app);
    setUpHttp(app, app.get(Config));
    await app.listen(0, '127.0.0.1');
    const url = (await app.getUrl()).replace('127.0.0.1', 'localhost');
    const accounts = app.get(Accounts);
    const visitor = (headers?: Record<string, string>) => new Visitor(url, headers);
    const test: TestApp = {
      url,
      databaseUrl: database.url,
      app,
      database: app.get(Door),
      asOwner: (sql) => asOwner(database.url, async (client) => void (await client.query(sql))),
      accounts,
      visitor,
      async signedIn(wanted, headers) {
        await accounts.ensureAccount({ ...wanted, password });
        const one = visitor(headers);
        const reply = await one.signIn(wanted.email, password);
        if (reply.status !== 200) throw new Error(`${wanted.email} could not sign in: ${reply.text}`);
        return one;
      },
      async work() {
        const { WorkerModule } = await import('../../server/worker.module.js');
        const { JobRunner } = await import('../../server/modules/job/job.runner.js');
        const worker = await NestFactory.createApplicationContext(WorkerModule, options);
        contexts.push(worker);
        await worker.get(JobRunner).start();
        return async () => {
          const at = contexts.indexOf(worker);
          if (at >= 0) await contexts.splice(at, 1)[0]!.close();
        };
      },
      async finishWork() {
        const rest = await test.work();
        // Jobs first: what they leave in the outbox is there once they are over.
        const [jobs, outbox] = [
          `SELECT kind, state, problem FROM job WHERE state IN ('queued', 'running')`,
          `SELECT item_id FROM search_outbox`,
        ];
        const left = async () => [...(await test.database.query(jobs)), ...(await test.database.query(outbox))];
        await comesTrue(async () => (await left()).length === 0, {
          withinMs: 180_000,
          tell: async () => JSON.stringify(await left()),
        });
        await rest();
      },
      stop,
    };
    return test;
  } catch (error) {
    await stop();
    throw error;
  }
}
