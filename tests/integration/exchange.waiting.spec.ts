import pg from 'pg';
import { BatchWork } from '../../server/modules/batch/batch.work.js';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { comesTrue } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** What is done while one waits is soon done, is seen by others, and is left to a job where it is neither. */
describe('a file that one waits for', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let colleague: Visitor;
  let library: string;
  let db: pg.Client;

  beforeAll(async () => {
    const desk = await authorityDesk();
    [app, cataloger, colleague, library] = [desk.app, desk.cataloger, desk.admin, desk.own.pid];
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
  });
  afterAll(async () => {
    await db?.end();
    await app?.stop();
  });

  const query = () => `kind=agent&library=${library}`;
  const send = async (text: string, name = 'names.csv') =>
    good(await cataloger.send('POST', `/authorities/imports?${query()}`, formOf([{ name, bytes: Buffer.from(text) }])));
  const look = async (pid: string, who = cataloger) => good(await who.get(`/authorities/imports/${pid}`));
  const names = (prefix: string, count: number) =>
    `name:zh-CN\n${Array.from({ length: count }, (_, at) => `${prefix}${at}`).join('\n')}\n`;
  const rows = async (pid: string, where = 'true'): Promise<number> => {
    const { rows } = await db.query<{ n: string }>(
      `SELECT count(*) AS n FROM batch_row r JOIN batch b ON b.id = r.batch_id WHERE b.pid = $1 AND ${where}`,
      [pid],
    );
    return Number(rows[0]!.n);
  };

  it('is no longer than its rows, however few bytes they have', async () => {
    const text = names('甲', 1200);
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
    const seen = await send(text);
    expect(seen).toMatchObject({ state: 'reading', job: { state: 'queued' } });
    // No more was read than shows that it is long, and none was looked at.
    expect([await rows(seen.pid), await rows(seen.pid, 'action IS NOT NULL')]).toEqual([501, 0]);
    await app.finishWork();
    expect(await look(seen.pid)).toMatchObject({ state: 'read', counts: { add: 1200, bad: 0 } });
    expect(await send(names('乙', 500))).toMatchObject({ state: 'read', job: null, counts: { add: 500 } });
  }, 120_000);

  it('leaves what others have put away to a job, where it is much', async () => {
    const old = await send(names('丙', 10));
    await db.query(
      `INSERT INTO batch_row (batch_id, library_id, at, line)
       SELECT id, library_id, 1000 + n, 1000 + n FROM batch, generate_series(1, 30000) AS n WHERE pid = $1`,
      [old.pid],
    );
    await db.query(`UPDATE batch SET state = 'clearing' WHERE pid = $1`, [old.pid]);
    expect(await send(names('丁', 10))).toMatchObject({ state: 'read' });
    expect(await rows(old.pid)).toBe(10_010);
    expect(await send(names('丁', 10))).toMatchObject({ state: 'read' });
    expect(await rows(old.pid)).toBe(0);
  });

  it('is under way for everybody, until whoever does it is gone', async () => {
    await db.query('BEGIN');
    await db.query('LOCK TABLE agent IN ACCESS EXCLUSIVE MODE');
    const sent = send(names('戊', 10), 'wu.csv');
    const latest = async () => good(await colleague.get(`/authorities/imports?${query()}`)).rows;
    try {
      await comesTrue(
        async () => (await latest())[0]?.name === 'wu.csv' && (await rows((await latest())[0].pid)) === 10,
      );
      const [seen] = await latest();
      expect(seen).toMatchObject({ state: 'reading', job: null });
      expect(await look(seen.pid, colleague)).toMatchObject({ state: 'reading', job: null });
    } finally {
      await db.query('ROLLBACK');
    }
    const { pid } = await sent;
    expect(await look(pid)).toMatchObject({ state: 'read', job: null, counts: { add: 10 } });

    // As a server leaves it that dies on the way.
    await db.query(
      `UPDATE batch SET state = 'planning', counts = '{"rows": 10}', created_at = now() - interval '61 seconds' WHERE pid = $1`,
      [pid],
    );
    expect(await look(pid, colleague)).toMatchObject({ state: 'stopped', job: null });
    expect(good(await colleague.post(`/authorities/imports/${pid}/apply`, {}))).toMatchObject({
      state: 'reading',
      job: { state: 'queued' },
    });
    await app.finishWork();
    expect(await look(pid)).toMatchObject({ state: 'read', counts: { add: 10 } });
  });

  it('counts its rows once, where two think that it is theirs', async () => {
    const stops = `CREATE OR REPLACE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
      CREATE TRIGGER fails BEFORE UPDATE OF file ON batch FOR EACH STATEMENT EXECUTE FUNCTION fails()`;
    await app.asOwner(stops);
    const { pid } = await send(names('庚', 10)).finally(() => app.asOwner('DROP TRIGGER fails ON batch'));
    expect([await rows(pid), (await look(pid)).state]).toEqual([10, 'reading']);
    const { id } = (await app.database.one<{ id: number }>('SELECT id FROM batch WHERE pid = $1', [pid]))!;
    const work = app.app.get(BatchWork);
    await db.query('BEGIN');
    await db.query('SELECT 1 FROM batch WHERE id = $1 FOR UPDATE', [id]);
    const both = Promise.all([work.plan(id), work.plan(id)]);
    const waiting = `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await comesTrue(async () => Number((await app.database.one<{ n: number }>(waiting))!.n) === 2);
    await db.query('COMMIT');
    await both;
    const { counts } = (await app.database.one<{ counts: object }>('SELECT counts FROM batch WHERE id = $1', [id]))!;
    expect(counts).toMatchObject({ rows: 10, do: 10, new: 10 });
  });

  it('is left to a job where something fails', async () => {
    const fails = (table: string, when: string) =>
      app.asOwner(`CREATE OR REPLACE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER fails BEFORE ${when} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION fails()`);
    await fails('batch_row', 'UPDATE');
    const seen = await send(names('己', 10)).finally(() => app.asOwner('DROP TRIGGER fails ON batch_row'));
    expect(seen).toMatchObject({ state: 'reading', job: { state: 'queued' } });
    await app.finishWork();
    expect(await look(seen.pid)).toMatchObject({ state: 'read', counts: { add: 10 } });
    await fails('agent', 'INSERT');
    const done = await cataloger
      .post(`/authorities/imports/${seen.pid}/apply`, {})
      .finally(() => app.asOwner('DROP TRIGGER fails ON agent'));
    expect(good(done)).toMatchObject({ state: 'applying', job: { state: 'queued' } });
    await app.finishWork();
    expect(await look(seen.pid)).toMatchObject({ state: 'applied', counts: { written: 10, left: 0 } });
  }, 120_000);
});
