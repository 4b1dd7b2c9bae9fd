import { wantedPhrases } from '../../../contract/text/index.js';
import type { Database } from '../../database/database.js';
import { keptPlan } from '../../database/kept.plan.js';
import { recordPage } from '../search.document.js';
import type { SearchHit, SearchRequest } from '../search.request.js';
import { anyPhrase } from './matching.sql.js';

export type Carried = Pick<SearchHit, 'card' | 'pages'>;

const cardsStatement = keptPlan(
  `SELECT item_id, card - $2::text[] AS card FROM search_document WHERE item_id = ANY ($1) AND NOT gone`,
);

/** A page is named by its own text; where words only run on from one to the next, by the one on which they begin. */
const onPagesStatement = `
  WITH found AS (SELECT item_id, page_id, ord, bool_and(seam) AS seam FROM search_page
                 WHERE item_id = ANY ($2) AND page_id > ${recordPage} AND labels && $3::text[] AND vector @@ $4::tsquery
                 GROUP BY item_id, page_id, ord),
    best AS (SELECT *, bool_and(seam) OVER (PARTITION BY item_id) AS only_seams FROM found),
    named AS (SELECT item_id, count(*)::int AS total, (array_agg(page_id ORDER BY ord, page_id))[1:$5::int] AS page_ids
              FROM best WHERE NOT seam OR only_seams GROUP BY item_id)
  SELECT d.item_id, d.card, named.total, named.page_ids FROM search_document d LEFT JOIN named ON named.item_id = d.item_id
   WHERE d.item_id = ANY ($1) AND NOT d.gone`;

export async function cardsOf(
  db: Database,
  itemIds: readonly number[],
  without: readonly string[] = [],
): Promise<Map<number, SearchHit['card']>> {
  const rows = await db.query<{ item_id: number; card: SearchHit['card'] }>(cardsStatement, [itemIds, without]);
  return new Map(rows.map(({ item_id, card }) => [item_id, card]));
}

/** What hits carry: for those in `paged` also the pages on which something stands, where they are to be named. One statement. */
export async function carriedBy(
  db: Database,
  itemIds: readonly number[],
  { query, labels, pages: most = 0 }: SearchRequest,
  paged: readonly number[],
): Promise<Map<number, Carried>> {
  const phrases = wantedPhrases(query).filter(({ field }) => field === undefined);
  if (most === 0 || paged.length === 0 || phrases.length === 0) {
    return new Map([...(await cardsOf(db, itemIds))].map(([id, card]) => [id, { card }]));
  }
  const rows = await db.query<{ item_id: number; total: number | null; page_ids: number[] } & Pick<Carried, 'card'>>(
    onPagesStatement,
    [itemIds, paged, labels, anyPhrase(phrases), most],
  );
  return new Map(
    rows.map(({ item_id, card, total, page_ids }) => [
      item_id,
      total === null ? { card } : { card, pages: { total, pageIds: page_ids.map(Number) } },
    ]),
  );
}
