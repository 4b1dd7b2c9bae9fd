import { runMigrations } from 'graphile-worker';
import { DataSource } from 'typeorm';
import { dataSourceOptions, loadMigrations } from './data-source.js';
import { ensureRoles, grantRoles, type OwnUrls, roleUrls } from './roles.js';

export class NewerDatabase extends Error {}

/** Any number: all processes of one installation that start together agree on it. */
const migrationLock = 7_205_759;

/**
 * Brings the database up to date; several processes starting together wait for one another. The only one who connects as
 * the owner: the roles that the platform itself connects as are made and given their tables here.
 */
export async function migrate(url: string, log: (line: string) => void, own: OwnUrls = {}): Promise<void> {
  const urls = roleUrls({ ...own, DATABASE_URL: url });
  const source = new DataSource({ ...dataSourceOptions(url, 2), migrations: await loadMigrations() });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const known = new Set(source.migrations.map((migration) => migration.name));
    const [table] = (await lock.query(`SELECT to_regclass('migration') AS name`)) as { name: string | null }[];
    if (table?.name) {
      const done = (await lock.query('SELECT name FROM migration')) as { name: string }[];
      const unknown = done.filter((row) => !known.has(row.name));
      if (unknown.length > 0) {
        throw new NewerDatabase(
          `The data was written by a newer version of Linlang (migration ${unknown[0]!.name}); start that version or newer. ` +
            `数据由更新版本的琳琅写入，请用该版本或更新的版本启动。`,
        );
      }
    }
    await ensureRoles(lock, urls, own);
    const ran = await source.runMigrations({ transaction: 'each' });
    for (const migration of ran) log(`migrated ${migration.name}`);
    // A copy of a database in another cluster: whatever it brought was over long before any transaction of this one.
    await lock.query(`UPDATE change SET xid = '3' WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())`);
    // The queue keeps its own tables in a schema of its own.
    await runMigrations({ connectionString: url });
    await grantRoles(lock, urls);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

/** Takes back the newest migrations, one by one. */
export async function revert(url: string, count: number): Promise<void> {
  const source = new DataSource({ ...dataSourceOptions(url, 2), migrations: await loadMigrations() });
  await source.initialize();
  try {
    for (let step = 0; step < count; step++) await source.undoLastMigration({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
