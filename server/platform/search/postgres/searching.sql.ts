import { wantedPhrases } from '../../../contract/text/index.js';
import { exactly, hasField, positive } from '../query.parts.js';
import { mostFacetValues, type SearchRequest, type SearchSort, yearGroups } from '../search.request.js';
import { anyPhrase, matchingIds, Parameters, treeQuery } from './matching.sql.js';

/** Above this many hits the order inside a class of relevance is by age, not by frequency: ranking would read every vector. */
export const rankedUpTo = 5000;

/** Ids of facet values by entry; an entry that no document ever had matches nothing. */
export type FacetIds = ReadonlyMap<string, number>;

export interface Statement {
  sql: string;
  parameters: unknown[];
}

interface Filter {
  group: string;
  condition: string;
}

/** What is asked for, before any filter: readable documents that the query matches. */
function scope(request: SearchRequest, parameters: Parameters): string {
  const labels = `${parameters.add(request.labels)}::text[]`;
  const collections = `${parameters.add(request.collections)}::bigint[]`;
  const readable = `NOT d.gone AND d.labels && ${labels} AND d.collection_id = ANY (${collections})`;
  if (request.query.kind === 'all') return `FROM search_document d WHERE ${readable}`;
  return `FROM (${matchingIds(request.query, labels, parameters)}) m JOIN search_document d ON d.item_id = m.item_id WHERE ${readable}`;
}

function filters(request: SearchRequest, ids: FacetIds, parameters: Parameters): Filter[] {
  const out = request.filters.map(({ group, keys }) => {
    const wanted = keys.flatMap((key) => ids.get(`${group}=${key}`) ?? []);
    return { group, condition: `d.facets && ${parameters.add(wanted)}::int[]` };
  });
  const { years } = request;
  if (years && (years.from !== null || years.to !== null)) {
    const from = `${parameters.add(years.from)}::int`;
    const to = `${parameters.add(years.to)}::int`;
    out.push({
      group: 'years',
      condition: `coalesce(d.to_year >= coalesce(${from}, d.to_year) AND d.from_year <= coalesce(${to}, d.from_year), false)`,
    });
  }
  return out;
}

const isOwn = (filter: Filter, group: string): boolean =>
  filter.group === group || (filter.group === 'years' && yearGroups.includes(group));

/** The total, and each group of facets over what all filters but its own leave: one scan of what matched. */
export function countStatement(request: SearchRequest, ids: FacetIds): Statement {
  const parameters = new Parameters();
  const from = scope(request, parameters);
  const kept = filters(request, ids, parameters);
  const flags = kept.map((filter, at) => `${filter.condition} AS f${at}`);
  const all = (skip?: string): string =>
    kept.flatMap((filter, at) => (skip !== undefined && isOwn(filter, skip) ? [] : [`f${at}`])).join(' AND ') || 'true';
  const counts = request.facets.map((group) => {
    const prefix = parameters.add(`${group}=`);
    const end = parameters.add(`${group}>`);
    // "=" and what follows it in byte order bound a group in the dictionary's index.
    const inGroup = `v.entry >= ${prefix}::text AND v.entry < ${end}::text`;
    const counted = !kept.some((filter) => isOwn(filter, group))
      ? `SELECT v.entry, rest.n FROM rest JOIN facet_value v ON v.id = rest.one WHERE ${inGroup}`
      : `SELECT v.entry, count(*) AS n FROM matched, unnest(matched.facets) AS one JOIN facet_value v ON v.id = one
           WHERE ${all(group)} AND ${inGroup} GROUP BY v.entry`;
    return `(SELECT coalesce(json_agg(json_build_array(substr(entry, length(${prefix}::text) + 1), n)), '[]')
       FROM (${counted} ORDER BY n DESC, entry LIMIT ${mostFacetValues}) counted)`;
  });
  const sql = `WITH matched AS MATERIALIZED (SELECT d.facets${flags.length > 0 ? `, ${flags.join(', ')}` : ''} ${from}),
    rest AS MATERIALIZED (SELECT one, count(*) AS n FROM matched, unnest(matched.facets) AS one WHERE ${all()} GROUP BY one)
    SELECT (SELECT count(*) FROM matched WHERE ${all()})::int AS total, json_build_array(${counts.join(', ')}) AS facets`;
  return { sql, parameters: parameters.values };
}

