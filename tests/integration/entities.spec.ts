import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { newPid } from '../../server/contract/pid.js';
import { JobEntity } from '../../server/modules/job/job.entity.js';
import { VocabularyEntity } from '../../server/modules/authority/vocabulary.entity.js';
import type { Database } from '../../server/platform/database/database.js';
import { runAs, staffIdentity, systemIdentity } from '../../server/platform/database/identity.js';
import { readingFor } from '../../server/platform/database/request.reads.js';
import { filesBelow } from '../architecture/sources.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner } from '../support/database.js';

/** Each column in one line: how the database has it, and how the entity says it is. */
const asMigrated = `
  SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN '' ELSE ' or null' END
         || CASE WHEN a.attidentity = '' THEN '' ELSE ' counted' END
         || CASE WHEN a.attnum = ANY (i.indkey) THEN ' key' ELSE '' END AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
   WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) ORDER BY 1`;

function asDeclared(source: DataSource): string[] {
  const driver = source.driver as PostgresDriver;
  return source.entityMetadatas
    .flatMap(({ tableName, columns }) =>
      columns.map(
        (column) =>
          `${tableName}.${column.databaseName} ${driver.normalizeType(column)}${column.isArray ? '[]' : ''}` +
          (column.isNullable ? ' or null' : '') +
          (column.isGenerated ? ' counted' : '') +
          (column.isPrimary ? ' key' : ''),
      ),
    )
    .sort();
}

describe('plain entities', () => {
  let app: TestApp;
  let database: Database;
  let north: number;
  let south: number;

  beforeAll(async () => {
    app = await startApp();
    database = app.database;
    const made = await database.query<{ id: number }>(
      `INSERT INTO library (pid, slug, name) VALUES ($1, 'north', '{}'), ($2, 'south', '{}') RETURNING id`,
      [newPid(), newPid()],
    );
    [north, south] = made.map(({ id }) => id) as [number, number];
  });
  afterAll(() => app?.stop());

  const inNorth = <T>(work: () => Promise<T>) => runAs(staffIdentity([north], 'own'), work);
  const job = (libraryId: number) => ({ pid: newPid(), kind: 'media.derive', payload: { fileId: 1 }, libraryId });
  const statements = (work: () => Promise<unknown>) =>
    readingFor({ mayWrite: true }, async (own) => {
      await work();
      return own.statements;
    });

  it('are the tables as they were migrated: every column, its type, and whether it may be missing', async () => {
    const { entityMetadatas } = database.source;
    // The application knows all that there are, not only those of one module.
    const files = filesBelow('server', /\.entity\.ts$/);
    const { entities } = await import('../../server/platform/database/entities.js');
    expect(entityMetadatas.length).toBe(entities.length);
    expect(entityMetadatas.length).toBeGreaterThanOrEqual(files.length);
    const tables = entityMetadatas.map(({ tableName }) => tableName);
    const rows = await asOwner(app.databaseUrl, async (client) => {
      return (await client.query<{ line: string }>(asMigrated, [tables])).rows;
    });
    expect(asDeclared(database.source)).toEqual(rows.map(({ line }) => line).sort());
  });

  it('hang together with nothing, and change no table', () => {
    expect(database.source.options.synchronize).toBe(false);
    for (const { relations, listeners, indices, foreignKeys } of database.source.entityMetadatas) {
      expect([relations, listeners, indices, foreignKeys].flat()).toEqual([]);
    }
  });

  it('are read and written by one statement each, in no transaction but the one under way', async () => {
    const rows = () => database.rows(JobEntity);
    const one = job(north);
    const { pid } = one;
    const alone: (() => Promise<unknown>)[] = [
      () => rows().insert({ ...one }),
      () => rows().findOne({ select: { state: true }, where: { pid } }),
      () => rows().existsBy({ pid }),
      () => rows().update({ pid }, { doneCount: 3 }),
      () => rows().delete({ pid }),
    ];
    const asked: number[] = [];
    for (const work of alone) asked.push(await statements(() => runAs(systemIdentity, work)));
    // The first may have to say whose libraries are meant.
    expect(asked.slice(1)).toEqual([1, 1, 1, 1]);
    const together = await statements(() =>
      database.transaction(async () => {
        for (const work of alone) await work();
      }),
    );
    // BEGIN and COMMIT.
    expect(together).toBe(alone.length + 2);
  });

  it('join the transaction under way, and go with it', async () => {
    const one = job(north);
    await expect(
      database.transaction(async () => {
        await database.rows(JobEntity).insert(one);
        expect(await database.one('SELECT id FROM job WHERE pid = $1', [one.pid])).toBeDefined();
        // Nobody else sees it.
        expect(await database.outside(() => database.rows(JobEntity).existsBy({ pid: one.pid }))).toBe(false);
        throw new Error('not after all');
      }),
    ).rejects.toThrow('not after all');
    expect(await database.rows(JobEntity).existsBy({ pid: one.pid })).toBe(false);
  });

  it('stand behind the wall like every other row', async () => {
    const [own, foreign] = [job(north), job(south)];
    await database.rows(JobEntity).insert(own);
    await database.rows(JobEntity).insert(foreign);
    const seen = () => database.rows(JobEntity).find({ select: { pid: true }, where: {} });
    const pids = async (rows: Promise<{ pid: string }[]>) => (await rows).map(({ pid }) => pid);
    const outside = await pids(inNorth(seen));
    expect(outside).toContain(own.pid);
    expect(outside).not.toContain(foreign.pid);
    await inNorth(() =>
      database.transaction(async () => {
        expect(await pids(seen())).not.toContain(foreign.pid);
        expect(await pids(database.asSystem('a test', seen))).toContain(foreign.pid);
        expect((await database.rows(JobEntity).update({ pid: foreign.pid }, { doneCount: 9 })).affected).toBe(0);
        expect((await database.rows(JobEntity).delete({ pid: foreign.pid })).affected).toBe(0);
      }),
    );
    await expect(inNorth(() => database.rows(JobEntity).insert(job(south)))).rejects.toThrow(/row-level security/);
    // Readers come by a connection of their own, which may read and nothing else.
    const [vocabulary] = await database.asReader(() => database.rows(VocabularyEntity).find({ where: {} }));
    expect(vocabulary).toMatchObject({ id: expect.any(Number) as number, ordered: true, libraryId: null });
    const peeked = database.asReader(() => database.rows(JobEntity).find({ where: {} }));
    await expect(peeked).rejects.toThrow(/permission denied/);
  });

  it('hold what was written: numbers, times, lists and nothing', async () => {
    const one = { ...job(north), doneCount: 2 ** 40, checkpoint: [1, 'two', null], problem: null };
    await database.rows(JobEntity).insert(one);
    const kept = await database.rows(JobEntity).findOneBy({ pid: one.pid });
    expect(kept).toMatchObject({ doneCount: 2 ** 40, checkpoint: [1, 'two', null], problem: null, state: 'queued' });
    expect(kept!.createdAt).toBeInstanceOf(Date);
    expect(typeof kept!.id).toBe('number');
  });

  it('refuse to change or remove what nobody named', async () => {
    await expect(database.rows(JobEntity).delete({})).rejects.toThrow(/[Ee]mpty criteria/);
    const nobody = undefined as unknown as string;
    await expect(database.rows(JobEntity).update({ pid: nobody }, { doneCount: 0 })).rejects.toThrow(/[Uu]ndefined/);
  });
});
