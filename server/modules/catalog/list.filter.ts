import type { ListQuestion } from '../../contract/api/catalog.routes.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { type ListCondition, rangeOf, readFilter } from '../../contract/list.filter.js';
import { Problem } from '../../contract/problems.js';
import { plainWords, valueKey, wordsAsked } from '../../contract/text/index.js';
import type { Database } from '../../platform/database/database.js';
import type { ValueService } from '../schema/value.service.js';
import { wordQuery } from './list.words.js';

/** A statement that can be run, and pasted into another as a whole. */
export interface Selection {
  sql: string;
  parameters: unknown[];
}

/** Values of a statement, bound in the order in which they are named. The first is always the collection. */
export class Bound {
  readonly parameters: unknown[] = [];

  constructor(collectionId: number) {
    this.add(collectionId, 'bigint');
  }

  add(value: unknown, type: string): string {
    this.parameters.push(value);
    return `$${this.parameters.length}::${type}`;
  }
}

/**
 * One thing that must hold of an item, said in two ways: `ids` names all items that fit, from an index alone, `holds` looks at
 * one item by its key. Which is quicker depends on how many fit.
 */
interface Condition {
  /** What has none cannot be named from an index: it is asked of what the others name. */
  ids?(bound: Bound, most: number | null): string;
  /** What is to be asked of those besides, where they are more than fit. */
  also?(bound: Bound): string;
  /** How a list that nothing else narrows is asked; as `holds` where this is missing. */
  among?(bound: Bound): string;
  holds(bound: Bound): string;
  /** What the index of words is asked with. */
  words?: string;
}

/** From which sizes on a list is read another way: each way finds the same. */
export interface ListSizes {
  /** A word that more items than this have is looked for in each of them, where anything else says which to look at. */
  often: number;
  /** Where one condition leaves no more than this, the others are asked of each of these: some milliseconds. */
  asked: number;
  /** Rows of the order that are looked at one by one before all that fit are looked for: some milliseconds. */
  walked: number;
  /** Counted no further: nobody reads more, and "more than" says enough. */
  counted: number;
}

export const usualSizes: ListSizes = { often: 12_000, asked: 2000, walked: 2000, counted: 10_000 };

/** A subquery that is asked for each row, and not turned into a join over everything. */
const each = (sql: string): string => `EXISTS (${sql} OFFSET 0)`;
const ofItem = 'v.item_id = item.id';
const inList = 'v.collection_id = $1';

/** What a list of a collection is narrowed by: a state, words in any column, conditions on fields. */
export class ListConditions {
  private readonly conditions: Condition[];
  private readonly state: string | null;
  private common: Set<Condition> | undefined;
  private rare: Condition | undefined;

  constructor(
    private readonly collectionId: number,
    private readonly config: CollectionConfig,
    private readonly values: ValueService,
    { state, q, f }: ListQuestion,
    private readonly sizes: ListSizes = usualSizes,
  ) {
    const filter = readFilter(f);
    if (!filter) throw wrong('query.f', 'filter');
    this.state = state ?? null;
    this.conditions = [
      ...(q?.trim() ? [this.anywhere(q)] : []),
      ...filter.map((one, at) => this.condition(one, `query.f.${at}`)),
    ];
  }

  /** The whole list is asked for, or all of one state. */
  get none(): boolean {
    return this.conditions.length === 0;
  }

  /** Finds out which words are common here, and whether one of several conditions leaves few, before `among` is asked. */
  async weigh(db: Database): Promise<void> {
    const several = this.conditions.length > 1;
    const asked = this.conditions.filter(({ ids, words }) => words !== undefined || (several && ids));
    if (this.common || asked.length === 0) return;
    const bound = new Bound(this.collectionId);
    const counts = asked.map((one) => {
      const most = (one.words === undefined ? this.sizes.asked : this.sizes.often) + 1;
      return `(SELECT count(*) FROM (SELECT FROM (${one.ids!(bound, one.words === undefined ? null : most)}) AS one LIMIT ${most}) AS few)`;
    });
    const row = await db.one<{ counts: number[] }>(
      `SELECT ARRAY[${counts.join(', ')}]::int[] AS counts, $1::bigint AS "of"`,
      bound.parameters,
    );
    const known = asked.map((one, at) => ({ one, count: row!.counts[at]! }));
    this.common = new Set(
      known.filter(({ one, count }) => one.words !== undefined && count > this.sizes.often).map(({ one }) => one),
    );
    const [fewest] = known.sort((a, b) => a.count - b.count);
    if (several && fewest!.count <= this.sizes.asked) this.rare = fewest!.one;
  }

