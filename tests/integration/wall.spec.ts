import pg from 'pg';
import type { Database } from '../../server/platform/database/database.js';
import { runAs, staffIdentity } from '../../server/platform/database/identity.js';
import { type TestApp, startApp } from '../support/app.js';
import { asOwner } from '../support/database.js';
import type { Visitor } from '../support/visitor.js';
import { type Walled, wall } from './wall.world.js';

/** A statement whose tenant filter is forgotten: which one, by words of it, what is struck out, and who would run it. */
interface Forgotten {
  what: string;
  ask: (of: Walled) => Promise<unknown>;
  of: string;
  filter: string;
}

const get =
  (path: (of: Walled) => string): Forgotten['ask'] =>
  (of) =>
    of.admin.get(path(of));

const forgotten: Forgotten[] = [
  {
    what: 'the list of a collection’s items',
    ask: get(({ main }) => `/collections/${main.pid}/items`),
    of: 'ORDER BY',
    filter: 'item.collection_id = $1',
  },
  {
    what: 'the list of all one’s items',
    ask: get(() => '/items'),
    of: 'ORDER BY',
    filter: 'item.library_id = ANY ($4)',
  },
  {
    what: 'the history of an item',
    ask: get(({ draft }) => `/items/${draft.pid}/revisions`),
    of: 'FROM item_revision revision',
    filter: 'revision.item_id = $1',
  },
  {
    what: 'the pages of a revision',
    ask: get(({ draft }) => `/items/${draft.pid}/revisions/2`),
    of: 'SELECT page.pid, was.label, was.kind',
    filter: 'page.item_id = $1',
  },
  {
    what: 'what one is typing',
    ask: get(({ draft }) => `/items/${draft.pid}`),
    of: 'd.dropped_at, account.name AS by',
    filter: 'd.item_id = $1 AND d.account_id = $2',
  },
  {
    what: 'the pages of an item',
    ask: get(({ draft }) => `/items/${draft.pid}`),
    of: 'WHERE removed_at IS NULL) AS page LEFT JOIN file',
    filter: 'page.item_id = $1',
  },
  {
    what: 'the text of a page',
    ask: get(({ draft }) => `/items/${draft.pid}/pages/${draft.page}/text`),
    of: 'LEFT JOIN page_text',
    filter: 'page.pid = $1 AND item.pid = $2',
  },
  {
    what: 'the files of an item',
    ask: get(({ draft }) => `/items/${draft.pid}/files`),
    of: 'ORDER BY file.id',
    filter: 'file.item_id = (SELECT id FROM item WHERE item.pid = $1)',
  },
  {
    what: 'the captions of a file',
    ask: get(({ heard }) => `/files/${heard.file}/captions`),
    of: 'FROM caption',
    filter: 'file_id = $1',
  },
  {
    what: 'the links of an item',
    ask: get(({ draft }) => `/items/${draft.pid}/links`),
    of: 'WITH said AS',
    filter: 'library_id = $2 AND (from_item_id = $1 OR to_item_id = $1)',
  },
  {
    what: 'the numbers set aside',
    ask: get(({ main }) => `/collections/${main.pid}/number-blocks`),
    of: 'FROM number_block',
    filter: 'collection_id = $1',
  },
  {
    what: 'giving numbers free',
    ask: ({ admin, main, block }) => admin.delete(`/collections/${main.pid}/number-blocks/${block.pid}`),
    of: 'DELETE FROM number_block',
    filter: 'pid = $1 AND collection_id = $2',
  },
  {
    what: 'the jobs',
    ask: get(() => '/jobs'),
    of: 'SELECT job.*',
    filter: 'job.library_id = ANY ($4)',
  },
  {
    what: 'what people did',
    ask: get(({ library }) => `/libraries/${library.pid}/audit`),
    of: 'audit_entry',
    filter: '$1::text IS NULL OR l.pid = $1',
  },
  {
    what: 'the people of a library',
    ask: get(({ library }) => `/libraries/${library.pid}/people`),
    of: 'FROM account a',
    filter: 'h.library_id = $1',
  },
  {
    what: 'the roles that were taken',
    ask: get(({ library }) => `/libraries/${library.pid}/taken-roles`),
    of: 'FROM role_taken t',
    filter: 't.library_id = $1',
  },
  {
    what: 'what was done of late in a library',
    ask: get(({ library }) => `/libraries/${library.pid}/recent`),
    of: `e.detail ? 'kept'`,
    filter: 'e.library_id = (SELECT id FROM library WHERE pid = $1)',
  },
  {
    what: 'what one did of late',
    ask: get(() => '/recent'),
    of: `e.detail ? 'kept'`,
    filter: 'e.account_id = $1',
  },
  {
    what: 'having a deleted record back',
    ask: ({ admin, removed }) => admin.post(`/authorities/agent/${removed.pid}/restore`),
    of: 'FROM authority_removed k',
    filter: 'k.kind = $1 AND k.record = $2',
  },
  {
    what: 'the invitations of a library',
    ask: get(({ library }) => `/libraries/${library.pid}/invitations`),
    of: 'FROM account_token t',
    filter: 'l.pid IS NOT DISTINCT FROM $1',
  },
  { what: 'people as authorities', ask: get(() => '/agents'), of: 'FROM agent n', filter: 'n.library_id = ANY($4)' },
  { what: 'places as authorities', ask: get(() => '/places'), of: 'FROM place n', filter: 'n.library_id = ANY($4)' },
  {
    what: 'the vocabularies',
    ask: get(() => '/vocabularies'),
    of: 'FROM vocabulary v',
    filter: 'v.library_id = ANY($3)',
  },
  {
    what: 'the terms of a vocabulary',
    ask: get(({ vocabulary }) => `/vocabularies/${vocabulary.pid}/terms`),
    of: 'FROM term t',
    filter: 't.vocabulary_id = $1',
  },
  {
    what: 'what was done to many items',
    ask: get(({ main }) => `/collections/${main.pid}/batches`),
    of: 'FROM batch b',
    filter: 'b.collection_id = $1',
  },
  {
    what: 'files of authorities on their way in',
    ask: get(({ library }) => `/authorities/imports?kind=agent&library=${library.pid}`),
    of: 'FROM batch b',
    filter: 'b.library_id IS NOT DISTINCT FROM $2',
  },
  {
    what: 'the templates that a library offers itself',
    ask: get(({ library }) => `/templates?library=${library.pid}`),
    of: 'FROM collection_template t',
    filter: 't.library_id = $1',
  },
  {
    what: 'the collections that one works for',
    ask: get(() => '/collections?mine=true'),
    of: 'FROM collection c',
    filter: 'c.library_id = ANY($2)',
  },
  {
    what: 'configuration that is being changed',
    ask: get(({ main }) => `/collections/${main.pid}/drafts`),
    of: 'FROM collection_config_draft d',
    filter: 'd.collection_id = $1',
  },
];

