import pg from 'pg';
import type { CollectionSchema } from '../../../server/contract/collection.js';
import { fold, sortKey } from '../../../server/contract/text/index.js';
import { searchText, sortTextOf } from '../../../server/modules/authority/name.forms.js';
import { namingsOfHeads } from '../../../server/modules/catalog/naming.repository.js';
import { type Cell, copyRows } from '../../../server/platform/database/copy.rows.js';
import { eventually } from '../../support/eventually.js';
import { good, makePlatformAdmin, seedPassword } from '../../support/seed.js';
import { Visitor } from '../../support/visitor.js';
import { type BenchRecord, filePid, type Name, recordOf, type TermOf, type World, worldOf } from './records.js';
import { Lexicon } from './words.js';

/** Four collections of two libraries; so many of a hundred records stand in each. */
const shelves = [
  { library: 0, slug: 'shanben', template: 'ancient-book', name: '善本', share: 50 },
  { library: 0, slug: 'xinzha', template: 'letter', name: '信札', share: 25 },
  { library: 1, slug: 'guji', template: 'ancient-book', name: '古籍', share: 15 },
  { library: 1, slug: 'shouzha', template: 'letter', name: '手札', share: 10 },
];
const libraries = [
  { slug: 'beihai', name: { 'zh-CN': '北海图书馆', en: 'Beihai Library' } },
  { slug: 'nanshan', name: { 'zh-CN': '南山图书馆', en: 'Nanshan Library' } },
];
const batch = 1000;

interface Shelf {
  id: number;
  libraryId: number;
  version: number;
  schema: CollectionSchema;
  share: number;
}

const columns = {
  agent: ['pid', 'name', 'variants', 'sort_text', 'search_text', 'dynasty'],
  place: ['pid', 'name', 'variants', 'sort_text', 'search_text'],
  item: (
    'id pid library_id collection_id identifier title title_folded state head_revision published_revision version ' +
    'published_at first_published_at'
  ).split(' '),
  item_revision: 'library_id item_id number schema_version "values" title review'.split(' '),
  item_value: 'collection_id field_id item_id ord library_id sort_text ref refs from_day to_day number'.split(' '),
  file: 'id pid library_id item_id sha256 size media_type handler name storage_key state technical'.split(' '),
  page: 'id pid library_id item_id ord label file_id'.split(' '),
  page_text: 'id library_id item_id page_id text language source'.split(' '),
  page_published: 'page_id pid library_id item_id ord label kind file_id source text_id'.split(' '),
} as const;

/** In their order. */
const filled = ['item', 'item_revision', 'item_value', 'file', 'page', 'page_text', 'page_published'] as const;

/** Of which library an item stands where, for a running number. */
function shelfOf(all: readonly Shelf[], at: number): Shelf {
  let left = (at * 37) % 100;
  return all.find(({ share }) => (left -= share) < 0)!;
}