  /** Whether nothing but common words is asked for: then `among` may be asked for some of those that fit. */
  get onlyCommon(): boolean {
    return this.common !== undefined && this.common.size === this.conditions.length;
  }

  /** All that fit, by index; or, where only common words are asked for, those among so many that have the first. */
  among(bound: Bound, most: number | null = null): string {
    const { ids, rest } = this.parts(bound, most);
    return ids === null ? rest : `item.id IN (${ids}) AND ${rest}`;
  }

  /**
   * What indexes can name, as one set, and what is left to be asked of an item. A set of its own, since a database that takes
   * several for rare asks one index once for each item that another has named.
   */
  parts(bound: Bound, most: number | null = null): { ids: string | null; rest: string } {
    const named = this.named();
    const ids = named.map((one) => one.ids!(bound, most));
    const others = this.conditions.flatMap((one) => {
      if (named.includes(one)) return one.also ? [one.also(bound)] : [];
      return [this.rare || !one.among ? one.holds(bound) : one.among(bound)];
    });
    return {
      ids: ids.length > 1 ? ids.map((one) => `(${one})`).join(' INTERSECT ') : (ids[0] ?? null),
      rest: [this.standing(bound), ...others].join(' AND '),
    };
  }

  /** The conditions that indexes are asked for; the others are asked of each item that these name. */
  private named(): Condition[] {
    if (this.rare) return [this.rare];
    const first = this.onlyCommon ? this.conditions[0] : undefined;
    return this.conditions.filter((one) => one.ids && (one === first || !this.common?.has(one)));
  }

  /** Whether an item that is already at hand fits. */
  holds(bound: Bound): string {
    return [this.standing(bound), ...this.conditions.map((one) => one.holds(bound))].join(' AND ');
  }

  private standing(bound: Bound): string {
    const state = this.state === null ? `item.state <> 'removed'` : `item.state = ${bound.add(this.state, 'text')}`;
    return `item.collection_id = $1 AND ${state}`;
  }

  private condition(condition: ListCondition, path: string): Condition {
    const field = this.config.schema.fields.find(({ id, removed }) => id === condition.field && !removed);
    if (!field) throw wrong(path, 'list.unknown-field', { field: condition.field });
    if ('is' in condition) return this.is(field, condition.is);
    if ('words' in condition) return this.says(field, condition.words);
    if ('blank' in condition) return this.blank(field, condition.blank);
    return this.within(field, condition, path);
  }

  private is({ id }: FieldDefinition, values: readonly string[]): Condition {
    const keys = [...new Set(values.map(valueKey))];
    return {
      ids: (bound) => {
        const [field, wanted] = [bound.add(id, 'text'), bound.add(keys, 'text[]')];
        const from = `SELECT v.item_id FROM item_value v WHERE ${inList} AND v.field_id = ${field}`;
        return `${from} AND v.folded = ANY (${wanted}) UNION ALL ${from} AND v.folded_en = ANY (${wanted})`;
      },
      holds: (bound) => {
        const [field, wanted] = [bound.add(id, 'text'), bound.add(keys, 'text[]')];
        return each(
          `SELECT 1 FROM item_value v WHERE ${ofItem} AND v.field_id = ${field} AND (v.folded = ANY (${wanted}) OR v.folded_en = ANY (${wanted}))`,
        );
      },
    };
  }

