import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { SearchRequestView } from '../../contract/reader.js';
import { yearsInOrder } from '../../contract/search.address.js';
import { asTyped, isNothing, type Query } from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { FacetFilter, Look, SearchAnswer, SearchRequest } from '../../platform/search/search.request.js';
import { wholeTitle } from '../../platform/search/title.key.js';
import { Limits } from '../access/limits.service.js';
import { KnownPieces } from './known.pieces.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion } from './name.expansion.js';
import { OtherReadings } from './other.readings.js';
import { type ReadRows, RowQueries } from './row.queries.js';
import { RowValues } from './row.values.js';
import { piecesOf, takenApart } from './run.together.js';
import { formsIn } from './search.expansions.js';
import { type SearchScope, SearchScopes } from './search.scope.js';
import { StandingForms } from './standing.forms.js';
import { type Tried, type Tries, WaysOut } from './ways.out.js';

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
  /** Of each of its forms whether it stands anywhere, where that was asked. */
  stand: boolean[];
  /** Ways out of nothing that were tried already. */
  tried?: Tried;
  /** What was typed stands nowhere in one; these words were looked for. */
  apart?: string[];
}

type Shown = Partial<Pick<SearchRequest, 'sort' | 'from' | 'size' | 'mostValues' | 'pages'>>;

/** Of a request that stands for itself: how many it finds. */
const lookOf = ({ query, filters, years }: SearchRequest): Look => ({ query, filters, years });

