import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { localeChain, type Locale, localize, type LocalizedText } from '../../contract/localized.js';
import type { FacetListView, FacetValueView } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import { Database } from '../../platform/database/database.js';
import { facetEntry } from '../../platform/search/search.document.js';
import type { FacetCount } from '../../platform/search/search.request.js';
import { keysOf, typedKey } from './facet.dictionary.js';
import type { FacetOrder } from './facet.order.js';
import { missingParents } from './facet.trees.js';
import { type FacetPlan, FacetViews, termsOf, vocabulariesIn } from './facet.views.js';
import type { SearchScope } from './search.scope.js';

export interface ListAsked {
  find: string;
  /** Unset: as the vocabulary has it where that is a tree, else by count. */
  order?: FacetOrder | undefined;
  page: number;
  size: number;
}

type FacetList = Pick<FacetListView, 'rows' | 'total' | 'order' | 'orders' | 'chosen' | 'page'>;

/** Named by what they are, and not by the dictionary. */
const named = new Set(['library', 'collection', 'kind']);

interface Row {
  total: number;
  /** Null in the one row that says that there are none. */
  key: string | null;
  count: number;
  label: LocalizedText | null;
}

const literals = (tags: readonly string[]): string =>
  tags.map((tag) => `nullif(named.label->>'${tag}', '')`).join(', ');

const sortings: Record<FacetOrder, (locale: Locale) => string> = {
  count: () => 'count DESC, pinyin, key',
  name: (locale) => `lower(coalesce(${literals(localeChain(locale))}, key)) COLLATE "C", key`,
  pinyin: () => 'pinyin, key',
  strokes: () => 'stroke, pinyin, key',
  vocabulary: () => 'ord NULLS LAST, count DESC, pinyin, key',
};

/**
 * Values come from the engine with their counts, names and orders from the dictionary, each by its key: as many rows are
 * read as there are values with something behind them.
 */
const listed = (order: FacetOrder, locale: Locale): string => `
  WITH named AS MATERIALIZED (
    SELECT given.key COLLATE "C" AS key, given.count, known.label, coalesce(given.ord, known.ord) AS ord,
           coalesce(known.sort_pinyin, given.key) AS pinyin, coalesce(known.sort_stroke, given.key) AS stroke
      FROM unnest($2::text[], $3::int[], $4::int[]) AS given (key, count, ord)
      LEFT JOIN facet_value known ON known.entry = $1 || given.key
     WHERE $5 = '' OR strpos(known.names, $5) > 0)
  SELECT every.total, one.key, one.count, one.label FROM (SELECT count(*)::int AS total FROM named) every
    LEFT JOIN LATERAL (SELECT * FROM named ORDER BY ${sortings[order](locale)} LIMIT $6 OFFSET $7) one ON true`;

/** All values of one facet, page by page: of three or of twenty thousand. */
@Injectable()
export class FacetLists {
  constructor(
    private readonly db: Database,
    private readonly views: FacetViews,
  ) {}

  async of(
    plan: FacetPlan,
    counts: readonly FacetCount[],
    picked: readonly string[],
    asked: ListAsked,
    scope: SearchScope,
    caller: Caller,
  ): Promise<FacetList> {
    const keys = [...counts.map(({ key }) => key), ...picked];
    const known = await this.views.vocabularies(vocabulariesIn(plan, keys), scope);
    const terms = termsOf(plan, keys, known);
    const isTree = [...terms.values()].some(({ parents }) => parents.length > 0);
    const usual: FacetOrder = isTree ? 'vocabulary' : 'count';
    const orders = ordersFor(caller.locale, known.size > 0);
    const order = asked.order ?? usual;
    const countOf = new Map(counts.map((one) => [one.key, one]));
    const own = picked.map((key) => countOf.get(key) ?? { key, count: 0 });
    const chosen = await this.views.values(plan, own, picked, scope, caller);
    if (named.has(plan.key)) {
      const rows = await this.views.values({ ...plan, order }, counts, picked, scope, caller);
      const found = rows.filter(({ label }) => isFound(label, asked.find));
      const page = pageOf(asked, found.length);
      const some = found.slice((page - 1) * asked.size, page * asked.size);
      return { rows: some, total: found.length, order, orders, chosen, page };
    }
    // Only a tree that is shown as one needs what its branches hang from.
    const drawn = isTree && order === 'vocabulary' && asked.find.trim() === '';
    const above = new Map([...terms].map(([key, { parents }]) => [key, parents]));
    const missing = drawn ? missingParents(counts, above).map((key) => ({ key, count: 0 })) : [];
    const given = [...counts, ...missing];
    const all = termsOf(plan, [...keys, ...[...above.values()].flat()], known);
    const read = (page: number) => this.read(plan, given, all, { ...asked, order, page }, caller.locale);
    let found = await read(asked.page);
    const page = pageOf(asked, found.total);
    if (page !== asked.page) found = await read(page);
    const rows = found.rows.map(({ key, count, label }): FacetValueView => {
      const term = all.get(key);
      const path = (term?.parents ?? []).map((parent) => localize(all.get(parent)?.label, caller.locale) || parent);
      const name = localize(term?.label ?? label, caller.locale) || key;
      return {
        ...{ key, label: name, ...spoken(name, caller.locale), count },
        ...{ selected: picked.includes(key), depth: drawn ? path.length : 0 },
        ...(path.length > 0 ? { path: path.reverse() } : {}),
      };
    });
    return { rows, total: found.total, order, orders, chosen, page };
  }

  private async read(
    plan: FacetPlan,
    given: readonly FacetCount[],
    terms: ReadonlyMap<string, { ord: number }>,
    { find, order, page, size }: ListAsked & { order: FacetOrder },
    locale: Locale,
  ): Promise<{ total: number; rows: { key: string; count: number; label: LocalizedText | null }[] }> {
    const wanted = typedKey(find);
    // Signs alone are in no name.
    if (find.trim() !== '' && wanted === '') return { total: 0, rows: [] };
    const rows = await this.db.query<Row>(listed(order, locale), [
      facetEntry(plan.key, ''),
      given.map(({ key }) => key),
      given.map(({ count }) => count),
      given.map(({ key }) => terms.get(key)?.ord ?? null),
      wanted,
      size,
      (page - 1) * size,
    ]);
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.flatMap(({ key, count, label }) => (key === null ? [] : [{ key, count, label }])),
    };
  }
}

/** Beyond the last page is the last one. */
const pageOf = ({ page, size }: ListAsked, total: number): number =>
  Math.max(1, Math.min(page, Math.ceil(total / size)));

function isFound(label: string, find: string): boolean {
  if (find.trim() === '') return true;
  const wanted = typedKey(find);
  return wanted !== '' && keysOf([label], false).some((key) => key.includes(wanted));
}

/** By name is by letters: Chinese names have readings and strokes for that. */
function ordersFor(locale: Locale, hasVocabulary: boolean): FacetOrder[] {
  return [
    ...(['count'] as const),
    ...(locale === 'en' ? (['name'] as const) : []),
    ...(['pinyin', 'strokes'] as const),
    ...(hasVocabulary ? (['vocabulary'] as const) : []),
  ];
}