  private within(field: FieldDefinition, range: { from?: string; to?: string }, path: string): Condition {
    const kind = rangeOf(field)?.kind;
    if (!kind) throw wrong(path, 'list.no-range', { field: field.id });
    const meant = (end: 'from' | 'to'): readonly [number, number] | null => {
      const words = range[end];
      if (words === undefined) return null;
      const form = this.values.forms.meantBy(field, words);
      const days = kind === 'days' ? form?.days : undefined;
      const [first, last] = days ?? [form?.number, form?.number];
      if (first === undefined || last === undefined || (kind === 'days' && !days))
        throw wrong(`${path}.${end}`, 'list.unreadable', { words });
      return [first, last];
    };
    const low = meant('from')?.[0] ?? null;
    const high = meant('to')?.[1] ?? null;
    if (low !== null && high !== null && low > high) throw wrong(`${path}.to`, 'list.turned', {});
    const [type, first, last] = kind === 'days' ? ['int', 'from_day', 'to_day'] : ['float8', 'number', 'number'];
    // Whatever is within the span for some of its time.
    const span = (bound: Bound): string =>
      [
        `v.${first} IS NOT NULL`,
        ...(high === null ? [] : [`v.${first} <= ${bound.add(high, type!)}`]),
        ...(low === null ? [] : [`v.${last} >= ${bound.add(low, type!)}`]),
      ].join(' AND ');
    return {
      ids: (bound) =>
        `SELECT v.item_id FROM item_value v WHERE ${inList} AND v.field_id = ${bound.add(field.id, 'text')} AND ${span(bound)}`,
      holds: (bound) =>
        each(
          `SELECT 1 FROM item_value v WHERE ${ofItem} AND v.field_id = ${bound.add(field.id, 'text')} AND ${span(bound)}`,
        ),
    };
  }

  /** An honest "not known" is an answer: where nothing is said at all. */
  private blank({ id }: FieldDefinition, blank: boolean): Condition {
    const not = blank ? 'NOT ' : '';
    const said = (bound: Bound) => `FROM item_value v WHERE ${inList} AND v.field_id = ${bound.add(id, 'text')}`;
    return {
      ...(blank
        ? { among: (bound: Bound) => `NOT EXISTS (SELECT ${said(bound)} AND ${ofItem})` }
        : { ids: (bound: Bound) => `SELECT v.item_id ${said(bound)}` }),
      holds: (bound) =>
        `${not}${each(`SELECT 1 FROM item_value v WHERE ${ofItem} AND v.field_id = ${bound.add(id, 'text')}`)}`,
    };
  }

  private says({ id }: FieldDefinition, text: string): Condition {
    const parts = wordsAsked(text);
    const query = wordQuery(this.collectionId, parts);
    if (query === null) return nothing;
    const said = (bound: Bound): string =>
      each(
        `SELECT 1 FROM item_value v WHERE ${ofItem} AND v.field_id = ${bound.add(id, 'text')} AND ${parts
          .map((part) => `strpos(v.words, ${bound.add(part, 'text')}) > 0`)
          .join(' AND ')}`,
      );
    return { ids: withWords(query), also: said, holds: said, words: query };
  }

  private anywhere(text: string): Condition {
    const query = wordQuery(this.collectionId, wordsAsked(text));
    if (query === null) return nothing;
    return {
      ids: withWords(query),
      holds: (bound) =>
        each(`SELECT 1 FROM item_words w WHERE w.item_id = item.id AND w.vector @@ ${bound.add(query, 'tsquery')}`),
      words: query,
    };
  }
}

const withWords =
  (query: string) =>
  (bound: Bound, most: number | null): string =>
    `SELECT item_words_with(${bound.add(query, 'tsquery')}, ${most ?? 'NULL'})`;

/** Signs alone are looked for in vain. */
const nothing: Condition = { holds: () => 'false' };

/** How a piece of a value is looked for among values. */
export const pieceOf = (text: string): string => plainWords(text).trim();

const wrong = (path: string, code: string, params: Record<string, string> = {}): Problem =>
  new Problem('request.invalid', {}, [{ path, code, params }]);
