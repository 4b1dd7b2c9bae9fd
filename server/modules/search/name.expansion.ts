import { Injectable } from '@nestjs/common';
import { type Locale, localize } from '../../contract/localized.js';
import { type Because, holdsPhrase, type Phrase, phraseOf, type Query } from '../../contract/text/index.js';
import {
  AlsoKnownService,
  type KnownRecord,
  nameKey,
  type NameScope,
  type RecordName,
  type TabooPair,
} from '../authority/also.known.service.js';
import { nameReason, tabooReason } from './name.words.js';
import { tabooForms } from './taboo.forms.js';

/** Each name added is looked for in titles, metadata and the text of every page. */
const mostForPhrase = 8;
const mostForQuestion = 24;
/** Characters or words of all names that are added. */
const mostUnits = 120;
/** A person's name in Latin letters is several words. */
const mostWords = 6;
const shortest = 2;
/** 浙江 was a river, and is a province that half of all places lie in: asked for the river nobody means them. */
const provinces = new Set(
  `浙江 江苏 安徽 福建 江西 山东 山西 河北 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 陕西 甘肃 青海 辽宁 吉林 黑龙江 台湾 新疆 西藏 内蒙古 宁夏`
    .split(' ')
    .map(nameKey),
);

type Known = ReadonlyMap<string, readonly KnownRecord[]>;

const isLong = (text: string): boolean => [...nameKey(text)].length >= shortest;

/** A phrase may be a name unless its very glyphs are demanded, it holds lost characters, or is a beginning only. */
const mayBeName = (query: Query): query is Phrase =>
  query.kind === 'phrase' &&
  !query.exact &&
  query.stands !== 'beginning' &&
  !query.because?.begun &&
  query.units.every(({ kind }) => kind !== 'gap') &&
  isLong(query.text);

/** Several plain words typed one after the other, all in one field or in none, may be one name: John Leighton Stuart. */
function wholeName(query: Query): { text: string; like: Pick<Phrase, 'field'> } | null {
  if (query.kind !== 'and') return null;
  const words = query.parts.flatMap((part) =>
    part.kind === 'phrase' && !part.exact && !part.quoted && part.stands === undefined ? [part] : [],
  );
  const [first] = words;
  const oneField = words.every(({ field }) => field === first?.field);
  const like = oneField && first?.field !== undefined ? { field: first.field } : {};
  // 之江大学 is found by University of Hangchow: a name has words that say nothing by themselves.
  if (query.whole !== undefined) {
    return query.whole.split(' ').length > mostWords ? null : { text: query.whole, like };
  }
  if (query.parts.length > mostWords || words.length !== query.parts.length || !oneField) return null;
  return { text: words.map(({ text }) => text).join(' '), like };
}

/** Where another name has to stand to be meant as well. */
const placedLike = ({ field, stands }: Pick<Phrase, 'field' | 'stands'>): Pick<Phrase, 'field' | 'stands'> => ({
  ...(field === undefined ? {} : { field }),
  ...(stands === undefined ? {} : { stands }),
});

/** What was typed, where it is nothing but words: no signs, no glyphs demanded, no field. */
export function wordsOf(query: Query): string | null {
  if (mayBeName(query)) return query.field === undefined ? query.text : null;
  const whole = wholeName(query);
  return whole?.like.field === undefined ? (whole?.text ?? null) : null;
}

function namesIn(query: Query): string[] {
  if (mayBeName(query)) return [query.text];
  if (query.kind !== 'and' && query.kind !== 'or') return [];
  const whole = wholeName(query);
  return [...query.parts.flatMap(namesIn), ...(whole === null ? [] : [whole.text])];
}

/** Adds what the records know: asked for 蘇東坡, 蘇軾 is looked for as well, for 玄武 also 元武; the reason is kept with it. */
@Injectable()
export class NameExpansion {
  constructor(private readonly alsoKnown: AlsoKnownService) {}

  /** `whole` is false where another time more might be added. */
  async expand(query: Query, scope: NameScope, locale: Locale): Promise<{ query: Query; whole: boolean }> {
    const { queries, whole } = await this.expandEach([query], scope, locale);
    return { query: queries[0]!, whole };
  }

