import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { SearchRequestView, SearchView } from '../../contract/reader.js';
import { asTyped, isNothing } from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { Look } from '../../platform/search/search.request.js';
import { Limits } from '../access/limits.service.js';
import { wordsOf } from './name.expansion.js';
import type { Question } from './question.service.js';
import { collectionsIn, type SearchScope, SearchScopes } from './search.scope.js';
import { SuggestService } from './suggest.service.js';
import { type Attempt, attempts } from './zero.hits.js';

const mostSuggestions = 4;
const mostAlike = 3;

/** Ways out of nothing, each to be tried before it is offered. */
export interface Tries {
  ways: Attempt[];
  looks: Look[];
  /** False where not all could be paid. */
  all: boolean;
}

export interface Tried extends Tries {
  /** How many each of them finds, or any number that says whether it does. */
  finds: readonly number[];
}

/**
 * Ways out of nothing. Each that is tried is a question of its own, and paid as what may be meant by what was typed: so
 * that nobody who finds nothing is refused his next search for it. Where that budget is spent fewer are offered, and `all`
 * is false. `likely`: what is known in a run of characters. Of rows it is said in their form which of them leaves nothing.
 */
@Injectable()
export class WaysOut {
  constructor(
    private readonly engine: SearchEngine,
    private readonly scopes: SearchScopes,
    private readonly limits: Limits,
    private readonly suggestions: SuggestService,
  ) {}

  async of(
    caller: Caller,
    { request, rows }: Pick<Question, 'request' | 'rows'>,
    asked: SearchRequestView,
    scope: SearchScope,
    likely: readonly string[][] = [],
  ): Promise<Tries> {
    if (!rows.askNothing || isNothing(request.query)) return { ways: [], looks: [], all: true };
    const narrowed = scope.collection !== null || scope.library !== null;
    const typed = wordsOf(asTyped(request.query));
    const pays = () => this.limits.affords(caller, 'suggest');
    if (typed !== null && !pays()) return { ways: [], looks: [], all: false };
    const alike = typed === null ? [] : await this.suggestions.alike(caller, typed, collectionsIn(scope), mostAlike);
    const nowhere = alike.length === 0 && likely.length === 0;
    const parts = typed !== null && nowhere ? await this.suggestions.partsKnown(typed) : [];
    const parse = (text: string, exact: boolean) => this.scopes.parse(text, exact, scope);
    const every = attempts(request, asked.q, narrowed, alike, [...likely, ...parts], parse);
    const ways = every.filter(pays);
    const { filters, years } = request;
    const looks = ways.map(({ query, wider }): Look => ({ query, any: true, ...(wider ? {} : { filters, years }) }));
    return { ways, looks, all: ways.length === every.length };
  }

  async try({ labels }: Caller, tries: Tries, { collectionIds: collections }: SearchScope): Promise<Tried> {
    const { looks } = tries;
    return { ...tries, finds: looks.length > 0 ? await this.engine.totals({ labels, collections }, looks) : [] };
  }
}

/** Those that lead somewhere. */
export const leading = ({ ways, finds }: Tried): SearchView['suggestions'] =>
  ways
    .filter((_, at) => finds[at]! > 0)
    .slice(0, mostSuggestions)
    .map(({ kind, q }) => ({ kind, q, label: q }));
