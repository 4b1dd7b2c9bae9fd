import { readerIn, visibleItem } from '../access/visible.sql.js';
import { inReach } from '../authority/usage.service.js';

/** Before the name of a field that is itself what names: no role begins with it. */
export const byField = '~';

/**
 * One row for each way in which an item that this reader may see names an authority. What a condition hides in that record is
 * left out.
 */
const namings = `
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a(ref, branch)),
  holder AS (SELECT * FROM unnest($3::bigint[], $4::text[], $5::text[]) AS p(collection_id, field_id, meaning)),
  hidden AS (SELECT * FROM unnest($12::bigint[], $13::text[]) AS h(item_id, field_id)),
  naming AS MATERIALIZED (
    SELECT DISTINCT item.id, item.collection_id, named.field_id, asked.branch, named.title_sort,
           CASE WHEN $11 AND named.role <> '' THEN named.role ELSE '${byField}' || holder.meaning END AS relation
      FROM item_naming named JOIN asked ON asked.ref = named.ref
      JOIN holder ON holder.collection_id = named.collection_id AND holder.field_id = named.field_id
      JOIN item ON item.id = named.item_id
     WHERE named.ref = ANY ($1) AND ${visibleItem(readerIn('$6', '$7'))} AND ($8::bigint IS NULL OR item.library_id = $8) AND ${inReach('item', '$9', '$10')}
       AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.item_id = named.item_id AND hidden.field_id = named.field_id)
  )`;

/** Which fields of which items do so. */
export const conditionalNamings = `${namings} SELECT DISTINCT naming.id, naming.field_id AS field FROM naming ORDER BY naming.id`;

export const namingCounts = `${namings},
  narrow AS (SELECT naming.*, $14::text IS NULL OR relation = $14 AS by_relation, $15::bigint IS NULL OR collection_id = $15 AS by_collection FROM naming)
  SELECT 'all' AS of, NULL AS key, count(DISTINCT id)::int AS items FROM narrow
  UNION ALL SELECT 'total', NULL, count(DISTINCT id)::int FROM narrow WHERE by_relation AND by_collection
  UNION ALL SELECT 'relation', relation, count(DISTINCT id)::int FROM narrow WHERE by_collection GROUP BY relation
  UNION ALL SELECT 'collection', collection_id::text, count(DISTINCT id)::int FROM narrow WHERE by_relation GROUP BY collection_id
  UNION ALL SELECT 'branch', branch, count(DISTINCT id)::int FROM narrow WHERE branch IS NOT NULL GROUP BY branch`;

/** In the order of their titles, as lists in the console sort them. */
export const namingPage = `${namings}
  SELECT item.pid, shown.relations FROM (
    SELECT id, title_sort, array_agg(DISTINCT relation) AS relations FROM naming
     WHERE ($14::text IS NULL OR relation = $14) AND ($15::bigint IS NULL OR collection_id = $15)
     GROUP BY id, title_sort ORDER BY title_sort COLLATE "C" NULLS LAST, id LIMIT $16 OFFSET $17) AS shown
    JOIN item ON item.id = shown.id ORDER BY shown.title_sort COLLATE "C" NULLS LAST, shown.id`;
