import {
  BEGINS,
  fieldBegins,
  fieldEnds,
  inField as tokenIn,
  type Phrase,
  type Query,
  wantedPhrases,
} from '../../../contract/text/index.js';
import { askedOfRecord, askedTokens, asMeant, exactly, hasField, isInFields, positive } from '../query.parts.js';
import { facetEntry } from '../search.document.js';
import {
  type ExamplesRequest,
  mostFacetValues,
  type Reader,
  relevances,
  type Relevance,
  type SearchRequest,
  yearGroups,
} from '../search.request.js';
import { byCountingField, countingField } from './groups.js';
import { meaningDsl } from './meaning.js';
import { standing, stream } from './stream.js';
import type { Worded } from './writing.js';

/** Any part of OpenSearch's query language. */
export type Dsl = Record<string, unknown>;

/** The class of relevance stands in the thousands of the score, what the engine thinks of it below. */
const CLASS = 10_000;
const FINE = 0.05;

export const phraseIn = (field: string, phrase: Phrase, boost?: number): Dsl => ({
  match_phrase: { [field]: { query: stream(phrase), ...(boost === undefined ? {} : { boost }) } },
});

function datedWithin({ from, to }: { from: number | null; to: number | null }): Dsl {
  const bounds: Dsl[] = [{ exists: { field: 'from_year' } }];
  if (from !== null) bounds.push({ range: { to_year: { gte: from } } });
  if (to !== null) bounds.push({ range: { from_year: { lte: to } } });
  return { bool: { filter: bounds } };
}

function tree(query: Query, leaf: (phrase: Phrase) => Dsl): Dsl {
  switch (query.kind) {
    case 'all':
      return { match_all: {} };
    case 'phrase':
      return leaf(query);
    case 'meaning':
      return meaningDsl(query);
    case 'said':
      return either({ term: { meta: fieldBegins(query.field) } }, { term: { beside: tokenIn(query.field, BEGINS) } });
    case 'under':
      return { terms: { facets: query.entries } };
    case 'years':
      return datedWithin(query);
    case 'not':
      return { bool: { must_not: [tree(query.part, leaf)] } };
    case 'or':
      if (query.parts.length === 0) return { match_none: {} };
      return { bool: { should: query.parts.map((part) => tree(part, leaf)), minimum_should_match: 1 } };
    case 'and':
      return { bool: { filter: query.parts.map((part) => tree(part, leaf)) } };
  }
}

/** The phrase between the marks of a field: of begins and ends the nearest to each other are those of one value. */
const inField = (phrase: Phrase, field: string): Dsl => ({
  intervals: {
    meta: {
      match: {
        query: stream(phrase),
        analyzer: 'asked',
        ordered: true,
        max_gaps: 0,
        filter: {
          contained_by: {
            match: { query: `${fieldBegins(field)} ${fieldEnds(field)}`, analyzer: 'asked', ordered: true },
          },
        },
      },
    },
  },
});

/** What is found by asking in its field only stands apart, so that no other question comes across it. */
const inBeside = (phrase: Phrase): Dsl => ({ match_phrase: { beside: stream(phrase, askedTokens(phrase)) } });

const either = (...should: Dsl[]): Dsl => ({ bool: { should, minimum_should_match: 1 } });

function inMetadata(phrase: Phrase): Dsl {
  const { field, stands } = phrase;
  if (field === undefined) return phraseIn('meta', phrase);
  return either(stands === undefined ? inField(phrase, field) : standing(phrase, field), inBeside(phrase));
}

const ofPages = (...filter: Dsl[]): Dsl => ({
  has_child: { type: 'page', score_mode: 'none', query: { bool: { filter } } },
});

/** A join goes over every item that could have such pages, each time: most items have none. */
const withPages = (worded: Worded, ...filter: Dsl[]): Dsl => ({ bool: { filter: [{ term: { worded } }, ...filter] } });

/** In the metadata, or in text that this reader may find: by labels of the page itself, else by those of its item. */
function anywhere(labels: string[]): (phrase: Phrase) => Dsl {
  return (phrase) => {
    if (phrase.field !== undefined) return inMetadata(phrase);
    const inText = phraseIn('text', phrase);
    const should = [
      inMetadata(phrase),
      withPages('following', { terms: { text_labels: labels } }, ofPages({ term: { follows: true } }, inText)),
      withPages('apart', ofPages({ terms: { labels } }, inText)),
    ];
    return { bool: { should, minimum_should_match: 1 } };
  };
}

/** What a reader may come across and the query matches, before any filter. */
export function scope(request: Pick<SearchRequest, 'labels' | 'collections' | 'query'>): Dsl[] {
  return [
    { term: { gone: false } },
    { terms: { labels: request.labels } },
    { terms: { collection_id: request.collections.map(String) } },
    tree(request.query, anywhere(request.labels)),
  ];
}

