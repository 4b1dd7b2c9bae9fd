import { Injectable } from '@nestjs/common';
import { type Locale, localize } from '../../contract/localized.js';
import { type Because, coreField, type Meaning, type Phrase, phraseOf, type Query } from '../../contract/text/index.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { facetEntry } from '../../platform/search/search.document.js';
import { AlsoKnownService, nameKey, type NamedTerm } from '../authority/also.known.service.js';
import { kindAtEnd, kindsNamed } from './kind.names.js';
import { englishForms, isLatin, isPlainlyTime, meaningOf, namedTime, yearsText } from './meaning.words.js';
import type { SearchScope } from './search.scope.js';
import { facetWords, kindWords } from './search.words.js';

/** Words that may mean something together: late nineteenth century, Song dynasty. */
const mostTogether = 4;
/** What is further on in a long question is looked for as words. */
const mostWords = 8;
const mostMeanings = 4;
/** Core keys whose entries are terms of a vocabulary. */
const ofTerms = ['class', 'subject', 'language'] as const;

export interface Reading {
  locale: Locale;
  /** Song and Ming alone too: where words found nothing. */
  bare?: boolean;
}

type Terms = ReadonlyMap<string, readonly NamedTerm[]>;
type Within = Pick<SearchScope, 'libraryIds' | 'collections' | 'config'>;

/** Nothing but words: no quotes, no glyphs demanded, no field, nothing lost. */
const isPlain = (query: Query): query is Phrase =>
  query.kind === 'phrase' &&
  !query.exact &&
  !query.quoted &&
  query.field === undefined &&
  query.because === undefined &&
  query.units.every(({ kind }) => kind !== 'gap');

/** Adds what words mean: rubbings for 拓片, the years of an era for 乾隆三十年, a class with all that is below it for 史部. */
@Injectable()
export class MeaningExpansion {
  constructor(
    private readonly alsoKnown: AlsoKnownService,
    private readonly plugins: PluginHost,
  ) {}

  /** Several questions: what their words mean is looked up for all of them at once. */
  async expandEach(queries: readonly Query[], within: Within, reading: Reading): Promise<Query[]> {
    const names = queries.flatMap(runsOf).flatMap(namesFor);
    const terms = names.length > 0 ? await this.alsoKnown.termsNamed(names, within.libraryIds) : new Map();
    return queries.map((query) => this.meant(query, (text) => this.meanings(text, terms, within, reading), reading));
  }

  /** Those of these texts that mean something, and whether it is a time. */
  async telling(texts: readonly string[], within: Within, locale: Locale): Promise<Map<string, { time: boolean }>> {
    const terms = await this.alsoKnown.termsNamed(texts, within.libraryIds);
    return new Map(
      texts.flatMap((text) => {
        const found = this.meanings(text, terms, within, { locale });
        return found.length === 0 ? [] : [[text, { time: found.every(({ years }) => years.length > 0) }] as const];
      }),
    );
  }

  private meant(query: Query, of: (text: string) => Meaning[], reading: Reading): Query {
    if (query.kind === 'or') return { kind: 'or', parts: query.parts.map((part) => this.meant(part, of, reading)) };
    if (query.kind === 'and') {
      const parts = query.parts.map((part) => (part.kind === 'or' ? this.meant(part, of, reading) : part));
      const read = together(parts, of);
      // Where no word means anything, all that was typed may still be one name.
      return read.kind === 'and' && read.parts.every((part, at) => part === query.parts[at]) ? query : read;
    }
    // A whole value, or its beginning, is asked for as it is written.
    if (query.kind === 'phrase' && query.field === coreField('date') && !query.exact && !query.stands) {
      return besides(query, this.years(query.text, reading.locale));
    }
    return isPlain(query) ? one(query, of) : query;
  }

  private meanings(text: string, terms: Terms, within: Within, reading: Reading): Meaning[] {
    const { locale } = reading;
    const found: Meaning[] = [];
    if (kindsNamed(text).length > 0) {
      found.push(kindMeaning(text, { typed: text, why: facetWords['kind']![locale] }, locale));
    }
    found.push(...collectionsNamed(text, within, locale));
    found.push(...this.years(text, locale));
    const time = namedTime(text);
    for (const form of englishForms(text)) {
      for (const named of terms.get(form) ?? []) found.push(...this.ofTerm(text, named, within, reading));
    }
    for (const named of (time && terms.get(time)) || []) {
      if (named.term.fromYear !== null) found.push(...this.ofTerm(text, named, within, { ...reading, bare: true }));
    }
    return distinct(found).slice(0, mostMeanings);
  }

  private ofTerm(typed: string, { vocabulary, term }: NamedTerm, { config }: Within, reading: Reading): Meaning[] {
    const { locale, bare = false } = reading;
    const name = localize(term.label, locale);
    const record = { kind: 'term' as const, pid: term.pid, name };
    if (term.fromYear !== null && term.toYear !== null) {
      if (!bare && !isPlainlyTime(typed)) return [];
      const years = { from: term.fromYear, to: term.toYear };
      const why = `${facetWords['years']![locale]} · ${name}`;
      return [meaningOf(yearsText(years, locale), { typed, why, record }, { years: [years] })];
    }
    const own = (config?.schema.fields ?? []).filter((field) => field.vocabulary === vocabulary.key && !field.internal);
    const entries = [
      ...ofTerms.map((core) => facetEntry(core, `${vocabulary.key}.${term.code}`)),
      ...own.map(({ id }) => facetEntry(id, term.code)),
    ];
    return [meaningOf(name, { typed, why: localize(vocabulary.name, locale), record }, { entries })];
  }

