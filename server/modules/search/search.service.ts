import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { FacetListView, FacetView, ItemCard, SearchRequestView, SearchView } from '../../contract/reader.js';
import { placeOf, yearsInOrder } from '../../contract/search.address.js';
import { asTyped, isNothing, parseQuery, type Query } from '../../contract/text/index.js';
import { Limits } from '../access/limits.service.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import {
  deepest,
  type FacetFilter,
  type SearchAnswer,
  type SearchRequest,
  wholeFacet,
} from '../../platform/search/search.request.js';
import { wholeTitle } from '../../platform/search/title.key.js';
import { FacetLists, type ListAsked } from './facet.lists.js';
import { type FacetPlan, facetPlan, FacetViews, groupsOf } from './facet.views.js';
import { HitViews, type KnownItem, textsOf } from './hit.views.js';
import { InsideService } from './inside.service.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion, wordsOf } from './name.expansion.js';
import { OtherReadings } from './other.readings.js';
import { chosenSort, sortsFor } from './search.order.js';
import { RebuildLease } from './rebuild.lease.js';
import { collectionsIn, type SearchScope, SearchScopes } from './search.scope.js';
import { takenApart } from './run.together.js';
import { expansionsOf } from './search.expansions.js';
import { namesAsRecorded } from './shown.names.js';
import { StandingForms } from './standing.forms.js';
import { SuggestService } from './suggest.service.js';
import { attempts } from './zero.hits.js';

const mostSuggestions = 4;
const mostAlike = 3;
const mostExamples = 3;

/** Filters that say where is looked. */
const isPlace = (group: string): boolean => group === 'library' || group === 'collection';

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