function relevance(request: SearchRequest, parameters: Parameters): string {
  const wanted = positive(request.query);
  if (!wanted) return `'any'`;
  const arms: string[] = [];
  if (request.wholeTitle) {
    arms.push(
      `WHEN d.titles_exact @> ARRAY[${parameters.add(request.wholeTitle.exact)}::text] THEN 'whole-title-exact'`,
    );
    arms.push(`WHEN d.titles_folded @> ARRAY[${parameters.add(request.wholeTitle.folded)}::text] THEN 'whole-title'`);
  }
  if (!hasField(wanted)) {
    arms.push(`WHEN d.title_vector @@ ${parameters.add(treeQuery(exactly(wanted)))}::tsquery THEN 'title-exact'`);
    arms.push(`WHEN d.title_vector @@ ${parameters.add(treeQuery(wanted))}::tsquery THEN 'title'`);
  }
  arms.push(`WHEN d.vector @@ ${parameters.add(treeQuery(wanted))}::tsquery THEN 'metadata'`);
  return `CASE ${arms.join(' ')} ELSE 'text' END`;
}

const classOrder = `array_position(ARRAY['whole-title-exact','whole-title','title-exact','title','metadata','text','any'], relevance)`;

function order(sort: SearchSort, request: SearchRequest, total: number, parameters: Parameters): string {
  const way = 'descending' in sort && sort.descending ? 'DESC' : 'ASC';
  switch (sort.by) {
    case 'relevance': {
      const phrases = wantedPhrases(request.query);
      if (phrases.length === 0) return 'newest DESC, item_id DESC';
      if (total > rankedUpTo) return `${classOrder}, newest DESC, item_id DESC`;
      const any = `${parameters.add(anyPhrase(phrases))}::tsquery`;
      return `${classOrder}, ts_rank(title_vector, ${any}) * 3 + ts_rank(vector, ${any}) DESC, item_id DESC`;
    }
    case 'title':
      return `sort_title ${way} NULLS LAST, item_id DESC`;
    case 'stroke':
      return `sort_stroke ${way} NULLS LAST, item_id DESC`;
    case 'date':
      return `sort_day ${way} NULLS LAST, item_id DESC`;
    case 'newest':
      return `newest ${way}, item_id DESC`;
    case 'slot': {
      const at = `[${parameters.add(sort.slot + 1)}::int]`;
      return `number_slots${at} ${way} NULLS LAST, day_slots${at} ${way} NULLS LAST, text_slots${at} ${way} NULLS LAST, item_id DESC`;
    }
  }
}

/** One page of hits. The total is known by then: it decides how finely they can be ranked. */
export function hitsStatement(request: SearchRequest, ids: FacetIds, total: number): Statement {
  const parameters = new Parameters();
  const from = scope(request, parameters);
  const conditions = filters(request, ids, parameters).map(({ condition }) => ` AND ${condition}`);
  const byRelevance = request.sort.by === 'relevance';
  const matched = `SELECT d.* ${byRelevance ? `, ${relevance(request, parameters)} AS relevance` : ''} ${from}${conditions.join('')}`;
  const ordered = `SELECT * FROM (${matched}) d ORDER BY ${order(request.sort, request, total, parameters)} LIMIT ${parameters.add(request.size)}::int OFFSET ${parameters.add(request.from)}::int`;
  // In other orders the class is worked out for the shown page only.
  const shown = byRelevance ? 'd.relevance' : `${relevance(request, parameters)} AS relevance`;
  return { sql: `SELECT d.item_id, ${shown}, d.card FROM (${ordered}) d`, parameters: parameters.values };
}
