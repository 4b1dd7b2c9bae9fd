import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Locale, localize } from '../../contract/localized.js';
import { type Phrase, phraseOf, type Query } from '../../contract/text/index.js';
import { AlsoKnownService, type TabooPair } from '../authority/also.known.service.js';
import { kindNamed } from './kind.names.js';
import { isLatin } from './meaning.words.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion } from './name.expansion.js';
import { pinyinReason, tabooReason } from './name.words.js';
import { collectionsIn, type SearchScope } from './search.scope.js';
import { SuggestService } from './suggest.service.js';
import { avoidedForms } from './taboo.forms.js';

const mostSpelled = 6;
const mostForms = 4;
/** Letters that somebody spells a name with; fewer begin everything. */
const shortestSpelled = 2;

/**
 * How a question may be meant that found nothing: letters as pinyin, what an edition wrote for an avoided character, a date
 * as part of a longer time. Looked for only then.
 */
@Injectable()
export class OtherReadings {
  constructor(
    private readonly alsoKnown: AlsoKnownService,
    private readonly meanings: MeaningExpansion,
    private readonly names: NameExpansion,
    private readonly suggestions: SuggestService,
  ) {}

  /** The likeliest first; none where there is no other way to read it. `asked` is the question that found nothing. */
  async of(caller: Caller, typed: Query, asked: Query, scope: SearchScope): Promise<Query[]> {
    const { collectionIds: collections, libraryIds: libraries } = scope;
    const spelled = await this.spelled(caller, typed, collectionsIn(scope));
    const reading = { locale: caller.locale, bare: true };
    const meant = await this.meanings.expandEach(spelled.length > 0 ? spelled : [typed], scope, reading);
    const pairs = await this.alsoKnown.tabooPairs(libraries);
    const names = { collections, libraries, labels: caller.labels };
    const { queries } = await this.names.expandEach(meant, names, caller.locale);
    const known = JSON.stringify(asked);
    return queries
      .map((query) => wider(query, (phrase) => unavoided(phrase, pairs, caller.locale)))
      .filter((read) => JSON.stringify(read) !== known);
  }

  /** Letters that stand together are one spelling: xi hu. None where nothing is spelled. */
  private async spelled(caller: Caller, query: Query, collections: number[]): Promise<Query[]> {
    if (query.kind === 'phrase') return this.oneSpelled(caller, [query], collections);
    if (query.kind !== 'and') return [];
    if (query.parts.every(standsApart)) return this.firstSpelled(caller, query.parts, collections);
    const from = query.parts.findIndex(isSpelling);
    if (from < 0) return [];
    const other = query.parts.findIndex((part, at) => at > from && !isSpelling(part));
    const to = other < 0 ? query.parts.length : other;
    const runs = await this.oneSpelled(caller, query.parts.slice(from, to).filter(isSpelling), collections);
    return runs.map((run): Query => {
      const parts = [...query.parts.slice(0, from), run, ...query.parts.slice(to)];
      return parts.length === 1 ? run : { kind: 'and', parts };
    });
  }

  /** What was typed, and each row of a form: the first of them that is a spelling. */
  private async firstSpelled(caller: Caller, parts: readonly Query[], collections: number[]): Promise<Query[]> {
    for (const [at, part] of parts.entries()) {
      const [own] = standsApart(part) ? part.parts : [];
      const reads = own ? await this.spelled(caller, own, collections) : [];
      if (reads.length > 0)
        return reads.map((read) => ({ kind: 'and', parts: parts.with(at, { kind: 'or', parts: [read] }) }));
    }
    return [];
  }

  private async oneSpelled(caller: Caller, phrases: readonly Phrase[], collections: number[]): Promise<Query[]> {
    const own: Query = phrases.length === 1 ? phrases[0]! : { kind: 'and', parts: phrases };
    const letters = phrases.map(({ text }) => text).join('');
    if (!phrases.every(isSpelling) || letters.length < shortestSpelled) return [];
    const typed = phrases.map(({ text }) => text).join(' ');
    const spelled = await this.suggestions.spelled(caller, letters, collections, mostSpelled);
    const because = { typed, why: pinyinReason(caller.locale) };
    // Run together it may be a word of an English title: dao de jing, Daodejing.
    const word = phrases.length > 1 ? phraseOf(letters, { because }) : null;
    const beside = word ? [word] : [];
    return (spelled.length > 0 || !word ? spelled : [[]]).map((texts): Query => {
      const added = texts.flatMap((text) => phraseOf(text, { because }) ?? []);
      return { kind: 'or', parts: [own, ...added, ...beside] };
    });
  }
}

const standsApart = (query: Query): query is Extract<Query, { kind: 'or' }> =>
  query.kind === 'or' && query.parts.length === 1;

const isSpelling = (query: Query): query is Phrase =>
  query.kind === 'phrase' &&
  !query.exact &&
  !query.quoted &&
  query.field === undefined &&
  isLatin(query.text) &&
  // xihu photographs
  kindNamed(query.text) === undefined &&
  !/\d/.test(query.text);

/** 元奘 is 玄奘 where 玄 was avoided. */
function unavoided(phrase: Phrase, pairs: readonly TabooPair[], locale: Locale): Query {
  if (phrase.exact || phrase.because || [...phrase.text].length < 2) return phrase;
  const added = avoidedForms(phrase.text, pairs)
    .slice(0, mostForms)
    .flatMap(({ text, pair, written }) => {
      const name = localize(pair.name, 'zh-CN');
      const record = { kind: 'term' as const, pid: pair.pid, name };
      const because = { typed: phrase.text, why: tabooReason(name, written, locale), record, variant: 'taboo' };
      return phraseOf(text, { because, ...(phrase.field === undefined ? {} : { field: phrase.field }) }) ?? [];
    });
  return added.length === 0 ? phrase : { kind: 'or', parts: [phrase, ...added] };
}

/** What is refused stays as it was typed. Dates count that only touch the years: 乾隆间 for 乾隆三十年. */
function wider(query: Query, read: (phrase: Phrase) => Query): Query {
  if (query.kind === 'phrase') return read(query);
  if (query.kind === 'meaning') return query.years.length > 0 ? { ...query, touching: true } : query;
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  return { kind: query.kind, parts: query.parts.map((part) => wider(part, read)) };
}