export async function termsOf(db: pg.Client): Promise<Map<string, TermOf[]>> {
  const { rows } = await db.query<{
    vocabulary: string;
    id: number;
    parent: number | null;
    code: string;
    label: Record<string, string>;
  }>(
    `SELECT v.key AS vocabulary, t.id::int, t.parent_id::int AS parent, t.code, t.label FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id
      WHERE v.library_id IS NULL AND v.key = ANY ($1) AND t.merged_into IS NULL ORDER BY v.key, t.ord, t.id`,
    [['language', 'siku', 'edition-type', 'binding']],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const terms = new Map<string, TermOf[]>();
  for (const row of rows) {
    const path: TermOf['path'] = [];
    for (let above = byId.get(row.parent ?? 0); above; above = byId.get(above.parent ?? 0)) {
      path.push({ code: above.code, label: above.label });
    }
    terms.set(row.vocabulary, [...(terms.get(row.vocabulary) ?? []), { code: row.code, label: row.label, path }]);
  }
  return terms;
}

async function makeShelves(admin: Visitor, db: pg.Client): Promise<Shelf[]> {
  const owners: string[] = [];
  for (const library of libraries) owners.push(good(await admin.post('/libraries', library)).pid as string);
  const made: Shelf[] = [];
  for (const { library, slug, template, name, share } of shelves) {
    // Its items come by COPY, which opens nothing.
    const wanted = { template, slug, name: { 'zh-CN': name, en: slug }, state: 'open' };
    const collection = good(await admin.post(`/libraries/${owners[library]}/collections`, wanted));
    const { rows } = await db.query<{ id: number; libraryId: number; version: number }>(
      `SELECT id::int, library_id::int AS "libraryId", schema_version AS version FROM collection WHERE pid = $1`,
      [collection.pid],
    );
    made.push({ ...rows[0]!, schema: collection.schema as CollectionSchema, share });
  }
  return made;
}

interface Said {
  text?: unknown;
  name?: unknown;
  raw?: unknown;
  ref?: string;
  days?: [number, number];
}

const places = new Map<string, string>();
/** Most of what is said is said again and again; and where prose stands in a list its first words decide. */
function placeOf(words: string): string {
  let place = places.get(words);
  if (place === undefined) {
    place = sortKey(words);
    if (places.size < 100_000) places.set(words, place);
  }
  return place;
}

/** What is said of an item in the console's lists: its words, its references, its days. */
function valueRows(shelf: Shelf, id: number, { values }: BenchRecord): Cell[][] {
  return shelf.schema.fields.flatMap((field) =>
    (values[field.id] ?? []).map(({ value }, ord): Cell[] => {
      const said = (typeof value === 'object' ? value : { text: value }) as Said;
      const words = [said.text, said.name, said.raw].find((one) => typeof one === 'string') ?? '';
      const [first = null, last = null] = said.days ?? [];
      const { ref = null } = said;
      const line = placeOf(String(words).slice(0, 20));
      return [shelf.id, field.id, id, ord, shelf.libraryId, line, ref, ref ? [ref] : [], first, last, first];
    }),
  );
}

interface Numbers {
  page: number;
}

function rowsOf(shelf: Shelf, at: number, record: BenchRecord, next: Numbers): Record<string, Cell[][]> {
  const id = at + 1;
  const { libraryId } = shelf;
  const published = new Date(Date.UTC(2026, 0, 1) + at * 1000);
  const pages = record.pages.map(({ pid, text }, ord) => ({ pid, text, ord, id: next.page++ }));
  const image = { width: 2400, height: 3200 };
  return {
    item: [
      [
        ...[id, record.pid, libraryId, shelf.id, record.identifier, record.title, fold(record.title), 'published'],
        ...[1, 1, 2, published, published],
      ],
    ],
    item_revision: [[libraryId, id, 1, shelf.version, JSON.stringify(record.values), record.title, 'approved']],
    item_value: valueRows(shelf, id, record),
    file: pages.map(({ id: page, ord }) => [
      ...[page, filePid(page), libraryId, id, `\\x${page.toString(16).padStart(64, '0')}`, 1_000_000, 'image/jpeg'],
      ...['image', `${ord + 1}.jpg`, `bench/${page}`, 'ready', JSON.stringify(image)],
    ]),
    page: pages.map(({ id: page, pid, ord }) => [page, pid, libraryId, id, ord, String(ord + 1), page]),
    page_text: pages.map(({ id: page, text }) => [page, libraryId, id, page, text, 'zh-Hant', 'recognised']),
    page_published: pages.map(({ id: page, pid, ord }) => [
      ...[page, pid, libraryId, id, ord, String(ord + 1), 'text', page, '{}', page],
    ]),
  };
}

async function fillAuthorities(db: pg.Client, { agents, places }: World): Promise<void> {
  const row = ({ pid, name, variants }: Name): Cell[] => {
    const label = { 'zh-Hant': name };
    return [pid, label, JSON.stringify(variants), sortTextOf(label), searchText(label, variants)];
  };
  await copyRows(
    db,
    'agent',
    columns.agent,
    agents.map((one) => [...row(one), one.dynasty]),
  );
  await copyRows(db, 'place', columns.place, places.map(row));
}

/** Seconds for the rows, unless they were there, and for the index. */
export interface Filled {
  rows: number | null;
  index: number;
}

/**
 * The way for shelves as large as these: libraries, collections and their configuration by the API; rows of published
 * items by COPY into the tables that the catalogue writes; then the index is ordered and everything derived is made of them.
 */
export async function fill(
  url: string,
  databaseUrl: string,
  items: number,
  say: (line: string) => void,
): Promise<Filled | null> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const admin = new Visitor(url);
    // A shelf that is gone on with has one already.
    const name = `admin-${Date.now()}@example.org`;
    good(await admin.signIn(await makePlatformAdmin(databaseUrl, name), seedPassword));
    const began = Date.now();
    const { rows: marks } = await db.query<{ there: boolean }>(
      `SELECT to_regclass('bench.filled') IS NOT NULL AS there`,
    );
    // A run that ended after this took its longest way for nothing otherwise.
    if (marks[0]!.there) {
      const { total } = good(await admin.get('/search?q=')) as { total: number };
      return total === items ? null : { rows: null, index: await index(admin, say) };
    }
    await fillRows(db, admin, items, say);
    const rows = (Date.now() - began) / 1000;
    return { rows, index: await index(admin, say) };
  } finally {
    await db.end();
  }
}