interface Filter {
  group: string;
  query: Dsl;
}

export function filters(request: Pick<SearchRequest, 'filters' | 'years'>): Filter[] {
  const out = request.filters.map(({ group, keys }) => ({
    group,
    query: { terms: { facets: keys.map((key) => `${group}=${key}`) } },
  }));
  const { years } = request;
  if (!years || (years.from === null && years.to === null)) return out;
  return [...out, { group: 'years', query: datedWithin(years) }];
}

const isOwn = (filter: Filter, group: string): boolean =>
  filter.group === group || (filter.group === 'years' && yearGroups.includes(group));

const pattern = (group: string): string => `${group.replace(/[.?+*|{}[\]()"\\#@&<>~^$-]/g, '\\$&')}=.*`;

function countingOf(group: string, most: number): Dsl {
  const { field, isShared } = countingField(group);
  return {
    terms: {
      field,
      ...(isShared ? { include: pattern(group) } : {}),
      size: most,
      shard_size: most * 2,
      order: [{ _count: 'desc' }, { _key: 'asc' }],
    },
  };
}

const counting = (groups: readonly string[], most = mostFacetValues): Record<string, Dsl> =>
  Object.fromEntries(groups.map((group) => [group, countingOf(group, most)]));

const worth = (relevance: Relevance): number => {
  const at = (relevances as readonly string[]).indexOf(relevance);
  return at < 0 ? 0 : (relevances.length - at) * CLASS;
};

const inTitleOrField = (phrase: Phrase): Dsl =>
  phrase.field === undefined ? phraseIn('title', phrase) : inField(phrase, phrase.field);

/**
 * Of what matches: that it does so by its metadata. What is asked in a field stands nowhere else, and is not looked up
 * again where it has matched anyway: the engine refuses what has too many parts.
 */
function notOnPages(query: Query): Dsl {
  if (isInFields(query)) return { match_all: {} };
  if (query.kind === 'and') return { bool: { filter: query.parts.map(notOnPages) } };
  return tree(query, inMetadata);
}

function ranking(request: SearchRequest): Dsl[] {
  const wanted = positive(request.query);
  if (!wanted) return [];
  const worths: { relevance: Relevance; query: Dsl }[] = [{ relevance: 'text', query: { match_all: {} } }];
  worths.push({ relevance: 'metadata', query: notOnPages(askedOfRecord(request.query)) });
  const meant = asMeant(wanted);
  if (meant) worths.push({ relevance: 'meant', query: tree(meant, inTitleOrField) });
  if (!hasField(wanted)) {
    const inTitle = (phrase: Phrase): Dsl => phraseIn('title', phrase);
    worths.push({ relevance: 'title', query: tree(wanted, inTitle) });
    worths.push({ relevance: 'title-exact', query: tree(exactly(wanted), inTitle) });
  }
  if (request.wholeTitle) {
    worths.push({ relevance: 'whole-title', query: { term: { titles_folded: request.wholeTitle.folded } } });
    worths.push({ relevance: 'whole-title-exact', query: { term: { titles_exact: request.wholeTitle.exact } } });
  }
  const classes = {
    dis_max: {
      queries: worths.map(({ relevance, query }) => ({ constant_score: { filter: query, boost: worth(relevance) } })),
    },
  };
  const fine = wantedPhrases(wanted)
    .filter((phrase) => phrase.field === undefined)
    .slice(0, 4)
    .flatMap((phrase) => [phraseIn('title', phrase, 3 * FINE), phraseIn('meta', phrase, FINE)]);
  return [classes, ...fine];
}

function order(request: SearchRequest): Dsl[] {
  const { sort } = request;
  const way = 'descending' in sort && sort.descending ? 'desc' : 'asc';
  const by = (field: string, numeric = false): Dsl => ({
    [field]: { order: way, missing: '_last', unmapped_type: numeric ? 'long' : 'keyword' },
  });
  const last: Dsl = { item_id: 'desc' };
  switch (sort.by) {
    case 'relevance':
      return positive(request.query) ? [{ _score: 'desc' }, last] : [{ newest: 'desc' }, last];
    case 'title':
      return [by('sort_title'), last];
    case 'stroke':
      return [by('sort_stroke'), last];
    case 'date':
      return [by('sort_day', true), last];
    case 'newest':
      return [by('newest', true), last];
    case 'slot':
      return [by(`number_${sort.slot}`, true), by(`day_${sort.slot}`, true), by(`text_${sort.slot}`), last];
  }
}

