import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether this connection stands for the whole platform; asked once a statement, not once a row. */
const everything = `(SELECT linlang_everything())`;
/** Rows of the libraries that this connection works in. */
const own = (library: string): string => `(${everything} OR ${library} = ANY ((SELECT linlang_libraries())::bigint[]))`;

const published = (item: string): string =>
  `EXISTS (SELECT 1 FROM item WHERE item.id = ${item} AND item.published_revision IS NOT NULL)`;
/** Addresses of what was taken from readers answer that something was there. */
const withdrawn = (item: string): string =>
  `EXISTS (SELECT 1 FROM item WHERE item.id = ${item} AND item.published_revision IS NULL AND item.first_published_at IS NOT NULL)`;
const turned = (file: string): string => `EXISTS (SELECT 1 FROM page_published p WHERE p.file_id = ${file})`;
const nobodys = `library_id IS NULL OR (SELECT linlang_reading())`;

/** Tables with a library of their own, and which of their rows everybody may read; null where none. */
const tenants: Record<string, string | null> = {
  library_host: 'true',
  account_token: null,
  audit_entry: null,
  collection: `state = 'open'`,
  field: `collection_id IN (SELECT id FROM collection)`,
  collection_config: `EXISTS (SELECT 1 FROM collection c WHERE c.id = collection_id)`,
  collection_config_draft: null,
  collection_template: `library_id IS NULL`,
  role_grant: null,
  // Withdrawn ones leave word that they were there.
  item: `first_published_at IS NOT NULL`,
  // By a function: a subquery would be planned once for each of its parts.
  item_revision: `linlang_is_published(item_id, number)`,
  item_draft: null,
  // What another library's item says of ours is ours to know.
  item_link: `EXISTS (SELECT 1 FROM item WHERE item.id IN (from_item_id, to_item_id) AND ${own('item.library_id')})`,
  // Made when a revision passes, and gone with it.
  item_link_published: 'true',
  item_place: published('item_id'),
  item_value: published('item_id'),
  // What belongs to no item is a library's own face.
  file: `item_id IS NULL OR ${turned('file.id')} OR ${withdrawn('item_id')}`,
  file_derivative: `EXISTS (SELECT 1 FROM file WHERE file.id = file_id)`,
  // Their addresses answer that something was there.
  page: withdrawn('item_id'),
  page_text: `EXISTS (SELECT 1 FROM page_published p WHERE p.page_id = page_text.page_id AND p.text_id = page_text.id)`,
  // Those of withdrawn items too: their addresses answer that something was there.
  page_published: `EXISTS (SELECT 1 FROM item WHERE item.id = item_id AND item.first_published_at IS NOT NULL)`,
  caption: `published_at IS NOT NULL AND ${turned('file_id')}`,
  upload: null,
  arriving: null,
  number_block: null,
  job: null,
  vocabulary: nobodys,
  agent: nobodys,
  place: nobodys,
  authority_import: null,
  // Only what is published is ever written there. Told by a constant, so that words are looked up in their index.
  search_document: 'true',
  search_page: 'true',
};

/** Tables that stand under another: whoever sees that row sees these. */
const parts: Record<string, { read: string; write: string }> = {
  library: { read: 'true', write: own('id') },
  term: {
    read: `vocabulary_id IN (SELECT id FROM vocabulary)`,
    write: `vocabulary_id IN (SELECT id FROM vocabulary WHERE ${own('library_id')})`,
  },
  job_log: { read: 'false', write: `EXISTS (SELECT 1 FROM job WHERE job.id = job_id)` },
  authority_import_row: {
    read: 'false',
    write: `EXISTS (SELECT 1 FROM authority_import i WHERE i.id = import_id)`,
  },
  suggestion_key: { read: 'true', write: everything },
  platform_setting: { read: 'true', write: everything },
};

const platforms: Record<string, string> = {
  collection_template: 'library_id IS NULL',
  vocabulary: 'library_id IS NULL',
  agent: 'library_id IS NULL',
  place: 'library_id IS NULL',
  term: 'vocabulary_id IN (SELECT id FROM vocabulary WHERE library_id IS NULL)',
};

/** Indexes that a policy would shut, since their operators could tell of rows: asked behind the wall, by the same rule. */
const lookUps: { name: string; table: string; keys: string; where: string }[] = [
  {
    name: 'item_value_meaning',
    table: 'item_value',
    keys: 'refs',
    where: `r.refs && $1 AND r.refs <> '{}' AND (${own('r.library_id')} OR ${published('r.item_id')})`,
  },
  ...['agent', 'place'].map((table) => ({
    name: `${table}_named`,
    table,
    keys: 'names',
    where: `string_to_array(r.search_text, E'\\n') && $1
      AND (${own('r.library_id')} OR r.library_id IS NULL OR (SELECT linlang_reading()))`,
  })),
];

