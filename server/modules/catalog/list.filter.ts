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
 * One thing that must hold of an item, said in two ways: `among` starts from an index and names all items that fit, `holds`
 * looks at one item by its key. Which is quicker depends on how many fit.
 */
interface Condition {
  among(bound: Bound, most: number | null): string;
  holds(bound: Bound): string;
  /** What the index of words is asked with. */
  words?: string;
}

/** A word that more items than this have is looked for in each of them, where anything else says which to look at. */
export const often = 12_000;

/** A subquery that is asked for each row, and not turned into a join over everything. */
const each = (sql: string): string => `EXISTS (${sql} OFFSET 0)`;
const ofItem = 'v.item_id = item.id';
const inList = 'v.collection_id = $1';

/** What a list of a collection is narrowed by: a state, words in any column, conditions on fields. */
export class ListConditions {
  private readonly conditions: Condition[];
  private readonly state: string | null;
  private common: Set<Condition> | undefined;

  constructor(
    private readonly collectionId: number,
    private readonly config: CollectionConfig,
    private readonly values: ValueService,
    { state, q, f }: ListQuestion,
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

  /** Finds out which words are common here, before `among` is asked. */
  async weigh(db: Database): Promise<void> {
    const asked = this.conditions.filter(({ words }) => words !== undefined);
    if (this.common || asked.length === 0) return;
    const counts = asked.map((_, at) => `(SELECT count(*) FROM item_words_with($${at + 1}::tsquery, ${often + 1}))`);
    const row = await db.one<{ counts: number[] }>(
      `SELECT ARRAY[${counts.join(', ')}]::int[] AS counts`,
      asked.map(({ words }) => words),
    );
    this.common = new Set(asked.filter((_, at) => row!.counts[at]! > often));
  }

  /** Whether nothing but common words is asked for: then `among` may be asked for some of those that fit. */
  get onlyCommon(): boolean {
    return this.common !== undefined && this.common.size === this.conditions.length;
  }

  /** All that fit, by index; or, where only common words are asked for, those among so many that have the first. */
  among(bound: Bound, most: number | null = null): string {
    const common = this.common ?? new Set<Condition>();
    const first = this.onlyCommon ? this.conditions[0] : undefined;
    const each = this.conditions.map((one) =>
      common.has(one) && one !== first ? one.holds(bound) : one.among(bound, most),
    );
    return [this.standing(bound), ...each].join(' AND ');
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
      among: (bound) => {
        const [field, wanted] = [bound.add(id, 'text'), bound.add(keys, 'text[]')];
        const from = `SELECT v.item_id FROM item_value v WHERE ${inList} AND v.field_id = ${field}`;
        return `item.id IN (${from} AND v.folded = ANY (${wanted}) UNION ALL ${from} AND v.folded_en = ANY (${wanted}))`;
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
      among: (bound) =>
        `item.id IN (SELECT v.item_id FROM item_value v WHERE ${inList} AND v.field_id = ${bound.add(field.id, 'text')} AND ${span(bound)})`,
      holds: (bound) =>
        each(
          `SELECT 1 FROM item_value v WHERE ${ofItem} AND v.field_id = ${bound.add(field.id, 'text')} AND ${span(bound)}`,
        ),
    };
  }

  /** An honest "not known" is an answer: where nothing is said at all. */
  private blank({ id }: FieldDefinition, blank: boolean): Condition {
    const not = blank ? 'NOT ' : '';
    return {
      among: (bound) => {
        const said = `FROM item_value v WHERE ${inList} AND v.field_id = ${bound.add(id, 'text')}`;
        return blank ? `NOT EXISTS (SELECT ${said} AND ${ofItem})` : `item.id IN (SELECT v.item_id ${said})`;
      },
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
    return {
      among: (bound, most) => `${withWords(bound, query, most)} AND ${said(bound)}`,
      holds: said,
      words: query,
    };
  }

  private anywhere(text: string): Condition {
    const query = wordQuery(this.collectionId, wordsAsked(text));
    if (query === null) return nothing;
    return {
      among: (bound, most) => withWords(bound, query, most),
      holds: (bound) =>
        each(`SELECT 1 FROM item_words w WHERE w.item_id = item.id AND w.vector @@ ${bound.add(query, 'tsquery')}`),
      words: query,
    };
  }
}

const withWords = (bound: Bound, query: string, most: number | null): string =>
  `item.id IN (SELECT item_words_with(${bound.add(query, 'tsquery')}, ${most ?? 'NULL'}))`;

/** Signs alone are looked for in vain. */
const nothing: Condition = { among: () => 'false', holds: () => 'false' };

/** How a piece of a value is looked for among values. */
export const pieceOf = (text: string): string => plainWords(text).trim();

const wrong = (path: string, code: string, params: Record<string, string> = {}): Problem =>
  new Problem('request.invalid', {}, [{ path, code, params }]);
