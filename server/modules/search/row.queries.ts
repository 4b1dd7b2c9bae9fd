import { Injectable } from '@nestjs/common';
import type { Locale } from '../../contract/localized.js';
import type { RowView } from '../../contract/reader.js';
import { asksYears, groupsOf, isEmptyRow, type RowUnit, type SearchRow, unitsOf } from '../../contract/search.rows.js';
import {
  isNothing,
  mapPhrases,
  MOST_PHRASES,
  MOST_UNITS,
  parseQuery,
  type Phrase,
  phraseOf,
  phrasesIn,
  type Query,
  unitsAsked,
} from '../../contract/text/index.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { ValueService } from '../schema/value.service.js';
import { anyDate, isDated, spanOf } from './row.dates.js';
import { type AskedField, rowFields } from './row.fields.js';
import type { RowPicks } from './row.values.js';
import type { SearchScope } from './search.scope.js';
import { namesAsRecorded } from './shown.names.js';

interface ReadRow {
  view: RowView;
  /** Null where it asks nothing. */
  query: Query | null;
}

const everything: Query = { kind: 'all' };
const all = (parts: readonly Query[]): Query => {
  const asking = parts.filter(({ kind }) => kind !== 'all');
  return asking.length > 1 ? { kind: 'and', parts: asking } : (asking[0] ?? everything);
};

const oneOf = (parts: readonly Query[]): Query => (parts.length === 1 ? parts[0]! : { kind: 'or', parts });

/** Words as in the search box, but signs before a colon: which field is said by the row. Null where there are none. */
function wordsIn(name: string | undefined, { is, value }: SearchRow, exact: boolean): Query | null {
  const field = name === undefined ? {} : { field: name };
  if (is === 'is' || is === 'begins') {
    const stands = is === 'is' ? 'whole' : 'beginning';
    return phraseOf(value, { exact, quoted: true, stands, ...field });
  }
  const words = parseQuery(exact ? value : namesAsRecorded(value), { exact });
  if (words.kind === 'all' || isNothing(words)) return null;
  return name === undefined ? words : mapPhrases(words, (phrase): Phrase => ({ ...phrase, field: name }));
}

/** The rows of a search as they are understood, and the questions that they make. */
export class ReadRows {
  /** All that is joined by `or` is refused with its first row. */
  private readonly refused: ReadonlySet<number>;

  constructor(private readonly rows: readonly ReadRow[]) {
    const refused = groupsOf(this.views).filter((group) => group.refused);
    this.refused = new Set(refused.flatMap(({ units }) => units.flatMap((unit) => unit.rows)));
  }

  get views(): RowView[] {
    return this.rows.map(({ view }) => view);
  }

  /** As they were asked, with the keys of what was asked for by its name. */
  get asked(): SearchRow[] {
    return this.views.map(({ op, bracket, field, is, value, until }) => ({
      ...{ op, field, is, value, until },
      ...(bracket ? { bracket } : {}),
    }));
  }

  get askNothing(): boolean {
    return this.rows.every(({ query }) => query === null);
  }

  /**
   * What was typed and each row as parts of one question, so that what is looked for besides is looked up for all at once.
   * What is refused is marked as such: it stays as it was typed.
   */
  beside(typed: Query): Query {
    if (this.askNothing) return typed;
    const apart = (part: Query): Query => ({ kind: 'or', parts: [part] });
    const rows = this.rows.map(({ query }, at): Query => {
      if (!query) return everything;
      return this.refused.has(at) ? { kind: 'not', part: query } : query;
    });
    return { kind: 'and', parts: [typed, ...rows].map(apart) };
  }

  /** The question as it is asked, from its parts as `beside` gave them and more was added to them. */
  joined(expanded: Query): Query {
    return this.askNothing ? expanded : this.narrowing(expanded, this.rows.length);
  }

  /**
   * By row what it finds alone, and, where what is joined by `or` ends, what is left down to it; and what each bracket finds
   * alone, by its first row.
   */
  counting(expanded: Query): {
    rows: { alone: Query; left: Query | null }[];
    brackets: { at: number; alone: Query }[];
  } {
    const groups = groupsOf(this.views).map(({ units }) => units.flatMap((unit) => unit.rows));
    const ends = new Set(groups.map((rows) => rows.findLast((at) => this.asks(at))));
    const rows = this.rows.map((_, at) => ({
      alone: this.part(expanded, at + 1),
      left: ends.has(at) ? this.narrowing(expanded, at + 1) : null,
    }));
    const brackets = unitsOf(this.views).flatMap((unit) => {
      const alone = unit.isBracket ? this.unit(expanded, unit) : null;
      return alone ? [{ at: unit.rows[0]!, alone }] : [];
    });
    return { rows, brackets };
  }