/**
 * The second wall: whatever a service forgets, a connection of the platform gets the rows of the libraries that it says it
 * works in, and of others what is published. Policies name no role, since those belong to the cluster: staff are known by
 * being allowed to write items, and only their setting is listened to. The owner of the tables, who migrates, stands outside.
 */
export class WallLibraries20261129090000 implements MigrationInterface {
  name = 'WallLibraries20261129090000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION linlang_setting() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN has_table_privilege(session_user, 'public.item', 'INSERT')
                    THEN coalesce(current_setting('linlang.libraries', true), '') ELSE ' reading' END $$;
      CREATE FUNCTION linlang_everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT linlang_setting() = '*' $$;
      CREATE FUNCTION linlang_reading() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT linlang_setting() LIKE '% reading' OR linlang_setting() = '*' $$;
      CREATE FUNCTION linlang_libraries() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN linlang_setting() ~ '^[0-9]' THEN string_to_array(split_part(linlang_setting(), ' ', 1), ',')::bigint[] ELSE '{}' END $$;

      CREATE FUNCTION linlang_is_published(item bigint, revision integer) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN RETURN EXISTS (SELECT 1 FROM item i WHERE i.id = $1 AND i.published_revision = $2); END $$;

      ALTER TABLE search_document ADD COLUMN library_id bigint;
      ALTER TABLE search_page ADD COLUMN library_id bigint;
      UPDATE search_document d SET library_id = item.library_id FROM item WHERE item.id = d.item_id;
      UPDATE search_page p SET library_id = item.library_id FROM item WHERE item.id = p.item_id;
    `);
    for (const [table, read] of Object.entries(tenants)) {
      await this.wall(db, table, read ?? 'false', own('library_id'));
    }
    for (const [table, { read, write }] of Object.entries(parts)) await this.wall(db, table, read, write);
    // Parts are reached through the whole, whose policies count there.
    await db.query(`
      DO $$ DECLARE part regclass; BEGIN
        FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'item_revision'::regclass LOOP
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part);
        END LOOP;
      END $$;

      -- Of one's own account, in no library: a forgotten password, a line that says what was changed.
      CREATE POLICY forgotten ON account_token USING (library_id IS NULL AND kind = 'password-reset');
      CREATE POLICY said ON audit_entry FOR INSERT WITH CHECK (library_id IS NULL);
    `);
    // What is the platform's may be held while somebody looks whether they may change it, and not be changed.
    for (const [table, shared] of Object.entries(platforms)) {
      await db.query(`CREATE POLICY hold ON ${table} FOR UPDATE USING (${shared}) WITH CHECK (false)`);
    }
    for (const { name, table, keys, where } of lookUps) {
      await db.query(`
        CREATE FUNCTION ${name}(${keys} text[]) RETURNS SETOF ${table} LANGUAGE sql STABLE PARALLEL SAFE
          SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
          SELECT * FROM ${table} r WHERE ${where} $$`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const { name } of lookUps) await db.query(`DROP FUNCTION ${name}(text[])`);
    await db.query(`DROP POLICY forgotten ON account_token; DROP POLICY said ON audit_entry;`);
    for (const table of Object.keys(platforms)) await db.query(`DROP POLICY hold ON ${table}`);
    for (const table of [...Object.keys(tenants), ...Object.keys(parts)]) {
      await db.query(`
        DROP POLICY keep ON ${table}; DROP POLICY read ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`);
    }
    await db.query(`
      DO $$ DECLARE part regclass; BEGIN
        FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'item_revision'::regclass LOOP
          EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', part);
        END LOOP;
      END $$;
      ALTER TABLE search_document DROP COLUMN library_id;
      ALTER TABLE search_page DROP COLUMN library_id;
      DROP FUNCTION linlang_is_published(bigint, integer); DROP FUNCTION linlang_libraries(); DROP FUNCTION linlang_reading(); DROP FUNCTION linlang_everything(); DROP FUNCTION linlang_setting();
    `);
  }

  /** One's own first: rows of one's own library ask nothing of other tables. */
  private async wall(db: QueryRunner, table: string, read: string, keep: string): Promise<void> {
    await db.query(`
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON ${table} USING (${keep});
      CREATE POLICY read ON ${table} FOR SELECT USING (${read});`);
  }
}
