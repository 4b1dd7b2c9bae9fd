import pg from 'pg';
import { loadMigrations } from '../../server/platform/database/data-source.js';
import { migrate, revert } from '../../server/platform/database/migrate.js';
import { exactTitleLexeme, foldedTitleLexeme } from '../../server/platform/search/postgres/title.lexeme.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

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
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const lines = async () => (await client.query<{ line: string }>(shape)).rows.map((row) => row.line);

  test('go down one by one to nothing, and up again to the same tables', async () => {
    const whole = await lines();
    expect(whole.length).toBeGreaterThan(100);
    for (const _ of await loadMigrations()) await revert(database.url, 1);
    const left = (await lines()).filter((line) => !/^(column migration\.|(index|constraint) .*migration\b)/.test(line));
    expect(left).toEqual([]);
    await migrate(database.url, () => undefined);
    expect(await lines()).toEqual(whole);
  });

  test('a job that waits under its older name is done under the new one, and once only', async () => {
    const names = async () =>
      (await client.query<{ name: string }>(`SELECT kind || ' ' || key AS name FROM job ORDER BY id`)).rows.map(
        (row) => row.name,
      );
    const waiting = (pid: string, kind: string, key: string) =>
      client.query(`INSERT INTO job (pid, kind, key, payload) VALUES ($1, $2, $3, '{"collectionId": 1}')`, [
        pid,
        kind,
        key,
      ]);
    const { length: count } = await loadMigrations();
    const steps = count - (await loadMigrations()).findIndex(({ name }) => name.startsWith('RenameApplyJobs'));
    await revert(database.url, steps);
    await waiting('00000000a', 'catalog.project', '1');
    await waiting('00000000b', 'catalog.project', '2');
    await waiting('00000000c', 'catalog.apply', '2');
    await migrate(database.url, () => undefined);
    expect(await names()).toEqual(['catalog.apply 1', 'catalog.apply 2']);
  });

  test('finding follows the text where nobody had chosen more, and lets as many find as before', async () => {
    const all = (await loadMigrations()).map(({ name }) => name);
    const steps = all.length - all.findIndex((name) => name.startsWith('LetFindingFollowText'));
    await revert(database.url, steps);
    const [library] = (
      await client.query<{ id: number }>(
        `INSERT INTO library (pid, slug, name) VALUES ('000000009', 'find', '{}') RETURNING id`,
      )
    ).rows;
    const [collection] = (
      await client.query<{ id: number }>(
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
      await client.query(
        `INSERT INTO item (pid, library_id, collection_id, text_labels, find_labels) VALUES ($1, $2, $3, $4, $5)`,
        [`00000001${at}`, library!.id, collection!.id, text, find],
      );
    const labels = async () =>
      (await client.query<{ find_labels: string[] }>('SELECT find_labels FROM item ORDER BY id')).rows.map(
        (row) => row.find_labels,
      );
    const defaults = async () =>
      (
        await client.query<{ find: string[] }>(`SELECT default_labels -> 'find' AS find FROM collection ORDER BY id`)
      ).rows.map((row) => row.find);
    await migrate(database.url, () => undefined);
    expect([await labels(), await defaults()]).toEqual([items.map(([, , kept]) => kept), [['public'], ['staff']]]);
    await revert(database.url, steps);
    const back = items.map(([text, , kept]) => (kept.length === 1 ? text : kept));
    expect([await labels(), await defaults()]).toEqual([back, [['public'], ['public']]]);
    await migrate(database.url, () => undefined);
    await client.query('DELETE FROM item');
    await client.query('DELETE FROM collection');
    await client.query('DELETE FROM library');
  });

  test('what lists knew of records stays, their states are counted, and the ordinary job makes the rest', async () => {
    const all = (await loadMigrations()).map(({ name }) => name);
    const steps = all.length - all.findIndex((name) => name.startsWith('FindInLists'));
    const one = async <T>(sql: string, values: unknown[] = []) =>
      (await client.query<T & object>(sql, values)).rows[0]!;
    const library = await one<{ id: number }>(
      `INSERT INTO library (pid, slug, name) VALUES ('000000019', 'lists', '{}') RETURNING id`,
    );
    const collection = await one<{ id: number }>(
      `INSERT INTO collection (pid, library_id, slug, name, kind, template_key) VALUES ('000000019', $1, 'lists', '{}', 'book', 'book') RETURNING id`,
      [library.id],
    );
    for (const [at, state] of ['draft', 'draft', 'published', 'removed'].entries()) {
      const item = await one<{ id: number }>(
        `INSERT INTO item (pid, library_id, collection_id, state) VALUES ($1, $2, $3, $4) RETURNING id`,
        [`00000002${at}`, library.id, collection.id, state],
      );
      await client.query(
        `INSERT INTO item_value (collection_id, field_id, item_id, ord, library_id, sort_text, number, from_day, to_day)
         VALUES ($1, 'title', $2, 0, $3, $4, 5, 6, 7)`,
        [collection.id, item.id, library.id, `~zhi${at}`],
      );
    }
    const tally = async () =>
      (
        await client.query<{ state: string; items: number }>(
          `SELECT state, sum(items)::int AS items FROM item_tally GROUP BY state ORDER BY state`,
        )
      ).rows;
    const known = async () =>
      (await client.query(`SELECT item_id, sort_text, number, from_day, to_day FROM item_value ORDER BY item_id`)).rows;
    const counted = [
      { state: 'draft', items: 2 },
      { state: 'published', items: 1 },
      { state: 'removed', items: 1 },
    ];
    const before = await known();
    expect(await tally()).toEqual(counted);
    await client.query(`DELETE FROM job`);
    await revert(database.url, steps);
    expect(await known()).toEqual(before);
    await migrate(database.url, () => undefined);
    expect([await known(), await tally()]).toEqual([before, counted]);
    const waiting = await one<{ kind: string; collection_id: string }>(`SELECT kind, collection_id FROM job`);
    expect(waiting).toEqual({ kind: 'catalog.apply', collection_id: collection.id });
    await client.query(`DELETE FROM job; DELETE FROM item; DELETE FROM collection; DELETE FROM library`);
    expect(await tally()).toEqual([]);
  });

  test('fields get the roles that their keys stood for, in every stored configuration, and lose none on the way back', async () => {
    const all = (await loadMigrations()).map(({ name }) => name);
    const steps = all.length - all.findIndex((name) => name.startsWith('GiveFieldsRoles'));
    await revert(database.url, steps);
    const field = (id: string, key: string, more: object = {}) => ({
      id,
      key,
      type: 'text',
      label: { en: key },
      ...more,
    });
    const fields = [
      field('title1', 'title', { core: 'title' }),
      field('gone01', 'rubbed', { removed: true }),
      field('rubbed1', 'rubbed', { type: 'date' }),
      field('agent1', 'creator', { core: 'agent' }),
      field('siku01', 'siku', { core: 'class' }),
      field('class1', 'class'),
      field('said01', 'source', { type: 'compound' }),
      field('from01', 'source', { removed: true }),
      field('seal01', 'seal', { core: 'subject' }),
      field('own001', 'household'),
    ];
    const roles = [
      'title',
      undefined,
      'rubbed',
      'agent',
      'class',
      'otherClass',
      'recordSource',
      undefined,
      'subject',
      undefined,
    ];
    const schema = { fields, groups: [], workflow: { review: true } };
    const shown = { searchFields: ['title1'], facets: [] };
    const { rows } = await client.query<{ id: number }>(
      `WITH library AS (INSERT INTO library (pid, slug, name) VALUES ('00000000r', 'roles', '{}') RETURNING id)
       INSERT INTO collection (pid, library_id, slug, name, kind, template_key)
         SELECT '00000000r', id, 'roles', '{}', 'rubbing', 'rubbing' FROM library RETURNING id`,
    );
    const put = `(library_id, collection_id, part, document, `;
    const of = `SELECT library_id, id, `;
    await client.query(
      `INSERT INTO collection_config ${put} version) ${of} 'schema', $1, n FROM collection, generate_series(1, 2) n WHERE id = $2`,
      [schema, rows[0]!.id],
    );
    await client.query(`INSERT INTO collection_config ${put} version) ${of} 'presentation', $1, 1 FROM collection WHERE id = $2`, [shown, rows[0]!.id]); // prettier-ignore
    await client.query(`INSERT INTO collection_config_draft ${put} base_version) ${of} 'schema', $1, 2 FROM collection WHERE id = $2`, [{ ...schema, fields: [] }, rows[0]!.id]); // prettier-ignore
    await client.query(`INSERT INTO collection_template (pid, name, document) VALUES ('00000000t', '{}', $1)`, [
      { format: 'linlang.collection', version: 1, schema },
    ]);
    const stored = async () =>
      (
        await client.query<{
          document: { fields?: { core?: string }[]; schema?: { fields: { core?: string }[] }; version?: number };
        }>(
          `SELECT document FROM (SELECT 1 AS place, version, document FROM collection_config WHERE part = 'schema'
             UNION ALL SELECT 2, 0, document FROM collection_config_draft
             UNION ALL SELECT 3, 0, document FROM collection_template
             UNION ALL SELECT 4, 0, document FROM collection_config WHERE part = 'presentation') AS one ORDER BY place, version`,
        )
      ).rows.map(({ document }) => document);
    const before = await stored();
    await migrate(database.url, () => undefined);
    const given = await stored();
    expect(given.map(({ fields, schema }) => (fields ?? schema?.fields)?.map(({ core }) => core))).toEqual([
      roles, roles, [], roles, undefined,
    ]); // prettier-ignore
    expect(given.map(({ version }) => version)).toEqual([undefined, undefined, undefined, 2, undefined]);
    // What was chosen meanwhile, under whatever key, or chosen not to be, is there again after going back and forth.
    await client.query(
      `UPDATE collection_config SET document = jsonb_set(jsonb_set(document #- '{fields,5,core}', '{fields,2,key}', '"day"'), '{fields,9,core}', '"loss"')
        WHERE part = 'schema' AND version = 2`,
    );
    const chosen = await stored();
    await revert(database.url, steps);
    const known = ['title', 'altTitle', 'agent', 'place', 'date', 'language', 'class', 'subject', 'abstract', 'identifier', 'rights', 'extent']; // prettier-ignore
    const back = await stored();
    for (const { fields, schema } of back)
      for (const { core } of fields ?? schema?.fields ?? []) if (core !== undefined) expect(known).toContain(core);
    const without = JSON.parse(JSON.stringify(back[0]), (name, value: unknown) =>
      name === 'role' ? undefined : value,
    );
    expect(without).toEqual(before[0]);
    await migrate(database.url, () => undefined);
    expect(await stored()).toEqual(chosen);
    await client.query('DELETE FROM collection_template');
    await client.query('DELETE FROM collection');
    await client.query('DELETE FROM library');
  });

  test('what the embedded search had indexed is found as before, whole titles too, and goes back with its facts', async () => {
    const all = (await loadMigrations()).map(({ name }) => name);
    const steps = all.length - all.findIndex((name) => name.startsWith('HoldWordsApart'));
    await revert(database.url, steps);
    await client.query(
      `INSERT INTO search_document (item_id, version, recipe, gone, library_id, collection_id, labels, titles_exact, titles_folded,
                                    title_vector, vector, facets, from_year, to_year, sort_title, newest, number_slots, card)
       VALUES (1, 3, 1, false, 7, 5, '{public}', '{錢塘志,別名}', '{钱塘志,别名}', $1, $2, '{4,9}', 1600, 1610, 'qian', 12, '{NULL,2.5}', '{"a": 1}'),
              (2, 9, 1, true, NULL, 0, '{}', '{}', '{}', '', '', '{}', NULL, NULL, NULL, 0, '{}', NULL)`,
      [`'钱塘':1A '塘志':2A`, `'钱塘':1A '塘志':2A '仁和':20B`],
    );
    const facts = async (table: string) => {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT item_id, gone, library_id, collection_id, labels, facets, from_year, to_year, sort_title, newest, number_slots FROM ${table} ORDER BY item_id`,
      );
      return rows;
    };
    const before = await facts('search_document');
    await migrate(database.url, () => undefined);
    expect(await facts('search_fact')).toEqual(before);
    const { rows } = await client.query<{ item_id: number; card: unknown }>(
      `SELECT d.item_id, d.card FROM search_vector v JOIN search_document d USING (item_id)
        WHERE v.vector @@ $1::tsquery AND v.title_vector @@ $2::tsquery AND v.title_vector @@ $3::tsquery`,
      [
        `'钱塘' <1> '塘志' & '仁和'`,
        `'${exactTitleLexeme('錢塘志')}' & '${exactTitleLexeme('別名')}'`,
        `'${foldedTitleLexeme('钱塘志')}'`,
      ],
    );
    expect(rows).toEqual([{ item_id: 1, card: { a: 1 } }]);
    await revert(database.url, steps);
    expect(await facts('search_document')).toEqual(before);
    await migrate(database.url, () => undefined);
    await client.query(`DELETE FROM search_document`);
  });

  test('histories of whole lists of pages become what changed, read the same, and go back as they were', async () => {
    const all = (await loadMigrations()).map(({ name }) => name);
    const steps = all.length - all.findIndex((name) => name.startsWith('KeepPageChanges'));
    await revert(database.url, steps);
    const one = async (sql: string, values: unknown[] = []): Promise<number> =>
      Number((await client.query<{ id: string }>(sql, values)).rows[0]!.id);
    const library = await one(`INSERT INTO library (pid, slug, name) VALUES ('000000009', 'leaf', '{}') RETURNING id`);
    const collection = await one(
      `INSERT INTO collection (pid, library_id, slug, name, kind, template_key) VALUES ('000000009', $1, 'leaf', '{}', 'book', 'book') RETURNING id`,
      [library],
    );
    type Listed = Record<string, unknown> & { id: number };
    const listed = (id: number, label: string, more: object = {}): Listed => {
      const empty = { source: {}, text: null, image_labels: null, text_labels: null };
      return { id, label, kind: 'text', file: null, ...empty, ...more };
    };
    /** What a librarian might have done, and then some: grown by one, closed, moved, taken away, back again at another place. */
    const states = async (item: number): Promise<Listed[][]> => {
      const ids: number[] = [];
      for (let at = 1; at <= 8; at++)
        ids.push(
          await one(`INSERT INTO page (pid, library_id, item_id, ord) VALUES ($1, $2, $3, $4) RETURNING id`, [
            `${item}p${at}`.padStart(9, '0'),
            library,
            item,
            at,
          ]),
        );
      const [a, b, c, d, e, f] = ids.map((id, at) => listed(id, `葉${at}`)) as [
        Listed,
        Listed,
        Listed,
        Listed,
        Listed,
        Listed,
      ];
      const closed = { ...b, image_labels: ['staff:1'], text_labels: [] };
      const cut = { ...c, source: { crop: [0, 0, 1, 1] }, file: 7, text: 9 };
      const grown = [[], [a], [a, b], [a, b, c], [a, b, c, d]];
      return [
        ...grown,
        [a, b, c, d],
        [a, closed, c, d],
        [a, closed, d],
        [a, closed, d, e],
        [a, e, closed, d],
        [a, e, closed, d, c],
        [f, a, e, closed, d, cut],
        [closed, d],
        [],
        [a, d, cut],
        [a, d, cut],
      ];
    };
    const items = [];
    for (let at = 0; at < 3; at++) {
      const item = await one(`INSERT INTO item (pid, library_id, collection_id) VALUES ($1, $2, $3) RETURNING id`, [
        `00000002${at}`,
        library,
        collection,
      ]);
      const revisions = await states(item);
      // Each ends with another state: what the head is has to be found again at its pages.
      const last = revisions.slice(0, revisions.length - at * 4);
      for (const [number, pages] of last.entries())
        await client.query(
          `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", pages, title) VALUES ($1, $2, $3, 1, '{}', $4, '志')`,
          [library, item, number + 1, JSON.stringify(pages)],
        );
      await client.query(`UPDATE item SET head_revision = $2 WHERE id = $1`, [item, last.length]);
      await client.query(`UPDATE page SET removed_at = now(), ord = -id WHERE item_id = $1`, [item]);
      await client.query(
        `UPDATE page SET removed_at = NULL, ord = one.at FROM unnest($1::bigint[]) WITH ORDINALITY AS one (id, at) WHERE page.id = one.id`,
        [last.at(-1)!.map(({ id }) => id)],
      );
      // Put in by hand, and in no list.
      if (at === 2)
        await client.query(
          `INSERT INTO page (pid, library_id, item_id, ord, label) VALUES ('00000004a', $1, $2, $3, '外')`,
          [library, item, last.at(-1)!.length + 1],
        );
      items.push({ id: item, revisions: last });
    }
    const before = async () =>
      (await client.query(`SELECT item_id, number, pages FROM item_revision ORDER BY item_id, number`)).rows;
    const heads = async () =>
      (await client.query(`SELECT id, item_id, ord::float8 AS ord FROM page ORDER BY item_id, ord`)).rows as {
        id: string;
        ord: number;
      }[];
    const [was, stood] = [await before(), await heads()];
    await migrate(database.url, () => undefined);
    for (const { id, revisions } of items) {
      for (const [at, pages] of revisions.entries()) {
        const { rows } = await client.query<{
          page_id: string;
          label: string;
          source: unknown;
          text_id: string | null;
        }>(
          `SELECT page_id, label, source, text_id FROM (SELECT DISTINCT ON (page_id) * FROM item_revision_page
             WHERE item_id = $1 AND number <= $2 ORDER BY page_id, number DESC) AS page WHERE ord IS NOT NULL ORDER BY ord`,
          [id, at + 1],
        );
        const read = rows.map((row) => [
          Number(row.page_id),
          row.label,
          row.source,
          row.text_id && Number(row.text_id),
        ]);
        expect([at, read]).toEqual([at, pages.map(({ id: page, label, source, text }) => [page, label, source, text])]);
      }
    }
    // In the same order, and where the history says.
    expect((await heads()).map(({ id }) => id)).toEqual(stood.map(({ id }) => id));
    const { rows: astray } = await client.query(
      `SELECT page.id FROM page JOIN LATERAL (SELECT ord FROM item_revision_page c WHERE c.item_id = page.item_id AND c.page_id = page.id
         ORDER BY number DESC LIMIT 1) AS last ON true WHERE page.removed_at IS NULL AND page.ord IS DISTINCT FROM last.ord`,
    );
    expect(astray).toEqual([]);
    // A page that was added at the end, closed or taken away is a row, and no other is written for it.
    const { rows: counts } = await client.query<{ number: number; count: string }>(
      `SELECT number, count(*) FROM item_revision_page WHERE item_id = $1 GROUP BY number ORDER BY number`,
      [items[0]!.id],
    );
    expect(counts.slice(0, 7).map(({ number, count }) => `${number}: ${count}`)).toEqual([
      '2: 1',
      '3: 1',
      '4: 1',
      '5: 1',
      '7: 1',
      '8: 1',
      '9: 1',
    ]);
    // As the new version leaves it: a place between two others, and a page that no old list ever had.
    await client.query(
      `WITH made AS (INSERT INTO page (pid, library_id, item_id, ord, label) VALUES ('00000003a', $1, $2, 1.5, '後') RETURNING *)
       INSERT INTO item_revision_page (library_id, item_id, page_id, number, ord, label, kind, source)
       SELECT library_id, item_id, id, $3, ord, label, kind, source FROM made`,
      [library, items[0]!.id, items[0]!.revisions.length],
    );
    await revert(database.url, steps);
    const back = await before();
    expect(back.slice(0, items[0]!.revisions.length - 1)).toEqual(was.slice(0, items[0]!.revisions.length - 1));
    expect(back.slice(items[0]!.revisions.length)).toEqual(was.slice(items[0]!.revisions.length));
    const newest = back[items[0]!.revisions.length - 1] as { pages: Listed[] };
    expect(newest.pages.map(({ label }) => label)).toContain('後');
    expect(newest.pages).toHaveLength(4);
    expect((await heads()).filter(({ ord }) => ord > 0).map(({ ord }) => ord % 1)).not.toContain(0.5);
    await migrate(database.url, () => undefined);
    await client.query(
      'UPDATE item SET cover_page_id = NULL; DELETE FROM item; DELETE FROM collection; DELETE FROM library',
    );
  });

  test('the newest goes down and up again with data in the tables', async () => {
    await client.query(`INSERT INTO library (pid, slug, name) VALUES ('000000001', 'alpha', '{"en": "Alpha"}')`);
    const rows = async () => (await client.query('SELECT * FROM library')).rows;
    const before = await rows();
    await revert(database.url, 1);
    await migrate(database.url, () => undefined);
    expect(await rows()).toEqual(before);
  });
});
