import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { CollectionConfig, CollectionSchema, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import type { StoredValue, Values } from '../../contract/values.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { ConfigService } from '../schema/config.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';

type Report = Answer<'GET /collections/:collection/drafts/impact'>;
type Line = Report['rows'][number];
type Kind = Line['kind'];
type Items = Answer<'GET /collections/:collection/drafts/impact/:kind/:field'>;
type Query = Input<'GET /collections/:collection/drafts/impact/:kind/:field'>['query'];

interface Change {
  kind: Kind;
  field: FieldDefinition;
  from?: FieldDefinition;
}

interface Held {
  pid: string;
  values: Values;
}

/** Records are drawn by this number, so that two who ask are shown the same ones. */
export const sampleSeed = 20261121;
export const sampleSize = 500;

const live = `item.collection_id = $1 AND item.state <> 'removed'`;
const heads = `item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision`;
/** How many values of a field stand in the head; any field, whether the projection knows it or not. */
const held = `jsonb_array_length(coalesce(head."values" -> $2, '[]'))`;

/** Counts that need no field type are asked in SQL of all records; what must be read is read in a sample. */
const conditions: Partial<Record<Kind, string>> = {
  required: `${held} = 0`,
  removed: `${held} > 0`,
  returned: `${held} > 0`,
  single: `${held} > 1`,
};

/** What a draft would do to records, before anything is done. */
@Injectable()
export class ImpactService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly configs: ConfigService,
    private readonly valueRules: ValueService,
  ) {}

  async report(pid: string): Promise<Report> {
    const { row, schema } = await this.configs.designed(pid);
    const before = await this.schema.configOf(row.id);
    const total = (await this.db.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE ${live}`, [row.id]))!;
    const sample = await this.sample(row.id);
    const rows: Line[] = [];
    for (const change of changesOf(before.schema, schema)) {
      rows.push(await this.line(row, { ...before, schema }, change, total.count, sample));
    }
    return { items: total.count, seed: sampleSeed, rows };
  }

  /** The records behind one line. */
  async items(pid: string, kind: Kind, fieldId: string, query: Query): Promise<Items> {
    const { row, schema } = await this.configs.designed(pid);
    const before = await this.schema.configOf(row.id);
    const change = changesOf(before.schema, schema).find((one) => one.kind === kind && one.field.id === fieldId);
    if (!change) return { rows: [], next: null };
    const shown = change.from ?? change.field;
    const condition = byRecord(change) ? undefined : conditions[kind];
    if (condition) return this.page(row, before, shown, condition, query);
    const config = { ...before, schema };
    const touched = await this.touched(row, config, change, await this.sample(row.id));
    return this.page(row, before, shown, `${held} >= 0 AND item.pid = ANY ($5)`, query, touched);
  }

  /** After the job: whose earlier values found no place in the field made from theirs. */
  async unfilled(pid: string, fieldId: string, query: Query): Promise<Items> {
    const row = await this.schema.byPid(pid);
    const config = await this.schema.configOf(row.id);
    const to = config.schema.fields.find((field) => field.id === fieldId);
    const from = config.schema.fields.find((field) => field.id === to?.filledFrom);
    if (!to || !from) return { rows: [], next: null };
    const fewer = `jsonb_array_length(coalesce(head."values" -> $5, '[]')) < ${held}`;
    return this.page(row, config, from, fewer, query, to.id);
  }

  private async line(
    row: CollectionRow,
    config: CollectionConfig,
    change: Change,
    total: number,
    sample: Held[],
  ): Promise<Line> {
    const { id, key, label } = change.field;
    const line = { kind: change.kind, field: { id, key, label } };
    const condition = byRecord(change) ? undefined : conditions[change.kind];
    if (condition) {
      const found = await this.db.one<{ count: number }>(
        `SELECT count(*) AS count FROM ${heads} WHERE ${live} AND ${condition}`,
        [row.id, id],
      );
      return { ...line, count: found!.count, of: total, sampled: false };
    }
    const touched = await this.touched(row, config, change, sample);
    const from = change.from;
    const carried = from ? sample.filter((one) => (one.values[from.id]?.length ?? 0) > 0).length : undefined;
    return {
      ...line,
      count: touched.length,
      of: sample.length,
      sampled: sample.length < total,
      ...(carried === undefined ? {} : { carried }),
    };
  }

  /** Which records of the sample a change touches, where only a field's type can tell. */
  private async touched(
    row: CollectionRow,
    config: CollectionConfig,
    change: Change,
    sample: Held[],
  ): Promise<string[]> {
    const { field, from, kind } = change;
    const owner = { libraryId: row.libraryId };
    if (kind === 'required') {
      const lacking = sample.filter(
        ({ values }) => shownFields(config.schema.fields, values).includes(field) && !values[field.id]?.length,
      );
      return lacking.map((one) => one.pid);
    }
    const source = from ?? field;
    const holding = sample.filter((one) => (one.values[source.id]?.length ?? 0) > 0);
    const records = holding.map((one): StoredValue[] => one.values[source.id]!);
    const to = { ...field, repeatable: field.repeatable || kind === 'vocabulary' };
    const carried = await this.valueRules.carry(config, source, to, records, owner);
    return holding.filter((_, at) => carried[at]!.left > 0).map((one) => one.pid);
  }

  private sample(collectionId: number): Promise<Held[]> {
    return this.db.query<Held>(
      `SELECT item.pid, head."values" FROM ${heads} WHERE ${live}
        ORDER BY hashtextextended(item.pid, $2), item.id LIMIT ${sampleSize}`,
      [collectionId, sampleSeed],
    );
  }

  private async page(
    row: CollectionRow,
    config: CollectionConfig,
    field: FieldDefinition,
    condition: string,
    query: Query,
    fifth?: unknown,
  ): Promise<Items> {
    const after = query.cursor ? decodeCursor(query.cursor, ['id'])[0] : 0;
    type Found = Omit<Items['rows'][number], 'value'> & { id: number; stored: StoredValue[] | null };
    const rows = await this.db.query<Found>(
      `SELECT item.id, item.pid, item.title, item.identifier, item.state, item.published_revision IS NOT NULL AS public,
         head."values" -> $2 AS stored
       FROM ${heads} WHERE ${live} AND ${condition} AND item.id > $3 ORDER BY item.id LIMIT $4`,
      [row.id, field.id, after, query.limit + 1, ...(fifth === undefined ? [] : [fifth])],
    );
    const known = config.schema.fields.find((one) => one.id === field.id);
    const shown = rows.slice(0, query.limit);
    return {
      rows: shown.map(({ id: _id, stored, ...item }) => ({
        ...item,
        value: (stored ?? [])
          .map((one) => (known ? this.valueRules.forms.displayOf(config, known, one, 'zh-CN') : ''))
          .join('；')
          .slice(0, 300),
      })),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  }
}

/** Whether records must be looked at one by one. */
const byRecord = ({ kind, field }: Change): boolean =>
  kind === 'retyped' || kind === 'vocabulary' || (kind === 'required' && field.shownWhen !== undefined);

/** Changes that touch records. A new name touches none: values stand by field id. */
function changesOf(before: CollectionSchema, after: CollectionSchema): Change[] {
  const was = new Map(before.fields.map((field) => [field.id, field]));
  return after.fields.flatMap((field): Change[] => {
    const old = was.get(field.id);
    const used = old !== undefined && !old.removed;
    if (field.removed) return used && !replaced(field, after) ? [{ kind: 'removed', field }] : [];
    const changes: Change[] = [];
    const from = was.get(field.filledFrom ?? '');
    if (!used && from && !from.removed) changes.push({ kind: 'retyped', field, from });
    else if (old?.removed) changes.push({ kind: 'returned', field });
    if (field.required !== 'no' && (!used || old.required === 'no') && !from) changes.push({ kind: 'required', field });
    if (used && old.repeatable && !field.repeatable) changes.push({ kind: 'single', field });
    if (used && old.vocabulary !== field.vocabulary && field.vocabulary) changes.push({ kind: 'vocabulary', field });
    return changes;
  });
}

const replaced = (field: FieldDefinition, schema: CollectionSchema): boolean =>
  schema.fields.some((one) => one.filledFrom === field.id && !one.removed);
