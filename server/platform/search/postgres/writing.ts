import { coreField } from '../../../contract/text/index.js';
import type { Database } from '../../database/database.js';
import { wholeTitle } from '../title.key.js';
import { type Indexed, isGone, namesOf, type SearchDocument } from '../search.document.js';
import type { TextPart } from './lexemes.js';
import { writePages } from './pages.js';
import { exactTitleLexeme, foldedTitleLexeme } from './title.lexeme.js';
import { type Vector, vectorList } from './tsvector.js';

/** Small numbers of facet values by entry. */
type FacetIds = ReadonlyMap<string, number>;

const documentRow = (document: Indexed) =>
  isGone(document)
    ? { item_id: document.itemId, version: document.version, recipe: 0, gone: true, library_id: null, card: null }
    : {
        item_id: document.itemId,
        version: document.version,
        recipe: document.recipe,
        gone: false,
        library_id: document.libraryId,
        card: document.card,
      };

function titleVector(titles: readonly string[]): Vector {
  const whole = titles.map(wholeTitle);
  const bare = whole.flatMap(({ exact, folded }) => [exactTitleLexeme(exact), foldedTitleLexeme(folded)]);
  return { parts: titles.map((text) => ({ text, weight: 'A' })), bare: new Set(bare) };
}

/** Room and places of a vector are bounded: short values have theirs, whatever stands beside them. */
function vector({ titles, metadata }: SearchDocument): Vector {
  const named = titles.map((text): TextPart => ({ text, weight: 'A', fields: [coreField('title')] }));
  const shortFirst = metadata.toSorted((a, b) => a.text.length - b.text.length);
  const others = shortFirst.map((one): TextPart => ({
    text: one.text,
    weight: 'B',
    fields: namesOf(one),
    beside: one.beside === true,
  }));
  return { parts: [...named, ...others] };
}

async function writeVectors(db: Database, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await db.query(
    `INSERT INTO search_vector (item_id, library_id, title_vector, vector)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::tsvector[], $4::tsvector[])
     ON CONFLICT (item_id) DO UPDATE SET library_id = excluded.library_id, title_vector = excluded.title_vector, vector = excluded.vector`,
    [
      documents.map(({ itemId }) => itemId),
      documents.map(({ libraryId }) => libraryId),
      vectorList(documents.map(({ titles }) => titleVector(titles))),
      vectorList(documents.map(vector)),
    ],
  );
}

const noFact = {
  gone: true,
  collection_id: 0,
  labels: [] as string[],
  facets: [] as number[],
  from_year: null as number | null,
  to_year: null as number | null,
  sort_title: null as string | null,
  sort_stroke: null as string | null,
  sort_day: null as number | null,
  newest: 0,
  text_slots: [] as (string | null)[],
  number_slots: [] as (number | null)[],
  day_slots: [] as (number | null)[],
};

function factRow(document: Indexed, tick: number, ids: FacetIds) {
  if (isGone(document)) return { item_id: document.itemId, library_id: null, tick, ...noFact };
  const { sort, years } = document;
  return {
    item_id: document.itemId,
    library_id: document.libraryId,
    tick,
    gone: false,
    collection_id: document.collectionId,
    labels: document.labels,
    facets: document.facets.map((entry) => ids.get(entry) as number),
    from_year: years?.from ?? null,
    to_year: years?.to ?? null,
    sort_title: sort.title,
    sort_stroke: sort.stroke,
    sort_day: sort.day,
    newest: sort.newest,
    text_slots: sort.texts,
    number_slots: sort.numbers,
    day_slots: sort.days,
  } satisfies typeof noFact & Record<string, unknown>;
}

/** All have the columns of the first; rows of the same items are replaced, where `when` says so. */
async function insert(db: Database, table: string, rows: readonly object[], when: string): Promise<unknown[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(rows[0] as object);
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ');
  return db.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT (item_id) DO UPDATE SET ${updates} ${when} RETURNING item_id`,
    [JSON.stringify(rows)],
  );
}

/** Small numbers for facet entries, made where they are missing. Sorted, so that two writers never wait for each other crosswise. */
async function facetIds(db: Database, entries: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(entries)].sort();
  if (wanted.length === 0) return new Map();
  const find = () =>
    db.query<{ id: number; entry: string }>(`SELECT id, entry FROM facet_value WHERE entry = ANY ($1)`, [wanted]);
  let rows = await find();
  if (rows.length < wanted.length) {
    const known = new Set(rows.map(({ entry }) => entry));
    await db.query(
      `INSERT INTO facet_value (entry) SELECT entry FROM unnest($1::text[]) AS entry ORDER BY entry ON CONFLICT DO NOTHING`,
      [wanted.filter((entry) => !known.has(entry))],
    );
    rows = await find();
  }
  return new Map(rows.map(({ id, entry }) => [entry, id]));
}

/** Newest wins: a document or stub that comes late changes nothing, its pages included. */
export async function writeDocuments(db: Database, documents: readonly Indexed[]): Promise<void> {
  const byItem = new Map<number, Indexed>();
  for (const document of documents) {
    const other = byItem.get(document.itemId);
    if (!other || other.version <= document.version) byItem.set(document.itemId, document);
  }
  const kept = [...byItem.values()].sort((a, b) => a.itemId - b.itemId);
  if (kept.length === 0) return;
  const ids = await facetIds(
    db,
    kept.flatMap((document) => (isGone(document) ? [] : document.facets)),
  );
  await db.transaction(async () => {
    const rows = kept.map(documentRow);
    const written = await insert(db, 'search_document', rows, 'WHERE search_document.version <= excluded.version');
    const newest = new Set((written as { item_id: number }[]).map(({ item_id }) => item_id));
    if (newest.size === 0) return;
    const taken = kept.filter(({ itemId }) => newest.has(itemId));
    const whole = taken.filter((document): document is SearchDocument => !isGone(document));
    await db.query(`DELETE FROM search_vector WHERE item_id = ANY ($1)`, [
      taken.filter(isGone).map(({ itemId }) => itemId),
    ]);
    await writeVectors(db, whole);
    await writePages(db, taken);
    // Last, since other writers wait here until this is committed: ticks are seen in their order.
    const clock = await db.one<{ tick: number }>(`UPDATE search_clock SET tick = tick + 1 RETURNING tick`);
    const facts = taken.map((document) => factRow(document, clock?.tick as number, ids));
    await insert(db, 'search_fact', facts, '');
  });
}
