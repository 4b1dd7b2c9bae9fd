import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Locale, localize } from '../../contract/localized.js';
import { type Because, type Phrase, phraseOf, type Query, wantedPhrases } from '../../contract/text/index.js';
import { AlsoKnownService, type TabooPair } from '../authority/also.known.service.js';
import { typedKey } from './facet.dictionary.js';
import { kindsNamed, kindSpelled } from './kind.names.js';
import { isLatin } from './meaning.words.js';
import { kindMeaning, MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion } from './name.expansion.js';
import { numeralReason, pinyinReason, tabooReason, wadeGilesReason } from './name.words.js';
import { numeralForms } from './numeral.forms.js';
import { fromWadeGiles } from './romanised.js';
import { collectionsIn, type SearchScope } from './search.scope.js';
import { SuggestService } from './suggest.service.js';
import { avoidedForms } from './taboo.forms.js';

const mostSpelled = 6;
const mostForms = 4;
/** Letters that somebody spells a name with; fewer begin everything. */
const shortestSpelled = 2;
/** Of two that stand together: shorter ones are initials of anything. */
const shortestName = 4;
const longestSpelled = 40;

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
    const base = inOneField(typed);
    const spelled = await this.spelled(caller, base, collectionsIn(scope));
    const reading = { locale: caller.locale, bare: true };
    const meant = await this.meanings.expandEach(spelled.length > 0 ? spelled : [base], scope, reading);
    const pairs = await this.alsoKnown.tabooPairs(libraries);
    const names = { collections, libraries, labels: caller.labels };
    const { queries } = await this.names.expandEach(meant, names, caller.locale);
    const known = JSON.stringify(asked);
    return queries
      .map((query) => wider(query, (phrase) => otherwise(phrase, pairs, caller.locale)))
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
    const because = { typed, why: pinyinReason(caller.locale) };
    const spelled = await this.suggestions.spelled(caller, letters, collections, mostSpelled);
    const ways = spelled.map(({ texts, whole }): Query[] =>
      phrasesOf(texts, whole ? because : { ...because, begun: true }),
    );
    const kind = kindSpelled(typedKey(letters));
    if (kind !== undefined) {
      const named = [...phrasesOf([kind], because), kindMeaning(kind, because, caller.locale)];
      ways[0] = [...(ways[0] ?? []), ...named];
    }
    const found = ways.length > 0 ? ways : [await this.lessPlainly(caller, phrases, typed, collections)];
    // Run together it may be a word of an English title: dao de jing, Daodejing.
    const beside = phrases.length > 1 ? phrasesOf([letters], because) : [];
    return found
      .map((added) => [...added, ...beside])
      .filter((added) => added.length > 0)
      .map((added): Query => ({ kind: 'or', parts: [own, ...added] }));
  }

  /** Letters that are nobody's name and begin none. */
  private async lessPlainly(
    caller: Caller,
    phrases: readonly Phrase[],
    typed: string,
    collections: number[],
  ): Promise<Query[]> {
    const romanised = await this.romanised(caller, typed, collections);
    if (romanised.length > 0) return romanised;
    const apart = await this.spelledApart(caller, phrases, collections);
    if (apart.length > 0) return apart;
    const letters = phrases.map(({ text }) => text).join('');
    const begun = await this.suggestions.begun(caller, letters, collections, mostSpelled);
    return phrasesOf(begun, { typed, why: pinyinReason(caller.locale) });
  }

  /** Tao Te Ching. */
  private async romanised(caller: Caller, typed: string, collections: number[]): Promise<Phrase[]> {
    const spelled = fromWadeGiles(typed);
    if (spelled.length === 0) return [];
    const texts = await this.suggestions.called(caller, spelled, collections, mostSpelled);
    return phrasesOf(texts, { typed, why: wadeGilesReason(caller.locale) });
  }

  /** Two names one after the other, or a name and a kind: lu yu cha jing, xihuzhaopian. */
  private async spelledApart(caller: Caller, phrases: readonly Phrase[], collections: number[]): Promise<Query[]> {
    const words = phrases.map(({ text }) => text.toLowerCase());
    const cuts = spellingCuts(words);
    const known = new Set(await this.suggestions.known([...new Set(cuts.flat().map((piece) => typedKey(piece)))]));
    const cut = cuts.find((pieces) =>
      pieces.map((piece) => typedKey(piece)).every((one) => known.has(one) || kindSpelled(one)),
    );
    if (!cut) return [];
    const parts: Query[] = [];
    for (const piece of cut) {
      const because = { typed: piece, why: pinyinReason(caller.locale) };
      const kind = kindSpelled(typedKey(piece));
      const texts = await this.suggestions.called(caller, [typedKey(piece)], collections, mostSpelled);
      const named: Query[] = phrasesOf([...texts, ...(kind === undefined ? [] : [kind])], because);
      if (kind !== undefined) named.push(kindMeaning(kind, because, caller.locale));
      if (named.length === 0) return [];
      parts.push({ kind: 'or', parts: named });
    }
    return [{ kind: 'and', parts }];
  }
}

