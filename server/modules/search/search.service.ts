import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Locale } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type {
  FacetListView,
  FacetView,
  ItemCard,
  RowsView,
  SearchRequestView,
  SearchView,
} from '../../contract/reader.js';
import { placeOf, yearsInOrder } from '../../contract/search.address.js';
import { readRows, type SearchRow } from '../../contract/search.rows.js';
import { isNothing } from '../../contract/text/index.js';
import { spoken } from '../../contract/text/traditional.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { deepest, type Look, wholeFacet } from '../../platform/search/search.request.js';
import { Limits } from '../access/limits.service.js';
import { FacetLists, type ListAsked } from './facet.lists.js';
import { type FacetPlan, facetPlan, FacetViews, groupsOf } from './facet.views.js';
import { HitViews, type KnownItem, pagesNamed, textsOf } from './hit.views.js';
import { InsideService } from './inside.service.js';
import { type Answered, type Question, QuestionService } from './question.service.js';
import { RebuildLease } from './rebuild.lease.js';
import { rowFields, rowPlans, shownField } from './row.fields.js';
import { expansionsOf } from './search.expansions.js';
import { chosenSort, sortsFor } from './search.order.js';
import { collectionsIn, nameOf, type SearchScope, SearchScopes } from './search.scope.js';
import { SearchTurns } from './search.turns.js';
import { leading, WaysOut } from './ways.out.js';

const mostExamples = 3;
/** So many rows, each counted alone and with those before it, take as long as one more search. */
const rowsAsOne = 4;

export type { KnownItem } from './hit.views.js';

/** `f=<facet>~<key>` of an address, by facet. */
export function chosenFacets(choices: readonly string[]): Record<string, string[]> {
  const facets = Object.create(null) as Record<string, string[]>;
  for (const choice of choices) {
    const at = choice.indexOf('~');
    (facets[choice.slice(0, at)] ??= []).push(choice.slice(at + 1));
  }
  return facets;
}

/** The request in the one form that links are made of: places by the names that facets have for them, values by their keys. */
function meantBy(
  asked: SearchRequestView,
  { library, collection }: SearchScope,
  rows: readonly SearchRow[] = [],
): SearchRequestView {
  const place = {
    ...(library ? { library: library.slug } : {}),
    ...(collection ? { collection: collection.pid } : {}),
  };
  return { ...yearsInOrder(asked), ...place, ...(rows.length > 0 ? { rows: [...rows] } : {}) };
}

/** An address as programs give it, as a request. */
function requestBy<Q extends Pick<Input<'GET /search'>['query'], 'f' | 'row' | 'in' | 'library' | 'collection'>>({
  f,
  row,
  in: place,
  library,
  collection,
  ...others
}: Q) {
  const where = placeOf({ in: place, library, collection });
  return { ...others, ...where, facets: chosenFacets(f), rows: readRows(row) };
}

/** As the search box names it. */
function placeIn({ collection, library }: SearchScope, caller: Caller): RowsView['place'] {
  if (collection) return { value: `collection:${collection.pid}`, name: nameOf(collection, caller) };
  return library ? { value: `library:${library.slug}`, name: nameOf(library, caller) } : null;
}

const nothingOf = (key: string, find: string): FacetListView => ({
  ...{ key, label: '', rows: [], total: 0, page: 1, pages: 1, order: 'count', orders: [], find, chosen: [], items: 0 },
});

