import { createHash } from 'node:crypto';
import type { Database } from '../../database/database.js';
import { type PagePart, pageParts } from '../page.parts.js';
import { type Indexed, isGone, type SearchDocument } from '../search.document.js';
import { vectorList } from './tsvector.js';

interface Held {
  item_id: number;
  page_id: number;
  part: number;
  ord: number;
  labels: string[];
  digest: string | null;
}

const pagesAtOnce = 500;

const keyOf = ({ item_id, page_id, part }: Pick<Held, 'item_id' | 'page_id' | 'part'>): string =>
  `${item_id} ${page_id} ${part}`;

/** What a row says, whoever may find it and wherever it stands. */
const digestOf = ({ recipe, libraryId }: SearchDocument, { seam, text }: PagePart): string =>
  createHash('sha256')
    .update(JSON.stringify([recipe, libraryId, seam, text]))
    .digest('base64url')
    .slice(0, 16);

function rowOf(document: SearchDocument, page: PagePart) {
  return {
    item_id: document.itemId,
    library_id: document.libraryId,
    page_id: page.pageId,
    part: page.part,
    ord: page.ord,
    labels: page.labels,
    seam: page.seam,
    digest: digestOf(document, page),
    text: page.text,
  };
}

type Row = ReturnType<typeof rowOf>;

const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label, at) => label === b[at]);

/** Pages that say the same as before stay as they are, and so do their words in the index. The caller holds the items' rows. */
export async function writePages(db: Database, documents: readonly Indexed[]): Promise<void> {
  const rows = await db.query<Held>(
    `SELECT item_id, page_id, part, ord, labels, digest FROM search_page WHERE item_id = ANY ($1)`,
    [documents.map(({ itemId }) => itemId)],
  );
  const held = new Map(rows.map((row) => [keyOf(row), row]));
  const [written, moved]: [Row[], Row[]] = [[], []];
  for (const document of documents) {
    for (const page of isGone(document) ? [] : pageParts(document)) {
      const row = rowOf(document as SearchDocument, page);
      const before = held.get(keyOf(row));
      held.delete(keyOf(row));
      if (before?.digest !== row.digest) written.push(row);
      else if (before.ord !== row.ord || !sameLabels(before.labels, row.labels)) moved.push(row);
    }
  }
  const keys = (some: Iterable<Held>) =>
    JSON.stringify([...some].map(({ item_id, page_id, part }) => ({ item_id, page_id, part })));
  if (held.size > 0)
    await db.query(
      `DELETE FROM search_page p USING jsonb_to_recordset($1) AS gone (item_id bigint, page_id bigint, part integer)
       WHERE p.item_id = gone.item_id AND p.page_id = gone.page_id AND p.part = gone.part`,
      [keys(held.values())],
    );
  if (moved.length > 0)
    await db.query(
      `UPDATE search_page p SET ord = m.ord, labels = m.labels FROM jsonb_populate_recordset(NULL::search_page, $1::jsonb) m
       WHERE p.item_id = m.item_id AND p.page_id = m.page_id AND p.part = m.part`,
      [JSON.stringify(moved.map(({ text: _, ...row }) => row))],
    );
  for (let at = 0; at < written.length; at += pagesAtOnce) {
    const some = written.slice(at, at + pagesAtOnce);
    await db.query(
      `INSERT INTO search_page (item_id, library_id, page_id, part, ord, labels, seam, digest, vector)
       SELECT item_id, library_id, page_id, part, ord, labels, seam, digest, words
         FROM ROWS FROM (jsonb_to_recordset($1) AS (item_id bigint, library_id bigint, page_id bigint, part integer, ord integer, labels text[], seam boolean, digest text),
                         unnest($2::tsvector[])) AS page (item_id, library_id, page_id, part, ord, labels, seam, digest, words)
       ON CONFLICT (item_id, page_id, part) DO UPDATE SET library_id = excluded.library_id, ord = excluded.ord,
         labels = excluded.labels, seam = excluded.seam, digest = excluded.digest, vector = excluded.vector`,
      [
        JSON.stringify(some.map(({ text: _, ...row }) => row)),
        vectorList(some.map(({ text }) => ({ parts: [{ text, weight: 'D' }] }))),
      ],
    );
  }
}
