import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { migrationFiles } from '../../server/platform/database/data-source.js';
import { migrate } from '../../server/platform/database/migrate.js';

export interface TestDatabase {
  url: string;
  name: string;
  drop(): Promise<void>;
}

/** Any number that no other lock of the tests uses. */
const templateLock = 41_190_733;

function adminUrl(): string {
  const url = process.env.TEST_DATABASE_ADMIN_URL;
  if (!url) throw new Error('TEST_DATABASE_ADMIN_URL is not set: run the tests through "npm test".');
  return url;
}

const asAdmin = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => asOwner(adminUrl(), work);

/** The platform itself owns no tables: for what a test does to them by hand. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(name: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Migrating takes a second, copying a migrated database a tenth of one: each state of the migrations is made once. */
async function template(client: pg.Client): Promise<string> {
  const hash = createHash('sha256');
  for (const file of migrationFiles()) hash.update(file.split('/').pop()!).update(readFileSync(file));
  const name = `linlang_template_${hash.digest('hex').slice(0, 12)}`;
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return name;
  const half = `${name}_half`;
  await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${half}`);
  await migrate(urlOf(half), () => undefined);
  await client.query(`ALTER DATABASE ${half} RENAME TO ${name}`);
  return name;
}

/** A database of one's own, migrated (or empty). Whoever makes it drops it. */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const name = `linlang_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (client) => {
    if (options.migrated === false) {
      await client.query(`CREATE DATABASE ${name}`);
      return;
    }
    // A template may have no other visitor while it is copied.
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    // Nine hundred files are copied faster than all that is in them is written to the log.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${await template(client)} STRATEGY FILE_COPY`);
  });
  return {
    name,
    url: urlOf(name),
    drop: () => asAdmin(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}
