import { Readable } from 'node:stream';
import { BatchLinesService } from '../../server/modules/batch/batch.lines.service.js';
import { BatchStore } from '../../server/modules/batch/batch.store.js';
import { Storage } from '../../server/platform/storage/storage.js';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** What a file may hold and no more: long rows, large files, long names. */
describe('files of authorities have bounds', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let library: string;

  beforeAll(async () => {
    const desk = await authorityDesk();
    [app, cataloger, library] = [desk.app, desk.cataloger, desk.own.pid];
  });
  afterAll(async () => app?.stop());

  const ours = (kind: string) => `kind=${kind}&library=${library}`;
  const bring = async (query: string, text: string, name = 'names.csv') =>
    good(await cataloger.send('POST', `/authorities/imports?${query}`, formOf([{ name, bytes: Buffer.from(text) }])));

  it('holds no more of long rows at once than of many, and of what somebody brings no more than a few files', async () => {
    const brought = await bring(ours('agent'), `name:zh-CN\n${'甲乙丙丁戊己'.split('').join('\n')}\n`);
    const [batch] = await app.database.query<{ id: number }>('SELECT id FROM batch WHERE pid = $1', [brought.pid]);
    const { id } = batch!;
    await app.database.query(
      `UPDATE batch_row SET action = NULL, after = jsonb_build_object('x', repeat('y', 6000000)) WHERE batch_id = $1`,
      [id],
    );
    const store = app.app.get(BatchStore);
    const first = await store.toPlan(id, 0, 500);
    expect(first.map(({ at }) => at)).toEqual([1, 2, 3]);
    expect((await store.toPlan(id, 3, 500)).map(({ at }) => at)).toEqual([4, 5, 6]);
    await app.database.query(`UPDATE batch_row SET action = 'do' WHERE batch_id = $1`, [id]);
    const lines = app.app.get(BatchLinesService);
    const fresh = [{ action: 'do', fresh: true }] as const;
    const page = await lines.page(id, fresh, [-1, -1], 50);
    expect([page.rows.map(({ at }) => at), page.more]).toEqual([[1, 2, 3], true]);
    const last = await lines.page(id, fresh, [page.rows.at(-1)!.line, 3], 50);
    expect([last.rows.map(({ at }) => at), last.more]).toEqual([[4, 5, 6], false]);
    expect((await store.toApply(id, 5, 500)).map(({ at }) => at)).toEqual([6]);
    await app.database.query(`UPDATE batch_row SET done = 'done' WHERE batch_id = $1`, [id]);
    expect((await store.toUndo(id, 2 ** 31 - 1, 500)).map(({ at }) => at)).toEqual([6, 5, 4]);

    // One as large as any is followed by another: it is put away, with its file where that was not read yet.
    const storage = app.app.get<Storage>(Storage);
    await storage.put('batches/unread', Readable.from([Buffer.from('x')]));
    await app.database.query(
      `UPDATE batch SET parameters = parameters || '{"size": 1073741824}', file = 'batches/unread' WHERE id = $1`,
      [id],
    );
    const next = await bring(ours('agent'), 'name:zh-CN\n庚\n');
    expect((await cataloger.get(`/authorities/imports/${brought.pid}`)).body.code).toBe('import.not-found');
    expect(await storage.head('batches/unread')).toBeUndefined();
    expect(good(await cataloger.get(`/authorities/imports/${next.pid}`))).toMatchObject({ state: 'read' });
  });

  it('keeps a name of a file that is cut in the middle of a sign', async () => {
    const ending = '.csv';
    const name = `${'x'.repeat(299 - ending.length)}𠮷${'y'.repeat(50)}${ending}`;
    const brought = await bring(ours('agent'), 'name:zh-CN\n辛\n', name);
    expect(brought).toMatchObject({ state: 'read', name: `${'x'.repeat(299 - ending.length)}${ending}` });
    // A cell that no column takes is shown as far as it says something.
    const long = await bring(ours('agent'), `name:zh-CN,note:zh-CN\n${'壬'.repeat(120_000)},\n`);
    const [row] = good(await cataloger.get(`/authorities/imports/${long.pid}/rows`)).rows;
    expect([row.name['zh-CN'].length, row.action]).toEqual([300, 'bad']);
  });

  it('sends all rows with problems to their end, in the order of the file', async () => {
    const years = Array.from({ length: 1300 }, (_, at) => `某${at},${at % 5 === 0 ? 1700 : '康熙'}`);
    const brought = await bring(ours('agent'), ['名称,生年', ...years].join('\n'));
    const bad = years.flatMap((line, at) => (line.endsWith('康熙') ? [at + 2] : []));
    // As long as this it is a job.
    await app.finishWork();
    expect(good(await cataloger.get(`/authorities/imports/${brought.pid}`)).counts).toMatchObject({ bad: bad.length });
    const told = (await cataloger.get(`/authorities/imports/${brought.pid}/problems`)).text.trim().split('\n');
    expect(told.map((line) => (JSON.parse(line) as { row: number }).row)).toEqual(bad);
  });
});