  private years(typed: string, locale: Locale): Meaning[] {
    for (const type of this.plugins.fieldTypes.values()) {
      const years = type.yearsMeant?.(typed, locale) ?? [];
      if (years.length === 0) continue;
      const text = years.map((one) => one.text).join(locale === 'en' ? ', ' : '、');
      return [meaningOf(text, { typed, why: facetWords['years']![locale] }, { years })];
    }
    return [];
  }
}

/** A collection by its whole name, as it stands on the portal. */
function collectionsNamed(name: string, { collections }: Within, locale: Locale): Meaning[] {
  const key = nameKey(name);
  return collections
    .filter((one) => Object.values(one.name).some((own) => nameKey(own) === key))
    .map((one) =>
      meaningOf(
        localize(one.name, locale),
        { typed: name, why: facetWords['collection']![locale] },
        {
          entries: [facetEntry('collection', one.pid)],
        },
      ),
    );
}

/** What is called so, of whatever kind. */
export function kindMeaning(name: string, because: Because, locale: Locale): Meaning {
  const kinds = kindsNamed(name);
  const text = kinds.map((kind) => kindWords[kind][locale]).join(locale === 'en' ? ', ' : '、');
  return meaningOf(text, because, { entries: kinds.map((kind) => facetEntry('kind', kind)) });
}

const wordBreak = (before: string, after: string): string => (isLatin(before) || isLatin(after) ? ' ' : '');

const joined = (words: readonly Phrase[]): string =>
  words.reduce((text, { text: word }) => (text === '' ? word : `${text}${wordBreak(text, word)}${word}`), '');

/** Every run of plain words, as one text. */
function runsOf(query: Query): string[] {
  if (isPlain(query)) return [query.text];
  if (query.kind === 'or') return query.parts.flatMap(runsOf);
  if (query.kind !== 'and') return [];
  const parts = query.parts.slice(0, mostWords);
  const runs = parts.flatMap((_, at) =>
    Array.from({ length: mostTogether }, (_one, more) => parts.slice(at, at + more + 1)).flatMap((run) =>
      run.every(isPlain) ? [joined(run)] : [],
    ),
  );
  return [...runs, ...query.parts.flatMap((part) => (part.kind === 'or' ? runsOf(part) : []))];
}

/** What is looked up for a run of words. */
function namesFor(text: string): string[] {
  const time = namedTime(text);
  const before = kindAtEnd(text)?.before;
  return [...englishForms(text), ...(time === null ? [] : [time]), ...(before === undefined ? [] : [before])];
}

const besides = (query: Query, meanings: readonly Query[]): Query =>
  meanings.length === 0 ? query : { kind: 'or', parts: [query, ...meanings] };

/** Words of a question that are all wanted: of the runs that mean something the longest. */
function together(parts: readonly Query[], of: (text: string) => Meaning[]): Query {
  const out: Query[] = [];
  /** What stands between those may be a name of several words: West Lake photographs. */
  let words: Query[] = [];
  const finish = (): void => {
    out.push(...(words.length > 1 && words.length < parts.length ? [{ kind: 'and' as const, parts: words }] : words));
    words = [];
  };
  for (let at = 0; at < parts.length;) {
    const part = parts[at]!;
    const found = at < mostWords ? runAt(parts, at, of) : null;
    const read = isPlain(part) ? one(part, of) : part;
    if (!found && read === part && isPlain(part)) words.push(part);
    else {
      finish();
      out.push(
        found ? besides(found.run.length === 1 ? part : { kind: 'and', parts: found.run }, found.meanings) : read,
      );
    }
    at += found?.run.length ?? 1;
  }
  finish();
  return out.length === 1 ? out[0]! : { kind: 'and', parts: out };
}

function runAt(parts: readonly Query[], at: number, of: (text: string) => Meaning[]) {
  for (let length = Math.min(mostTogether, parts.length - at); length > 0; length--) {
    const run = parts.slice(at, at + length);
    const meanings = run.every(isPlain) ? of(joined(run)) : [];
    if (meanings.length > 0) return { run, meanings };
  }
  return null;
}

/** One word, or two that were run together. */
function one(phrase: Phrase, of: (text: string) => Meaning[]): Query {
  const meanings = of(phrase.text);
  if (meanings.length > 0) return besides(phrase, meanings);
  const cut = kindAtEnd(phrase.text);
  const before = cut && phraseOf(cut.before);
  if (!cut || !before) return phrase;
  const wanted = besides(before, of(cut.before));
  return besides(
    phrase,
    of(cut.kind).map((kind): Query => ({ kind: 'and', parts: [wanted, kind] })),
  );
}

/** The same years are said by a calendar and a vocabulary. */
function distinct(meanings: readonly Meaning[]): Meaning[] {
  const signs = new Set<string>();
  return meanings.filter(({ entries, years }) => {
    const sign = JSON.stringify([entries, years.map(({ from, to }) => [from, to])]);
    if (signs.has(sign)) return false;
    signs.add(sign);
    return true;
  });
}
