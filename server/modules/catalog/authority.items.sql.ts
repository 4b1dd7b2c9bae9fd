import { readerIn, visibleItem } from '../access/visible.sql.js';
import { inReach } from '../authority/usage.service.js';

/** Before the name of a field that is itself what names: no role begins with it. */
export const byField = '~';

/**
 * One row for each way in which an item that this reader may see names an authority. Where head and published revision are the
 * same, the projection of the head says it; where readers see another revision, that one is read itself. What a
 * condition hides in that record is left out.
 */
const namings = `
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a(ref, branch)),
  holder AS (SELECT * FROM unnest($3::bigint[], $4::text[], $5::text[]) AS p(collection_id, field_id, meaning)),
  hidden AS (SELECT * FROM unnest($13::bigint[], $14::text[]) AS h(item_id, field_id)),
  shown AS NOT MATERIALIZED (
    SELECT item.id, item.collection_id, item.head_revision, item.published_revision FROM item
     WHERE ${visibleItem(readerIn('$6', '$7'))} AND ($8::bigint IS NULL OR item.library_id = $8) AND ${inReach('item', '$9', '$10')}
  ),
  found AS (
    SELECT shown.id, shown.collection_id, v.field_id, asked.branch,
           coalesce(CASE WHEN said.value ->> 'ref' = asked.ref THEN nullif(trim(said.value ->> 'role'), '') END, '${byField}' || holder.meaning) AS relation
      FROM item_value_meaning($1::text[]) v
      JOIN shown ON shown.id = v.item_id AND shown.published_revision = shown.head_revision
      JOIN holder ON holder.collection_id = v.collection_id AND holder.field_id = v.field_id
      CROSS JOIN LATERAL unnest(v.refs) AS one
      JOIN asked ON asked.ref = one
      LEFT JOIN LATERAL (
        SELECT r."values" -> v.field_id -> v.ord -> 'value' AS value FROM item_revision r
         WHERE $11 AND r.item_id = shown.id AND r.number = shown.published_revision) AS said ON true
    UNION
    SELECT shown.id, shown.collection_id, holder.field_id, asked.branch,
           coalesce(CASE WHEN stored -> 'value' ->> 'ref' = asked.ref THEN nullif(trim(stored -> 'value' ->> 'role'), '') END, '${byField}' || holder.meaning)
      FROM shown
      JOIN item_revision r ON r.item_id = shown.id AND r.number = shown.published_revision
      JOIN holder ON holder.collection_id = shown.collection_id
      CROSS JOIN LATERAL jsonb_path_query(r."values" -> holder.field_id, '$[*]') AS stored
      CROSS JOIN LATERAL jsonb_path_query(stored -> 'value', $12::jsonpath) AS said
      JOIN asked ON regexp_replace(asked.ref, '^[^/]*/', '') = said #>> '{}'
     WHERE shown.published_revision <> shown.head_revision
  ),
  naming AS MATERIALIZED (
    SELECT * FROM found WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.item_id = found.id AND hidden.field_id = found.field_id)
  )`;

/** Which fields of which items do so. */
export const conditionalNamings = `${namings} SELECT DISTINCT naming.id, naming.field_id AS field FROM naming ORDER BY naming.id`;

export const namingCounts = `${namings},
  narrow AS (SELECT naming.*, $15::text IS NULL OR relation = $15 AS by_relation, $16::bigint IS NULL OR collection_id = $16 AS by_collection FROM naming)
  SELECT 'all' AS of, NULL AS key, count(DISTINCT id)::int AS items FROM narrow
  UNION ALL SELECT 'total', NULL, count(DISTINCT id)::int FROM narrow WHERE by_relation AND by_collection
  UNION ALL SELECT 'relation', relation, count(DISTINCT id)::int FROM narrow WHERE by_collection GROUP BY relation
  UNION ALL SELECT 'collection', collection_id::text, count(DISTINCT id)::int FROM narrow WHERE by_relation GROUP BY collection_id
  UNION ALL SELECT 'branch', branch, count(DISTINCT id)::int FROM narrow WHERE branch IS NOT NULL GROUP BY branch`;

/** In the order of their titles, as lists in the console sort them. */
export const namingPage = `${namings}
  SELECT item.pid, array_agg(DISTINCT naming.relation) AS relations FROM naming JOIN item ON item.id = naming.id
    LEFT JOIN unnest($17::bigint[], $18::text[]) AS t(collection_id, field_id) ON t.collection_id = item.collection_id
    LEFT JOIN item_value title ON title.item_id = item.id AND title.field_id = t.field_id AND title.ord = 0
   WHERE ($15::text IS NULL OR relation = $15) AND ($16::bigint IS NULL OR naming.collection_id = $16)
   GROUP BY item.id, title.sort_text ORDER BY title.sort_text COLLATE "C" NULLS LAST, item.id LIMIT $19 OFFSET $20`;
