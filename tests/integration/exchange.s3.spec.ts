import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { comesTrue } from '../support/eventually.js';
import { describeOnS3, s3Address } from '../support/s3.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

const count = 1_000;
/** Too much to be on its way somewhere: nine million bytes. */
const table = `name:zh-CN,note:zh-CN\n${Array.from({ length: count }, (_, at) => `甲${at},${'注'.repeat(3000)}`).join('\n')}\n`;

/** What stands between us and the bucket: cuts the next download of a batch's file in its middle, and counts those that last. */
class Between {
  cuts = 0;
  open = 0;
  readonly server: http.Server;

  constructor(endpoint: string) {
    const { hostname, port } = new URL(endpoint);
    this.server = http.createServer((asked, answer) => {
      const { method, url = '', headers } = asked;
      const on = http.request({ hostname, port, method, path: url, headers }, (got) => {
        const length = Number(got.headers['content-length'] ?? 0);
        answer.writeHead(got.statusCode!, got.rawHeaders);
        got.pipe(answer);
        if (method !== 'GET' || !/\/batches\//.test(url)) return;
        this.open++;
        answer.once('close', () => this.open--);
        if (this.cuts === 0) return;
        this.cuts--;
        let sent = 0;
        got.on('data', (part: Buffer) => {
          if ((sent += part.length) > length / 2) answer.destroy();
        });
      });
      on.on('error', () => answer.destroy());
      asked.pipe(on);
    });
  }

  async begin(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  end(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describeOnS3('a file of authorities in a bucket', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let library: string;
  let between: Between;
  let db: pg.Client;

  beforeAll(async () => {
    const { env, endpoint } = s3Address();
    between = new Between(endpoint);
    const url = new URL(env['STORAGE_URL']!);
    url.searchParams.set('endpoint', await between.begin());
    const desk = await authorityDesk({ ...env, STORAGE_URL: url.href });
    [app, cataloger, library] = [desk.app, desk.cataloger, desk.own.pid];
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
  });
  afterAll(async () => {
    await db?.end();
    await app?.stop();
    between?.end();
  });

  const bring = async (): Promise<string> => {
    const form = formOf([{ name: 'names.csv', bytes: Buffer.from(table) }]);
    return good(await cataloger.send('POST', `/authorities/imports?kind=agent&library=${library}`, form)).pid;
  };
  const look = async (pid: string) => good(await cataloger.get(`/authorities/imports/${pid}`));
  const kept = async (pid: string) => {
    const { rows } = await db.query<{ attempt: number; rows: string }>(
      `SELECT j.attempt, (SELECT count(*) FROM batch_row r WHERE r.batch_id = b.id) AS rows
         FROM batch b JOIN job j ON j.pid = b.job_pid WHERE b.pid = $1`,
      [pid],
    );
    return [rows[0]!.attempt, Number(rows[0]!.rows)];
  };

  it('is read once more where it was cut off in its middle, and no row of it is there twice', async () => {
    between.cuts = 1;
    const pid = await bring();
    await app.finishWork();
    expect(await look(pid)).toMatchObject({ state: 'read', counts: { add: count, change: 0, same: 0, bad: 0 } });
    expect([between.cuts, await kept(pid)]).toEqual([0, [2, count]]);
  }, 300_000);

  it('is not held open while its rows wait for something', async () => {
    const pid = await bring();
    await db.query('BEGIN');
    await db.query('SELECT 1 FROM batch WHERE pid = $1 FOR UPDATE', [pid]);
    const finished = app.finishWork();
    const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    try {
      // Not asked by the one who holds it: within a transaction it is told the same each time.
      await comesTrue(async () => (await app.database.query(waits)).length > 0, { withinMs: 180_000 });
      expect(between.open).toBe(0);
    } finally {
      await db.query('ROLLBACK');
    }
    await finished;
    expect(await look(pid)).toMatchObject({ state: 'read', counts: { add: count } });
  }, 300_000);
});
