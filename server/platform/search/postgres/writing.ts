import { tsvectorText } from '../../../contract/text/index.js';
import type { Database } from '../../database/database.js';
import { pageParts } from '../page.parts.js';
import { wholeTitle } from '../title.key.js';
import { type Indexed, isGone, type SearchDocument } from '../search.document.js';
import type { FacetIds } from './searching.sql.js';

function row(document: SearchDocument, ids: FacetIds) {
  const titles = document.titles.map((text) => ({ text, weight: 'A' as const }));
  const metadata = document.metadata.map(({ text, field }) => ({
    text,
    weight: 'B' as const,
    ...(field === null ? {} : { field }),
  }));
  return {
    item_id: document.itemId,
    version: document.version,
    recipe: document.recipe,
    gone: false,
    library_id: document.libraryId,
    collection_id: document.collectionId,
    labels: document.labels,
    titles_exact: document.titles.map((title) => wholeTitle(title).exact),
    titles_folded: document.titles.map((title) => wholeTitle(title).folded),
    title_vector: tsvectorText(titles),
    vector: tsvectorText([...titles, ...metadata]),
    facets: document.facets.map((entry) => ids.get(entry)),
    from_year: document.years?.from ?? null,
    to_year: document.years?.to ?? null,
    sort_title: document.sort.title,
    sort_stroke: document.sort.stroke,
    sort_day: document.sort.day,
    newest: document.sort.newest,
    text_slots: document.sort.texts,
    number_slots: document.sort.numbers,
    day_slots: document.sort.days,
    card: document.card,
  };
}

const stub = (itemId: number, version: number) => ({
  item_id: itemId,
  version,
  recipe: 0,
  gone: true,
  library_id: null,
  collection_id: 0,
  labels: [],
  titles_exact: [],
  titles_folded: [],
  title_vector: '',
  vector: '',
  facets: [],
  from_year: null,
  to_year: null,
  sort_title: null,
  sort_stroke: null,
  sort_day: null,
  newest: 0,
  text_slots: [],
  number_slots: [],
  day_slots: [],
  card: null,
});

const columns = Object.keys(stub(0, 0));
const updates = columns.filter((name) => name !== 'item_id').map((name) => `${name} = excluded.${name}`);

/** Small numbers for facet entries, made where they are missing. Sorted, so that two writers never wait for each other crosswise. */
export async function facetIds(db: Database, entries: Iterable<string>, make: boolean): Promise<Map<string, number>> {
  const wanted = [...new Set(entries)].sort();
  if (wanted.length === 0) return new Map();
  const find = () =>
    db.query<{ id: number; entry: string }>(`SELECT id, entry FROM facet_value WHERE entry = ANY ($1)`, [wanted]);
  let rows = await find();
  if (make && rows.length < wanted.length) {
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
    true,
  );
  const rows = kept.map((document) =>
    isGone(document) ? stub(document.itemId, document.version) : row(document, ids),
  );
  await db.transaction(async () => {
    const written = await db.query<{ item_id: number }>(
      `INSERT INTO search_document (${columns.join(', ')}) SELECT ${columns.join(', ')}
       FROM jsonb_populate_recordset(NULL::search_document, $1::jsonb)
       ON CONFLICT (item_id) DO UPDATE SET ${updates.join(', ')} WHERE search_document.version <= excluded.version
       RETURNING item_id`,
      [JSON.stringify(rows)],
    );
    const newest = new Set(written.map(({ item_id }) => item_id));
    const parts = kept.flatMap((document) =>
      isGone(document) || !newest.has(document.itemId)
        ? []
        : pageParts(document).map(({ pageId, part, ord, labels, text, seam }) => ({
            item_id: document.itemId,
            library_id: document.libraryId,
            page_id: pageId,
            part,
            ord,
            labels,
            seam,
            vector: tsvectorText([{ text, weight: 'D' }]),
          })),
    );
    await db.query(`DELETE FROM search_page WHERE item_id = ANY ($1)`, [[...newest]]);
    for (let at = 0; at < parts.length; at += 500) {
      await db.query(
        `INSERT INTO search_page (item_id, library_id, page_id, part, ord, labels, seam, vector)
         SELECT item_id, library_id, page_id, part, ord, labels, seam, vector FROM jsonb_populate_recordset(NULL::search_page, $1::jsonb)`,
        [JSON.stringify(parts.slice(at, at + 500))],
      );
    }
  });
}