interface Seen {
  sql: string;
  parameters: unknown[];
  rows: unknown[];
}

/** Strikes the filter out of the one statement, at the door, and keeps what came back. */
async function forget(database: Database, { of, filter }: Forgotten, work: () => Promise<unknown>): Promise<Seen> {
  const query = database.query.bind(database);
  let seen: Seen | undefined;
  database.query = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => {
    if (seen || !sql.includes(of) || !sql.includes(filter)) return query<Row>(sql, parameters);
    const without = sql.replaceAll(filter, `((${filter}) OR true)`);
    const rows = await query<Row>(without, parameters);
    seen = { sql: without, parameters, rows };
    return rows;
  };
  try {
    await work();
  } finally {
    database.query = query;
  }
  if (!seen) throw new Error(`no statement has "${of}" with "${filter}"`);
  return seen;
}

describe('the second wall', () => {
  let app: TestApp;
  let one: Walled;
  let other: Walled;
  beforeAll(async () => {
    app = await startApp();
    const platform: Visitor = await app.signedIn({
      email: 'platform@example.org',
      name: 'Platform',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    one = await wall(app, platform, 'north');
    other = await wall(app, platform, 'south');
  });
  afterAll(() => app?.stop());

  /** Public ids and secret words of the other library, wherever they stand. */
  const foreign = async () => {
    const { id } = (await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [
      other.library.pid,
    ]))!;
    const kinds = ['item', 'page', 'file', 'job', 'role_grant', 'caption', 'collection'];
    const rows = await app.database.query<{ pid: string }>(
      kinds.map((table) => `SELECT pid FROM ${table} WHERE library_id = $1`).join(' UNION ALL '),
      [id],
    );
    return [other.secret, ...rows.map(({ pid }) => pid)];
  };

  test.each(forgotten)('holds where the filter is forgotten: $what', async (mutation) => {
    const marks = await foreign();
    const strange = (rows: unknown[]) => marks.filter((mark) => JSON.stringify(rows).includes(mark));
    const seen = await forget(app.database, mutation, () => mutation.ask(one));
    expect(seen.rows.length).toBeGreaterThan(0);
    expect(strange(seen.rows)).toEqual([]);
    // It was the filter that kept them out, and now is the wall: who stands outside it is given them.
    const open = await asOwner(app.databaseUrl, async (client) => {
      await client.query('BEGIN');
      return (await client.query(seen.sql, seen.parameters as unknown[])).rows as unknown[];
    });
    expect(strange(open).length).toBeGreaterThan(0);
  });

  test('nothing is written in another library either, by whoever forgets where they are', async () => {
    const { id } = (await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [
      one.library.pid,
    ]))!;
    const north = <T>(work: () => Promise<T>) => runAs(staffIdentity([id], 'own'), work);
    const changed = await north(() =>
      app.database.query<{ library_id: number }>(`UPDATE item SET title = title RETURNING library_id`),
    );
    expect(new Set(changed.map((row) => row.library_id))).toEqual(new Set([id]));
    const given = north(() =>
      app.database.query(`UPDATE agent SET library_id = (SELECT max(id) FROM library) WHERE library_id = $1`, [id]),
    );
    await expect(given).rejects.toThrow(/row-level security/);
    const planted = north(() =>
      app.database.query(
        `INSERT INTO agent (pid, library_id, name) SELECT 'planted00', id, '{}' FROM library WHERE id <> $1 LIMIT 1`,
        [id],
      ),
    );
    await expect(planted).rejects.toThrow(/row-level security/);
    const raised = north(() => app.database.query(`INSERT INTO agent (pid, name) VALUES ('planted00', '{}')`));
    await expect(raised).rejects.toThrow(/row-level security/);
    await expect(north(() => app.database.query(`DELETE FROM audit_entry`))).rejects.toThrow(/permission denied/);
  });

  test('a reader’s connection reads what is published, whatever it says of itself', async () => {
    await app.asOwner(`UPDATE item_value SET refs = '{meant}'`);
    const asked = await app.database.asReader(async () => [
      await app.database.query(`SELECT 1 FROM item`),
      await app.database.query(`SELECT 1 FROM page_text`),
      await app.database.query(`SELECT 1 FROM file WHERE item_id IS NOT NULL`),
      await app.database.transaction(async () => {
        await app.database.query(`SELECT set_config('linlang.libraries', '*', true)`);
        return app.database.query(
          `SELECT 1 FROM item_value UNION ALL SELECT 1 FROM item_value_meaning('{meant}')
           UNION ALL SELECT 1 FROM item_value_meaning_some('meant', 9)`,
        );
      }),
    ]);
    expect(asked).toEqual([[], [], [], []]);
    for (const table of ['account', 'session', 'account_token', 'role_grant', 'job', 'audit_entry', 'item_draft']) {
      const peeked = app.database.asReader(() => app.database.query(`SELECT 1 FROM ${table}`));
      await expect(peeked).rejects.toThrow(/permission denied/);
    }
    const written = app.database.asReader(() => app.database.query(`UPDATE item SET title = ''`));
    await expect(written).rejects.toThrow(/permission denied/);
  });

  test('connections go from hand to hand, and no library with them', async () => {
    const told = async (library: number) => {
      const said = () =>
        app.database.one<{ said: string }>(`SELECT current_setting('linlang.libraries') AS said, pg_sleep(0.002)`);
      return runAs(staffIdentity([library], 'own'), async () => {
        const first = await said();
        const within = await app.database.transaction(async () => [
          await said(),
          await app.database.asSystem('a test', () => said()),
          await said(),
        ]);
        return [first, ...within, await said()].map((row) => row!.said);
      });
    };
    // In rounds of a few more than there are connections: on a busy machine nobody may have to wait too long for one.
    const libraries = Array.from({ length: 60 }, (_, at) => at % 7);
    const all: string[][] = [];
    for (let at = 0; at < libraries.length; at += 12) {
      all.push(...(await Promise.all(libraries.slice(at, at + 12).map(told))));
    }
    expect(all).toEqual(libraries.map((library) => [library, library, '*', library, library].map(String)));
  });

  test('of the running platform nobody owns a table or stands above the policies', async () => {
    const rest = await app.work();
    try {
      await asOwner(app.databaseUrl, async (client) => {
        const { rows } = await client.query<{ role: string; names: string[]; over: boolean; owned: number }>(
          `SELECT r.rolname AS role, array_agg(DISTINCT a.application_name) AS names, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
                    OR pg_has_role(r.rolname, (SELECT relowner FROM pg_class WHERE oid = 'item'::regclass), 'MEMBER') AS over,
                  (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned
             FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() GROUP BY r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole`,
        );
        expect(rows.map(({ over, owned }) => ({ over, owned }))).toEqual(rows.map(() => ({ over: false, owned: 0 })));
        const names = new Set(rows.flatMap((row) => row.names));
        expect([...names].sort()).toEqual([
          'linlang',
          'linlang-changes',
          'linlang-index',
          'linlang-queue',
          'linlang-watch',
        ]);
        expect(rows.map(({ role }) => role.replace(/^.*_/, '')).sort()).toEqual(['reader', 'staff']);
      });
    } finally {
      await rest();
    }
  });

  test('stands before every table of a library', async () => {
    // What no library has: accounts, and what engines and the platform keep of their own work.
    const without = new Set([
      ...[
        'account',
        'account_passkey',
        'account_recovery_code',
        'account_totp',
        'known_browser',
        'session',
        'sign_in_step',
      ],
      ...['audit_repeat', 'factor_attempt', 'sign_in_attempt'],
      ...[
        'change_cursor',
        'content_look',
        'facet_clock',
        'facet_value',
        'migration',
        'search_clock',
        'search_outbox',
        'search_state',
      ],
    ]);
    await asOwner(app.databaseUrl, async (client: pg.Client) => {
      const { rows } = await client.query<{ name: string; walled: boolean; tenant: boolean }>(
        `SELECT c.relname AS name,
                c.relrowsecurity AND (c.relispartition OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)) AS walled,
                EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'library_id' AND NOT a.attisdropped) AS tenant
           FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
      );
      const tenants = rows.filter(({ tenant }) => tenant);
      expect(tenants.length).toBeGreaterThan(30);
      expect(tenants.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['search_document', 'search_fact', 'search_page', 'search_vector']),
      );
      expect(rows.filter(({ name, walled }) => !walled && !without.has(name)).map(({ name }) => name)).toEqual([]);
    });
  });
});
