import { migrating } from '../support/migrating.js';

/** Files of authorities from before they were batches go up and come down again as they were. */
describe('migrations of files of authorities', () => {
  const database = migrating();

  test('none is lost, whatever it was in, nor what can still be taken back', async () => {
    const steps = await database.stepsTo('ImportByBatches');
    await database.down(steps);
    const [library] = (
      await database.client.query<{ id: string }>(
        `INSERT INTO library (pid, slug, name) VALUES ('000000019', 'imports', '{}') RETURNING id`,
      )
    ).rows;
    const [list] = (
      await database.client.query<{ id: string }>(
        `INSERT INTO vocabulary (pid, library_id, key, name) VALUES ('000000019', $1, 'imports', '{}') RETURNING id`,
        [library!.id],
      )
    ).rows;
    const half = { add: 2, change: 1, same: 1, bad: 1 };
    const files: [pid: string, state: string, bytes: string | null, problem: object | null, counts: object][] = [
      ['00000001a', 'reading', 'code,zh-CN\n', null, {}],
      ['00000001b', 'refused', null, { code: 'columns', value: 'x', row: 1 }, {}],
      ['00000001c', 'read', null, null, half],
      ['00000001d', 'applying', null, null, half],
      ['00000001e', 'undone', null, null, { ...half, undone: 2, kept: 1 }],
    ];
    for (const [pid, state, bytes, problem, counts] of files)
      await database.client.query(
        `INSERT INTO authority_import (pid, library_id, kind, vocabulary_id, name, bytes, state, problem, counts, job_pid)
         VALUES ($1, $2, 'term', $3, 'imports.csv', $4, $5, $6, $7, $8)`,
        [pid, library!.id, list!.id, bytes === null ? null : Buffer.from(bytes), state, problem, counts, `${pid}j`],
      );
    // The platform's own, of people.
    await database.client.query(
      `INSERT INTO authority_import (pid, kind, name, state) VALUES ('00000001f', 'agent', 'p.csv', 'read')`,
    );
    const rows: [action: string, version: number | null, done: Record<string, string>][] = [
      ['add', null, { '00000001d': 'written', '00000001e': 'undone' }],
      ['add', null, { '00000001e': 'kept' }],
      ['change', 3, { '00000001d': 'left', '00000001e': 'undone' }],
      ['same', 1, {}],
      ['bad', null, {}],
    ];
    for (const pid of ['00000001c', '00000001d', '00000001e'])
      for (const [at, [action, version, done]] of rows.entries())
        await database.client.query(
          `INSERT INTO authority_import_row (import_id, at, row, action, pid, version, written, ord, before, after, problems, done)
           SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM authority_import WHERE pid = $1`,
          [
            ...[pid, at, at + 2, action, `${pid}${at}`, version, done[pid] ? 4 : null, 10 + at],
            ...[version === null ? null : { code: 'c' }, { code: `c${at}` }],
            ...[JSON.stringify(action === 'bad' ? [{ code: 'twice', value: 'c' }] : []), done[pid] ?? null],
          ],
        );
    await database.client.query(
      `INSERT INTO job (pid, kind, key, payload, checkpoint, state)
       SELECT pid || 'j', 'authority.import', pid, jsonb_build_object('importId', id, 'step', CASE state WHEN 'reading' THEN 'read' ELSE 'apply' END),
              CASE WHEN state = 'applying' THEN '{"at": 0, "done": 1}'::jsonb END, 'stopped' FROM authority_import
       UNION ALL SELECT '00000002aj', 'authority.import', 'gone', '{"importId": 999, "step": "apply"}', NULL, 'done'`,
    );
    const before = async () => ({
      files: (
        await database.client.query(
          `SELECT pid, library_id, kind, vocabulary_id, name, bytes, state, problem, job_pid, created_at FROM authority_import ORDER BY pid`,
        )
      ).rows as unknown[],
      rows: (
        await database.client.query(
          `SELECT i.pid AS import, r.at, r.row, r.action, r.pid, r.version, r.written, r.ord, r.before, r.after, r.problems, r.done
             FROM authority_import_row r JOIN authority_import i ON i.id = r.import_id ORDER BY i.pid, r.at`,
        )
      ).rows as unknown[],
      jobs: (
        await database.client.query(
          `SELECT job.pid, job.kind, payload ->> 'step' AS step, checkpoint, i.pid AS import
             FROM job LEFT JOIN authority_import i ON i.id = (payload ->> 'importId')::bigint ORDER BY job.pid`,
        )
      ).rows as unknown[],
    });
    const old = await before();
    await database.up();
    const batches = await database.client.query(
      `SELECT b.pid, b.state, b.counts, b.problem, convert_from(b.bytes, 'UTF8') AS text, b.parameters, j.payload ->> 'step' AS step, j.checkpoint
         FROM batch b LEFT JOIN job j ON j.pid = b.job_pid AND (j.payload ->> 'batchId')::bigint = b.id AND j.kind = 'batch.run' ORDER BY b.pid`,
    );
    const figures = { rows: 5, do: 3, new: 2, same: 1, cannot: 1 };
    expect(batches.rows).toMatchObject([
      { pid: '00000001a', state: 'planning', counts: {}, text: 'code,zh-CN\n', step: 'plan' },
      { pid: '00000001b', state: 'refused', problem: { code: 'columns', value: 'x', row: 1 } },
      {
        pid: '00000001c',
        state: 'planned',
        counts: { ...figures, done: 0 },
        parameters: { authority: 'term', file: 'imports.csv', after: 8 },
      },
      {
        pid: '00000001d',
        state: 'applying',
        counts: { ...figures, done: 1, left: 1 },
        step: 'apply',
        checkpoint: { at: 1, done: 1 },
      },
      { pid: '00000001e', state: 'undone', counts: { ...figures, done: 3, undone: 2, kept: 1 } },
      { pid: '00000001f', state: 'planned', parameters: { authority: 'agent', file: 'p.csv' } },
    ]);
    const taken = await database.client.query(
      `SELECT r.at, r.line, r.action, r.done, r.subject, r.problem FROM batch_row r JOIN batch b ON b.id = r.batch_id WHERE b.pid = '00000001d' ORDER BY r.at`,
    );
    expect(taken.rows).toMatchObject([
      { at: 1, line: 2, action: 'do', done: 'done', subject: '00000001d0', problem: null },
      { at: 2, action: 'do', done: null },
      { at: 3, action: 'do', done: 'left' },
      { at: 4, action: 'same' },
      { at: 5, line: 6, action: 'cannot', problem: { params: { problems: [{ code: 'twice', value: 'c' }] } } },
    ]);
    expect((await database.client.query(`SELECT 1 FROM job WHERE kind = 'authority.import'`)).rows).toEqual([]);
    await database.down(steps);
    expect(await before()).toEqual(old);
    await database.up();

    // Whoever takes a batch or a library away takes away what hangs on it, also where one half of a key is empty.
    const rowsOf = `SELECT 1 FROM batch_row r WHERE NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = r.batch_id)`;
    await database.client.query(
      `INSERT INTO batch_row (batch_id, at, line) SELECT id, 1, 2 FROM batch WHERE pid = '00000001f'`,
    );
    await database.client.query(`DELETE FROM batch WHERE pid = '00000001f'`);
    expect((await database.client.query(rowsOf)).rows).toEqual([]);
    await database.client.query(
      `INSERT INTO batch (pid, library_id, kind, parameters) VALUES ('00000003a', $1, 'authorities', '{"authority": "agent"}')`,
      [library!.id],
    );
    await database.client.query('DELETE FROM vocabulary WHERE library_id = $1', [library!.id]);
    await database.client.query('DELETE FROM library WHERE id = $1', [library!.id]);
    expect((await database.client.query('SELECT pid FROM batch')).rows).toEqual([]);
    expect((await database.client.query(rowsOf)).rows).toEqual([]);
  });
});