  asks(at: number): boolean {
    return this.rows[at]!.query !== null;
  }

  private part(expanded: Query, at: number): Query {
    if (this.askNothing) return at === 0 ? expanded : everything;
    const apart = expanded.kind === 'and' ? expanded.parts[at] : undefined;
    const part = apart?.kind === 'or' && apart.parts.length === 1 ? apart.parts[0]! : (apart ?? everything);
    return this.refused.has(at - 1) && part.kind === 'not' ? part.part : part;
  }

  private narrowing(expanded: Query, upTo: number): Query {
    const typed = this.part(expanded, 0);
    // Signs find nothing, whatever stands beside them.
    if (isNothing(typed)) return typed;
    const groups = groupsOf(this.views).flatMap(({ refused, units }): Query[] => {
      if (units[0]!.rows[0]! >= upTo) return [];
      const parts = units.flatMap((unit) => this.unit(expanded, unit) ?? []);
      if (parts.length === 0) return [];
      return [refused ? { kind: 'not', part: oneOf(parts) } : oneOf(parts)];
    });
    return all([typed, ...groups]);
  }

  /** Null where it asks nothing. */
  private unit(expanded: Query, { alternatives }: RowUnit): Query | null {
    const parts = alternatives.flatMap((rows) => {
      const asking = rows.filter((at) => this.asks(at)).map((at) => this.part(expanded, at + 1));
      return asking.length > 0 ? [oneOf(asking)] : [];
    });
    return parts.length > 0 ? all(parts) : null;
  }
}

/** Reads the rows of the advanced form by the fields of the place that is searched. */
@Injectable()
export class RowQueries {
  constructor(
    private readonly plugins: PluginHost,
    private readonly values: ValueService,
  ) {}

  /** What was typed beside them has its share of how much may be asked. */
  read(
    rows: readonly SearchRow[],
    scope: SearchScope,
    { typed, exact, picks }: { typed: Query; exact: boolean; picks: ReadonlyMap<number, RowPicks> },
    locale: Locale,
  ): ReadRows {
    if (rows.length === 0) return new ReadRows([]);
    const fields = new Map(rowFields(scope, locale).map((field) => [field.key, field]));
    let units = MOST_UNITS - unitsAsked(typed);
    let phrases = MOST_PHRASES - phrasesIn(typed);
    const read = rows.map((row, at): ReadRow => {
      const own = picks.get(at);
      const one = this.readRow(own ? { ...row, value: own.value } : row, fields.get(row.field), exact, own);
      if (!one.query) return one;
      const [more, many] = [unitsAsked(one.query), phrasesIn(one.query)];
      if (more > units || many > phrases) return { view: { ...one.view, trouble: 'long' }, query: null };
      units -= more;
      phrases -= many;
      return one;
    });
    return new ReadRows(read);
  }

  private readRow(row: SearchRow, field: AskedField | undefined, exact: boolean, picks?: RowPicks): ReadRow {
    const view: RowView = { ...row, label: field?.label ?? row.field };
    if (!field) return { view: { ...view, trouble: 'field' }, query: null };
    if (!field.tests.includes(row.is)) return { view: { ...view, trouble: 'test' }, query: null };
    if (isEmptyRow(row)) return { view, query: null };
    if (picks) {
      const { picked, absent, entries } = picks;
      return { view: { ...view, picked, absent }, query: { kind: 'under', entries } };
    }
    const { name } = field;
    if (row.is === 'blank' || row.is === 'filled') {
      const said: Query = { kind: 'said', field: name! };
      return { view, query: row.is === 'filled' ? said : { kind: 'not', part: said } };
    }
    if (!asksYears(row.is)) {
      const query = wordsIn(name, row, exact);
      return { view: query ? view : { ...view, trouble: 'signs' }, query };
    }
    const reader = isDated(field.date)
      ? this.values.forms.bind(field.date)
      : anyDate(this.plugins.fieldTypes.get('date'));
    const years = reader && spanOf(row, reader);
    if (!years) return { view: { ...view, trouble: 'date' }, query: null };
    return { view: { ...view, years }, query: { kind: 'years', ...years } };
  }
}
