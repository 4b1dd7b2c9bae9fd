import { loadMigrations } from '../../server/platform/database/data-source.js';
import { exactTitleLexeme, foldedTitleLexeme } from '../../server/platform/search/postgres/title.lexeme.js';
import { migrating } from '../support/migrating.js';

/** Everything of ours that a migration can make, in words that two databases can be compared by. */
const shape = `
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
         CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'function ' || p.oid::regprocedure || ' ' || md5(p.prosrc)
    FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
  ORDER BY 1`;

describe('migrations', () => {
  const database = migrating();

  const lines = async () => (await database.client.query<{ line: string }>(shape)).rows.map((row) => row.line);

  test('go down one by one to nothing, and up again to the same tables', async () => {
    const whole = await lines();
    expect(whole.length).toBeGreaterThan(100);
    for (const _ of await loadMigrations()) await database.down(1);
    const left = (await lines()).filter((line) => !/^(column migration\.|(index|constraint) .*migration\b)/.test(line));
    expect(left).toEqual([]);
    await database.up();
    expect(await lines()).toEqual(whole);
  });

  test('a job that waits under its older name is done under the new one, and once only', async () => {
    const names = async () =>
      (
        await database.client.query<{ name: string }>(`SELECT kind || ' ' || key AS name FROM job ORDER BY id`)
      ).rows.map((row) => row.name);
    const waiting = (pid: string, kind: string, key: string) =>
      database.client.query(`INSERT INTO job (pid, kind, key, payload) VALUES ($1, $2, $3, '{"collectionId": 1}')`, [
        pid,
        kind,
        key,
      ]);
    const steps = await database.stepsTo('RenameApplyJobs');
    await database.down(steps);
    await waiting('00000000a', 'catalog.project', '1');
    await waiting('00000000b', 'catalog.project', '2');
    await waiting('00000000c', 'catalog.apply', '2');
    await database.up();
    expect(await names()).toEqual(['catalog.apply 1', 'catalog.apply 2']);
  });

  test('finding follows the text where nobody had chosen more, and lets as many find as before', async () => {
    const steps = await database.stepsTo('LetFindingFollowText');
    await database.down(steps);
    const [library] = (
      await database.client.query<{ id: number }>(
        `INSERT INTO library (pid, slug, name) VALUES ('000000009', 'find', '{}') RETURNING id`,
      )
    ).rows;
    const [collection] = (
      await database.client.query<{ id: number }>(
        `INSERT INTO collection (pid, library_id, slug, name, kind, template_key, default_labels)
         VALUES ('000000009', $1, 'find', '{}', 'book', 'book', '{"text": ["campus"], "find": ["public"]}'),
                ('00000000a', $1, 'other', '{}', 'book', 'book', '{"text": ["public"], "find": ["public"]}') RETURNING id`,
        [library!.id],
      )
    ).rows;
    const staff = `staff:${library!.id}`;
    const campus = `campus:${library!.id}`;
    const items: [text: string[], find: string[], kept: string[]][] = [
      [['public', staff], ['public', staff], [staff]],
      [['public', staff], [campus, staff], [staff]],
      [[campus, staff], [campus, staff], [staff]],
      [
        [campus, staff],
        ['public', staff],
        ['public', staff],
      ],
      [[staff], ['public', staff], ['public', staff]],
    ];
    for (const [at, [text, find]] of items.entries())
      await database.client.query(
        `INSERT INTO item (pid, library_id, collection_id, text_labels, find_labels) VALUES ($1, $2, $3, $4, $5)`,
        [`00000001${at}`, library!.id, collection!.id, text, find],
      );
    const labels = async () =>
      (await database.client.query<{ find_labels: string[] }>('SELECT find_labels FROM item ORDER BY id')).rows.map(
        (row) => row.find_labels,
      );
    const defaults = async () =>
      (
        await database.client.query<{ find: string[] }>(
          `SELECT default_labels -> 'find' AS find FROM collection ORDER BY id`,
        )
      ).rows.map((row) => row.find);
    await database.up();
    expect([await labels(), await defaults()]).toEqual([items.map(([, , kept]) => kept), [['public'], ['staff']]]);
    await database.down(steps);
    const back = items.map(([text, , kept]) => (kept.length === 1 ? text : kept));
    expect([await labels(), await defaults()]).toEqual([back, [['public'], ['public']]]);
    await database.up();
    await database.client.query('DELETE FROM item');
    await database.client.query('DELETE FROM collection');
    await database.client.query('DELETE FROM library');
  });

  test('what the embedded search had indexed is found as before, whole titles too, and goes back with its facts', async () => {
    const steps = await database.stepsTo('HoldWordsApart');
    await database.down(steps);
    await database.client.query(
      `INSERT INTO search_document (item_id, version, recipe, gone, library_id, collection_id, labels, titles_exact, titles_folded,
                                    title_vector, vector, facets, from_year, to_year, sort_title, newest, number_slots, card)
       VALUES (1, 3, 1, false, 7, 5, '{public}', '{錢塘志,別名}', '{钱塘志,别名}', $1, $2, '{4,9}', 1600, 1610, 'qian', 12, '{NULL,2.5}', '{"a": 1}'),
              (2, 9, 1, true, NULL, 0, '{}', '{}', '{}', '', '', '{}', NULL, NULL, NULL, 0, '{}', NULL)`,
      [`'钱塘':1A '塘志':2A`, `'钱塘':1A '塘志':2A '仁和':20B`],
    );
    const facts = async (table: string) => {
      const { rows } = await database.client.query<Record<string, unknown>>(
        `SELECT item_id, gone, library_id, collection_id, labels, facets, from_year, to_year, sort_title, newest, number_slots FROM ${table} ORDER BY item_id`,
      );
      return rows;
    };
    const before = await facts('search_document');
    await database.up();
    expect(await facts('search_fact')).toEqual(before);
    const { rows } = await database.client.query<{ item_id: number; card: unknown }>(
      `SELECT d.item_id, d.card FROM search_vector v JOIN search_document d USING (item_id)
        WHERE v.vector @@ $1::tsquery AND v.title_vector @@ $2::tsquery AND v.title_vector @@ $3::tsquery`,
      [
        `'钱塘' <1> '塘志' & '仁和'`,
        `'${exactTitleLexeme('錢塘志')}' & '${exactTitleLexeme('別名')}'`,
        `'${foldedTitleLexeme('钱塘志')}'`,
      ],
    );
    expect(rows).toEqual([{ item_id: 1, card: { a: 1 } }]);
    await database.down(steps);
    expect(await facts('search_document')).toEqual(before);
    await database.up();
    await database.client.query(`DELETE FROM search_document`);
  });

  test('the newest goes down and up again with data in the tables', async () => {
    await database.client.query(
      `INSERT INTO library (pid, slug, name) VALUES ('000000001', 'alpha', '{"en": "Alpha"}')`,
    );
    const rows = async () => (await database.client.query('SELECT * FROM library')).rows;
    const before = await rows();
    await database.down(1);
    await database.up();
    expect(await rows()).toEqual(before);
  });
});
