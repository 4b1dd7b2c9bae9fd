import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { machineOf } from '../../server/launch/machine.mjs';
import { startPostgres } from '../../server/launch/postgres.mjs';
import { tuningFor } from '../../server/launch/postgres.tuning.mjs';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './launched.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One data folder through several starts, as the machine or its operator's mind changes. */
describe('the embedded database', () => {
  const dataDir = temporaryFolder();
  const before = process.env.POSTGRES_SETTINGS;
  afterEach(() => {
    if (before === undefined) delete process.env.POSTGRES_SETTINGS;
    else process.env.POSTGRES_SETTINGS = before;
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  async function started<T>(work: (db: pg.Client, lines: string[]) => Promise<T>): Promise<T> {
    const lines: string[] = [];
    const server = await startPostgres({ root, dataDir, log: (line) => lines.push(line) });
    const db = new pg.Client({ connectionString: server.url });
    try {
      await db.connect();
      return await work(db, lines);
    } finally {
      await db.end();
      await server.stop();
    }
  }
  const shown = async (db: pg.Client, name: string) =>
    (await db.query<Record<string, string>>(`SHOW ${name}`)).rows[0]![name]!;
  const bytesOf = async (db: pg.Client, text: string) =>
    (await db.query<{ bytes: string }>('SELECT pg_size_bytes($1) AS bytes', [text])).rows[0]!.bytes;

  test('runs as its machine allows, and keeps what it is told', async () => {
    const wanted = tuningFor(machineOf({ disk: dataDir }));
    await started(async (db, lines) => {
      for (const name of ['shared_buffers', 'work_mem', 'effective_cache_size', 'maintenance_work_mem']) {
        expect(await bytesOf(db, await shown(db, name))).toBe(await bytesOf(db, wanted[name]!));
      }
      for (const name of [
        'max_connections',
        'jit',
        'random_page_cost',
        'effective_io_concurrency',
        'checkpoint_timeout',
      ]) {
        expect([name, await shown(db, name)]).toEqual([name, wanted[name]]);
      }
      for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) expect(await shown(db, name)).toBe('on');
      expect(lines.filter((line) => line.startsWith('PostgreSQL for '))).toHaveLength(1);
      await db.query(`CREATE TABLE kept AS SELECT 1 AS one`);
    });
  });

  test('goes on with its data when an operator knows better, or asks for more than there is', async () => {
    process.env.POSTGRES_SETTINGS = 'shared_buffers=48MB work_mem=5MB';
    await started(async (db, lines) => {
      expect([await shown(db, 'shared_buffers'), await shown(db, 'work_mem')]).toEqual(['48MB', '5MB']);
      expect((await db.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
      expect(lines.join('\n')).toContain('set by POSTGRES_SETTINGS: shared_buffers=48MB work_mem=5MB');
    });
    process.env.POSTGRES_SETTINGS = 'shared_buffers=4000GB';
    await started(async (db, lines) => {
      expect(await shown(db, 'shared_buffers')).toBe('64MB');
      expect(lines.join('\n')).toContain('the system has not 4000GB of memory to share');
      expect((await db.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    });
    // Nothing of it is written into the folder, so that the next machine is met afresh.
    const written = ['postgresql.auto.conf', 'postgresql.conf'].map((file) =>
      readFileSync(path.join(dataDir, 'postgres', file), 'utf8'),
    );
    expect(written.join('\n')).not.toMatch(/^\s*work_mem/m);
    process.env.POSTGRES_SETTINGS = 'fsync=off';
    await expect(started(async () => undefined)).rejects.toThrow('POSTGRES_SETTINGS: fsync cannot be set');
  });
});
