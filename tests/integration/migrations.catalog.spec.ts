import { migrating } from '../support/migrating.js';

/** A database of the version before, with records in it, goes up and comes down again. */
describe('migrations of filled catalogues', () => {
  const database = migrating();

  test('what lists knew of records stays, their states are counted, and the ordinary job makes the rest', async () => {
    const steps = await database.stepsTo('FindInLists');
    const one = async <T>(sql: string, values: unknown[] = []) =>
      (await database.client.query<T & object>(sql, values)).rows[0]!;
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
      await database.client.query(
        `INSERT INTO item_value (collection_id, field_id, item_id, ord, library_id, sort_text, number, from_day, to_day)
         VALUES ($1, 'title', $2, 0, $3, $4, 5, 6, 7)`,
        [collection.id, item.id, library.id, `~zhi${at}`],
      );
    }
    const tally = async () =>
      (
        await database.client.query<{ state: string; items: number }>(
          `SELECT state, sum(items)::int AS items FROM item_tally GROUP BY state ORDER BY state`,
        )
      ).rows;
    const known = async () =>
      (
        await database.client.query(
          `SELECT item_id, sort_text, number, from_day, to_day FROM item_value ORDER BY item_id`,
        )
      ).rows;
    const counted = [
      { state: 'draft', items: 2 },
      { state: 'published', items: 1 },
      { state: 'removed', items: 1 },
    ];
    const before = await known();
    expect(await tally()).toEqual(counted);
    await database.client.query(`DELETE FROM job`);
    await database.down(steps);
    expect(await known()).toEqual(before);
    await database.up();
    expect([await known(), await tally()]).toEqual([before, counted]);
    const waiting = await one<{ kind: string; collection_id: string }>(`SELECT kind, collection_id FROM job`);
    expect(waiting).toEqual({ kind: 'catalog.apply', collection_id: collection.id });
    await database.client.query(`DELETE FROM job; DELETE FROM item; DELETE FROM collection; DELETE FROM library`);
    expect(await tally()).toEqual([]);
  });

  test('fields get the roles that their keys stood for, in every stored configuration, and lose none on the way back', async () => {
    const steps = await database.stepsTo('GiveFieldsRoles');
    await database.down(steps);
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
    const { rows } = await database.client.query<{ id: number }>(
      `WITH library AS (INSERT INTO library (pid, slug, name) VALUES ('00000000r', 'roles', '{}') RETURNING id)
       INSERT INTO collection (pid, library_id, slug, name, kind, template_key)
         SELECT '00000000r', id, 'roles', '{}', 'rubbing', 'rubbing' FROM library RETURNING id`,
    );
    const put = `(library_id, collection_id, part, document, `;
    const of = `SELECT library_id, id, `;
    await database.client.query(
      `INSERT INTO collection_config ${put} version) ${of} 'schema', $1, n FROM collection, generate_series(1, 2) n WHERE id = $2`,
      [schema, rows[0]!.id],
    );
    await database.client.query(`INSERT INTO collection_config ${put} version) ${of} 'presentation', $1, 1 FROM collection WHERE id = $2`, [shown, rows[0]!.id]); // prettier-ignore
    await database.client.query(`INSERT INTO collection_config_draft ${put} base_version) ${of} 'schema', $1, 2 FROM collection WHERE id = $2`, [{ ...schema, fields: [] }, rows[0]!.id]); // prettier-ignore
    await database.client.query(
      `INSERT INTO collection_template (pid, name, document) VALUES ('00000000t', '{}', $1)`,
      [{ format: 'linlang.collection', version: 1, schema }],
    );
    const stored = async () =>
      (
        await database.client.query<{
          document: { fields?: { core?: string }[]; schema?: { fields: { core?: string }[] }; version?: number };
        }>(
          `SELECT document FROM (SELECT 1 AS place, version, document FROM collection_config WHERE part = 'schema'
             UNION ALL SELECT 2, 0, document FROM collection_config_draft
             UNION ALL SELECT 3, 0, document FROM collection_template
             UNION ALL SELECT 4, 0, document FROM collection_config WHERE part = 'presentation') AS one ORDER BY place, version`,
        )
      ).rows.map(({ document }) => document);
    const before = await stored();
    await database.up();
    const given = await stored();
    expect(given.map(({ fields, schema }) => (fields ?? schema?.fields)?.map(({ core }) => core))).toEqual([
      roles, roles, [], roles, undefined,
    ]); // prettier-ignore
    expect(given.map(({ version }) => version)).toEqual([undefined, undefined, undefined, 3, undefined]);
    // What was chosen meanwhile, under whatever key, or chosen not to be, is there again after going back and forth.
    await database.client.query(
      `UPDATE collection_config SET document = jsonb_set(jsonb_set(document #- '{fields,5,core}', '{fields,2,key}', '"day"'), '{fields,9,core}', '"loss"')
        WHERE part = 'schema' AND version = 2`,
    );
    const chosen = await stored();
    await database.down(steps);
    const known = ['title', 'altTitle', 'agent', 'place', 'date', 'language', 'class', 'subject', 'abstract', 'identifier', 'rights', 'extent']; // prettier-ignore
    const back = await stored();
    for (const { fields, schema } of back)
      for (const { core } of fields ?? schema?.fields ?? []) if (core !== undefined) expect(known).toContain(core);
    const without = JSON.parse(JSON.stringify(back[0]), (name, value: unknown) =>
      name === 'role' ? undefined : value,
    );
    expect(without).toEqual(before[0]);
    await database.up();
    expect(await stored()).toEqual(chosen);
    await database.client.query('DELETE FROM collection_template');
    await database.client.query('DELETE FROM collection');
    await database.client.query('DELETE FROM library');
  });

  test('what the templates keep from the search box is kept in every stored configuration, but where somebody said otherwise', async () => {
    await database.down(await database.stepsTo('SpareSearchFields'));
    const field = (key: string, type: string, more: object = {}) => ({
      id: `${key}1`,
      key,
      type,
      label: { en: key },
      ...more,
    });
    const parts = (...all: object[]) => ({ options: { parts: all } });
    const fields = [
      field('title', 'text', { core: 'title' }),
      field('interviewer', 'agent'),
      field('interviewer', 'text'),
      field('usage', 'term', { searched: true }),
      field('callNo', 'compound', parts({ key: 'location', type: 'text' }, { key: 'number', type: 'text' })),
      field(
        'altTitle',
        'compound',
        parts({ key: 'kind', type: 'term', searched: true }, { key: 'value', type: 'text' }),
      ),
      field('empty', 'compound', parts()),
    ];
    const { rows } = await database.client.query<{ id: number }>(
      `WITH library AS (INSERT INTO library (pid, slug, name) VALUES ('00000000s', 'spared', '{}') RETURNING id)
       INSERT INTO collection (pid, library_id, slug, name, kind, template_key)
         SELECT '00000000s', id, 'spared', '{}', 'rubbing', 'rubbing' FROM library RETURNING id`,
    );
    await database.client.query(
      `INSERT INTO collection_config (library_id, collection_id, part, document, version) SELECT library_id, id, 'schema', $1, 1 FROM collection WHERE id = $2`,
      [{ fields, groups: [] }, rows[0]!.id],
    );
    await database.client.query(
      `INSERT INTO collection_template (pid, name, document) VALUES ('00000000t', '{}', $1)`,
      [{ format: 'linlang.collection', version: 2, schema: { fields, groups: [] } }],
    );
    type Stored = { searched?: boolean; options?: { parts: { searched?: boolean }[] } }[];
    const stored = async () => {
      const one = async (sql: string) => (await database.client.query<{ document: never }>(sql)).rows[0]!.document;
      const config: { fields: Stored } = await one('SELECT document FROM collection_config');
      const file: { version: number; schema: { fields: Stored } } = await one(
        'SELECT document FROM collection_template',
      );
      const said = (some: Stored) =>
        some.map(({ searched, options }) => [searched, options?.parts.map((part) => part.searched)]);
      return [said(config.fields), said(file.schema.fields), file.version];
    };
    await database.up();
    const expected = [
      [undefined, undefined],
      [false, undefined],
      [undefined, undefined],
      [true, undefined],
      [undefined, [false, undefined]],
      [undefined, [true, undefined]],
      [undefined, []],
    ];
    expect(await stored()).toEqual([expected, expected, 3]);
    await database.down(await database.stepsTo('SpareSearchFields'));
    expect((await stored())[2]).toBe(2);
    await database.up();
    expect(await stored()).toEqual([expected, expected, 3]);
    await database.client.query('DELETE FROM collection_template; DELETE FROM collection; DELETE FROM library');
  });

  test('histories of whole lists of pages become what changed, read the same, and go back as they were', async () => {
    const steps = await database.stepsTo('KeepPageChanges');
    await database.down(steps);
    const one = async (sql: string, values: unknown[] = []): Promise<number> =>
      Number((await database.client.query<{ id: string }>(sql, values)).rows[0]!.id);
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
        await database.client.query(
          `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", pages, title) VALUES ($1, $2, $3, 1, '{}', $4, '志')`,
          [library, item, number + 1, JSON.stringify(pages)],
        );
      await database.client.query(`UPDATE item SET head_revision = $2 WHERE id = $1`, [item, last.length]);
      await database.client.query(`UPDATE page SET removed_at = now(), ord = -id WHERE item_id = $1`, [item]);
      await database.client.query(
        `UPDATE page SET removed_at = NULL, ord = one.at FROM unnest($1::bigint[]) WITH ORDINALITY AS one (id, at) WHERE page.id = one.id`,
        [last.at(-1)!.map(({ id }) => id)],
      );
      // Put in by hand, and in no list.
      if (at === 2)
        await database.client.query(
          `INSERT INTO page (pid, library_id, item_id, ord, label) VALUES ('00000004a', $1, $2, $3, '外')`,
          [library, item, last.at(-1)!.length + 1],
        );
      items.push({ id: item, revisions: last });
    }
    const before = async () =>
      (await database.client.query(`SELECT item_id, number, pages FROM item_revision ORDER BY item_id, number`)).rows;
    const heads = async () =>
      (await database.client.query(`SELECT id, item_id, ord::float8 AS ord FROM page ORDER BY item_id, ord`)).rows as {
        id: string;
        ord: number;
      }[];
    const [was, stood] = [await before(), await heads()];
    await database.up();
    for (const { id, revisions } of items) {
      for (const [at, pages] of revisions.entries()) {
        const { rows } = await database.client.query<{
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
    const { rows: astray } = await database.client.query(
      `SELECT page.id FROM page JOIN LATERAL (SELECT ord FROM item_revision_page c WHERE c.item_id = page.item_id AND c.page_id = page.id
         ORDER BY number DESC LIMIT 1) AS last ON true WHERE page.removed_at IS NULL AND page.ord IS DISTINCT FROM last.ord`,
    );
    expect(astray).toEqual([]);
    // A page that was added at the end, closed or taken away is a row, and no other is written for it.
    const { rows: counts } = await database.client.query<{ number: number; count: string }>(
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
    await database.client.query(
      `WITH made AS (INSERT INTO page (pid, library_id, item_id, ord, label) VALUES ('00000003a', $1, $2, 1.5, '後') RETURNING *)
       INSERT INTO item_revision_page (library_id, item_id, page_id, number, ord, label, kind, source)
       SELECT library_id, item_id, id, $3, ord, label, kind, source FROM made`,
      [library, items[0]!.id, items[0]!.revisions.length],
    );
    await database.down(steps);
    const back = await before();
    expect(back.slice(0, items[0]!.revisions.length - 1)).toEqual(was.slice(0, items[0]!.revisions.length - 1));
    expect(back.slice(items[0]!.revisions.length)).toEqual(was.slice(items[0]!.revisions.length));
    const newest = back[items[0]!.revisions.length - 1] as { pages: Listed[] };
    expect(newest.pages.map(({ label }) => label)).toContain('後');
    expect(newest.pages).toHaveLength(4);
    expect((await heads()).filter(({ ord }) => ord > 0).map(({ ord }) => ord % 1)).not.toContain(0.5);
    await database.up();
    await database.client.query(
      'UPDATE item SET cover_page_id = NULL; DELETE FROM item; DELETE FROM collection; DELETE FROM library',
    );
  });
});