/** What of a search is asked together, at once: which of its parts answers what. */
export interface Questions {
  bodies: Dsl[];
  /** Which of them has the hits; null when none are wanted. */
  hits: number | null;
  total: number;
  /** By group. */
  facets: Record<string, number>;
}

/**
 * Each facet is counted without its own filter, in a question of its own, so that the others read only what is left by all filters. Where no
 * word is asked for, counting is a question without hits: the engine keeps its answer until the index changes, and every
 * page of a list asks the same.
 */
export function questionsOf(request: SearchRequest): Questions {
  const kept = filters(request);
  const within = (some: readonly Filter[]): Dsl[] => [...scope(request), ...some.map(({ query }) => query)];
  const isFiltered = (group: string): boolean => kept.some((filter) => isOwn(filter, group));
  const all = request.facets.filter((group) => !isFiltered(group));
  const apart = new Map<string, { groups: string[]; filters: Filter[] }>();
  for (const group of request.facets.filter(isFiltered)) {
    const others = kept.filter((filter) => !isOwn(filter, group));
    const key = JSON.stringify(others.map((filter) => filter.group));
    const same = apart.get(key) ?? { groups: [], filters: others };
    apart.set(key, { ...same, groups: [...same.groups, group] });
  }

  const count = (filter: Dsl[], groups: readonly string[], total: boolean): Dsl => ({
    size: 0,
    track_total_hits: total,
    query: { bool: { filter } },
    ...(groups.length > 0 ? { aggs: counting(groups, request.mostValues) } : {}),
  });
  const bodies: Dsl[] = [];
  const facets: Questions['facets'] = {};
  const ask = (body: Dsl, groups: readonly string[] = []): number => {
    const at = bodies.push(body) - 1;
    for (const group of groups) facets[group] = at;
    return at;
  };
  const together = request.size > 0 && positive(request.query) !== null;
  const hits =
    request.size === 0
      ? null
      : ask(hitsBody(request, within(kept), together ? counting(all, request.mostValues) : null), together ? all : []);
  const total = together && hits !== null ? hits : ask(count(within(kept), all, true), all);
  for (const { groups, filters: others } of apart.values()) ask(count(within(others), groups, false), groups);
  return { bodies, hits, total, facets };
}

function hitsBody(request: SearchRequest, filter: Dsl[], aggs: Record<string, Dsl> | null): Dsl {
  const should = ranking(request);
  return {
    from: request.from,
    size: request.size,
    track_total_hits: aggs !== null,
    // Whoever sorts by something else wants to know what a hit matched all the same.
    track_scores: should.length > 0,
    _source: ['item_id', 'card', ...((request.pages ?? 0) > 0 ? ['worded'] : [])],
    query: { bool: { filter, should, minimum_should_match: 0 } },
    ...(aggs && Object.keys(aggs).length > 0 ? { aggs } : {}),
    sort: order(request),
  };
}

/** Of pages, which have their item's number too, none says that it is there. */
export function cardsBody(itemIds: readonly number[], without: readonly string[]): Dsl {
  return {
    size: itemIds.length,
    track_total_hits: false,
    _source: { includes: ['item_id', 'card'], excludes: without.map((part) => `card.${part}`) },
    query: { bool: { filter: [{ term: { gone: false } }, { terms: { item_id: itemIds } }] } },
  };
}

export function relevanceOf(score: number | null): Relevance {
  const steps = Math.floor((score ?? 0) / CLASS);
  return steps <= 0 ? 'any' : (relevances[relevances.length - steps] ?? 'whole-title-exact');
}

/** What a reader may come across and has one of these entries. */
const having = ({ labels, collections }: Reader, entries: readonly string[]): Dsl => ({
  bool: {
    filter: [
      { term: { gone: false } },
      { terms: { labels } },
      { terms: { collection_id: collections.map(String) } },
      { terms: { facets: entries } },
    ],
  },
});

export function examplesBody({ labels, collections, group, keys, each }: ExamplesRequest): Dsl {
  const entries = keys.map((key) => facetEntry(group, key));
  const newest = { size: each, sort: [{ newest: 'desc' }, { item_id: 'desc' }], _source: ['item_id'] };
  return {
    size: 0,
    query: having({ labels, collections }, entries),
    aggs: {
      values: {
        terms: { field: countingField(group).field, include: entries, size: entries.length },
        aggs: { first: { top_hits: newest } },
      },
    },
  };
}

export function entriesBody(reader: Reader, entries: readonly string[]): Dsl {
  return {
    size: 0,
    query: having(reader, entries),
    aggs: Object.fromEntries(
      Object.entries(byCountingField(entries)).map(([field, some]) => [
        field,
        { terms: { field, include: some, size: some.length } },
      ]),
    ),
  };
}