/** From what was typed, filled in and chosen to a question, and to how else it may be meant where it finds nothing. */
@Injectable()
export class QuestionService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly scopes: SearchScopes,
    private readonly limits: Limits,
    private readonly rowQueries: RowQueries,
    private readonly rowValues: RowValues,
    private readonly meanings: MeaningExpansion,
    private readonly names: NameExpansion,
    private readonly otherReadings: OtherReadings,
    private readonly forms: StandingForms,
    private readonly ways: WaysOut,
    private readonly pieces: KnownPieces,
  ) {}

  async of(caller: Caller, asked: SearchRequestView, scope: SearchScope, facets: string[]): Promise<Question> {
    const typed = this.scopes.parse(asked.q, asked.exact, scope);
    const picks = await this.rowValues.of(asked.rows ?? [], scope, caller);
    const rows = this.rowQueries.read(asked.rows ?? [], scope, { typed, exact: asked.exact, picks }, caller.locale);
    const read = rows.beside(typed);
    const { queries, whole } = await this.expanded(caller, [read], scope);
    const expanded = queries[0]!;
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

  /** Questions with all that is looked for besides, which is looked up for all of them at once. */
  private async expanded(
    caller: Caller,
    reads: readonly Query[],
    scope: SearchScope,
  ): Promise<{ queries: Query[]; whole: boolean }> {
    const { collectionIds: collections, libraryIds: libraries } = scope;
    const meant = await this.meanings.expandEach(reads, scope, { locale: caller.locale });
    return this.names.expandEach(meant, { collections, libraries, labels: caller.labels }, caller.locale);
  }

  /**
   * The question as it was meant, with its answer. Where nothing is found by the words as they are, they are read in other
   * ways, and, where they were run together and stand nowhere in one, taken apart: one request tells which of all these finds
   * something, and one more answers that. For a page of results it is also asked which of its forms stand, and which ways
   * lead out of nothing.
   */
  async answered(
    caller: Caller,
    asked: SearchRequestView,
    scope: SearchScope,
    facets: string[],
    { results = false, ...shown }: Shown & { results?: boolean } = {},
  ): Promise<Answered> {
    const ask = async (question: Question, tries?: Tries): Promise<Answered> => {
      const request = { ...question.request, ...shown };
      const open = this.forms.of(request, results ? formsIn(request.query) : []);
      const answer = await this.engine.search({ ...request, looks: [...(tries?.looks ?? []), ...open.looks] });
      const stand = await open.told(answer.total, answer.looks.slice(tries?.looks.length ?? 0));
      return { ...question, request, answer, stand, ...(tries ? { tried: { ...tries, finds: answer.looks } } : {}) };
    };
    const question = await this.of(caller, asked, scope, facets);
    const first = await ask(question);
    if (first.answer.total > 0 || asksNothing(question.request.query)) return first;
    const { readings, afforded } = await this.readOtherwise(caller, asked, question, scope);
    if (!afforded) return { ...first, whole: false };
    const { words, read, whole, tried } = await this.finding(caller, question, asked, scope, { readings, results });
    if (read) return ask(read);
    if (!words) return { ...first, whole: first.whole && whole, ...(tried ? { tried } : {}) };
    const apart = await this.of(caller, { ...asked, q: words.join(' ') }, scope, facets);
    // What is chosen or filled in beside the words may leave nothing of them.
    const tries = results && isNarrowed(apart) ? await this.ways.of(caller, apart, asked, scope) : undefined;
    return { ...(await ask(apart, tries)), apart: words };
  }

  /** How a question that found nothing may be meant as well; glyphs that are demanded mean themselves. */
  async readOtherwise(
    caller: Caller,
    { exact }: Pick<SearchRequestView, 'exact'>,
    question: Question,
    scope: SearchScope,
  ): Promise<{ readings: Question[]; afforded: boolean }> {
    if (exact || asksNothing(question.request.query)) return { readings: [], afforded: true };
    if (!this.limits.affords(caller, 'suggest')) return { readings: [], afforded: false };
    const others = await this.otherReadings.of(caller, question.read, question.expanded, scope);
    const readings = others.map((expanded): Question => {
      const request = { ...question.request, query: question.rows.joined(expanded) };
      return { ...question, expanded, request };
    });
    return { readings, afforded: true };
  }

  /**
   * The first of the readings that finds something, or else the first way to take the words apart that does, whatever is
   * chosen or filled in beside them: unless they stand in one where nothing is. Each reading after the first and each way is
   * paid as a way out is; where that budget is spent fewer are looked at, and `whole` is false. The ways out of nothing of
   * a page of results are tried in the same request.
   */
  private async finding(
    caller: Caller,
    { request, rows }: Question,
    asked: SearchRequestView,
    scope: SearchScope,
    { readings, results }: { readings: readonly Question[]; results: boolean },
  ): Promise<{ read?: Question; words?: string[]; whole: boolean; tried?: Tried }> {
    const alone = { ...asked, rows: [] };
    const typed = rows.askNothing ? request : (await this.of(caller, alone, scope, [])).request;
    const plain = asTyped(typed.query);
    const known = await this.pieces.of(piecesOf(plain), scope, caller);
    const all = takenApart(plain, known);
    const pays = () => this.limits.affords(caller, 'suggest');
    const paidReadings = readings.filter((_, at) => at === 0 || pays());
    const ways = all.filter(pays);
    const whole = paidReadings.length === readings.length && ways.length === all.length;
    const { queries } = await this.expanded(
      caller,
      ways.map((words) => this.scopes.parse(words.join(' '), asked.exact, scope)),
      scope,
    );
    const inOne = ways.length > 0 && isNarrowed({ request: typed, rows }) ? [typed.query] : [];
    const places = typed.filters.filter(({ group }) => isPlace(group));
    const likely = results && rows.askNothing ? this.pieces.likely(plain, known) : [];
    const tries = results ? await this.ways.of(caller, { request, rows }, asked, scope, likely) : null;
    const looks = [
      ...paidReadings.map((reading) => lookOf(reading.request)),
      ...[...inOne, ...queries].map((query): Look => ({ query, filters: places, any: true })),
      ...(tries?.looks ?? []),
    ];
    const told = looks.length > 0 ? await this.engine.totals(request, looks) : [];
    const take = (many: number): number[] => told.splice(0, many);
    const [readingsFind, standsInOne, waysFind] = [take(paidReadings.length), take(inOne.length), take(ways.length)];
    const read = paidReadings.find((_, at) => readingsFind[at]! > 0);
    if (read) return { read, whole };
    const words = standsInOne[0] ? undefined : ways.find((_, at) => waysFind[at]! > 0);
    return { whole, ...(words ? { words } : {}), ...(tries ? { tried: { ...tries, finds: told } } : {}) };
  }
}

const asksNothing = (query: Query): boolean => query.kind === 'all' || isNothing(query);

/** By more than where is looked. */
const isNarrowed = ({ request, rows }: Pick<Question, 'request' | 'rows'>): boolean =>
  !rows.askNothing || request.years !== null || request.filters.some(({ group }) => !isPlace(group));