/** The request in the one form that links are made of: places by the names that facets have for them. */
function meantBy(asked: SearchRequestView, { library, collection }: SearchScope): SearchRequestView {
  const place = {
    ...(library ? { library: library.slug } : {}),
    ...(collection ? { collection: collection.pid } : {}),
  };
  return { ...yearsInOrder(asked), ...place };
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
    private readonly meanings: MeaningExpansion,
    private readonly names: NameExpansion,
    private readonly otherReadings: OtherReadings,
    private readonly forms: StandingForms,
    private readonly suggestions: SuggestService,
    private readonly limits: Limits,
  ) {}

  query(
    caller: Caller,
    { f, in: place, library, collection, ...query }: Input<'GET /search'>['query'],
  ): Promise<SearchView> {
    const where = placeOf({ in: place, library, collection });
    return this.search(caller, { ...query, ...where, facets: chosenFacets(f) });
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

  private async find(caller: Caller, asked: SearchRequestView) {
    const scope = await this.scopes.of(caller, asked);
    const plans = facetPlan(scope, caller.locale);
    const sorts = sortsFor(scope.config, caller.locale);
    const sort = chosenSort(sorts, asked.sort);
    const shown = { sort: sort.sort, from: (asked.page - 1) * asked.size, size: asked.size };
    if (shown.from + shown.size > deepest) throw new Problem('search.too-deep', { most: deepest });
    const facets = plans.flatMap(groupsOf);
    const { request, answer, whole, apart } = await this.answered(caller, asked, scope, facets, shown);
    const signsOnly = isNothing(request.query);
    const chosen = Object.fromEntries(request.filters.map(({ group, keys }) => [group, keys]));
    const hits = await this.hitViews.of(caller, request.query, answer.hits);
    const ways =
      answer.total === 0 && !signsOnly ? await this.ways(caller, request, asked, scope) : { found: [], all: true };
    const asking = { labels: caller.labels, collections: scope.collectionIds, total: answer.total };
    const view: SearchView = {
      total: answer.total,
      items: hits.map(({ card }) => card),
      facets: await this.facetViews.of(plans, answer, chosen, scope, caller),
      sorts: sorts.map(({ key, label }) => ({ key, label })),
      sort: sort.key,
      page: asked.page,
      pages: asked.size === 0 ? 0 : Math.ceil(Math.min(answer.total, deepest) / asked.size),
      expansions: await expansionsOf(request.query, textsOf(answer.hits, hits), (looked) =>
        this.forms.of(asking, looked),
      ),
      suggestions: ways.found,
      ...(signsOnly ? { signsOnly } : {}),
      ...(apart ? { apart } : {}),
    };
    const meant = meantBy(asked, scope);
    return { view, memberCounts: hits.map(({ memberCounts }) => memberCounts), whole: whole && ways.all, meant };
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
    {
      f,
      find,
      order,
      page,
      size,
      in: place,
      library,
      collection,
      ...query
    }: Input<'GET /search/facets/:facet'>['query'],
  ): Promise<Answer<'GET /search/facets/:facet'>> {
    const where = placeOf({ in: place, library, collection });
    const asked = { ...query, ...where, facets: chosenFacets(f), page: 1, size: 0 };
    const { list } = await this.facetList(caller, key, asked, { find, order, page, size });
    return list ?? nothingOf(key, find);
  }

  /** All values of one facet, a page of them; null where there is no such facet here. */
  async facetList(
    caller: Caller,
    key: string,
    asked: SearchRequestView,
    listed: ListAsked,
  ): Promise<{ request: SearchRequestView; list: FacetListView | null }> {
    const scope = await this.scopes.of(caller, asked);
    const meant = meantBy(asked, scope);
    const plan = facetPlan(scope, caller.locale).find((one) => one.key === key && one.kind === 'terms');
    if (!plan) return { request: meant, list: null };
    const { request, answer } = await this.answered(caller, asked, scope, groupsOf(plan), { mostValues: wholeFacet });
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
    const { request } = await this.requestOf(caller, asked, within, plans.flatMap(groupsOf));
    const answer = await this.engine.search(request);
    return { total: answer.total, facets: await this.facetViews.of(plans, answer, {}, scope, caller) };
  }

  /** Where words stand in one item. */
  inside(caller: Caller, itemPid: string, q: string, exact: boolean): ReturnType<InsideService['inside']> {
    return this.texts.inside(caller, itemPid, q, exact);
  }

  async reindex(caller: Caller): Promise<Answer<'POST /search/index'>> {
    return { done: true, job: await this.rebuilds.order(caller) };
  }

  private async requestOf(
    caller: Caller,
    asked: SearchRequestView,
    scope: SearchScope,
    facets: string[],
  ): Promise<{ request: SearchRequest; whole: boolean }> {
    const typed = this.parse(asked.q, asked.exact, scope);
    const { collectionIds: collections, libraryIds: libraries } = scope;
    const names = { collections, libraries, labels: caller.labels };
    const meant = await this.meanings.expand(typed, scope, { locale: caller.locale });
    const { query, whole } = await this.names.expand(meant, names, caller.locale);
    const { library: _l, collection: _c, ...others } = asked.facets;
    const filters: FacetFilter[] = Object.entries(others).map(([group, keys]) => ({ group, keys }));
    // Narrowing to a library or collection is a filter too, so that the others can still be seen beside it.
    if (scope.library) filters.push({ group: 'library', keys: [scope.library.pid] });
    if (scope.collection) filters.push({ group: 'collection', keys: [scope.collection.pid] });
    const { from, to } = yearsInOrder(asked);
    const years = from === undefined && to === undefined ? null : { from: from ?? null, to: to ?? null };
    const alone = typed.kind === 'phrase' && typed.field === undefined;
    const request: SearchRequest = {
      query,
      wholeTitle: alone ? wholeTitle(typed.text) : null,
      labels: caller.labels,
      collections: scope.collectionIds,
      filters,
      years,
      sort: { by: 'relevance' },
      from: 0,
      size: 0,
      facets,
    };
    return { request, whole };
  }

  private parse(text: string, exact: boolean, scope: SearchScope): Query {
    return parseQuery(exact ? text : namesAsRecorded(text), { exact, fields: this.scopes.fieldNames(scope) });
  }

  /**
   * The question as it was meant, with its answer. Where nothing is found by the words as they are, they are read in other
   * ways, once, and then, where they were run together and stand nowhere in one, taken apart.
   */
  private async answered(
    caller: Caller,
    asked: SearchRequestView,
    scope: SearchScope,
    facets: string[],
    shown: Partial<Pick<SearchRequest, 'sort' | 'from' | 'size' | 'mostValues'>> = {},
  ): Promise<{ request: SearchRequest; answer: SearchAnswer; whole: boolean; apart?: string[] }> {
    const typed = await this.requestOf(caller, asked, scope, facets);
    const request = { ...typed.request, ...shown };
    const { query } = request;
    const answer = await this.engine.search(request);
    if (answer.total > 0 || query.kind === 'all' || isNothing(query)) return { request, answer, whole: typed.whole };
    if (!asked.exact) {
      if (!this.limits.affords(caller, 'suggest')) return { request, answer, whole: false };
      const read = await this.otherReadings.of(caller, this.parse(asked.q, false, scope), query, scope);
      const again = read && (await this.engine.search({ ...request, query: read }));
      if (again && again.total > 0) return { request: { ...request, query: read }, answer: again, whole: typed.whole };
    }
    const { words, whole } = await this.apart(caller, typed.request, asked, scope);
    if (!words) return { request, answer, whole: typed.whole && whole };
    const meant = await this.requestOf(caller, { ...asked, q: words.join(' ') }, scope, facets);
    const other = { ...meant.request, ...shown };
    return { request: other, answer: await this.engine.search(other), whole: meant.whole, apart: words };
  }

  /** The first way to take words apart that finds something, whatever is chosen beside them. Each is paid as a way out is. */
  private async apart(
    caller: Caller,
    request: SearchRequest,
    asked: SearchRequestView,
    scope: SearchScope,
  ): Promise<{ words?: string[]; whole: boolean }> {
    const ways = takenApart(asTyped(request.query));
    if (ways.length === 0) return { whole: true };
    const finds = async ({ filters, ...one }: SearchRequest) => {
      const places = filters.filter(({ group }) => isPlace(group));
      return (await this.engine.search({ ...one, filters: places, years: null, facets: [] })).total > 0;
    };
    const narrowed = request.years !== null || request.filters.some(({ group }) => !isPlace(group));
    if (narrowed && (await finds(request))) return { whole: true };
    for (const words of ways) {
      if (!this.limits.affords(caller, 'suggest')) return { whole: false };
      const { request: other } = await this.requestOf(caller, { ...asked, q: words.join(' ') }, scope, []);
      if (await finds(other)) return { words, whole: true };
    }
    return { whole: true };
  }

  /**
   * Each that is tried is a question of its own, and paid as what may be meant by what was typed: so that nobody who finds
   * nothing is refused his next search for it. Where that budget is spent fewer are offered, and `all` is false.
   */
  private async ways(
    caller: Caller,
    request: SearchRequest,
    asked: SearchRequestView,
    scope: SearchScope,
  ): Promise<{ found: SearchView['suggestions']; all: boolean }> {
    const narrowed = scope.collection !== null || scope.library !== null;
    const typed = wordsOf(asTyped(request.query));
    const pays = () => this.limits.affords(caller, 'suggest');
    if (typed !== null && !pays()) return { found: [], all: false };
    const alike = typed === null ? [] : await this.suggestions.alike(caller, typed, collectionsIn(scope), mostAlike);
    const tries = attempts(request, asked.q, narrowed, alike, (text, exact) => this.parse(text, exact, scope));
    const found: SearchView['suggestions'] = [];
    for (const { kind, q, query, wider } of tries) {
      if (found.length >= mostSuggestions) break;
      if (!pays()) return { found, all: false };
      const open = wider ? { filters: [], years: null } : {};
      const { total } = await this.engine.search({
        ...request,
        ...open,
        query,
        wholeTitle: null,
        size: 0,
        from: 0,
        facets: [],
      });
      if (total > 0) found.push({ kind, q, label: q });
    }
    return { found, all: true };
  }
}