async function fillRows(db: pg.Client, admin: Visitor, items: number, say: (line: string) => void): Promise<void> {
  const made = await makeShelves(admin, db);
  const world = worldOf(new Lexicon(), items, await termsOf(db));
  const began = Date.now();
  await fillAuthorities(db, world);
  const indexes = await withoutIndexes(db);
  const next: Numbers = { page: 1 };
  for (let at = 0; at < items; at += batch) {
    const rows: Record<string, Cell[][]> = {};
    for (let one = at; one < Math.min(items, at + batch); one++) {
      const shelf = shelfOf(made, one);
      const record = recordOf(world, shelf.schema, one);
      for (const [table, some] of Object.entries(rowsOf(shelf, one, record, next))) (rows[table] ??= []).push(...some);
    }
    await db.query('BEGIN');
    await copyBatch(db, rows);
    await db.query('COMMIT');
    if ((at / batch) % 25 === 24)
      say(`${at + batch} of ${items} rows after ${Math.round((Date.now() - began) / 1000)} s`);
  }
  for (const table of ['item', 'file', 'page', 'page_text']) {
    await db.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) + 1 FROM ${table}))`);
  }
  for (const definition of indexes) await db.query(definition);
  // Nothing of it stands in the log of changes: whoever follows that begins anew.
  await db.query(
    `DO $$ BEGIN IF to_regclass('change_cursor') IS NOT NULL THEN DELETE FROM change_cursor; END IF; END $$`,
  );
  // What revisions keep of pages; an older checkout keeps it elsewhere.
  await db.query(
    `DO $$ BEGIN IF to_regclass('item_revision_page') IS NOT NULL THEN
       INSERT INTO item_revision_page (library_id, item_id, page_id, number, ord, label, kind, file_id, source, text_id)
       SELECT library_id, item_id, id, 1, ord, label, kind, file_id, source, text_id FROM page WHERE removed_at IS NULL;
     END IF; END $$`,
  );
  await db.query('VACUUM ANALYZE');
  await db.query(`CREATE SCHEMA IF NOT EXISTS bench; CREATE TABLE bench.filled ()`);
  say(`rows are there after ${Math.round((Date.now() - began) / 1000)} s`);
}

/** What is asked at each row that comes: whether a library has these bytes already. */
const asked = ['file_sha256'];

/** Indexes that forbid nothing are made once, at the end. */
async function withoutIndexes(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS definition
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relname = ANY ($1) AND NOT i.indisunique AND i.indexrelid <> ALL ($2::regclass[])
        AND NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)`,
    [filled, asked],
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function copyBatch(db: pg.Client, rows: Record<string, Cell[][]>): Promise<void> {
  for (const table of filled) {
    await copyRows(db, table, columns[table], rows[table] ?? []);
  }
  await db.query(namingsOfHeads, [(rows['item'] ?? []).map(([id]) => id)]);
  const pages = rows['page'] ?? [];
  await db.query(`UPDATE page SET text_id = id WHERE id = ANY ($1)`, [pages.map(([id]) => id)]);
  await db.query(
    `UPDATE item SET cover_page_id = page.id, published_cover_id = page.id
       FROM page WHERE page.item_id = item.id AND page.ord = 0 AND page.id = ANY ($1)`,
    [pages.map(([id]) => id)],
  );
}

async function index(admin: Visitor, say: (line: string) => void): Promise<number> {
  const began = Date.now();
  const { job } = good(await admin.post('/search/index'));
  let said = 0;
  await eventually(
    async () => {
      const now = good(await admin.get(`/jobs/${job}`)) as { state: string; done: number; total: number | null };
      if (Date.now() - said > 30_000) {
        said = Date.now();
        say(`${now.done} of ${now.total ?? '?'} documents after ${Math.round((Date.now() - began) / 1000)} s`);
      }
      if (now.state === 'failed') throw new Error(`the index could not be filled: ${JSON.stringify(now)}`);
      return now.state;
    },
    (state) => state === 'done',
    { withinMs: 6 * 3_600_000, everyMs: 250 },
  );
  return (Date.now() - began) / 1000;
}
