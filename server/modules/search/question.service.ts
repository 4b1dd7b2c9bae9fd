import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { SearchRequestView, SearchView } from '../../contract/reader.js';
import { yearsInOrder } from '../../contract/search.address.js';
import { asTyped, isNothing, parseQuery, type Query } from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { FacetFilter, SearchAnswer, SearchRequest } from '../../platform/search/search.request.js';
import { wholeTitle } from '../../platform/search/title.key.js';
import { Limits } from '../access/limits.service.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion, wordsOf } from './name.expansion.js';
import { OtherReadings } from './other.readings.js';
import { type ReadRows, RowQueries } from './row.queries.js';
import { takenApart } from './run.together.js';
import { collectionsIn, type SearchScope, SearchScopes } from './search.scope.js';
import { namesAsRecorded } from './shown.names.js';
import { SuggestService } from './suggest.service.js';
import { attempts } from './zero.hits.js';

const mostSuggestions = 4;
const mostAlike = 3;

/** Filters that say where is looked. */
const isPlace = (group: string): boolean => group === 'library' || group === 'collection';

/** What a reader asked, as the engine is asked it. */
export interface Question {
  request: SearchRequest;
  /** False where another time more might be looked for besides. */
  whole: boolean;
  rows: ReadRows;
  /** What was typed with each row beside it: as they were read, and with all that is looked for besides. */
  read: Query;
  expanded: Query;
}

export interface Answered extends Question {
  answer: SearchAnswer;
  /** What was typed stands nowhere in one; these words were looked for. */
  apart?: string[];
}

type Shown = Partial<Pick<SearchRequest, 'sort' | 'from' | 'size' | 'mostValues'>>;

/** From what was typed, filled in and chosen to a question, and to how else it may be meant where it finds nothing. */
@Injectable()
export class QuestionService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly scopes: SearchScopes,
    private readonly limits: Limits,
    private readonly rowQueries: RowQueries,
    private readonly meanings: MeaningExpansion,
    private readonly names: NameExpansion,
    private readonly otherReadings: OtherReadings,
    private readonly suggestions: SuggestService,
  ) {}

  async of(caller: Caller, asked: SearchRequestView, scope: SearchScope, facets: string[]): Promise<Question> {
    const typed = this.parse(asked.q, asked.exact, scope);
    const rows = this.rowQueries.read(asked.rows ?? [], scope, typed, asked.exact, caller.locale);
    const read = rows.beside(typed);
    const { collectionIds: collections, libraryIds: libraries } = scope;
    const names = { collections, libraries, labels: caller.labels };
    const meant = await this.meanings.expand(read, scope, { locale: caller.locale });
    const { query: expanded, whole } = await this.names.expand(meant, names, caller.locale);
    const { library: _l, collection: _c, ...others } = asked.facets;
    const filters: FacetFilter[] = Object.entries(others).map(([group, keys]) => ({ group, keys }));
    // Narrowing to a library or collection is a filter too, so that the others can still be seen beside it.
    if (scope.library) filters.push({ group: 'library', keys: [scope.library.pid] });
    if (scope.collection) filters.push({ group: 'collection', keys: [scope.collection.pid] });
    const { from, to } = yearsInOrder(asked);
    const years = from === undefined && to === undefined ? null : { from: from ?? null, to: to ?? null };
    const alone = typed.kind === 'phrase' && typed.field === undefined && rows.askNothing;
    const request: SearchRequest = {
      query: rows.joined(expanded),
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
    return { request, whole, rows, read, expanded };
  }

  private parse(text: string, exact: boolean, scope: SearchScope): Query {
    return parseQuery(exact ? text : namesAsRecorded(text), { exact, fields: this.scopes.fieldNames(scope) });
  }

  /**
   * The question as it was meant, with its answer. Where nothing is found by the words as they are, they are read in other
   * ways, once, and then, where they were run together and stand nowhere in one, taken apart.
   */
  async answered(
    caller: Caller,
    asked: SearchRequestView,
    scope: SearchScope,
    facets: string[],
    shown: Shown = {},
  ): Promise<Answered> {
    const question = await this.of(caller, asked, scope, facets);
    const first = { ...question, request: { ...question.request, ...shown } };
    const answer = await this.engine.search(first.request);
    if (answer.total > 0 || asksNothing(first.request.query)) return { ...first, answer };
    const { other, afforded } = await this.readOtherwise(caller, asked, first, scope);
    if (!afforded) return { ...first, answer, whole: false };
    const again = other && (await this.engine.search(other.request));
    if (again && again.total > 0) return { ...other, answer: again };
    const { words, whole } = await this.apart(caller, question, asked, scope);
    if (!words) return { ...first, answer, whole: first.whole && whole };
    const meant = await this.of(caller, { ...asked, q: words.join(' ') }, scope, facets);
    const request = { ...meant.request, ...shown };
    return { ...meant, request, answer: await this.engine.search(request), apart: words };
  }

  /** How a question that found nothing may be meant as well; glyphs that are demanded mean themselves. */
  async readOtherwise(
    caller: Caller,
    { exact }: Pick<SearchRequestView, 'exact'>,
    question: Question,
    scope: SearchScope,
  ): Promise<{ other: Question | null; afforded: boolean }> {
    if (exact || asksNothing(question.request.query)) return { other: null, afforded: true };
    if (!this.limits.affords(caller, 'suggest')) return { other: null, afforded: false };
    const expanded = await this.otherReadings.of(caller, question.read, question.expanded, scope);
    if (!expanded) return { other: null, afforded: true };
    const request = { ...question.request, query: question.rows.joined(expanded) };
    return { other: { ...question, expanded, request }, afforded: true };
  }

  /**
   * The first way to take words apart that finds something, whatever is chosen or filled in beside them. Each is paid as a
   * way out is.
   */
  private async apart(
    caller: Caller,
    { request, rows }: Question,
    asked: SearchRequestView,
    scope: SearchScope,
  ): Promise<{ words?: string[]; whole: boolean }> {
    const alone = { ...asked, rows: [] };
    const typed = rows.askNothing ? request : (await this.of(caller, alone, scope, [])).request;
    const ways = takenApart(asTyped(typed.query));
    if (ways.length === 0) return { whole: true };
    const finds = async ({ filters, ...one }: SearchRequest) => {
      const places = filters.filter(({ group }) => isPlace(group));
      return (await this.engine.search({ ...one, filters: places, years: null, facets: [] })).total > 0;
    };
    const narrowed = !rows.askNothing || typed.years !== null || typed.filters.some(({ group }) => !isPlace(group));
    if (narrowed && (await finds(typed))) return { whole: true };
    for (const words of ways) {
      if (!this.limits.affords(caller, 'suggest')) return { whole: false };
      const { request: other } = await this.of(caller, { ...alone, q: words.join(' ') }, scope, []);
      if (await finds(other)) return { words, whole: true };
    }
    return { whole: true };
  }

  /**
   * Ways out of nothing. Each that is tried is a question of its own, and paid as what may be meant by what was typed: so
   * that nobody who finds nothing is refused his next search for it. Where that budget is spent fewer are offered, and `all`
   * is false. Of rows it is said in their form which of them leaves nothing.
   */
  async ways(
    caller: Caller,
    { request, rows }: Question,
    asked: SearchRequestView,
    scope: SearchScope,
  ): Promise<{ found: SearchView['suggestions']; all: boolean }> {
    if (!rows.askNothing || isNothing(request.query)) return { found: [], all: true };
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

const asksNothing = (query: Query): boolean => query.kind === 'all' || isNothing(query);