/** One-stop search: what a reader asked, over everything that this reader may come across. */
@Injectable()
export class SearchService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly scopes: SearchScopes,
    private readonly facetViews: FacetViews,
    private readonly facetLists: FacetLists,
    private readonly hitViews: HitViews,
    private readonly texts: InsideService,
    private readonly rebuilds: RebuildLease,
    private readonly questions: QuestionService,
    private readonly limits: Limits,
    private readonly ways: WaysOut,
    private readonly turns: SearchTurns,
  ) {}

  query(caller: Caller, query: Input<'GET /search'>['query']): Promise<SearchView> {
    return this.search(caller, requestBy(query));
  }

  async rowsAsked(caller: Caller, query: Input<'GET /search/rows'>['query']): Promise<RowsView> {
    return (await this.rows(caller, requestBy(query))).form;
  }

  /** The advanced form: what can be asked, how its rows are understood, and how many each finds and leaves. */
  rows(
    caller: Caller,
    asked: SearchRequestView,
  ): Promise<{ request: SearchRequestView; form: RowsView; whole: boolean }> {
    return this.turns.take(caller, () => this.rowsNow(caller, asked));
  }

  private async rowsNow(caller: Caller, asked: SearchRequestView) {
    const scope = await this.scopes.of(caller, asked);
    const question = await this.questions.of(caller, asked, scope, []);
    const asking = question.rows.views.filter((_, at) => question.rows.asks(at)).length;
    this.limits.pay(caller, 'search', Math.floor(asking / rowsAsOne));
    let [counted] = await this.countedRows([question]);
    let { whole } = question;
    if (counted!.total === 0) {
      // Counted as the results will read it.
      const { readings, afforded } = await this.questions.readOtherwise(caller, asked, question, scope);
      const others = readings.length > 0 ? await this.countedRows(readings) : [];
      counted = others.find(({ total }) => total > 0) ?? counted;
      whole &&= afforded;
    }
    const fields = rowFields(scope, caller.locale).map(shownField);
    const form: RowsView = { place: placeIn(scope, caller), fields, rows: question.rows.views, ...counted! };
    return { request: meantBy(asked, scope, question.rows.asked), form, whole };
  }

  /** How many the rows of each question find, in one request. */
  private async countedRows(
    questions: readonly Question[],
  ): Promise<Pick<RowsView, 'counts' | 'brackets' | 'total' | 'all'>[]> {
    const countingOf = questions.map(({ rows, expanded }) => rows.counting(expanded));
    const looks = questions.flatMap(({ request: { query, filters, years }, rows }, nth) => {
      const counting = countingOf[nth]!;
      const asking = counting.rows.filter((_, at) => rows.asks(at));
      const queries = asking.flatMap(({ alone, left }) => [alone, ...(left ? [left] : [])]);
      const brackets = counting.brackets.map(({ alone }) => alone);
      return [{ kind: 'all' as const }, query, ...queries, ...brackets].map((one): Look => ({
        query: one,
        filters,
        years,
      }));
    });
    const counts = await this.engine.totals(questions[0]!.request, looks);
    return questions.map(({ rows }, nth) => {
      const counting = countingOf[nth]!;
      const [all, total] = [counts.shift()!, counts.shift()!];
      const byRow = counting.rows.map(({ left }, at) =>
        rows.asks(at) ? { alone: counts.shift()!, ...(left ? { left: counts.shift()! } : {}) } : null,
      );
      const brackets = counting.brackets.map(({ at }) => ({ at, alone: counts.shift()! }));
      return { counts: byRow, brackets, total, all };
    });
  }

  async search(caller: Caller, asked: SearchRequestView): Promise<SearchView> {
    const { view } = await this.find(caller, asked);
    return view;
  }

  /**
   * The same for a page of results, whose cards say how many members of each kind an item has besides. `whole` is false
   * where other names of what was asked for were not found in time, or ways out of nothing could not be tried.
   */
  async searchWithMembers(
    caller: Caller,
    asked: SearchRequestView,
  ): Promise<{ request: SearchRequestView; result: SearchView; whole: boolean }> {
    const { view, memberCounts, whole, meant } = await this.find(caller, asked);
    const items = view.items.map((card, at) =>
      memberCounts[at]!.length > 0 ? { ...card, memberCounts: memberCounts[at]! } : card,
    );
    return { request: meant, result: { ...view, items }, whole };
  }

  private find(caller: Caller, asked: SearchRequestView) {
    return this.turns.take(caller, () => this.findNow(caller, asked));
  }

  private async findNow(caller: Caller, asked: SearchRequestView) {
    const scope = await this.scopes.of(caller, asked);
    const plans = facetPlan(scope, caller.locale);
    const sorts = sortsFor(scope.config, caller.locale);
    const sort = chosenSort(sorts, asked.sort);
    const shown = { sort: sort.sort, from: (asked.page - 1) * asked.size, size: asked.size, pages: pagesNamed };
    if (shown.from + shown.size > deepest) throw new Problem('search.too-deep', { most: deepest });
    const facets = plans.flatMap(groupsOf);
    const question = await this.questions.answered(caller, asked, scope, facets, {
      ...shown,
      results: true,
    });
    const { request, answer, stand, rows, apart } = question;
    const signsOnly = isNothing(request.query);
    const chosen = Object.fromEntries(request.filters.map(({ group, keys }) => [group, keys]));
    const hits = await this.hitViews.of(caller, request.query, answer.hits);
    const { found, whole } = await this.waysOut(caller, question, asked, scope);
    const view: SearchView = {
      total: answer.total,
      items: hits.map(({ card }) => card),
      facets: await this.facetViews.of(plans, answer, chosen, scope, caller),
      sorts: sorts.map(({ key, label }) => ({ key, label })),
      sort: sort.key,
      page: asked.page,
      pages: asked.size === 0 ? 0 : Math.ceil(Math.min(answer.total, deepest) / asked.size),
      rows: rows.views,
      expansions: speaking(expansionsOf(request.query, textsOf(answer.hits, hits), stand), caller.locale),
      suggestions: found,
      ...(signsOnly ? { signsOnly } : {}),
      ...(apart ? { apart } : {}),
    };
    const meant = meantBy(asked, scope, rows.asked);
    return { view, memberCounts: hits.map(({ memberCounts }) => memberCounts), whole, meant };
  }

  private async waysOut(caller: Caller, question: Answered, asked: SearchRequestView, scope: SearchScope) {
    const { answer, tried, whole } = question;
    if (answer.total > 0) return { found: [], whole };
    const done = tried ?? (await this.ways.try(caller, await this.ways.of(caller, question, asked, scope), scope));
    return { found: leading(done), whole: whole && done.all };
  }

  /** Cards of items that are known already, by their numbers; there are cards while searching rests, too. */
  cards(caller: Caller, items: readonly KnownItem[]): Promise<Map<number, ItemCard>> {
    return this.hitViews.cardsOf(caller, items);
  }

  /** For each of these values of a collection's facet the newest few items that have it, for `cards`. */
  async examples(
    caller: Caller,
    collection: string,
    facet: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, number[]>> {
    const collections = collectionsIn(await this.scopes.of(caller, { collection }));
    return this.engine.examples({ labels: caller.labels, collections, group: facet, keys, each: mostExamples });
  }

  async facet(
    caller: Caller,
    key: string,
    { find, order, page, size, ...query }: Input<'GET /search/facets/:facet'>['query'],
  ): Promise<Answer<'GET /search/facets/:facet'>> {
    const asked = { ...requestBy(query), page: 1, size: 0 };
    const { list } = await this.facetList(caller, key, asked, { find, order, page, size });
    return list ?? nothingOf(key, find);
  }

  /** All values of one facet, a page of them; null where there is no such facet here. */
  facetList(
    caller: Caller,
    key: string,
    asked: SearchRequestView,
    listed: ListAsked,
  ): Promise<{ request: SearchRequestView; list: FacetListView | null }> {
    return this.turns.take(caller, () => this.facetListNow(caller, key, asked, listed));
  }

  private async facetListNow(caller: Caller, key: string, asked: SearchRequestView, listed: ListAsked) {
    const scope = await this.scopes.of(caller, asked);
    const meant = meantBy(asked, scope);
    const plans = [...facetPlan(scope, caller.locale), ...rowPlans(scope, caller.locale)];
    const plan = plans.find((one) => one.key === key && one.kind === 'terms');
    if (!plan) return { request: meant, list: null };
    const { request, answer } = await this.questions.answered(caller, asked, scope, groupsOf(plan), {
      mostValues: wholeFacet,
    });
    const picked = request.filters.find(({ group }) => group === key)?.keys ?? [];
    const list = await this.facetLists.of(plan, answer.facets[key] ?? [], picked, listed, scope, caller);
    const pages = Math.max(1, Math.ceil(list.total / listed.size));
    return {
      request: meant,
      list: { key, label: plan.label, ...list, pages, find: listed.find, items: answer.total },
    };
  }

  /** What readers count in one collection, by facets that need not be those in force: as long as the index knows them. */
  async countsIn(
    caller: Caller,
    collection: string,
    plans: readonly FacetPlan[],
  ): Promise<{ total: number; facets: FacetView[] }> {
    return this.counted(caller, await this.scopes.of(caller, { collection }), plans);
  }

  /**
   * What everything in one place is counted by, as far as `wanted` has it; the places themselves are not counted. Of
   * trees, `spread` values below each of the topmost are there as well.
   */
  async facetsIn(
    caller: Caller,
    narrow: { library?: string; collection?: string },
    wanted: (plan: FacetPlan) => boolean,
    spread = 0,
  ): Promise<FacetView[]> {
    const scope = await this.scopes.of(caller, narrow);
    const plans = facetPlan(scope, caller.locale).filter(({ key }) => key !== 'library' && key !== 'collection');
    return (
      await this.counted(
        caller,
        scope,
        plans.filter(wanted).map((plan) => ({ ...plan, spread })),
      )
    ).facets;
  }

  private async counted(caller: Caller, scope: SearchScope, plans: readonly FacetPlan[]) {
    const asked: SearchRequestView = { q: '', exact: false, facets: {}, sort: '', page: 1, size: 0 };
    // Where a place is all that is asked for, nothing has to be seen beside it.
    const within = { ...scope, collectionIds: collectionsIn(scope), library: null, collection: null };
    const { request } = await this.questions.of(caller, asked, within, plans.flatMap(groupsOf));
    const answer = await this.engine.search(request);
    return { total: answer.total, facets: await this.facetViews.of(plans, answer, {}, scope, caller) };
  }

  /** Where words stand in one item. */
  inside(caller: Caller, itemPid: string, q: string, exact: boolean): ReturnType<InsideService['inside']> {
    return this.turns.take(caller, () => this.texts.inside(caller, itemPid, q, exact));
  }

  /** The same, place by place, for programs. */
  placesInside(caller: Caller, itemPid: string, q: string): ReturnType<InsideService['places']> {
    return this.turns.take(caller, () => this.texts.places(caller, itemPid, q));
  }

  async reindex(caller: Caller): Promise<Answer<'POST /search/index'>> {
    return { done: true, job: await this.rebuilds.order(caller) };
  }
}

/** Forms that were looked for besides stand in characters of their own. */
const speaking = (expansions: SearchView['expansions'], locale: Locale): SearchView['expansions'] =>
  expansions.map((one) => ({
    ...one,
    also: one.also.map((form) => ({ ...form, ...(form.lang ? {} : spoken(form.text, locale)) })),
  }));