  /** Several questions: their names are looked up for all of them at once. */
  async expandEach(
    queries: readonly Query[],
    scope: NameScope,
    locale: Locale,
  ): Promise<{ queries: Query[]; whole: boolean }> {
    const names = [...new Set(queries.flatMap(namesIn))];
    if (names.length === 0) return { queries: [...queries], whole: true };
    const { known, whole } = await this.alsoKnown.records(names, scope);
    const pairs = await this.alsoKnown.tabooPairs(scope.libraries);
    return { queries: queries.map((query) => new Adding(known, pairs, locale).to(query)), whole };
  }
}

/** One question: what is added to it in all is bounded. */
class Adding {
  private left = mostForQuestion;
  private units = mostUnits;

  constructor(
    private readonly known: Known,
    private readonly pairs: readonly TabooPair[],
    private readonly locale: Locale,
  ) {}

  to(query: Query): Query {
    if (mayBeName(query)) {
      const names = this.added(query.text, query);
      return this.joined(query, [...names, ...this.avoiding(query, names)]);
    }
    if (query.kind !== 'and' && query.kind !== 'or') return query;
    const parts: Query = { kind: query.kind, parts: query.parts.map((part) => this.to(part)) };
    const whole = wholeName(query);
    return whole === null ? parts : this.joined(parts, this.added(whole.text, whole.like));
  }

  private joined(query: Query, added: readonly Phrase[]): Query {
    return added.length === 0 ? query : { kind: 'or', parts: [query, ...added] };
  }

  private added(typed: string, like: Pick<Phrase, 'field' | 'stands'> = {}): Phrase[] {
    const asked = phraseOf(typed, placedLike(like));
    const keys = new Set<string>();
    const phrases: Phrase[] = [];
    for (const record of this.known.get(typed) ?? []) {
      for (const other of record.others) {
        const key = nameKey(other.text);
        // Where a longer name holds the typed one, it is found anyway.
        if (!isLong(other.text) || keys.has(key) || (asked && holdsPhrase(other.text, asked))) continue;
        if (record.kind === 'place' && other.role !== 'heading' && provinces.has(key)) continue;
        if (this.left === 0 || phrases.length >= mostForPhrase) return phrases;
        const phrase = phraseOf(other.text, {
          because: this.because(typed, record, other),
          ...placedLike(like),
        });
        if (!phrase || !this.takes(phrase)) continue;
        keys.add(key);
        phrases.push(phrase);
      }
    }
    return phrases;
  }

  private takes({ units }: Phrase): boolean {
    if (this.left === 0 || units.length > this.units) return false;
    this.left -= 1;
    this.units -= units.length;
    return true;
  }

  /** What an edition that avoids a name wrote instead; a record that knows the very form says more, and stands alone. */
  private avoiding({ text, ...like }: Phrase, names: readonly Phrase[]): Phrase[] {
    const keys = new Set(names.map((name) => nameKey(name.text)));
    const forms = tabooForms(text, this.pairs).filter((form) => !keys.has(nameKey(form.text)));
    const room = Math.min(this.left, mostForPhrase - names.length);
    return forms.slice(0, Math.max(0, room)).flatMap(({ text: other, pair, written }) => {
      const name = localize(pair.name, 'zh-CN');
      const because: Because = {
        typed: text,
        why: tabooReason(name, written, this.locale),
        record: { kind: 'term', pid: pair.pid, name },
        variant: 'taboo',
      };
      const phrase = phraseOf(other, { because, ...placedLike(like) });
      return phrase && this.takes(phrase) ? [phrase] : [];
    });
  }

  private because(typed: string, record: KnownRecord, other: RecordName): Because {
    const name = localize(record.name, this.locale);
    return {
      typed,
      why: nameReason(
        {
          ...{ typed, asked: record.asked, other: other.role, name, same: other.text === name },
          ...{ term: record.kind === 'term', lang: other.lang },
        },
        this.locale,
      ),
      record: { kind: record.kind, pid: record.pid, name },
      variant: other.role === 'heading' ? record.asked : other.role,
      ...(other.lang === undefined ? {} : { lang: other.lang }),
    };
  }
}