const fieldOf = (query: Query): string | undefined => (query.kind === 'phrase' ? query.field : undefined);

/** 索书号=拓 0009: all that follows may be said in the field that was named. */
function inOneField(query: Query): Query {
  if (query.kind !== 'and') return query;
  const [first, ...rest] = query.parts;
  const named = first?.kind === 'or' ? first.parts : first ? [first] : [];
  const fields = named.flatMap((part) => fieldOf(part) ?? []);
  const plain = rest.every((part) => part.kind === 'phrase' && part.field === undefined && !part.exact && !part.quoted);
  if (!plain || fields.length === 0 || fields.length !== named.length) return query;
  const text = wantedPhrases({ kind: 'and', parts: [named[0]!, ...rest] }).map((phrase) => phrase.text);
  const whole = fields.flatMap((field) => phraseOf(text.join(' '), { field }) ?? []);
  return { kind: 'or', parts: [query, ...whole] };
}

const phrasesOf = (texts: readonly string[], because: Because): Phrase[] =>
  texts.flatMap((text) => phraseOf(text, { because }) ?? []);

/** Between words where there are several, else anywhere that leaves two names. */
function spellingCuts(words: readonly string[]): [string, string][] {
  if (words.length > 1) {
    return words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  }
  const [letters = ''] = words;
  const places = Array.from(
    { length: Math.max(0, letters.length - 2 * shortestName + 1) },
    (_, at) => at + shortestName,
  );
  return letters.length > longestSpelled ? [] : places.map((at) => [letters.slice(0, at), letters.slice(at)]);
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
  kindsNamed(query.text).length === 0 &&
  !/\d/.test(query.text);

/** 元奘 is 玄奘 where 玄 was avoided, and 72溇 七十二溇. */
function otherwise(phrase: Phrase, pairs: readonly TabooPair[], locale: Locale): Query {
  if (phrase.exact || phrase.because || phrase.stands || [...phrase.text].length < 2) return phrase;
  const placed = phrase.field === undefined ? {} : { field: phrase.field };
  const counted = numeralForms(phrase.text).flatMap(
    (text) => phraseOf(text, { because: { typed: phrase.text, why: numeralReason(locale) }, ...placed }) ?? [],
  );
  const added = avoidedForms(phrase.text, pairs)
    .slice(0, mostForms)
    .flatMap(({ text, pair, written }) => {
      const name = localize(pair.name, 'zh-CN');
      const record = { kind: 'term' as const, pid: pair.pid, name };
      const because = { typed: phrase.text, why: tabooReason(name, written, locale), record, variant: 'taboo' };
      return phraseOf(text, { because, ...placed }) ?? [];
    });
  const all = [...added, ...counted];
  return all.length === 0 ? phrase : { kind: 'or', parts: [phrase, ...all] };
}

/** What is refused stays as it was typed. Dates count that only touch the years: 乾隆间 for 乾隆三十年. */
function wider(query: Query, read: (phrase: Phrase) => Query): Query {
  if (query.kind === 'phrase') return read(query);
  if (query.kind === 'meaning') return query.years.length > 0 ? { ...query, touching: true } : query;
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  return { kind: query.kind, parts: query.parts.map((part) => wider(part, read)) };
}
